"""A store written anew, page by page: smaller, and without what SQLite may leave of deleted rows between the others.

A running server does that by itself behind a forgetting while the store is small (store/sqlite_forget.py); a large one
would keep everybody waiting, so here it is done while the server is stopped.
"""

from pathlib import Path

import apsw
import attrs

from ringline_server.store.sqlite import StoreRefused, locked
from ringline_server.upkeep import files
from ringline_server.upkeep.files import UpkeepRefused


@attrs.frozen
class Compacted:
    """Bytes of the file and its companions, before and after."""

    before: int
    after: int


def compact(store: Path) -> Compacted:
    """Whole or not at all, also through a crash. It takes as much free space as the store. Raises: UpkeepRefused."""
    with files.reading(store):
        before = _bytes(store)
    try:
        with locked(store):
            _write_anew(store)
    except StoreRefused as error:
        raise UpkeepRefused(str(error)) from error
    except apsw.Error as error:
        raise UpkeepRefused(f"{store}: {error}") from error
    return Compacted(before, _bytes(store))


def _write_anew(store: Path) -> None:
    db = apsw.Connection(str(store))
    try:
        db.pragma("secure_delete", 1)
        db.execute("vacuum")
        db.execute("update forgetting set is_compact = 1 where done_at_ms is not null")
        db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    finally:
        db.close()
    files.sync(store)


def _bytes(store: Path) -> int:
    return sum(path.stat().st_size for path in (store, *files.companions(store)) if path.exists())
