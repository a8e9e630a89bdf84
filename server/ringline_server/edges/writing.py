"""What waits in outboxes leaves: one task writes for all connections, and only what a socket does not take waits.

    put in an outbox --> Writer.due --> Flusher: hurried | others ==one task==> Writer.flush --> send_at_once
                                                                                 └ the rest --> a task, a deadline

In one turn of the loop all replies and rings leave, and of everything else as much as SENT_AT_ONCE_BYTES_MAX: what
is said to a crowd is said in steps, and whoever else has work comes in between.
"""

from collections import deque
from collections.abc import Callable

import attrs
import trio
from ringline_protocol import codec

from ringline_server.edges.containing import contained
from ringline_server.edges.outbox import Outbox, SlowConsumer, nothing
from ringline_server.edges.transport import Connection, ConnectionGone

SENT_AT_ONCE_BYTES_MAX = 65_536
"""What leaves in one turn of the loop, beside replies and rings. The message that crosses it still goes."""


@attrs.define(eq=False)
class Flusher:
    """One for all connections. Nobody waits for it."""

    _hurried: "deque[Writer]" = attrs.field(factory=deque, init=False)
    """Somebody waits for what comes next: a reply, a ring."""
    _others: "deque[Writer]" = attrs.field(factory=deque, init=False)
    _writing: "Writer | None" = attrs.field(default=None, init=False)
    _is_idle: bool = attrs.field(default=False, init=False)
    _idle: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot, init=False)

    def add(self, writer: "Writer") -> None:
        """It has something to write; one that waits among the others may have become urgent. Its turn comes."""
        if writer.outbox.is_urgent:
            if not writer.is_hurried:
                writer.is_hurried = True
                self._hurried.append(writer)
        elif not writer.is_listed:
            writer.is_listed = True
            self._others.append(writer)
        if self._is_idle:
            self._is_idle = False
            self._idle.unpark()

    async def run(self) -> None:
        """For as long as there are connections."""
        while True:
            if self._hurried or self._others:
                await trio.lowlevel.checkpoint()
            else:
                self._is_idle = True
                await self._idle.park()
            with contained(self._fail):
                self._turn()

    def _turn(self) -> None:
        for _ in range(len(self._hurried)):
            self._writing = self._hurried.popleft()
            self._writing.is_hurried = False
            self._writing.flush()
        left = SENT_AT_ONCE_BYTES_MAX
        for _ in range(len(self._others)):
            self._writing = self._others.popleft()
            self._writing.is_listed = False
            left -= self._writing.flush()
            if left <= 0:
                return

    def _fail(self, error: BaseExceptionGroup[Exception]) -> None:
        """Whoever comes behind has the next turn."""
        assert self._writing is not None
        self._writing.fail(error)


@attrs.define(eq=False)
class Writer:
    """Of one connection: one message at a time, each of as many frames as a batch may have."""

    outbox: Outbox
    _flusher: Flusher
    _connection: Connection
    _nursery: trio.Nursery
    """Has tasks for as long as the connection is served. What fails here ends them, and nothing else."""
    _now_ms: Callable[[], int]
    _on_slow: Callable[[], None]
    is_hurried: bool = attrs.field(default=False, init=False)
    is_listed: bool = attrs.field(default=False, init=False)
    """Where the flusher has it."""
    is_open: bool = attrs.field(default=False, init=False)
    _is_sending: bool = attrs.field(default=False, init=False)
    """What the socket did not take waits for room."""
    _drained: trio.Event | None = attrs.field(default=None, init=False)

    def open(self) -> None:
        """What waits leaves, from here on."""
        self.is_open = True
        self.outbox.on_put = self.due
        self.due()

    def shut(self) -> None:
        """The connection is gone, or its tasks are."""
        self.is_open, self.outbox.on_put = False, nothing

    def due(self) -> None:
        """Something was put in."""
        if self.is_open and not self._is_sending:
            self._flusher.add(self)

    async def drained(self) -> None:
        """What waits has left. It never has where the connection was gone before."""
        if self.outbox or self._is_sending:
            self._drained = self._drained or trio.Event()
            await self._drained.wait()

    def flush(self) -> int:
        """One message leaves, if there is one. Returns its bytes."""
        if not self.is_open or self._is_sending or not self._nursery.child_tasks:
            return 0
        try:
            frames = self.outbox.take(self._now_ms())
            message = codec.batch(frames) if frames else b""  # taken back, or gone in a hurry
            if rest := message and self._connection.send_at_once(message):
                self._is_sending = True
                self.outbox.blocks(self._now_ms())
                self._nursery.start_soon(self._send_rest, rest)
            else:
                self._go_on()
            return len(message)
        except SlowConsumer:
            self._on_slow()
        except ConnectionGone:
            self.shut()
        return 0

    def fail(self, error: BaseExceptionGroup[Exception]) -> None:
        """Raised where it belongs: among the tasks of the connection."""
        self._nursery.start_soon(_raise, error)

    async def _send_rest(self, rest: bytes) -> None:
        try:
            await self._connection.send_rest(rest)
        except trio.TooSlowError:
            self._on_slow()
        except ConnectionGone:
            self.shut()
        else:
            self._is_sending = False
            self.outbox.flows(self._now_ms())
            self._go_on()

    def _go_on(self) -> None:
        if self.outbox:
            self.due()
        elif self._drained is not None:
            self._drained.set()


async def _raise(error: BaseException) -> None:
    raise error
