"""A message on the line, chunk by chunk: coming, where it ends, and what it was before its dots were doubled; going,
with whole line ends and its dots doubled."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

_END: Final = b"\r\n.\r\n"
_ENDS_FOR_SOME: Final = (b"\n.\n", b"\n.\r", b"\r.\n", b"\r.\r")
"""A lone dot that some server may take for the end. In what stands before the real end, all of them are that."""
_BARE_END: Final = re.compile(rb"(?<!\r)\n|\r(?!\n)")
"""A line end that is only half of one. Servers disagree about them, and messages are smuggled in between."""


class TooLarge(Exception):
    """The message is over the limit; it was read to its end, and dropped."""


class Smuggled(Exception):
    """A lone dot stands between broken line ends: two servers can be made to see two mails in it."""


@attrs.define
class Dots:
    """One message. `feed` it until there is a `rest`, then `check` it."""

    size_bytes_max: int
    size: int = attrs.field(default=-2, init=False)
    """As it came, so far. The line end before it, of the command, is not its own."""
    rest: bytes | None = attrs.field(default=None, init=False)
    """What came behind its end."""
    _carry: bytes = attrs.field(default=b"\r\n", init=False)
    """May be the beginning of its end, or of a doubled dot: also in the very first line."""
    _before: bytes = attrs.field(default=b"", init=False)
    """The last two bytes that went on."""
    _is_first: bool = attrs.field(default=True, init=False)
    _is_smuggled: bool = attrs.field(default=False, init=False)

    @property
    def is_too_large(self) -> bool:
        """What comes is dropped."""
        return self.size > self.size_bytes_max

    def feed(self, chunk: bytes) -> bytes:
        """What of the message is certain now, as it was written."""
        came = self._carry + chunk
        end = came.find(_END)
        if end >= 0:
            self.rest = came[end + len(_END) :]
            return self._passed(came[: end + 2])
        cut = came.find(b"\r", max(0, len(came) - len(_END) + 1))
        cut = len(came) if cut < 0 else cut
        self._carry = came[cut:]
        return self._passed(came[:cut])

    def check(self) -> None:
        """Raises: TooLarge, Smuggled."""
        if self.is_too_large:
            raise TooLarge
        if self._is_smuggled:
            raise Smuggled

    def _passed(self, piece: bytes) -> bytes:
        self.size += len(piece)
        looked_at = self._before + piece
        self._is_smuggled = self._is_smuggled or any(end in looked_at for end in _ENDS_FOR_SOME)
        self._before = looked_at[-2:]
        if self.is_too_large or not piece:
            return b""
        written = piece.replace(b"\r\n..", b"\r\n.")
        if self._is_first:
            self._is_first = False
            return written[2:]
        return written


def in_whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same message with CR LF at the end of every line."""
    carry = b""
    for piece in pieces:
        came = carry + piece
        cut = len(came) - came.endswith(b"\r")  # whether it is half of a line end, the next piece tells
        carry = came[cut:]
        yield _BARE_END.sub(b"\r\n", came[:cut])
    if carry:
        yield b"\r\n"


def with_doubled_dots(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Of a message with whole line ends, whose pieces never end between CR and LF."""
    is_line_start = True
    for piece in pieces:
        begins_with_dot = is_line_start and piece.startswith(b".")
        yield (b"." if begins_with_dot else b"") + piece.replace(b"\n.", b"\n..")
        is_line_start = piece.endswith(b"\n") if piece else is_line_start
