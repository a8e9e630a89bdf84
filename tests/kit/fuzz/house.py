"""The server that is fuzzed: whole, in memory, on the virtual clock; with a neighbour who must not notice anything."""

import io
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import attrs
from ringline_client.conformance.account import QUIET, SERVICE
from ringline_client.conformance.broken import Broken
from ringline_client.conformance.floor import Floor, floor
from ringline_client.conformance.party import Party
from ringline_client.conformance.raw_client import Closed
from ringline_client.conformance.transcript import Transcript
from ringline_server import logs
from trio_websocket import ConnectionClosed

from kit.fuzz.found import Found
from kit.virtual_target import VirtualPower, virtual_target

NEIGHBOUR_S: Final = 1
LINES: Final = 12
"""Of what was said, in a report."""


@attrs.define(eq=False)
class House:
    """Look at it after each example."""

    at: Floor
    power: VirtualPower
    neighbour: Party
    interaction: str
    log: io.StringIO
    pings: int = 0

    async def look(self, sent: object) -> None:
        """Nothing crashed, nobody else was harmed. Raises: Found."""
        self.pings += 1
        try:
            await self.neighbour.send({"type": "ping", "id": f"n{self.pings}"})
            await self.neighbour.frame(lambda one: one["type"] == "pong" and one.get("id") == f"n{self.pings}")
        except (Broken, Closed, ConnectionClosed) as harm:
            raise Found(f"the neighbour: {harm}", sent) from None
        errors = self.log.getvalue()
        if errors:
            raise Found(f"the log: {errors}", sent)
        del self.neighbour.seen[:]


@asynccontextmanager
async def house() -> AsyncIterator[House]:
    """Up when entered."""
    log = io.StringIO()
    logs.configure("json", "error", log)
    with tempfile.TemporaryDirectory() as folder:
        async with virtual_target(Path(folder)) as target, floor(target, Transcript()) as at:
            interaction = (await at.arrives(QUIET))["interaction"]
            neighbour = await at.greet(SERVICE)
            await neighbour.reads(f"interaction/{interaction}")
            neighbour.patience_s = NEIGHBOUR_S
            yield House(at, target.power, neighbour, interaction, log)
