"""Rows into the address book, in batches that are each whole or not there; a word about every row that is not kept.

Who is there already is known by a phone or an email. Policies: `skip` leaves them as they are, `update` adds addresses
and fields and takes the file's name, `create` makes another contact. Nothing is merged.
"""

from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from contextlib import aclosing
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import Final

import attrs
from ringline_protocol.codes import Refused
from ringline_protocol.values import Contact

from ringline_server.domain import contacts
from ringline_server.domain.contacts import Fields
from ringline_server.edges.contact_files import csv_file, vcard_file
from ringline_server.edges.contact_files.rows import Row
from ringline_server.ids import Ids
from ringline_server.store.book import Book
from ringline_server.store.records import AuditRow
from ringline_server.store.sqlite_contacts import Pages, Result, addresses

BATCH_ROWS: Final = 100
"""In one transaction: others' writes wait for it, some 100 ms."""
FAULTS_TOLD_MAX: Final = 1_000
"""Further ones are counted."""


class Policy(StrEnum):
    """What to do about who is there already."""

    SKIP = "skip"
    UPDATE = "update"
    CREATE = "create"


@attrs.frozen
class RowFault:
    """Why a row was not kept: where, and what to do about it. `column` as the file calls it; empty: the whole row."""

    row: int
    column: str
    fault: str


@attrs.define
class Report:
    """What became of a file, or in a preview would."""

    preview: bool
    rows: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0
    faults: list[RowFault] = attrs.field(factory=list)


@attrs.frozen
class Wish:
    """How to import. `by`: for the audit log."""

    region: str
    known: Fields
    by: str
    policy: Policy = Policy.SKIP
    preview: bool = False


class _Previewed(Exception):
    """Everything was tried out."""


def rows_of(raw: bytes, columns: Mapping[str, str]) -> Iterator[Row]:
    """Of a CSV or a vCard file, whichever it is. Raises: UnreadableFile."""
    return vcard_file.read(raw) if is_vcard(raw) else csv_file.read(raw, columns)


def is_vcard(raw: bytes) -> bool:
    """Not CSV, that is."""
    return b"BEGIN:VCARD" in raw[:4096].upper().replace(b"\x00", b"")


async def run(
    book: Book,
    rows: Iterable[Row],
    wish: Wish,
    ids: Ids,
    now_ms: Callable[[], int],
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """All rows. `progress` is told how many were looked at. Raises: UnreadableFile, StoreUnavailable."""
    report = Report(wish.preview)
    async with aclosing(batches(book, rows, wish, ids, now_ms, report)) as going:
        async for looked_at in going:
            progress(looked_at)
    return report


def rows_about(raw: bytes) -> int:
    """How many rows a file has, about: a cell may hold line ends. For telling how far one has come."""
    cards = raw.upper().count(b"BEGIN:VCARD") if is_vcard(raw) else 0
    return cards or max(raw.count(b"\n") - (0 if raw.endswith(b"\n") else -1) - 1, 0)


async def batches(
    book: Book, rows: Iterable[Row], wish: Wish, ids: Ids, now_ms: Callable[[], int], report: Report
) -> AsyncGenerator[int, None]:
    """Batch after batch goes into the book and into `report`; how many rows were looked at so far. Who stops in between
    keeps what is there. Raises: UnreadableFile, StoreUnavailable."""
    seen = dict[str, int]()
    rest = iter(rows)
    while batch := list(islice(rest, BATCH_ROWS)):
        made = [(row, ids.new("cnt")) for row in batch]
        before = attrs.evolve(report, faults=list(report.faults))
        audit = AuditRow(now_ms(), wish.by, "contact.import", "*", f"rows={len(batch)}")
        work = partial(_batch, wish, report, seen, made)
        try:
            await book.change(wish.region, work, lambda _, audit=audit: (audit,))  # type: ignore[misc]
        except _Previewed:
            pass
        except BaseException:
            for field in attrs.fields(Report):
                setattr(report, field.name, getattr(before, field.name))
            raise
        yield report.rows


def _batch(wish: Wish, report: Report, seen: dict[str, int], made: list[tuple[Row, str]], pages: Pages) -> Result:
    for row, new_id in made:
        report.rows += 1
        fault = _one(wish, report, seen, row, new_id, pages)
        if fault is not None:
            report.failed += 1
            if len(report.faults) < FAULTS_TOLD_MAX:
                report.faults.append(fault)
    if wish.preview:
        raise _Previewed
    return {}


def _one(wish: Wish, report: Report, seen: dict[str, int], row: Row, new_id: str, pages: Pages) -> RowFault | None:
    if row.fault:
        return RowFault(row.number, "", row.fault)
    try:
        contact = contacts.checked(Contact(new_id, row.name, row.phones, row.emails, row.fields), wish.known)
        keys = addresses(contact, wish.region)
        earlier = next((seen[key] for key in keys if key in seen), None)
        for key in keys:
            seen.setdefault(key, row.number)
        there = pages.sharing(contact, 2)
        if wish.policy is Policy.CREATE or (not there and earlier is None):
            pages.write(contact)
            report.created += 1
        elif wish.policy is Policy.SKIP:
            report.skipped += 1
        elif len(there) > 1:
            return RowFault(row.number, "", f"{' and '.join(one.id for one in there)} have its addresses: merge them")
        else:
            _update(wish, pages, there, contact)
            report.updated += 1
    except Refused as refusal:
        return _fault(row, refusal)
    return None


def _update(wish: Wish, pages: Pages, there: list[Contact], contact: Contact) -> None:
    """In a preview the earlier row of the same file is not there any more: nothing to do then."""
    for found in there:
        more = attrs.evolve(
            found,
            name=contact.name or found.name,
            phones=_with(found.phones, contact.phones, wish.region),
            emails=_with(found.emails, contact.emails, wish.region),
            fields={**found.fields, **contact.fields},
        )
        more = contacts.checked(more, wish.known)
        if more != found:
            pages.write(attrs.evolve(more, rev=found.rev + 1))


def _with(first: tuple[str, ...], second: tuple[str, ...], region: str) -> tuple[str, ...]:
    def keys(address: str) -> set[str]:
        return addresses(Contact("", "", (address,), (address,)), region)

    known = set[str]().union(*map(keys, first))
    return (*first, *(one for one in second if not keys(one) & known))


def _fault(row: Row, refusal: Refused) -> RowFault:
    path = str(refusal.details.get("path", "")).removeprefix("params.")
    field = path.removeprefix("fields.").partition("[")[0]
    return RowFault(row.number, row.columns.get(field, field), refusal.message or str(refusal.code))
