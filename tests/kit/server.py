"""A real server on a loopback port with a real database file, in this very process.

async with running_server(tmp_path, account()) as server:
    async with server.hello("agt_ana") as ana:
        await ana.command("agent.set_status", {"status": "ready"})
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import attrs
import trio
from ringline_protocol.values import PrincipalKind
from ringline_server.app import House, make_front, make_server, open_house, serve
from ringline_server.clock import Clock
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.edges.auth import Algorithm, TokenKey, Tokens
from ringline_server.edges.listeners import open_listeners
from ringline_server.edges.server import Server
from ringline_server.ids import Ids
from ringline_server.store.sqlite import open_sqlite

TOKEN_LIFE_MS = 3_500_000
SECRET = b"a secret of thirty-two bytes or more"


def tokens() -> Tokens:
    """A key set for tests."""
    return Tokens([TokenKey("test", Algorithm.HS256, SECRET)], "ringline", "ringline")


@attrs.define(eq=False)
class RunningServer:
    """What a test needs of it."""

    house: House
    server: Server
    port: int
    draining: trio.Event
    clock: Clock

    @property
    def url(self) -> str:
        """For WebSockets."""
        return f"ws://127.0.0.1:{self.port}/ws"

    @property
    def http(self) -> str:
        """For HTTP."""
        return f"http://127.0.0.1:{self.port}"

    def token(self, name: str, kind: PrincipalKind | None = None, *, interaction: str | None = None) -> str:
        """A bearer token. Agents are known by the account, `svc_…` are services; a consumer's needs `interaction`."""
        agent = self.server.account.agents.get(name)
        if kind is None and agent is not None:
            kind = PrincipalKind.SUPERVISOR if agent.supervisor else PrincipalKind.AGENT
        kind = kind or (PrincipalKind.CONSUMER if interaction else PrincipalKind.SERVICE)
        now_ms = self.clock.now_ms()
        shown = agent.name if agent is not None else name
        principal = Principal(kind, name, now_ms + TOKEN_LIFE_MS, shown, interaction)
        return self.server.tokens.issue(principal, now_ms)


@asynccontextmanager
async def running_server(
    path: Path, account: Account, *, clock: Clock | None = None, ids: Ids | None = None
) -> AsyncIterator[RunningServer]:
    """Up when entered, drained and closed when left. `path`: a directory; the same one again is a restart."""
    clock, ids = clock or Clock(), ids or Ids()
    async with (
        open_sqlite(path / "ringline.db", ids, clock.now_ms()) as disk,
        open_house(account, disk, clock, ids) as house,
    ):
        server = make_server(house.registry, tokens())
        draining = trio.Event()
        listeners = await open_listeners("127.0.0.1", 0)
        async with trio.open_nursery() as nursery:
            found = await nursery.start(serve, server, make_front(server), listeners, draining)
            yield RunningServer(house, server, found[0][1], draining, clock)
            draining.set()
