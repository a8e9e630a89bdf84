"""Database files from outside: opened to read as of one moment, copied page by page, put in place for good.

Nothing here needs the server to stop: SQLite's WAL keeps the moment at which a reader began.
"""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import apsw

from ringline_server.store import migrations

BUSY_MS: Final = 5_000
"""How long another process's lock is waited for."""
PAGES_PER_STEP: Final = 2_000
"""Pages that are copied between two words of progress: about 8 MB."""
COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database file while it is open."""

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, of how much."""


class UpkeepRefused(Exception):
    """It was not done, and nothing was changed. The message says why, for people."""


def quiet(what: str, done: int, total: int) -> None:
    """Progress that nobody wants to see."""


@contextlib.contextmanager
def reading(path: Path) -> Iterator[apsw.Connection]:
    """The store as it is at this moment, whatever is written meanwhile. Raises: UpkeepRefused."""
    try:
        if not path.is_file():
            raise UpkeepRefused(f"{path}: there is no such file")
    except OSError as error:
        raise UpkeepRefused(f"{path}: {error.strerror}") from error
    if not os.access(path, os.R_OK):  # SQLite would only say that it cannot open it
        raise UpkeepRefused(f"{path}: {os.strerror(errno.EACCES)}")
    db = _opened(path)
    try:
        try:
            _begin(db)
        except apsw.Error as error:
            raise UpkeepRefused(f"{path}: {error}") from error
        yield db
    finally:
        db.close(force=True)


def _opened(path: Path) -> apsw.Connection:
    try:
        db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    except apsw.Error as error:
        raise UpkeepRefused(f"{path}: {error}") from error
    db.set_busy_timeout(BUSY_MS)
    return db


def _begin(db: apsw.Connection) -> None:
    db.execute("begin")
    tables = {name for (name,) in db.execute("select name from sqlite_schema where type = 'table'")}
    if not {"meta", "record", "migration"} <= tables:
        raise UpkeepRefused(f"{db.filename}: this is no store of Ringline")
    written_by = db.execute("select max(number) from migration").get or 0
    if written_by > len(migrations.packaged()):
        raise UpkeepRefused(f"{db.filename}: the store was written by a newer release")


def copy(source: apsw.Connection, target: Path, progress: Progress) -> None:
    """All pages of what `source` sees, in one file without companions, on disk when this returns."""
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    db = apsw.Connection(str(target))
    try:
        db.pragma("synchronous", 0)  # one sync at the end is enough: until then it is not the target yet
        with db.backup("main", source, "main") as pages:
            while not pages.done:
                pages.step(PAGES_PER_STEP)
                progress("copy", pages.page_count - pages.remaining, pages.page_count)
        db.pragma("journal_mode", "delete")
    finally:
        db.close()
    sync(target)


def sync(path: Path) -> None:
    """What was written to this file or folder outlives a power cut."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def put_in_place(fresh: Path, path: Path) -> None:
    """`fresh` is `path` from now on, and after a power cut too."""
    os.replace(fresh, path)
    sync(path.parent)


def discard(path: Path) -> None:
    """A file and its companions, if they are there."""
    for name in (path, *companions(path)):
        name.unlink(missing_ok=True)


def companions(path: Path) -> list[Path]:
    """Where SQLite would keep them."""
    return [path.with_name(path.name + ending) for ending in COMPANIONS]
