"""What a client sends after its head, cut into plain texts for us and bytes for trio-websocket. Pure: bytes in, pieces.

| in the stream                                                     | goes to                                      |
|-------------------------------------------------------------------|----------------------------------------------|
| a whole text frame: final, masked, below 64 KiB, shortest length  | us, unmasked and decoded                     |
| fragments, binary, ping, pong, longer texts, text that is no UTF-8| the library, which judges and joins them     |
| a close frame, or a header that no client may send                | the library, and so does everything after it |

The library stays the judge of the protocol: whatever is not certainly fine is not touched here.
"""

from typing import Final

import attrs
from ringline_protocol.frozen import frozen

CUT_BYTES_MAX: Final = 65_535
"""Of a text that is cut out here: what a length of 16 bits can say."""

_FINAL: Final = 0x80
_FINAL_TEXT: Final = 0x81
_PASSED_ON: Final = frozenset({0x0, 0x1, 0x2, 0x9, 0xA})
"""Opcodes with which the stream goes on."""
_MASKED: Final = 0x80
_MASK_BYTES: Final = 4
_SHORT_MAX: Final = 125


@frozen
class Text:
    """One message. `size`: its bytes."""

    text: str
    size: int


@attrs.define(eq=False)
class Cutter:
    """Owned by the stream of one connection."""

    owed: int = attrs.field(default=0, init=False)
    """Messages that were passed on whole, so far: the library has to put them out, in order with ours."""
    _rest: bytearray = attrs.field(factory=bytearray, init=False)
    _is_blind: bool = attrs.field(default=False, init=False)
    """From here on everything is the library's."""
    _is_fragmented: bool = attrs.field(default=False, init=False)
    """Within a message of several frames."""
    _passing: int = attrs.field(default=0, init=False)
    """Bytes of a frame that is the library's and has not been passed on to its end."""
    _completes: bool = attrs.field(default=False, init=False)
    """That frame ends a message."""

    def feed(self, data: bytes | bytearray) -> None:
        """Read from the socket."""
        self._rest += data

    def next(self, bytes_max: int) -> Text | bytes | None:
        """The next piece, bytes for the library at most so many; None: more is needed."""
        if not self._rest:
            return None
        if not (self._is_blind or self._passing) and (text := self._frame()):
            return text
        piece = self._take(min(bytes_max, len(self._rest) if self._is_blind else self._passing))
        if piece and not self._is_blind:
            self._passing -= len(piece)
            if not self._passing:
                self.owed += self._completes
                self._completes = False
        return piece or None

    def _take(self, size: int) -> bytes:
        piece = bytes(self._rest[:size])
        del self._rest[:size]
        return piece

    def _frame(self) -> Text | None:
        """The frame that begins here, if it is a text for us and whole. Else what is to be passed on is noted."""
        rest = self._rest
        if len(rest) < 2:
            return None
        first, second = rest[0], rest[1]
        if (first & 0x7F) not in _PASSED_ON or not second & _MASKED:
            self._is_blind = True
            return None
        length, start = second & 0x7F, 2
        if length > _SHORT_MAX:
            start = 4 if length == 126 else 10
            if len(rest) < start:
                return None
            length = int.from_bytes(rest[2:start], "big")
        is_cut = start == 2 or (start == 4 and length > _SHORT_MAX)  # short enough, and not written longer than it is
        if is_cut and first == _FINAL_TEXT and not self._is_fragmented:
            return self._text(start, length)
        self._pass_on(first, start + _MASK_BYTES + length)
        return None

    def _text(self, start: int, length: int) -> Text | None:
        end = start + _MASK_BYTES + length
        if len(self._rest) < end:
            return None
        payload = unmasked(self._rest[start + _MASK_BYTES : end], self._rest[start : start + _MASK_BYTES])
        try:
            text = Text(payload.decode(), length)
        except UnicodeDecodeError:
            self._pass_on(_FINAL_TEXT, end)
            return None
        del self._rest[:end]
        return text

    def _pass_on(self, first: int, size: int) -> None:
        self._passing = size
        if first & 0xF <= 0x2:  # data: control frames may stand between fragments
            self._is_fragmented = not first & _FINAL
            self._completes = bool(first & _FINAL)


def unmasked(payload: bytes | bytearray, mask: bytes | bytearray) -> bytes:
    """RFC 6455 section 5.3, as one large number."""
    size = len(payload)
    key = int.from_bytes((mask * (size // _MASK_BYTES + 1))[:size], "little")
    return (int.from_bytes(payload, "little") ^ key).to_bytes(size, "little")


def header(size: int) -> bytes:
    """Of a text frame of a server."""
    if size <= _SHORT_MAX:
        return bytes((_FINAL_TEXT, size))
    if size <= CUT_BYTES_MAX:
        return b"\x81\x7e" + size.to_bytes(2, "big")
    return b"\x81\x7f" + size.to_bytes(8, "big")
