"""Reads a whole store and says what is wrong with it: a live one as of this moment, a backup, or what a crash left.

structure    SQLite's own check of every page and index, rows that point at nothing, the fence
streams      numbered 1, 2, 3 …; every event decodes and folds; no state on the way is unsound      check_streams.py
             rows, segments, participants and snapshots are what the events make
replies      every stored answer can be read, and what it acknowledges is in the journal            check_rows.py
mails        each that a thread names is there, whole, and no other                            check_mails.py
canned       every canned answer can be read
search       the index holds the words of the segments, all of them and nothing else                check_search.py

Not checked: figures of queues (they depend on the settings of their time), the audit log, contacts' addresses (on the
region of theirs).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import apsw

from ringline_server.upkeep import check_mails, check_rows, check_search, check_streams, files
from ringline_server.upkeep.files import Progress
from ringline_server.upkeep.report import Notebook, Report

Check = Callable[[apsw.Connection, Notebook, Progress], None]


def verify(path: Path, progress: Progress = files.quiet) -> Report:
    """Everything that is wrong. Only reads. Raises: UpkeepRefused: there is no store that could be read."""
    notebook = Notebook()
    with files.reading(path) as db:
        for check in CHECKS:
            try:
                check(db, notebook, progress)
            except (apsw.CorruptError, apsw.NotADBError, apsw.IOError) as error:
                notebook.finds(check.__name__, f"cannot be read to its end: {error}")
    return notebook.report()


def structure(db: apsw.Connection, notebook: Notebook, progress: Progress) -> None:
    """Pages, indexes, and rows that point at others."""
    progress("structure", 0, 1)
    for (text,) in db.execute("pragma integrity_check"):
        if text != "ok":
            notebook.finds("structure", text)
    for table, row, parent, _ in db.execute("pragma foreign_key_check"):
        notebook.finds(table, f"row {row} points at nothing in {parent}")
    progress("structure", 1, 1)


def fence(db: apsw.Connection, notebook: Notebook, progress: Progress) -> None:
    """A store that is older than its lock file was put there by hand: its streams would be numbered twice."""
    found = dict(db.execute("select key, value from meta"))
    missing = sorted({"instance", "incarnation", "epoch", "place"} - found.keys())
    if missing:
        notebook.finds("meta", f"does not say its {', '.join(missing)}")
        return
    lock = Path(f"{db.filename}.lock")
    seen = lock.read_text("ascii", "replace").strip() if lock.exists() else ""
    if seen.isdigit() and int(seen) > found["incarnation"]:
        notebook.finds("meta", f"incarnation {found['incarnation']}, and {seen} has run here: an older copy lies here")


CHECKS: Final[tuple[Check, ...]] = (
    structure,
    fence,
    check_streams.streams,
    check_rows.replies,
    check_mails.mails,
    check_rows.canned,
    check_search.search,
)
