"""Messages that were read from a connection and not taken by its session: bounded, and over when the connection is."""

from collections import deque

import attrs
import trio
from ringline_protocol.limits import MESSAGE_BYTES_MAX

INBOUND_MESSAGES_MAX = 32
"""Messages read from the socket that the session has not taken."""
INBOUND_BYTES_MAX = 2 * MESSAGE_BYTES_MAX
"""The same in bytes; the message that crosses it is still taken in."""


@attrs.define(eq=False)
class Inbox:
    """One task puts in, one takes out."""

    gone: tuple[int, str] | None = attrs.field(default=None, init=False)
    """Close code and reason, when the connection has ended. The first that is said stays."""
    is_shut: bool = attrs.field(default=False, init=False)
    """We ended it: nothing is taken in any more."""
    _messages: deque[tuple[str, int]] = attrs.field(factory=deque, init=False)
    _bytes: int = attrs.field(default=0, init=False)
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

    def put(self, text: str, size: int) -> None:
        """The next message; who puts has seen that there is room."""
        if not self.is_shut:
            self._messages.append((text, size))
            self._bytes += size
            if self._arrived:
                self._arrived.unpark()

    async def change(self) -> None:
        """Something was taken, or it has ended: look again."""
        await self._room.park()

    async def get(self) -> tuple[str, int] | None:
        """The next message and its bytes; None: the connection has ended. No more than the inbox holds are taken
        without others having their turn."""
        while not self._messages:
            if self.gone:
                await trio.lowlevel.checkpoint()
                return None
            await self._arrived.park()
        message = self._messages.popleft()
        self._bytes -= message[1]
        if self._room:
            self._room.unpark_all()
        return message

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
