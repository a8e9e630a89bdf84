"""Keeps actors alive: starts them, revives them from the journal with the same mailbox, stops the house when it must.

An actor that crashes is made anew and announces its state again; the command that it was working on is answered
`internal`, outcome unknown, so that a retry with the same key learns the truth. Too many crashes in a window are not
a state to live with: the process stops with the reason. What one interaction has on disk and nobody can read is no
reason to stop for all others: a stand-in answers for it.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

import attrs
import structlog
import trio
from ringline_protocol.codes import ErrorCode, Refused

from ringline_server import logs
from ringline_server.actors import actor as actors
from ringline_server.actors.actor import Actor, Mailbox, Running
from ringline_server.actors.messages import Asked, Forward, Look
from ringline_server.actors.sleeper import Sleeper
from ringline_server.clock import Clock
from ringline_server.ids import Ids
from ringline_server.store.records import StoreUnavailable

CRASHES_MAX: Final = 20
"""In all actors together, within CRASH_WINDOW_MS."""
CRASH_WINDOW_MS: Final = 60_000
STORE_RETRY_MS: Final = 1_000
"""An actor that cannot be read from disk is tried again after this."""

log = logs.logger("supervisor")

Make = Callable[[Mailbox], Awaitable[Actor | None]]
"""Builds the actor from what is on disk. None: there is nothing to build, the task ends."""


class TooManyCrashes(Exception):
    """The process stops: something is wrong that reviving does not mend."""


@attrs.define(eq=False)
class Supervisor:
    """Owns the nursery, the mailboxes' lives and the count of crashes."""

    nursery: trio.Nursery
    clock: Clock
    ids: Ids
    crash_count: int = 0
    _recent: deque[int] = attrs.field(factory=deque)
    sleeper: Sleeper = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Nobody sleeps yet."""
        self.sleeper = Sleeper(self.nursery, self.clock)

    def start(
        self,
        mailbox: Mailbox,
        make: Make,
        on_end: Callable[[Mailbox], None] = lambda _: None,
        stand_in: Make | None = None,
        made: Actor | None = None,
    ) -> None:
        """Run an actor from now on. `on_end` is called when it has retired. `stand_in` makes what takes the place of an
        actor that cannot be made from what is on disk; without it that is a crash like any other. `made`: beforehand;
        after a crash it is made like any other. What is given is kept as long as the actor: better one for all."""
        self.nursery.start_soon(self._keep, mailbox, make, on_end, stand_in, made, name=mailbox.name)

    async def _keep(
        self,
        mailbox: Mailbox,
        make: Make,
        on_end: Callable[[Mailbox], None],
        stand_in: Make | None,
        made: Actor | None,
    ) -> None:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(actor=mailbox.name)
        running = Running()
        while True:
            try:
                made = made or await self._made(mailbox, make)
                if made is None:
                    break
                made.announce()
                await actors.run(made, mailbox, self.clock, running, self.sleeper.wake)
                break
            except Exception as error:
                if made is not None or stand_in is None:
                    made = None
                    self._crashed(mailbox, running, error)
                else:
                    log.error("actor cannot be made", actor=mailbox.name, exc_info=error)
                    make, stand_in = stand_in, None
        self.sleeper.forget(mailbox)
        on_end(mailbox)

    async def _made(self, mailbox: Mailbox, make: Make) -> Actor | None:
        """The actor, as soon as the disk can be read: until then its messages wait. That is no crash."""
        while True:
            try:
                return await make(mailbox)
            except StoreUnavailable:
                log.warning("revival put off", actor=mailbox.name, within_ms=STORE_RETRY_MS)
                await trio.sleep(STORE_RETRY_MS / 1000)

    def _crashed(self, mailbox: Mailbox, running: Running, error: Exception) -> None:
        log_id = self.ids.new("log")
        log.error("actor crashed", actor=mailbox.name, log_id=log_id, exc_info=error)
        self.crash_count += 1
        now_ms = self.clock.now_ms()
        self._recent.append(now_ms)
        while self._recent[0] <= now_ms - CRASH_WINDOW_MS:
            self._recent.popleft()
        if len(self._recent) > CRASHES_MAX:
            raise TooManyCrashes(mailbox.name) from error
        _fail(running.message, log_id)
        running.message = None


def _fail(message: object, log_id: str) -> None:
    """Answer the command in hand: nobody else will."""
    refusal = Refused(ErrorCode.INTERNAL, details={"ref": log_id})
    match message:
        case Asked(call=call) | Look(call=call) | Forward(asked=Asked(call=call)):
            call.finish(refusal)
