"""The load: people at work while somebody starts and kills the server, over and over, on the same data."""

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any, Final, TypeVar

import attrs
import trio
from ringline_protocol.values import PrincipalKind

from kit.crash.account import AGENTS, WAITING_QUEUE
from kit.crash.history import History, Life
from kit.crash.roles import Chatter, Desk, Flow, Overseer, principal_of
from kit.crash.survivor import SLOW, Place, Survivor, now_ms
from kit.process import ServerProcess

LIFE_S: Final = (0.1, 0.9)
"""How long the server lives between its greeting and the kill: anything in between."""
HITS: Final = (1, 40)
"""Which commit or reply of a life is its last, where it dies at a named point."""
TRAPPED_S: Final = 120
"""There is always somebody at work: it must have happened by then. No promise: a machine without a free processor for
half a minute is slow, and nothing else."""
DRAIN_S: Final = 40 * SLOW
"""After the last start everything that was begun is brought to its end within this."""
ASKED_AGAIN_MAX: Final = 25
"""Of each principal's last keys, after the last start: below the burst that an agent is allowed."""

T = TypeVar("T", bound=Survivor)


@attrs.define(eq=False)
class Load:
    """Everybody who plays, and the server they play with."""

    server: ServerProcess
    chance: Random
    nursery: trio.Nursery
    history: History = attrs.field(factory=History)
    place: Place = attrs.field(factory=Place)
    desks: list[Desk] = attrs.field(factory=list)
    flow: Flow = attrs.field(init=False)
    players: list[Survivor] = attrs.field(factory=list)
    chatters: int = 0
    chatting: int = 0

    def begin(self) -> None:
        """Everybody tries to connect from now on."""
        self.flow = self._play(Flow, "svc_flow", on_created=self._created)
        self.desks = [self._play(Desk, name) for name in AGENTS]
        for desk in self.desks:
            self.nursery.start_soon(desk.work)
        self.nursery.start_soon(self.flow.work)
        self.nursery.start_soon(self._play(Overseer, "agt_sofia").watch)

    async def live(self, *, is_last: bool = False) -> None:
        """One life of the server, up to the kill; the last one until everything is done."""
        took_ms = await self.server.start()
        ready_at_ms = now_ms()
        self.place.up(self.server.port)
        if is_last:
            self.history.last_ready_at_ms = ready_at_ms
            await self._finish()
        else:
            await trio.sleep(self.chance.uniform(*LIFE_S))
            self.place.down()
            await self.server.kill()
            self.history.lives.append(Life(ready_at_ms, now_ms(), "", took_ms))

    async def live_until(self, point: str) -> None:
        """One life up to that point of some commit or reply, perhaps of one that starting brings."""
        began_at_ms = now_ms()
        said = await self.server.begin((point, self.chance.randint(*HITS)))
        ready_at_ms = now_ms()
        if said:
            self.place.up(self.server.port)
        with trio.fail_after(TRAPPED_S):
            status = await self.server.dies()
        self.place.down()
        assert status == -signal.SIGKILL, (point, status, self.server.log_end())
        self.history.lives.append(Life(ready_at_ms, now_ms(), point, ready_at_ms - began_at_ms))

    async def _finish(self) -> None:
        self.flow.is_closing = True
        last = [command for command in self.history.commands if command.is_ok]
        left: list[dict[str, Any]] = []
        inspector = self._play(Overseer, "agt_sofia")
        with trio.move_on_after(DRAIN_S):
            while (left := await inspector.open_besides(WAITING_QUEUE)) or self.chatting:
                await inspector.listen(0.2)
        assert not left, f"never ended: {left}"
        for who in (self.flow, *self.desks):
            mine = [command for command in last if command.who == f"{who.kind}:{who.name}"]
            again = self._play(type(who), who.name)
            for command in mine[-ASKED_AGAIN_MAX:]:
                await again.repeat(command)
            await again.leave()
        for interaction in sorted({command.interaction for command in last if command.interaction})[:60]:
            await inspector.view(interaction)

    def _created(self, queue: str, interaction: str) -> None:
        """Some have somebody at the other end."""
        if queue in ("que_chat", "que_auto") and self.chance.random() < 0.5:
            self.chatters += 1
            chatter = self._play(Chatter, f"con_{self.chatters}", interaction=interaction)
            self.nursery.start_soon(self._chat, chatter)

    async def _chat(self, chatter: Chatter) -> None:
        self.chatting += 1
        await chatter.chat()
        self.chatting -= 1

    def _play(self, role: type[T], name: str, **more: Any) -> T:
        interaction = more.get("interaction")
        kind = PrincipalKind.CONSUMER if interaction else principal_of(name)
        token = self.server.token(name, kind, interaction)
        chance = Random(self.chance.random())
        player = role(name, kind, token, self.place, self.nursery, chance, self.history, **more)
        self.players.append(player)
        return player


LEAVE_S = 10
"""For everybody's last goodbyes."""


@asynccontextmanager
async def playing(server: ServerProcess, seed: int) -> AsyncIterator[Load]:
    """Everybody is there when it is entered, and sent home when it is left. The server is the caller's."""
    async with trio.open_nursery() as nursery:
        load = Load(server, Random(seed), nursery)
        try:
            load.begin()
            yield load
        finally:
            nursery.cancel_scope.cancel()
            # Shielded: a Cancelled from here would take the place of what really went wrong.
            with trio.CancelScope(shield=True), trio.move_on_after(LEAVE_S):
                for player in load.players:
                    await player.leave()
