"""A mailbox, and the one loop that runs every actor.

    edge --send (waits)--> mailbox --one at a time--> handle --await append--> tell, publish, answer
                             ^ actors tell (never wait)

The mailbox outlives the actor: after a crash the next incarnation goes on with the same one, so no Ref ever breaks.
"""

from collections.abc import Callable
from typing import Final, Protocol

import attrs
import trio

from ringline_server import logs
from ringline_server.clock import Clock

MAILBOX_MESSAGES_MAX: Final = 32_768
DRAIN_MESSAGES_MAX: Final = 64
"""Messages handled before others get a turn."""
SERVED_IN_VAIN_MAX: Final = 8
"""So often a deadline may be served and still stand at the same moment. Then it is put off."""
STANDS_RETRY_MS: Final = 1_000

log = logs.logger("actor")


class MailboxFull(Exception):
    """An actor does not keep up with what actors tell it: overload, not a state to hide."""


@attrs.define(eq=False)
class Mailbox:
    """The only way to an actor, also its Ref: both ends of a memory channel. Owned by the supervisor."""

    name: str
    _into: "trio.MemorySendChannel[object]" = attrs.field(init=False)
    _out: "trio.MemoryReceiveChannel[object]" = attrs.field(init=False)
    _told: int = attrs.field(default=0, init=False)
    """Messages that were put in and not taken. Never more than there are: who sends counts it on going on."""

    def __attrs_post_init__(self) -> None:
        """Empty."""
        self._into, self._out = trio.open_memory_channel[object](MAILBOX_MESSAGES_MAX)

    @property
    def id(self) -> str:
        """Of whose it is, without what it is."""
        return self.name.partition(":")[2]

    def tell(self, message: object) -> None:
        """Put it in without waiting. Raises: MailboxFull."""
        try:
            self._into.send_nowait(message)
        except trio.WouldBlock:
            raise MailboxFull(self.name) from None
        self._told += 1

    async def send(self, message: object) -> None:
        """Put it in, waiting while it is full. For edges."""
        await self._into.send(message)
        self._told += 1

    def take(self) -> object:
        """The next message. Raises: trio.WouldBlock."""
        message = self._out.receive_nowait()
        self._told -= 1
        return message

    async def receive(self) -> object:
        """The next message, waiting for it."""
        message = await self._out.receive()
        self._told -= 1
        return message

    def wake(self) -> None:
        """Give None to whoever waits for a message. It never lies among the messages."""
        if self._out.statistics().tasks_waiting_receive:
            self.tell(None)

    @property
    def has_some(self) -> bool:
        """There is one to take. What has just been sent may only be found by `receive`."""
        return self._told > 0

    @property
    def is_empty(self) -> bool:
        """Nothing waits to be handled."""
        return self._out.statistics().current_buffer_used == 0


class Actor(Protocol):
    """What the loop needs. `handle` and `on_deadline` may await the journal and nothing else."""

    async def handle(self, message: object, now_ms: int) -> None:
        """One message, to its end."""

    def deadline(self) -> int | None:
        """When `on_deadline` is due."""

    async def on_deadline(self, now_ms: int) -> None:
        """It is due. Afterwards `deadline()` is later, or None."""

    def announce(self) -> None:
        """Tell the neighbours again how things are: after a start, a restart or a crash."""

    @property
    def is_retired(self) -> bool:
        """Nothing more to do: the task may end when the mailbox is empty."""


@attrs.define
class Running:
    """What an actor works on at this moment, for whoever has to clean up after a crash."""

    message: object = None


@attrs.define
class Timer:
    """An actor's deadline, kept from spinning: one that is served and stands is a bug, and costs a turn each second."""

    actor: Actor
    clock: Clock
    _stands_at_ms: int | None = None
    _in_vain: int = 0
    _again_at_ms: int = 0

    def deadline(self) -> int | None:
        """When it is to be served."""
        at_ms = self.actor.deadline()
        return at_ms if self._stands_at_ms is None or at_ms != self._stands_at_ms else max(at_ms, self._again_at_ms)

    async def serve(self, now_ms: int) -> None:
        """It is due."""
        at_ms = self.actor.deadline()
        await self.actor.on_deadline(now_ms)
        if self.actor.deadline() != at_ms:
            self._in_vain, self._stands_at_ms = 0, None
            return
        self._in_vain += 1
        if self._in_vain >= SERVED_IN_VAIN_MAX:
            if self._stands_at_ms is None:
                log.error("deadline stands", at_ms=at_ms)
            self._stands_at_ms, self._again_at_ms = at_ms, self.clock.now_ms() + STANDS_RETRY_MS


WakeAt = Callable[[Mailbox, int], None]
"""To be given None at that moment, or before it, if no message comes first: see sleeper.py."""


async def run(actor: Actor, mailbox: Mailbox, clock: Clock, running: Running, wake_at: WakeAt) -> None:
    """Handle messages and deadlines in order until the actor retires. A deadline that is due goes before a message."""
    timer = Timer(actor, clock)
    at_ms = timer.deadline()  # only its own turns change an actor's deadline
    while True:
        for _ in range(DRAIN_MESSAGES_MAX):
            if at_ms is not None and at_ms <= (now_ms := clock.now_ms()):
                await timer.serve(now_ms)
            elif mailbox.has_some:
                running.message = mailbox.take()
                await actor.handle(running.message, clock.now_ms())
                running.message = None
            else:
                break
            at_ms = timer.deadline()
        else:
            await trio.lowlevel.checkpoint()
            continue
        if actor.is_retired:
            return
        if at_ms is not None:
            wake_at(mailbox, at_ms)
        running.message = await mailbox.receive()
        if running.message is not None:
            while at_ms is not None and at_ms <= (now_ms := clock.now_ms()):
                await timer.serve(now_ms)
                at_ms = timer.deadline()  # serving one may make the next due
            await actor.handle(running.message, clock.now_ms())
            running.message = None
            at_ms = timer.deadline()
