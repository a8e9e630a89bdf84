"""The same scenes over real sockets and by the real clock: a server with its files, and people on TCP.

async with socket_scene(tmp_path, patient_house()) as at:
    story = await WholeStory.begun(at)
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, cast

import attrs
import trio
from ringline_server.domain.policy import Account
from trio_websocket import wrap_client_stream

from kit.raw_client import RawClient
from kit.scene import Scene
from kit.server import RunningServer, running_server
from kit.virtual import VirtualServer

PATIENCE_S: Final = 120
ROUND_S: Final = 0.02
QUIET_ROUNDS: Final = 4
"""So often everybody is asked and has heard nothing but the answer: then nothing is under way."""


@attrs.define(eq=False)
class SocketServer:
    """What a scene needs of a server, over TCP."""

    running: RunningServer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.running, name)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[RawClient]:
        """A client's connection. Left by cutting it off, without a close frame."""
        stream = await trio.open_tcp_stream("127.0.0.1", self.running.port)
        try:
            async with trio.open_nursery() as nursery:
                websocket = await wrap_client_stream(nursery, stream, "127.0.0.1", "/ws", subprotocols=["ringline.v1"])
                yield RawClient(websocket, PATIENCE_S)
                nursery.cancel_scope.cancel()
        finally:
            await trio.aclose_forcefully(stream)


@attrs.define(eq=False)
class SocketScene(Scene):
    """Time is real here: what settles is seen by asking."""

    async def settles(self) -> None:
        """Everybody who is here was asked again and again, and nothing came but the answers."""
        quiet, rounds = 0, 0
        while quiet < QUIET_ROUNDS:
            before = self._heard()
            rounds += 1
            for number, person in enumerate(here := [one for one in self.people if one.is_here]):
                await person.send({"type": "ping", "id": f"q{rounds}_{number}"})
            for number, person in enumerate(here):
                await person.frame(_pong(f"q{rounds}_{number}"))
            await trio.sleep(ROUND_S)
            quiet = quiet + 1 if self._heard() == before else 0

    def _heard(self) -> int:
        return sum(frame["type"] not in ("ping", "pong") for person in self.people for frame in person.seen)


def _pong(name: str) -> Any:
    return lambda frame: frame["type"] == "pong" and frame.get("id") == name


@asynccontextmanager
async def socket_scene(folder: Path, account: Account) -> AsyncIterator[SocketScene]:
    """At its end every view agrees with its snapshot."""
    async with running_server(folder, account) as server, trio.open_nursery() as nursery:
        at = SocketScene(cast(VirtualServer, SocketServer(server)), nursery)
        yield at
        await at.agrees()
        nursery.cancel_scope.cancel()
