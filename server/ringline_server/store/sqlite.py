"""The store in a file: SQLite in WAL mode, one connection that writes and a few that read, each in its own thread.

<path>        the database, readable by its owner only        <path>-wal, -shm   SQLite's own
<path>.lock   held while the server lives; knows the newest incarnation
"""

import contextlib
import fcntl
import math
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Final, cast

import apsw
import apsw.aio
import attrs
import trio

from ringline_server.ids import Ids
from ringline_server.store import identity
from ringline_server.store.disk import Identity
from ringline_server.store.migrations import MigrationRefused, migrate
from ringline_server.store.records import StoreDamaged, StoreUnavailable
from ringline_server.store.sql_disk import SqlDisk
from ringline_server.store.sql_runner import P, Query, T, answer

READERS: Final = 2
"""Connections that read."""
BUSY_MS: Final = 5_000
"""How long SQLite waits for another process's lock: a backup or an operator's shell."""
CACHE_KIB: Final = 32 * 1024
"""Pages that the writing connection keeps in memory: the ends of ten thousand streams and their indexes fit."""
WAL_PAGES: Final = 8_000
"""Of 4 KiB, that are moved into the database together: whoever commits then waits ten times as long as others."""
WAL_BYTES_MAX: Final = 64 * 2**20
"""What the WAL file is cut back to after a checkpoint."""
CANCEL_STEPS: Final = 10_000
"""SQLite steps between two looks whether a query was cancelled: about a millisecond."""

_PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "busy_timeout": BUSY_MS,
    "trusted_schema": 0,
    "journal_size_limit": WAL_BYTES_MAX,
    "cache_size": -CACHE_KIB,
    "secure_delete": 1,  # what is deleted is overwritten: sqlite_forget.py
}


class StoreRefused(Exception):
    """The server must not start on this store. The message says why, for people."""


@contextlib.asynccontextmanager
async def open_sqlite(
    path: Path, ids: Ids, now_ms: int, size_bytes_max: int | None = None, wal_pages: int = WAL_PAGES
) -> AsyncIterator[SqlDisk]:
    """The store at `path`, made when missing. Raises: StoreRefused (in use, newer, not SQLite, wrong settings).

    Beyond `size_bytes_max` appends fail with StoreUnavailable, like on a full disk. `wal_pages`: after so many the WAL
    is moved into the database.
    """
    with locked(path) as lock:
        _make_private(path)
        runner = FileRunner()
        try:
            try:
                await runner.open(path, size_bytes_max, wal_pages)
                opened = await runner.write(_prepared, ids, now_ms, path, lock.seen_incarnation())
            except StoreDamaged as error:
                raise StoreRefused(str(error)) from error
            except (apsw.Error, MigrationRefused, StoreUnavailable) as error:
                raise StoreRefused(f"{path}: {error}") from error
            lock.write(opened.incarnation)
            yield SqlDisk(opened, runner)
        finally:
            with trio.CancelScope(shield=True):
                await runner.aclose()


@attrs.define
class FileRunner:
    """Connections to one file. A cancelled query stops; of a cancelled write all is done, or nothing."""

    _writer: "apsw.AsyncConnection | None" = attrs.field(default=None, init=False)
    _readers: "list[apsw.AsyncConnection]" = attrs.field(factory=list, init=False)
    _idle: tuple[trio.MemorySendChannel[Any], trio.MemoryReceiveChannel[Any]] = attrs.field(init=False)

    async def open(self, path: Path, size_bytes_max: int | None, wal_pages: int) -> None:
        """Opens all connections. Close it even if this fails."""
        self._idle = trio.open_memory_channel[Any](READERS)
        look_often: Any = apsw.aio.contextvar_set(apsw.aio.check_progress_steps, CANCEL_STEPS)
        with look_often, trio.CancelScope(shield=True):
            self._writer = await apsw.Connection.as_async(str(path))
            await self.write(_configure, size_bytes_max, wal_pages)
            for _ in range(READERS):
                reader = await apsw.Connection.as_async(str(path), flags=apsw.SQLITE_OPEN_READONLY)
                self._readers.append(reader)
                self._idle[0].send_nowait(reader)

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See sql_runner.Runner."""
        assert self._writer is not None
        return await _run(self._writer, query, *args, **kwargs)

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See sql_runner.Runner."""
        reader = await self._idle[1].receive()
        try:
            return await _run(reader, query, *args, **kwargs)
        finally:
            self._idle[0].send_nowait(reader)

    async def aclose(self) -> None:
        """See sql_runner.Runner."""
        for connection in (*self._readers, self._writer):
            if connection is not None:
                await connection.aclose()


async def _run(db: "apsw.AsyncConnection", query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """In the connection's thread. Deadlines are Trio's business: they cancel, and the query then stops."""
    no_deadline: Any = apsw.aio.contextvar_set(apsw.aio.deadline, math.inf)
    with no_deadline:
        return cast(T, await db.async_run(answer, db, query, *args, **kwargs))


def _configure(db: apsw.Connection, size_bytes_max: int | None, wal_pages: int) -> None:
    for name, wanted in (_PRAGMAS | {"wal_autocheckpoint": wal_pages}).items():
        db.pragma(name, wanted)
        found = db.pragma(name)
        if found != wanted:
            raise StoreRefused(f"{db.filename}: {name} is {found!r} and cannot be made {wanted!r}")
    if size_bytes_max is not None:
        db.pragma("max_page_count", max(1, size_bytes_max // int(db.pragma("page_size"))))


def _prepared(db: apsw.Connection, ids: Ids, now_ms: int, path: Path, seen_incarnation: int) -> Identity:
    if seen_incarnation and not db.execute("select 1 from sqlite_schema where name = 'meta'").get:
        raise StoreRefused(
            f"{path}: empty, though it was in use before. Restore a backup with `ringline restore`, "
            f"or delete {path}.lock to begin with an empty store"
        )
    migrate(db, now_ms)
    file = path.stat()
    return identity.opened(db, ids, f"{file.st_dev}:{file.st_ino}", seen_incarnation)


@attrs.frozen
class Lock:
    """The lock file of a store, held."""

    file: int

    def seen_incarnation(self) -> int:
        """The newest one that was ever opened here; 0: none."""
        text = os.pread(self.file, 64, 0).decode("ascii", "replace").strip()
        return int(text) if text.isdigit() else 0

    def write(self, incarnation: int) -> None:
        """Remember it."""
        os.pwrite(self.file, f"{incarnation}\n".encode(), 0)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[Lock]:
    """Holds the lock file: nobody else serves or replaces the store meanwhile. Raises: StoreRefused."""
    try:
        lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreRefused(f"{path}.lock: {error.strerror}") from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreRefused(f"{path}: another server is using this store: stop it first") from error
        yield Lock(lock)
    finally:
        os.close(lock)


def _make_private(path: Path) -> None:
    """The database file exists, and is its owner's only."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise StoreRefused(f"{path}: {error.strerror}") from error
