"""Commands without a reply: kept with their keys, sent again after a reconnect, answered once."""

import itertools
from collections.abc import Iterator

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.frames import Command, Reply

from ringline_client.errors import ClientError


@attrs.define(eq=False)
class Pending:
    """One command on its way."""

    command: Command
    text: bytes
    reply: Reply | None = None
    over: ClientError | None = None
    _settled: trio.Event = attrs.field(factory=trio.Event)

    async def answer(self) -> Reply:
        """The reply, whenever it comes and over which connection. Raises: ClientError (the session is over)."""
        await self._settled.wait()
        if self.reply is not None:
            return self.reply
        assert self.over is not None
        raise self.over

    def settle(self, reply: Reply | None, over: ClientError | None = None) -> None:
        """For the session."""
        self.reply, self.over = reply, over
        self._settled.set()


@attrs.define(eq=False)
class Outstanding:
    """In the order in which they were sent: that is the order in which they are sent again."""

    _pending: dict[str, Pending] = attrs.field(factory=dict)
    _numbers: Iterator[int] = attrs.field(factory=lambda: itertools.count(1))

    def add(self, command: Command) -> Pending:
        """With an id of its own."""
        named = attrs.evolve(command, id=f"c{next(self._numbers)}")
        pending = self._pending[named.id] = Pending(named, codec.encode(named))
        return pending

    def settle(self, reply: Reply) -> None:
        """A reply to what nobody waits for any more is ignored."""
        pending = self._pending.pop(reply.id, None)
        if pending is not None:
            pending.settle(reply)

    def drop(self, pending: Pending) -> None:
        """Nobody waits for it; its outcome stays unknown."""
        self._pending.pop(pending.command.id, None)

    def end(self, over: ClientError) -> None:
        """There will be no replies."""
        for pending in self._pending.values():
            pending.settle(None, over)
        self._pending.clear()

    def __iter__(self) -> Iterator[Pending]:
        return iter(tuple(self._pending.values()))
