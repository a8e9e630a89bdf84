"""What of a large message decides how it is built: headers and delimiters. Bodies between them stay where they are.

    Content-Type: multipart/mixed; boundary=b            Content-Type: multipart/mixed; boundary=b

    --b                                                  --b
    Content-Type: image/png                      ->      Content-Type: image/png

    iVBORw0KGgoAAAANSUhEUgAA                             \\0 7 \\0 94-25000094
    … 25 MB of lines                                     --b--
    --b--

A line that begins with `--` may be a delimiter, and headers may follow it. All other lines are body, wherever they
stand: a parser only collects them, so a mark that says from where to where they are does as well.
"""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from ringline_server.mail.source import READ_BYTES_MAX, Source

KEPT_BYTES_MAX: Final = 262_144
"""A message of so many bytes is its own skeleton."""
SKELETON_BYTES_MAX: Final = 1_048_576
"""The parser takes some times as much. A message with a larger skeleton is not taken apart."""
RUN_BYTES_MIN: Final = 512
"""Of body lines that are left out."""
PIECE_BYTES: Final = 64
"""What a line or a mark counts for at least."""
LINE_BYTES_MAX: Final = 131_072
"""A longer line is neither header nor delimiter."""
STEP_BYTES: Final = 4_096
"""That are searched for a delimiter at once."""

_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_HEADER: Final = re.compile(rb"From |[!-9;-~]*:|[\t ]")
"""As the standard library knows one."""
_MARK: Final = re.compile(rb"\x00(\d{1,9})\x00")


class TooMuch(Exception):
    """The skeleton itself is too large."""


@attrs.frozen
class Skeleton:
    """`text` is what a parser reads instead of the message."""

    text: bytes = attrs.field(repr=False)
    mark: int | None
    """The number that its marks have; None: it has none."""

    def spans(self, payload: str) -> "Iterator[str | tuple[int, int]]":
        """A piece of the text as it was parsed: what stands in it, and where in the message the rest is."""
        if self.mark is None:
            yield payload
            return
        at = 0
        for found in re.finditer(rf"\x00{self.mark}\x00(\d+)-(\d+)", payload):
            yield payload[at : found.start()]
            yield int(found[1]), int(found[2])
            at = found.end()
        yield payload[at:]


def of(source: Source, start: int = 0, kept_bytes_max: int = KEPT_BYTES_MAX) -> Skeleton:
    """Of what lies in the source from `start` on. Raises: TooMuch."""
    if source.size - start <= kept_bytes_max:
        return Skeleton(b"".join(source.between(start, source.size)), None)
    kept: list[bytes | tuple[int, int]] = []
    size = 0
    for piece in _walk(_Reader(source), start):
        kept.append(piece)
        size += max(len(piece), PIECE_BYTES)
        if size > SKELETON_BYTES_MAX:
            raise TooMuch
    mark = _unused(piece for piece in kept if isinstance(piece, bytes))
    text = b"".join(piece if isinstance(piece, bytes) else b"\0%d\0%d-%d" % (mark, *piece) for piece in kept)
    return Skeleton(text, mark)


def left_out(start: int, end: int) -> Skeleton:
    """Nothing but one mark."""
    return Skeleton(b"\0%d\0%d-%d" % (0, start, end), 0)


def _unused(literal: Iterator[bytes]) -> int:
    """A number that no mark of the message's own has: nobody can write in a mail what is taken for a mark."""
    found = {int(one[1]) for piece in literal for one in _MARK.finditer(piece)}
    return next(number for number in range(len(found) + 1) if number not in found)


@attrs.define
class _Reader:
    """A window on the source that moves forward."""

    source: Source
    base: int = 0
    held: bytes = b""

    def line(self, at: int) -> bytes | None:
        """With its end; empty where the source ends. None: it is too long."""
        line = self._line_in_window(at)
        if line is None:
            self._move(at)
            line = self._line_in_window(at)
        if line is None and self._is_at_end:
            line = self.held[at - self.base :]
        return line if line is not None and len(line) <= LINE_BYTES_MAX else None

    def _line_in_window(self, at: int) -> bytes | None:
        """None: it does not end in there, or nobody can tell whether half of its end is missing."""
        if not self.base <= at <= self._end:
            return None
        found = _LINE_END.search(self.held, at - self.base)
        if found is None or (found.end() == len(self.held) and not self._is_at_end):
            return None
        return self.held[at - self.base : found.end()]

    def delimiter(self, at: int) -> int:
        """Where the next line is that begins with `--`, from the line at `at` on; or where the source ends."""
        place = self._dashes(at)
        while self.line(place) is None:
            place = self._dashes(place + 2)
        return place

    def _dashes(self, at: int) -> int:
        if at == 0 and self.source.read(0, 2) == b"--":
            return 0
        at = max(at - 1, 0)  # the line end before it
        while True:
            if not self.base <= at <= self._end:
                self._move(at)
            found = self._dashes_in_window(at)
            if found is not None:
                return found
            if self._is_at_end:
                return self._end
            at = max(at + 1, self._end - 2)
            self._move(at)

    def _dashes_in_window(self, at: int) -> int | None:
        """Step by step: where one kind of line end is near and the other one is not, no time goes to looking far."""
        for start in range(at - self.base, len(self.held), STEP_BYTES):
            stop = start + STEP_BYTES + 2
            found = (self.held.find(b"\n--", start, stop), self.held.find(b"\r--", start, stop))
            if max(found) >= 0:
                return self.base + min(one for one in found if one >= 0) + 1
        return None

    def line_end_before(self, at: int) -> int:
        """Where the line end begins that stands before this place."""
        return at - (2 if self.source.read(at - 2, at) == b"\r\n" else 1)

    @property
    def _end(self) -> int:
        return self.base + len(self.held)

    @property
    def _is_at_end(self) -> bool:
        return self._end == self.source.size

    def _move(self, at: int) -> None:
        self.base = at
        self.held = self.source.read(at, min(at + READ_BYTES_MAX, self.source.size))


def _walk(reader: _Reader, start: int) -> Iterator[bytes | tuple[int, int]]:
    """Headers and delimiters as they are, and from where to where bodies go. A message of one part is one body."""
    at, size, is_one = start, reader.source.size, True
    while at < size:
        for line in _head(reader, at):
            is_one = is_one and b"multipart" not in line.lower()
            yield line
            at += len(line)
        end = size if is_one else reader.delimiter(at)
        yield from _body(reader, at, end)
        delimiter = reader.line(end) or b""
        yield delimiter
        at = end + len(delimiter)


def _head(reader: _Reader, at: int) -> Iterator[bytes]:
    """Lines that may be headers, and the empty one behind them."""
    while line := reader.line(at):
        is_empty = not line.strip(b"\r\n")
        if not is_empty and not _HEADER.match(line):
            return
        yield line
        at += len(line)
        if is_empty:
            return


def _body(reader: _Reader, start: int, end: int) -> Iterator[bytes | tuple[int, int]]:
    """Left out but for its last line end, which belongs to the delimiter."""
    if end - start < RUN_BYTES_MIN:
        yield reader.source.read(start, end)
        return
    stop = end if end == reader.source.size else reader.line_end_before(end)
    yield start, stop
    yield reader.source.read(stop, end)
