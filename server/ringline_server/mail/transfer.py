"""Transfer encodings taken off in pieces: base64, quoted-printable, uuencode. What is broken in them is passed over.

base64 ends at its padding and knows nothing of other characters. What calls itself uuencoded and never begins, stays.
"""

import binascii
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

LINE_BYTES_MAX: Final = 262_144
"""Of a line that is kept together."""

_NOT_BASE64: Final = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
_LINE_END: Final = re.compile(rb"\r\n|\n|\r(?!\Z)")
_BEGIN: Final = re.compile(rb"^begin ", re.M)

Decoder = Callable[[Iterable[bytes]], Iterator[bytes]]


def without(encoding: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes that were encoded; as they are, where the encoding is none or unknown."""
    decoder = _DECODERS.get(encoding.strip().lower())
    return iter(pieces) if decoder is None else decoder(pieces)


def _base64(pieces: Iterable[bytes]) -> Iterator[bytes]:
    carry = b""
    for piece in pieces:
        letters = carry + piece.translate(None, _NOT_BASE64)
        end = letters.find(b"=")
        while end >= 0 and end % 4 < 2:  # too early to be padding
            letters = letters[:end] + letters[end + 1 :]
            end = letters.find(b"=")
        if end >= 0:
            yield _last(letters[:end])
            return
        cut = len(letters) - len(letters) % 4
        yield binascii.a2b_base64(letters[:cut])
        carry = letters[cut:]
    yield _last(carry)


def _last(letters: bytes) -> bytes:
    """Without padding; a single letter too many says nothing."""
    kept = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def _quoted_printable(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for lines in _whole_lines(pieces):
        yield binascii.a2b_qp(lines)


def _whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces that end where a line does, unless it is too long; never within `=3D`."""
    carry = b""
    for piece in pieces:
        carry += piece
        cut = carry.rfind(b"\n") + 1
        if not cut and len(carry) > LINE_BYTES_MAX:
            mark = carry.rfind(b"=", len(carry) - 3)
            cut = mark if mark > 0 else len(carry)
        if cut:
            yield carry[:cut]
            carry = carry[cut:]
    yield carry


def _uuencode(pieces: Iterable[bytes]) -> Iterator[bytes]:
    left, first = iter(pieces), b""
    while len(first) < LINE_BYTES_MAX and (piece := next(left, None)) is not None:
        first += piece
    if not _BEGIN.search(first):
        yield first
        yield from left
        return
    has_begun = False
    for lines in _whole_lines(itertools.chain([first], left)):
        decoded = bytearray()
        for line in _LINE_END.split(lines):
            if not has_begun:
                has_begun = line.startswith(b"begin ")
            elif line.strip() == b"end":
                yield bytes(decoded)
                return
            elif line:
                decoded += _uu_line(line)
        yield bytes(decoded)


def _uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # some encoders write too much: the first character says how much counts
        size = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:size])
        except binascii.Error:
            return b""


_DECODERS: Final[Mapping[str, Decoder]] = {
    "base64": _base64,
    "quoted-printable": _quoted_printable,
    **dict.fromkeys(("x-uuencode", "uuencode", "uue", "x-uue"), _uuencode),
}
