"""Where bytes are that may be many: read in pieces, so that nobody holds a large message whole.

Source    a message, in memory or in a file: any part of it can be read
Contents  what is inside of one: read from its beginning to its end, as often as wanted
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Final, Self

import attrs

READ_BYTES_MAX: Final = 262_144
"""Of a source in one reading, and so of each piece."""


class Contents(ABC):
    """Bytes that are read one piece after the other."""

    @property
    @abstractmethod
    def size(self) -> int:
        """In bytes."""

    @abstractmethod
    def pieces(self) -> Iterator[bytes]:
        """All of it, in pieces of READ_BYTES_MAX at most."""

    def counted(self) -> Self:
        """Itself. To know its size may mean to read all of it: done here, nobody waits for it later."""
        _ = self.size
        return self

    def whole(self) -> bytes:
        """At once: for what is known to be small."""
        return b"".join(self.pieces())


class Source(Contents):
    """Bytes of which any part can be read."""

    @abstractmethod
    def read(self, start: int, end: int) -> bytes:
        """From `start` on, before `end`; less only where the source ends. At most READ_BYTES_MAX are asked for."""

    def between(self, start: int, end: int) -> Iterator[bytes]:
        """A part of it, in pieces."""
        for at in range(start, min(end, self.size), READ_BYTES_MAX):
            yield self.read(at, min(at + READ_BYTES_MAX, end))

    def pieces(self) -> Iterator[bytes]:
        """See Contents."""
        return self.between(0, self.size)


@attrs.frozen
class Held(Source):
    """What is in memory all the same."""

    raw: bytes = attrs.field(repr=False)

    @property
    def size(self) -> int:
        """See Contents."""
        return len(self.raw)

    def read(self, start: int, end: int) -> bytes:
        """See Source."""
        return self.raw[start:end]


def held(given: "bytes | Contents") -> Contents:
    """Bytes as contents."""
    return Held(given) if isinstance(given, bytes) else given


def source_of(given: "bytes | Source") -> Source:
    """Bytes as a source."""
    return Held(given) if isinstance(given, bytes) else given


def beginning(pieces: Iterable[bytes], bytes_max: int) -> bytes:
    """As much as there is of them, up to the limit; no more is read."""
    kept, size = list[bytes](), 0
    for piece in pieces:
        kept.append(piece[: bytes_max - size])
        size += len(kept[-1])
        if size >= bytes_max:
            break
    return b"".join(kept)
