"""A message while it is worked on: a small one in memory, a large one in a file without a name.

Such a file is gone when it is closed, however the process ends. It lies in the folder of the store, because the usual
place for such files is memory on many machines.
"""

import os
import tempfile
import threading
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final

import attrs
import trio

from ringline_server.mail.source import READ_BYTES_MAX, Held, Source
from ringline_server.store.records import StoreUnavailable

HELD_BYTES_MAX: Final = 262_144
"""Of one message in memory; beyond that it goes to the file, in pieces of this size."""


@attrs.define(eq=False)
class Spool(Source):
    """Written from the beginning to the end, then read. `open_spool` makes and closes it."""

    folder: Path | None
    _tail: bytearray = attrs.field(factory=bytearray, init=False)
    """What is not in the file."""
    _file: IO[bytes] | None = attrs.field(default=None, init=False)
    _files: ExitStack = attrs.field(factory=ExitStack, init=False)
    _in_file: int = attrs.field(default=0, init=False)
    _is_closed: bool = attrs.field(default=False, init=False)
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False)
    """A thread that nobody waits for any more may still read: never from another file under the same number."""

    @property
    def size(self) -> int:
        """See Source."""
        return self._in_file + len(self._tail)

    def append(self, piece: bytes) -> None:
        """At the end. May block. Raises: StoreUnavailable."""
        self._tail += piece
        if len(self._tail) > HELD_BYTES_MAX:
            self._flush()

    async def write(self, piece: bytes) -> None:
        """The same without blocking others. Raises: StoreUnavailable."""
        if len(self._tail) + len(piece) > HELD_BYTES_MAX:
            await trio.to_thread.run_sync(self.append, piece)
        else:
            self._tail += piece
            await trio.lowlevel.checkpoint()

    def read(self, start: int, end: int) -> bytes:
        """See Source. Raises: StoreUnavailable, also when it is closed."""
        with self._lock:
            if self._is_closed:
                raise StoreUnavailable("the message is put away")
            behind = slice(max(start - self._in_file, 0), max(end - self._in_file, 0))
            return self._from_file(start, end) + bytes(self._tail[behind])

    def settled(self) -> Source:
        """Of a small one its bytes, which may stay when the spool goes; else itself."""
        return self if self._file is not None else Held(bytes(self._tail))

    def close(self) -> None:
        """Nothing of it is left."""
        with self._lock:
            self._is_closed = True
            self._tail = bytearray()
            self._files.close()

    def _from_file(self, start: int, end: int) -> bytes:
        stop = min(end, self._in_file)
        if self._file is None or start >= stop:
            return b""
        try:
            return os.pread(self._file.fileno(), stop - start, start)
        except OSError as error:
            raise StoreUnavailable(f"a message on its way: {error.strerror}") from error

    def _flush(self) -> None:
        with self._lock:
            if self._is_closed:
                raise StoreUnavailable("the message is put away")
            try:
                if self._file is None:
                    self._file = self._files.enter_context(tempfile.TemporaryFile(dir=self.folder))  # noqa: SIM115
                self._file.write(self._tail)
                self._file.flush()
            except OSError as error:
                raise StoreUnavailable(f"a message on its way: {error.strerror}") from error
            self._in_file += len(self._tail)
            self._tail = bytearray()


@contextmanager
def open_spool(folder: Path | None) -> Iterator[Spool]:
    """An empty one. None: where the system keeps such files."""
    spool = Spool(folder)
    try:
        yield spool
    finally:
        spool.close()


async def each_piece(source: Source, pieces: Iterable[bytes] | None = None) -> AsyncGenerator[bytes, None]:
    """Of the source, or other pieces that are read from it, without blocking others."""
    left = iter(source.pieces() if pieces is None else pieces)
    while True:
        if isinstance(source, Held) or source.size <= READ_BYTES_MAX:
            piece = next(left, None)
            await trio.lowlevel.checkpoint()
        else:
            piece = await trio.to_thread.run_sync(next, left, None, abandon_on_cancel=True)
        if piece is None:
            return
        yield piece
