"""A backup becomes the store again. What clients saw since then is gone, so every stream gets a new epoch.

backup --verify--> sound? --copy--> ringline.db.restoring --new epoch--> ringline.db
what was there --> ringline.db.replaced-1, with its WAL: nothing is deleted
"""

import os
from pathlib import Path
from typing import Final

import apsw
import attrs

from ringline_server.ids import Ids
from ringline_server.store import identity
from ringline_server.store.sqlite import StoreRefused, locked
from ringline_server.upkeep import files
from ringline_server.upkeep.files import Progress, UpkeepRefused
from ringline_server.upkeep.report import Report
from ringline_server.upkeep.verify import verify

REPLACED_MAX: Final = 1_000
"""Stores that were put aside here; more are somebody's to tidy up."""


@attrs.frozen
class Restored:
    """What became of it. `put_aside`: the store that was there before."""

    report: Report
    is_done: bool
    put_aside: Path | None = None


def restore(
    backup: Path,
    store: Path,
    ids: Ids,
    progress: Progress = files.quiet,
    *,
    replace: bool = False,
    damaged: bool = False,
) -> Restored:
    """The store is what the backup holds; unless that has faults and `damaged` is not said. Raises: UpkeepRefused."""
    store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if store.exists() and store.stat().st_size and not replace:
        raise UpkeepRefused(f"{store}: there is a store already; --replace puts it aside, under another name")
    if store.exists() and backup.exists() and store.samefile(backup):
        raise UpkeepRefused(f"{store}: this is the store itself")
    try:
        with locked(store) as lock:
            report = verify(backup, progress)
            if not (report.is_sound or damaged):
                return Restored(report, is_done=False)
            fresh = store.with_name(f"{store.name}.restoring")
            files.discard(fresh)
            with files.reading(backup) as source:
                files.copy(source, fresh, progress)
            lock.write(max(lock.seen_incarnation(), _begin_anew(fresh, ids)))
            put_aside = _put_aside(store)
            files.put_in_place(fresh, store)
    except StoreRefused as error:
        raise UpkeepRefused(str(error)) from error
    return Restored(report, is_done=True, put_aside=put_aside)


def _begin_anew(path: Path, ids: Ids) -> int:
    """A new epoch for every stream; returns the incarnation that the backup was taken in."""
    db = apsw.Connection(str(path))
    try:
        identity.renew_epoch(db, ids)
        return int(db.execute("select value from meta where key = 'incarnation'").get or 0)
    finally:
        db.close()
        files.sync(path)


def _put_aside(store: Path) -> Path | None:
    """Out of the way, whole: a WAL that stayed behind would be read as part of the new store."""
    there = [path for path in (store, *files.companions(store)) if path.exists()]
    if not there:
        return None
    for number in range(1, REPLACED_MAX + 1):
        aside = store.with_name(f"{store.name}.replaced-{number}")
        if not aside.exists():
            break
    else:
        raise UpkeepRefused(f"{store}: {REPLACED_MAX} stores were put aside here already")
    for path in reversed(there):  # the database last: what is left behind without it belongs to nothing
        os.replace(path, aside.with_name(aside.name + path.name.removeprefix(store.name)))
    files.sync(store.parent)
    return aside if aside.exists() else None
