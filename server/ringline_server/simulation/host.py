"""The simulated machine: one server process at a time on one drive. It starts, crashes, drains, and starts again.

start ── up ──┬── crash: nothing is finished, nobody is told ──┐
              └── drain: everybody is told, then it ends ──────┴── down for a while ── start
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import attrs
import trio
from ringline_protocol.values import PrincipalKind

from ringline_server.actors.supervisor import TooManyCrashes
from ringline_server.app import House, make_front, make_server, open_house, serve
from ringline_server.clock import Clock
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.edges.auth import Algorithm, TokenKey, Tokens
from ringline_server.edges.server import Server
from ringline_server.ids import Ids
from ringline_server.simulation.drive import Drive
from ringline_server.simulation.history import History
from ringline_server.simulation.network import Network

START_MS: Final = 1_800_000_000_000
TOKEN_MS: Final = 3_000_000


def make_tokens() -> Tokens:
    """The same key in every life. Its secret is public: it signs for nobody but simulated people."""
    return Tokens([TokenKey("sim", Algorithm.HS256, b"the secret of a day that never was")], "ringline", "ringline")


@attrs.define(eq=False)
class Host:
    """Owned by the day. `run` is its one task."""

    account: Account
    history: History
    network: Network
    drive: Drive
    ids: Ids
    lives: int = 0
    house: House | None = None
    server: Server | None = None
    is_over: bool = False
    down_s: float = 1.0
    """How long it stays down after the next end."""
    sudden: bool = False
    """The next crash takes the power: nobody is told that the links are gone."""
    jump_ms: int = 0
    """What somebody sets the wall clock by while it is down."""
    up: trio.Event = attrs.field(factory=trio.Event)
    began_at: float = attrs.field(factory=trio.current_time)
    _clock: Clock | None = None
    _scope: trio.CancelScope = attrs.field(factory=trio.CancelScope)
    _draining: trio.Event = attrs.field(factory=trio.Event)
    _gone: trio.Event = attrs.field(factory=trio.Event)
    """Set when the present process is not the present one any more."""

    def since_start_ms(self) -> int:
        """Virtual ms since the day began."""
        return round((trio.current_time() - self.began_at) * 1000)

    @property
    def clock(self) -> Clock:
        """The wall clock, as the last process that started read it."""
        assert self._clock is not None
        return self._clock

    async def run(self) -> None:
        """Lives, one after the other, until the day is over."""
        async with trio.open_nursery() as processes:
            while not self.is_over:
                gone = self._gone = trio.Event()
                processes.start_soon(self._process, gone)
                await gone.wait()
                self.network.deaf()
                self.up = trio.Event()
                self.house = self.server = None
                await trio.sleep(0 if self.is_over else self.down_s)

    async def _process(self, gone: trio.Event) -> None:
        try:
            await self._live()
        except* TooManyCrashes:
            if not gone.is_set():
                raise
            self.history.note("server", "info", "the old one stops")  # it cannot write any more, as it must be
        finally:
            gone.set()

    async def _live(self) -> None:
        now_ms = START_MS if self._clock is None else self._clock.now_ms()
        self._clock = Clock(epoch_ms=now_ms + self.jump_ms)
        self.jump_ms = 0
        self.lives += 1
        self.history.note("server", "restart", data={"life": self.lives, "at_ms": self._clock.now_ms()})
        self._draining = trio.Event()
        with trio.CancelScope() as self._scope:
            async with open_house(self.account, self.drive.open(), self._clock, self.ids) as house:
                self.house, self.server = house, make_server(house.registry, make_tokens())
                async with trio.open_nursery() as edges:
                    listener = self.network.listen()
                    front = make_front(self.server, folder=None)
                    await edges.start(partial(serve, self.server, front, [listener], self._draining))
                    self.history.note("server", "info", "up")
                    self.up.set()
                    await self.server.closed.wait()
                    edges.cancel_scope.cancel()

    def crash(self) -> None:
        """The process is gone, this very moment."""
        if self._scope.cancel_called or self.drive.died.is_set():
            return
        self.history.note("server", "crash", data={"sudden": self.sudden})
        self.network.deaf()
        for link in self.network.links:
            link.change(**{"is_dead" if self.sudden else "is_cut": True})
        self.drive.die()
        self._scope.cancel()

    def replace(self) -> trio.CancelScope:
        """Cut off from everybody but its disk, it is taken for dead: another one is started, and this one goes on.

        Returns how to end it.
        """
        self.history.note("server", "crash", data={"sudden": self.sudden, "replaced": True})
        self.network.deaf()
        for link in self.network.links:
            link.change(is_dead=True)
        self._gone.set()
        return self._scope

    def drain(self) -> None:
        """As SIGTERM does it."""
        self.history.note("server", "info", "drain")
        self._draining.set()

    def reload(self, change: Callable[[Account], Account]) -> None:
        """As SIGHUP does it."""
        self.account = change(self.account)
        self.history.note("server", "info", "reload")
        if self.house is not None:
            self.house.reload(self.account)

    def token(self, name: str, kind: PrincipalKind, interaction: str | None = None) -> str:
        """From whoever signs for this house."""
        now_ms = self.clock.now_ms()
        agent = self.account.agents.get(name)
        shown = agent.name if agent is not None else name
        return make_tokens().issue(Principal(kind, name, now_ms + TOKEN_MS, shown, interaction), now_ms)

    def figures(self) -> dict[str, Any]:
        """What must come back to where it was: for the end of a day."""
        assert self.server is not None
        registry = self.server.registry
        busy = [ref.name for ref in (*registry.agents(), *map(registry.queue, self.account.queues)) if not ref.is_empty]
        return {
            "interactions": sorted(registry.in_memory()),
            "connected": len(self.server.sessions.connected()),
            "busy": busy,
            "pending": registry.journal.pending,
            "crashes": registry.supervisor.crash_count,
        }
