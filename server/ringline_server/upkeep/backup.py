"""A backup: the store as it is at one moment, copied while the server goes on, and read back whole before it counts.

ringline.db --pages, as of one moment--> x.db.partial --verify--> sound: x.db
                                                             `--> faults: x.db.damaged; an older x.db is left alone
"""

from pathlib import Path

import attrs

from ringline_server.upkeep import files
from ringline_server.upkeep.files import Progress, UpkeepRefused
from ringline_server.upkeep.report import Report
from ringline_server.upkeep.verify import verify


@attrs.frozen
class Backup:
    """What became of it: `path` is the file that was written."""

    path: Path
    bytes: int
    report: Report


def backup(store: Path, target: Path, progress: Progress = files.quiet, *, replace: bool = False) -> Backup:
    """A sound copy at `target`, or a copy with faults beside it. Raises: UpkeepRefused, OSError."""
    if target.exists() and (not replace or not target.is_file() or target.samefile(store)):
        raise UpkeepRefused(f"{target}: there is something already; --replace overwrites a backup")
    if not target.parent.is_dir():
        raise UpkeepRefused(f"{target.parent}: there is no such folder")
    partial = target.with_name(f"{target.name}.partial")
    files.discard(partial)
    try:
        with files.reading(store) as source:
            files.copy(source, partial, progress)
        report = verify(partial, progress)
        written = target if report.is_sound else target.with_name(f"{target.name}.damaged")
        files.put_in_place(partial, written)
    finally:
        files.discard(partial)
    return Backup(written, written.stat().st_size, report)
