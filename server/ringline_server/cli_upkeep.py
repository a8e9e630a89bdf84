"""Commands that look after a store from outside: `ringline backup`, `restore`, `verify`, `compact`."""

import sys
import time
from pathlib import Path
from typing import Annotated, Final

import attrs
from cyclopts import App, Parameter

from ringline_server.cli_settings import Where, counted, fail
from ringline_server.ids import Ids
from ringline_server.upkeep.backup import backup as back_up
from ringline_server.upkeep.compact import compact as write_anew
from ringline_server.upkeep.files import UpkeepRefused
from ringline_server.upkeep.report import Report
from ringline_server.upkeep.restore import restore as put_back
from ringline_server.upkeep.verify import verify as look_through

app = App()
FAULTY: Final = 1
"""Exit status when it was done, and something is wrong."""
LINE_EVERY_S: Final = 5.0
"""Between two lines of progress where nobody watches; on a terminal one line is written anew."""
HERE = Where()


@app.command
def backup(
    target: Path,
    *,
    where: Annotated[Where, Parameter(name="*")] = HERE,
    replace: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Write a copy of the store to TARGET, as it is at this moment, while the server runs on.

    The copy is read back whole before it gets its name. Exit status 0: it is sound; 1: it has faults, lies beside as
    TARGET.damaged, and TARGET was left alone; 2: nothing was written. It is one file, readable by its owner only.
    Settings and token keys are not in it.

    Parameters
    ----------
    target
        The file to write; its folder must exist.
    replace
        Overwrite an older backup, once the new one is sound.
    """
    store = where.store()
    if store is None:
        return 2
    try:
        done = back_up(store, target, Progress(), replace=replace)
    except (UpkeepRefused, OSError) as error:
        return fail(_words(error))
    return _told(done.report, f"{done.path}: {done.bytes:,} bytes")


@app.command
def restore(
    source: Path,
    *,
    where: Annotated[Where, Parameter(name="*")] = HERE,
    replace: Annotated[bool, Parameter(negative="")] = False,
    damaged: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Make the backup SOURCE the store. The server must be stopped.

    Whatever happened since the backup is gone, so every client is told to forget what it knows (`epoch_changed`) and
    gets a snapshot. Exit status 0: done; 1: the backup has faults; 2: refused. Unless it is 0, nothing was changed.

    Parameters
    ----------
    source
        A file that `ringline backup` wrote.
    replace
        There is a store already: put it aside under another name (nothing is deleted).
    damaged
        Restore it although it has faults. A server may refuse it, or stumble over it later.
    """
    store = where.store()
    if store is None:
        return 2
    try:
        done = put_back(source, store, Ids(), Progress(), replace=replace, damaged=damaged)
    except (UpkeepRefused, OSError) as error:
        return fail(_words(error))
    if done.put_aside is not None:
        print(f"what was there: {done.put_aside}")
    status = _told(done.report, f"{store}: {'restored' if done.is_done else 'left as it was'}")
    return 0 if done.is_done else status


@app.command
def verify(file: Path | None = None, *, where: Annotated[Where, Parameter(name="*")] = HERE) -> int:
    """Read a whole store, running or not, or a backup, and say everything that is wrong with it.

    Pages and indexes; streams numbered without a gap; every event decodes and folds; lists, segments, snapshots and
    the search index are what the events make; what was acknowledged is there. Exit status 0: sound; 1: faults; 2: it
    is no store that could be read.

    Parameters
    ----------
    file
        A database file. Without it: the store of the settings.
    """
    store = file or where.store()
    if store is None:
        return 2
    try:
        report = look_through(store, Progress())
    except (UpkeepRefused, OSError) as error:
        return fail(_words(error))
    return _told(report, str(store))


@app.command
def compact(*, where: Annotated[Where, Parameter(name="*")] = HERE) -> int:
    """Write the store anew: it gets smaller, and nothing of what was forgotten or deleted is left between the rows.

    The server must be stopped; about a second for each 100 MB, and as much free space as the store has. A server does
    it by itself after forgetting somebody while the store has up to 64 MiB. Older backups still hold everything.
    """
    store = where.store()
    if store is None:
        return 2
    try:
        done = write_anew(store)
    except (UpkeepRefused, OSError) as error:
        return fail(_words(error))
    print(f"{store}: {done.before:,} bytes before, {done.after:,} now")
    return 0


def _told(report: Report, what: str) -> int:
    for finding in report.findings:
        print(finding)
    if report.faults > len(report.findings):
        print(f"and {counted(report.faults - len(report.findings), 'more fault')}")
    counts = ", ".join(f"{number:,} {name}" for name, number in report.counts.items())
    print(f"{what}; {'sound' if report.is_sound else counted(report.faults, 'fault')}; {counts or 'empty'}")
    return 0 if report.is_sound else FAULTY


def _words(error: UpkeepRefused | OSError) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


@attrs.define
class Progress:
    """On the error output: one line that changes on a terminal, else a line every LINE_EVERY_S."""

    _told_at_s: float = attrs.field(factory=time.perf_counter)

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much of it is done."""
        percent = done * 100 // total if total else 100
        if sys.stderr.isatty():
            print(f"\r\033[K{what} {percent} %", end="" if done < total else "\r\033[K", file=sys.stderr, flush=True)
        elif time.perf_counter() - self._told_at_s >= LINE_EVERY_S:
            self._told_at_s = time.perf_counter()
            print(f"{what} {percent} %", file=sys.stderr, flush=True)
