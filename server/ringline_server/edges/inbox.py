"""Messages that were read from a connection and not acted on by its session: bounded, over when the connection is.

put --+-- nothing is left of what came before --> act, in this turn --> done, and no task was woken
      +-- else -----------> waits, in order                  +--------> something is left --+
each: the session's task awaits what is left, then acts on what waits <---------------------+
"""

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import attrs
import trio
from ringline_protocol.limits import MESSAGE_BYTES_MAX

from ringline_server.edges.containing import contained

INBOUND_MESSAGES_MAX: Final = 32
"""Messages read from the socket that the session has not taken."""
INBOUND_BYTES_MAX: Final = 2 * MESSAGE_BYTES_MAX
"""The same in bytes; the message that crosses it is still taken in."""
ACTED_AT_ONCE_MAX: Final = 8
"""Messages of one reading that are acted on in the turn of whoever reads; for more the session has its own turn."""

Rest = Callable[[], Awaitable[None]]
"""What is left of a message. It is awaited, always, and before the next message is looked at."""
Act = Callable[[str, int], Rest | None]
"""Does what a message (text, bytes) says, as far as nothing has to be waited for."""


@attrs.define(eq=False)
class Inbox:
    """One task puts in, one takes out."""

    gone: tuple[int, str] | None = attrs.field(default=None, init=False)
    """Close code and reason, when the connection has ended. The first that is said stays."""
    is_shut: bool = attrs.field(default=False, init=False)
    """We ended it: nothing is taken in any more."""
    _messages: deque[tuple[str, int]] = attrs.field(factory=deque, init=False)
    _bytes: int = attrs.field(default=0, init=False)
    _acts: tuple[Act, contained] | None = attrs.field(default=None, init=False)
    """Of whoever is in `each`, and where what it raises goes."""
    _left: Rest | None = attrs.field(default=None, init=False)
    """Of the last message that was acted on."""
    _at_once: int = attrs.field(default=0, init=False)
    """How many more may be acted on in this turn."""
    _arrived: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot, init=False)
    _room: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot, init=False)

    def __len__(self) -> int:
        return len(self._messages)

    @property
    def waiting_bytes(self) -> int:
        """Of all of them together."""
        return self._bytes

    @property
    def has_room(self) -> bool:
        """Of an inbox that is shut: always, because nothing stays in it."""
        return self.is_shut or (len(self._messages) < INBOUND_MESSAGES_MAX and self._bytes < INBOUND_BYTES_MAX)

    # --- who reads from the connection

    def begin_turn(self) -> None:
        """Something was read: what is in it is put in now."""
        self._at_once = ACTED_AT_ONCE_MAX

    def put(self, text: str, size: int) -> None:
        """The next message; who puts has seen that there is room."""
        if self.is_shut:
            return
        is_awaited = bool(self._arrived)
        if is_awaited and self._acts is not None and self._at_once:
            self._at_once -= 1
            act, guard = self._acts
            with guard:
                self._left = act(text, size)
            if self._left is None:
                return
        else:
            self._messages.append((text, size))
            self._bytes += size
        if is_awaited:
            self._arrived.unpark()

    async def change(self) -> None:
        """Something was taken, or it has ended: look again."""
        await self._room.park()

    def _fail(self, error: BaseExceptionGroup[Exception]) -> None:
        """Raised where it belongs: in the session's task."""
        self._left = partial(_raise, error)

    # --- the session

    async def get(self) -> tuple[str, int] | None:
        """The next message and its bytes; None: the connection has ended."""
        while not self._messages:
            if self.gone:
                await trio.lowlevel.checkpoint()
                return None
            await self._arrived.park()
        return self._take()

    async def each(self, act: Act) -> None:
        """Every message is acted on, in order, until the connection has ended. While this waits for one, whoever puts
        it in acts on it; otherwise this does, on no more than the inbox holds without others having their turn."""
        self._acts = act, contained(self._fail)
        try:
            while self._left is not None or self._messages or not self.gone:
                if self._left is not None:
                    left, self._left = self._left, None
                    await left()
                elif self._messages:
                    self._left = act(*self._take())
                else:
                    await self._arrived.park()
        finally:
            self._acts = None

    def _take(self) -> tuple[str, int]:
        message = self._messages.popleft()
        self._bytes -= message[1]
        if self._room:
            self._room.unpark_all()
        return message

    # --- the end

    def end(self, code: int, reason: str = "") -> tuple[int, str]:
        """The connection has ended. Wakes who waits. What was said before is still there to take."""
        self.gone = self.gone or (int(code), reason)
        self.stir()
        return self.gone

    def shut(self) -> None:
        """We end it: what the peer said before is not executed any more."""
        self.is_shut = True
        self._messages.clear()
        self._bytes = 0
        self._room.unpark_all()

    def stir(self) -> None:
        """Whoever waits looks again."""
        self._arrived.unpark_all()
        self._room.unpark_all()


async def _raise(error: BaseException) -> None:
    raise error
