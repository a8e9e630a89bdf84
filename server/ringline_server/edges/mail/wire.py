"""Lines and messages of a mail client on the network: strict about line ends, bounded in bytes and in time.

Commands end with CRLF, a message with CRLF . CRLF and nothing else. A message in which a lone dot stands between other
line ends is refused: two servers that disagree about where it ends can be made to see two mails (SMTP smuggling).
"""

from typing import Final

import attrs
import trio

LINE_BYTES_MAX: Final = 4_096
"""One command. RFC 5321 asks for 512, and more for each extension."""
CHUNK_BYTES: Final = 65_536
MESSAGE_MS_MAX: Final = 600_000
"""A whole message, however slowly it comes."""
DISCARDED_FACTOR_MAX: Final = 4
"""A message that is too large is read to its end, up to so many times the limit; then the connection ends."""

_END: Final = b"\r\n.\r\n"
_ENDS_FOR_SOME: Final = (b"\n.\n", b"\n.\r", b"\r.\n", b"\r.\r")
"""A lone dot that some server may take for the end. In what stands before the real end, all of them are that."""


class Gone(Exception):
    """The peer left, or said nothing for too long, or more than can be borne."""


class BadLine(Exception):
    """One that cannot be a command."""


class TooLarge(Exception):
    """The message is over the limit; it was read to its end, and dropped."""


class Smuggled(Exception):
    """See above."""


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
            await self._receive()
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

    async def message(self, size_bytes_max: int) -> bytes:
        """All of it, as it was written. Raises: TooLarge, Smuggled, NoRoom, Gone."""
        taken = 0
        try:
            with trio.fail_after(MESSAGE_MS_MAX / 1000):
                self._held[:0] = b"\r\n"  # a dot in the very first line ends it, too
                looked = 0
                while (end := self._held.find(_END, max(0, looked - len(_END)))) < 0:
                    if len(self._held) > size_bytes_max + len(_END):
                        await self._discard(size_bytes_max)
                    looked = len(self._held)
                    self.room.take(CHUNK_BYTES)
                    taken += CHUNK_BYTES
                    taken -= self._settle(await self._receive())
        except trio.TooSlowError:
            raise Gone from None
        finally:
            self.room.give_back(taken)
        raw = bytes(memoryview(self._held)[2 : end + 2])
        del self._held[: end + len(_END)]
        if len(raw) > size_bytes_max:
            raise TooLarge
        return _written(raw)

    def _settle(self, received: int) -> int:
        """Gives back what was taken for a chunk and not filled; answers how much."""
        self.room.give_back(CHUNK_BYTES - received)
        return CHUNK_BYTES - received

    async def _discard(self, size_bytes_max: int) -> None:
        dropped = 0
        while (end := self._held.find(_END)) < 0:
            dropped += len(self._held)
            if dropped > size_bytes_max * DISCARDED_FACTOR_MAX:
                raise Gone
            del self._held[: -len(_END)]
            await self._receive()
        del self._held[: end + len(_END)]
        raise TooLarge

    async def _receive(self) -> int:
        with trio.move_on_after(self.silence_ms / 1000):
            try:
                chunk = await self.stream.receive_some(CHUNK_BYTES)
            except (trio.BrokenResourceError, trio.ClosedResourceError) as error:
                raise Gone from error
            if not chunk:
                raise Gone
            self._held += chunk
            return len(chunk)
        raise Gone


def _written(raw: bytes) -> bytes:
    """Without the dots that were doubled on the way. Raises: Smuggled."""
    if any(end in raw for end in _ENDS_FOR_SOME) or raw.startswith((b".\n", b".\r")):
        raise Smuggled
    if raw.startswith(b".."):
        raw = raw[1:]
    return raw.replace(b"\r\n..", b"\r\n.")
