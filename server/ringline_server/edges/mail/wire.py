"""Lines and messages of a mail client on the network: strict about line ends, bounded in bytes and in time.

Commands end with CRLF, a message with CRLF . CRLF and nothing else. It goes on to its spool as it comes. A message in
which a lone dot stands between other line ends is refused: two servers that disagree about where it ends can be made to
see two mails (SMTP smuggling).
"""

from typing import Final

import attrs
import trio

from ringline_server.edges.mail.dots import Dots
from ringline_server.edges.mail.spool import Spool

LINE_BYTES_MAX: Final = 4_096
"""One command. RFC 5321 asks for 512, and more for each extension."""
CHUNK_BYTES: Final = 65_536
MESSAGE_MS_MAX: Final = 600_000
"""A whole message, however slowly it comes."""
DISCARDED_FACTOR_MAX: Final = 4
"""A message that is too large is read to its end, up to so many times the limit; then the connection ends."""


class Gone(Exception):
    """The peer left, or said nothing for too long, or more than can be borne."""


class BadLine(Exception):
    """One that cannot be a command."""


class NoRoom(Exception):
    """All connections together hold too much already."""


@attrs.define
class Room:
    """Bytes of messages that all connections together may hold."""

    bytes_max: int
    held: int = 0

    def take(self, count: int) -> None:
        """Raises: NoRoom."""
        if self.held + count > self.bytes_max:
            raise NoRoom
        self.held += count

    def give_back(self, count: int) -> None:
        """What was taken."""
        self.held -= count


@attrs.define(eq=False)
class Wire:
    """One connection. `silence_ms`: how long the peer may say nothing."""

    stream: trio.abc.Stream
    room: Room
    silence_ms: int
    _held: bytearray = attrs.field(factory=bytearray, init=False)

    async def say(self, *lines: str) -> None:
        """Each with its line end. Raises: Gone."""
        text = "".join(f"{line}\r\n" for line in lines)
        with trio.move_on_after(self.silence_ms / 1000) as patience:
            try:
                await self.stream.send_all(text.encode("ascii", "replace"))
            except (trio.BrokenResourceError, trio.ClosedResourceError) as error:
                raise Gone from error
        if patience.cancelled_caught:
            raise Gone

    async def line(self) -> bytes:
        """The next command. Raises: BadLine, Gone."""
        while (end := self._held.find(b"\n")) < 0:
            if len(self._held) > LINE_BYTES_MAX:
                raise Gone
            self._held += await self._receive()
        line = bytes(self._held[: end + 1])
        del self._held[: end + 1]
        if not line.endswith(b"\r\n") or b"\r" in line[:-2] or b"\0" in line or len(line) > LINE_BYTES_MAX:
            raise BadLine
        return line[:-2]

    def has_more(self) -> bool:
        """The peer has said something that nobody has read."""
        return bool(self._held)

    async def secured(self, stream: trio.abc.Stream) -> None:
        """From here on the words travel on this stream. What was said in the clear before is forgotten."""
        self._held.clear()
        self.stream = stream

    async def message(self, spool: Spool, size_bytes_max: int) -> None:
        """All of it, as it was written, into the spool. Raises: TooLarge, Smuggled, NoRoom, Gone, StoreUnavailable."""
        taken = 0
        held = bytes(self._held)
        self._held.clear()
        dots = Dots(size_bytes_max)
        try:
            with trio.fail_after(MESSAGE_MS_MAX / 1000):
                while True:
                    await spool.write(dots.feed(held))
                    if dots.rest is not None:
                        break
                    if dots.size > size_bytes_max * DISCARDED_FACTOR_MAX:
                        raise Gone
                    held = await self._receive()
                    if not dots.is_too_large:
                        self.room.take(len(held))
                        taken += len(held)
        except trio.TooSlowError:
            raise Gone from None
        finally:
            self.room.give_back(taken)
        self._held += dots.rest
        dots.check()

    async def _receive(self) -> bytes:
        with trio.move_on_after(self.silence_ms / 1000):
            try:
                chunk = await self.stream.receive_some(CHUNK_BYTES)
            except (trio.BrokenResourceError, trio.ClosedResourceError) as error:
                raise Gone from error
            if not chunk:
                raise Gone
            return bytes(chunk)
        raise Gone
