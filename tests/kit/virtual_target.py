"""The server of the conformance kit over memory streams on the virtual clock: everything may be done to it.

async with virtual_target(tmp_path) as target:
    outcomes = await run(Plan(target, titles(), registered()))
"""

import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import attrs
import trio
import trio.testing
from ringline_client.conformance.own_process import ACCOUNT, CONFIG, changed
from ringline_client.conformance.power import Power
from ringline_client.conformance.signer import Signer
from ringline_client.conformance.target import Target
from ringline_client.connection import Address
from ringline_server.app import House, make_front, make_server, open_house, serve
from ringline_server.clock import Clock
from ringline_server.config import Config, load
from ringline_server.edges.peer import Peer
from ringline_server.edges.server import Server
from ringline_server.ids import Ids
from ringline_server.serving import make_tokens
from ringline_server.store.memory import Faults, MemoryMedium

from kit.house import START_MS
from kit.memory_net import MemoryListener

SEED: Final = 11
SECRET: Final = b"a secret of thirty-two bytes or more"
HERE: Final = "127.0.0.1"
ADDRESS: Final = Address(HERE, 8080, "/ws", False)


@attrs.frozen
class MemorySocket:
    """As much of one as an HTTP server asks for: who is at either end."""

    source: str
    family: socket.AddressFamily = socket.AF_INET

    def getpeername(self) -> tuple[str, int]:
        return (self.source, 1)

    def getsockname(self) -> tuple[str, int]:
        return (HERE, ADDRESS.port)


class NamedStream(trio.abc.HalfCloseableStream):
    """The server's end of a connection in memory, which knows where it comes from."""

    def __init__(self, ends: trio.StapledStream[Any, Any], source: str) -> None:
        self._ends = ends
        self.socket = MemorySocket(source)

    async def receive_some(self, max_bytes: int | None = None) -> bytes | bytearray:
        taken: bytes | bytearray = await self._ends.receive_some(max_bytes)
        return taken

    async def send_all(self, data: bytes | bytearray | memoryview) -> None:
        await self._ends.send_all(data)

    async def wait_send_all_might_not_block(self) -> None:
        await self._ends.wait_send_all_might_not_block()

    async def send_eof(self) -> None:
        await self._ends.send_eof()

    async def aclose(self) -> None:
        await self._ends.aclose()


@attrs.define
class _Draws:
    """Randomness from a seed, that can be made to fail: a bug in whatever makes a new id."""

    fails: bool = False
    _draw: Callable[[int], bytes] = attrs.field(factory=lambda: Ids.seeded(SEED)._draw)

    def __call__(self, size: int) -> bytes:
        if self.fails:
            self.fails = False
            raise ZeroDivisionError("a bug, made for a test")
        return self._draw(size)


@attrs.define(eq=False)
class _Life:
    """From start to end."""

    scope: trio.CancelScope
    listener: MemoryListener
    draining: trio.Event
    house: House
    server: Server
    ended: trio.Event = attrs.field(factory=trio.Event)


@attrs.define(eq=False)
class VirtualPower(Power):
    """All of it."""

    folder: Path
    nursery: trio.Nursery
    clock: Clock
    signer: Signer
    draws: _Draws = attrs.field(factory=_Draws)
    ids: Ids = attrs.field(init=False)
    medium: MemoryMedium = attrs.field(init=False)
    life: _Life | None = None
    is_patient = True
    is_virtual = True

    def __attrs_post_init__(self) -> None:
        self.ids = Ids(self.draws)
        self.medium = MemoryMedium(self.ids)

    # --- connecting

    def dial(self, source: str | None, *, is_narrow: bool) -> trio.abc.Stream:
        """The client's end. Raises: OSError while the server is down."""
        if self.life is None or self.life.draining.is_set():
            raise OSError("nobody listens")
        pair = trio.testing.lockstep_stream_pair() if is_narrow else trio.testing.memory_stream_pair()
        self.life.listener.arrives(NamedStream(pair[1], source or HERE))
        return pair[0]

    # --- power

    def token(self, name: str, life_s: float, **claims: Any) -> str:
        return self.signer.token(name, life_s, **claims)

    async def revoke(self, name: str) -> None:
        await trio.lowlevel.checkpoint()
        assert self.life is not None
        self.life.server.tokens.revocations.revoke(name, self.clock.now_ms())

    async def start(self) -> None:
        await self.nursery.start(self._live)

    async def kill(self) -> None:
        life, self.life = self.life, None
        if life is not None:
            stalled = (self.medium.faults.stalls_before, self.medium.faults.stalls_after)
            self.medium.faults = Faults(fails=True)  # a write that was held back does not come through
            for event in stalled:
                if event is not None:
                    event.set()
            life.scope.cancel()
            await life.ended.wait()
            self.medium.crash()

    async def stop(self) -> float:
        started_s, life = trio.current_time(), self.life
        assert life is not None
        life.draining.set()
        await life.ended.wait()
        self.life = None
        return trio.current_time() - started_s

    async def reload(self, setting: str, other: str) -> None:
        await trio.lowlevel.checkpoint()
        assert self.life is not None
        path = self.folder / CONFIG
        path.write_text(changed(path.read_text(), setting, other))
        self.life.house.reload(self._settings().policies())

    @asynccontextmanager
    async def full_disk(self) -> AsyncIterator[None]:
        self.medium.faults.fails = True
        yield
        self.medium.faults.fails = False

    @asynccontextmanager
    async def stalled_disk(self) -> AsyncIterator[None]:
        self.medium.faults.stalls_before = goes_on = trio.Event()
        yield
        self.medium.faults.stalls_before = None
        goes_on.set()

    @asynccontextmanager
    async def mute_disk(self) -> AsyncIterator[None]:
        self.medium.faults.stalls_after = goes_on = trio.Event()
        yield
        self.medium.faults.stalls_after = None
        goes_on.set()

    @asynccontextmanager
    async def faulty(self) -> AsyncIterator[None]:
        self.draws.fails = True
        yield
        self.draws.fails = False

    @asynccontextmanager
    async def other_time(self, shift_s: float) -> AsyncIterator[None]:
        """Whatever asks the machine what time it is."""
        real = (time.time, time.time_ns)
        time.time = lambda: real[0]() + shift_s
        time.time_ns = lambda: real[1]() + int(shift_s * 1e9)
        try:
            yield
        finally:
            time.time, time.time_ns = real

    async def mend(self) -> None:
        (self.folder / CONFIG).write_text(ACCOUNT.read_text())
        await self.kill()
        await self.start()

    # --- the server

    async def _live(self, task_status: trio.TaskStatus[None] = trio.TASK_STATUS_IGNORED) -> None:
        """Until it is killed, or has stopped."""
        self.medium.faults = Faults()
        settings, listener, draining = self._settings(), MemoryListener(), trio.Event()
        with trio.CancelScope() as scope:
            async with open_house(settings.policies(), self.medium.open(), self.clock, self.ids) as house:
                server = make_server(house.registry, make_tokens(settings, self.folder))
                front = make_front(server, origins=server.origins, see=_seen)
                self.life = life = _Life(scope, listener, draining, house, server)
                task_status.started()
                await serve(server, front, [listener], draining)
        life.ended.set()

    def _settings(self) -> Config:
        return load(self.folder / CONFIG)


def _seen(stream: trio.abc.Stream) -> Peer:
    assert isinstance(stream, NamedStream)
    return Peer(stream.socket.getpeername()[0])


@attrs.define(eq=False)
class VirtualTarget(Target):
    """In memory."""

    power: VirtualPower

    async def dial(self, source: str | None = None, *, is_narrow: bool = False) -> trio.abc.Stream:
        await trio.lowlevel.checkpoint()
        return self.power.dial(source, is_narrow=is_narrow)


@asynccontextmanager
async def virtual_target(folder: Path) -> AsyncIterator[VirtualTarget]:
    """Up when entered. Needs the virtual clock."""
    (folder / "token.key").write_bytes(SECRET)
    (folder / CONFIG).write_text(ACCOUNT.read_text())
    async with trio.open_nursery() as nursery:
        clock = Clock(epoch_ms=START_MS)
        signer = Signer(SECRET, lambda: clock.now_ms() / 1000)
        power = VirtualPower(folder, nursery, clock, signer)
        await power.start()
        yield VirtualTarget(ADDRESS, signer, power)
        nursery.cancel_scope.cancel()
