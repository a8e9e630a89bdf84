"""Commands for the address book of a store whose server is stopped: `ringline contacts import`, `contacts export`.

While a server runs its HTTP interface does the same: POST /v1/contacts/import, GET /v1/contacts/export.
"""

import sys
from pathlib import Path
from typing import Annotated, Final

import trio
from cyclopts import App, Parameter

from ringline_server.cli_settings import Where, because, counted, fail
from ringline_server.clock import Clock
from ringline_server.edges.contact_files import exporting, importing
from ringline_server.edges.contact_files.importing import Policy, Report, Wish
from ringline_server.edges.contact_files.rows import UnreadableFile
from ringline_server.ids import Ids
from ringline_server.store.sqlite import StoreRefused, open_sqlite

app = App(name="contacts", help="Import and export the address book while the server is stopped.")
HERE = Where()
ROWS_PER_LINE: Final = 5_000
"""Between two lines of progress where nobody watches."""


@app.command(name="import")
def import_(
    file: Path,
    *,
    where: Annotated[Where, Parameter(name="*")] = HERE,
    preview: bool = False,
    policy: Policy = Policy.SKIP,
    map_: Annotated[tuple[str, ...], Parameter(name="--map")] = (),
) -> int:
    """Read contacts from a CSV or vCard file. The server must be stopped.

    Exit status 0: every row is in the book; 1: some are not, and each is told with its place; 2: nothing was read.

    Parameters
    ----------
    file
        CSV (its delimiter and encoding are found out) or vCard 2.1, 3.0, 4.0.
    preview
        Say what would happen, and change nothing.
    policy
        Who has the same phone or email already: `skip` them, `update` them, or `create` another contact.
    map_
        What a column means, as HEADER=name, first, last, phone, email, field:NAME, or - to leave it out.
    """
    store, settings = where.store(), where.settings()
    if store is None or settings is None:
        return 2
    wish = Wish(settings.account.region, settings.policies().contact_fields, "operator", policy, preview=preview)
    try:
        columns = dict(_pair(text) for text in map_)
        report = trio.run(_import, store, file.read_bytes(), columns, wish)
    except (UnreadableFile, StoreRefused, OSError) as error:
        return fail(f"{file}: {error}" if isinstance(error, UnreadableFile) else because(error))
    return _told(file, report)


@app.command
def export(file: Path, *, where: Annotated[Where, Parameter(name="*")] = HERE) -> int:
    """Write all contacts to a CSV file. The server must be stopped.

    Parameters
    ----------
    file
        Is written anew if it is there, readable by its owner only.
    """
    store, settings = where.store(), where.settings()
    if store is None or settings is None:
        return 2
    try:
        written = trio.run(_export, store, settings.account.region)
        file.touch(mode=0o600)
        file.write_bytes(written)
    except (StoreRefused, OSError) as error:
        return fail(because(error))
    return 0


async def _import(store: Path, raw: bytes, columns: dict[str, str], wish: Wish) -> Report:
    clock, ids = Clock(), Ids()
    async with open_sqlite(store, ids, clock.now_ms()) as disk:
        await disk.book.index(wish.region)
        rows = importing.rows_of(raw, columns)
        return await importing.run(disk.book, rows, wish, ids, clock.now_ms, _progress)


async def _export(store: Path, region: str) -> bytes:
    async with open_sqlite(store, Ids(), Clock().now_ms()) as disk:
        return b"".join([piece async for piece in exporting.lines(disk.book, region)])


def _progress(rows: int) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{rows:,} rows", end="", file=sys.stderr, flush=True)
    elif rows % ROWS_PER_LINE == 0:
        print(f"{rows:,} rows", file=sys.stderr, flush=True)


def _pair(text: str) -> tuple[str, str]:
    header, equals, meaning = text.rpartition("=")
    if not equals:
        raise UnreadableFile(f"--map {text}: HEADER=MEANING is expected")
    return header, meaning


def _told(file: Path, report: Report) -> int:
    for fault in report.faults:
        place = f"row {fault.row}, {fault.column}" if fault.column else f"row {fault.row}"
        print(f"{place}: {fault.fault}")
    if report.failed > len(report.faults):
        print(f"and {counted(report.failed - len(report.faults), 'more row')} that cannot be kept")
    would = "would be " if report.preview else ""
    done = f"{report.created:,} {would}created, {report.updated:,} {would}updated, {report.skipped:,} there already"
    print(f"{file}: {report.rows:,} rows; {done}, {report.failed:,} not kept")
    return 1 if report.failed else 0
