"""A mailbox, and the one loop that runs every actor.

    edge --send (waits)--> mailbox --one at a time--> handle --await append--> tell, publish, answer
                             ^ actors tell (never wait)

The mailbox outlives the actor: after a crash the next incarnation goes on with the same one, so no Ref ever breaks.
"""

from typing import Final, Protocol

import attrs
import trio

from ringline_server.clock import Clock

MAILBOX_MESSAGES_MAX: Final = 32_768
DRAIN_MESSAGES_MAX: Final = 64
"""Messages handled before others get a turn."""


class MailboxFull(Exception):
    """An actor does not keep up with what actors tell it: overload, not a state to hide."""


@attrs.frozen(eq=False)
class Mailbox:
    """The only way to an actor; also its Ref. Owned by the supervisor."""

    name: str
    _sender: "trio.MemorySendChannel[object]"
    _receiver: "trio.MemoryReceiveChannel[object]"

    @classmethod
    def make(cls, name: str) -> "Mailbox":
        """An empty mailbox for `kind:id`."""
        into, out = trio.open_memory_channel[object](MAILBOX_MESSAGES_MAX)
        return cls(name, into, out)

    def tell(self, message: object) -> None:
        """Put it in without waiting. Raises: MailboxFull."""
        try:
            self._sender.send_nowait(message)
        except trio.WouldBlock:
            raise MailboxFull(self.name) from None

    async def send(self, message: object) -> None:
        """Put it in, waiting while it is full. For edges."""
        await self._sender.send(message)

    def receive_nowait(self) -> object:
        """The next message. Raises: trio.WouldBlock."""
        return self._receiver.receive_nowait()

    async def receive(self) -> object:
        """The next message, waiting for it."""
        return await self._receiver.receive()

    @property
    def is_empty(self) -> bool:
        """Nothing waits to be handled."""
        return self._receiver.statistics().current_buffer_used == 0


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


async def run(actor: Actor, mailbox: Mailbox, clock: Clock, running: Running) -> None:
    """Handle messages and deadlines in order until the actor retires. A deadline that is due goes before a message."""
    while True:
        for _ in range(DRAIN_MESSAGES_MAX):
            if _is_due(actor, clock):
                await actor.on_deadline(clock.now_ms())
                continue
            try:
                running.message = mailbox.receive_nowait()
            except trio.WouldBlock:
                break
            await _handle(actor, clock, running)
        else:
            await trio.lowlevel.checkpoint()
            continue
        if actor.is_retired:
            return
        with trio.CancelScope(deadline=clock.trio_deadline(actor.deadline())):
            running.message = await mailbox.receive()
        if running.message is not None:
            if _is_due(actor, clock):
                await actor.on_deadline(clock.now_ms())
            await _handle(actor, clock, running)


async def _handle(actor: Actor, clock: Clock, running: Running) -> None:
    await actor.handle(running.message, clock.now_ms())
    running.message = None


def _is_due(actor: Actor, clock: Clock) -> bool:
    at_ms = actor.deadline()
    return at_ms is not None and at_ms <= clock.now_ms()
