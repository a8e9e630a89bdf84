"""The whole server on the virtual clock: real sessions, codec, trio-websocket and actors over a network in memory.

async def test_…(autojump_clock):
    async with virtual_server(account()) as server, server.connect() as ana:
        await ana.hello(server.token("agt_ana"))
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import attrs
import trio
from ringline_server.app import make_front, make_server, open_house, serve
from ringline_server.clock import Clock
from ringline_server.domain.policy import Account
from ringline_server.edges.server import Server
from ringline_server.ids import Ids
from ringline_server.store.memory import MemoryMedium
from trio_websocket import wrap_client_stream

from kit.house import START_MS
from kit.memory_net import MemoryListener
from kit.raw_client import RawClient
from kit.server import RunningServer, tokens

PATIENCE_S = 200
"""Of clients here, in virtual seconds."""


@attrs.define(eq=False)
class VirtualServer(RunningServer):
    """Beside what every running server has: connections in memory, and its disk."""

    listener: MemoryListener
    medium: MemoryMedium

    @asynccontextmanager
    async def connect(self, subprotocol: str = "ringline.v1") -> AsyncIterator[RawClient]:
        """A client's connection. Left by cutting it off, without a close frame."""
        stream: Any = self.listener.connect()  # the library's types ask for a socket; its code does not
        async with trio.open_nursery() as nursery:
            websocket = await wrap_client_stream(nursery, stream, "ring.test", "/ws", subprotocols=[subprotocol])
            yield RawClient(websocket, PATIENCE_S)
            nursery.cancel_scope.cancel()
        await trio.aclose_forcefully(stream)

    @asynccontextmanager
    async def agent(self, name: str, **more: object) -> AsyncIterator[RawClient]:
        """A connected agent whose hello was welcomed; ready for work."""
        async with self.connect() as client:
            await client.hello(self.token(name), **more)
            await client.ask("agent.set_status", {"status": "ready"})
            yield client

    @asynccontextmanager
    async def service(self, name: str = "svc_1") -> AsyncIterator[RawClient]:
        """A connected service."""
        async with self.connect() as client:
            await client.hello(self.token(name))
            yield client

    @asynccontextmanager
    async def consumer(self, interaction: str, name: str = "con_1") -> AsyncIterator[RawClient]:
        """The consumer of an interaction."""
        async with self.connect() as client:
            await client.hello(self.token(name, interaction=interaction))
            yield client


@asynccontextmanager
async def virtual_server(
    account: Account, medium: MemoryMedium | None = None, *, clock: Clock | None = None
) -> AsyncIterator[VirtualServer]:
    """Up when entered; left as by `kill -9`: nothing is drained. The same medium (and clock) again is a restart."""
    ids = Ids.seeded(11) if medium is None else medium.ids  # a restart draws on: it must not make the same ids again
    medium = medium or MemoryMedium(ids)
    clock = clock or Clock(epoch_ms=START_MS)
    async with trio.open_nursery() as nursery:
        started = trio.Event()
        found: list[VirtualServer] = []

        async def live() -> None:
            async with open_house(account, medium.open(), clock, ids) as house:
                server: Server = make_server(house.registry, tokens())
                listener, draining = MemoryListener(), trio.Event()
                async with trio.open_nursery() as edges:
                    await edges.start(serve, server, make_front(server), [listener], draining)
                    found.append(VirtualServer(house, server, 0, draining, clock, listener, medium))
                    started.set()
                    await trio.sleep_forever()

        nursery.start_soon(live)
        await started.wait()
        yield found[0]
        nursery.cancel_scope.cancel()
