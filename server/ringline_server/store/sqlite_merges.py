"""Merges of contacts as SQL: who points at whom, and what it takes to undo one. Inside a change of the book."""

from collections.abc import Sequence
from typing import Any, Final

import apsw
import attrs
import orjson
from ringline_protocol.values import Consent, Contact

from ringline_server.domain.merging import Merge
from ringline_server.store.sqlite_contacts import Pages
from ringline_server.store.transaction import transaction

MERGES_MAX: Final = 100
"""Merges of one contact that are told."""
_COLUMNS: Final = "id, survivor, other, at_ms, by, before, absorbed, after"


@attrs.frozen
class KeptMerge:
    """One that can be undone."""

    id: str
    survivor: str
    other: str
    at_ms: int
    by: str
    merge: Merge


def absorb(pages: Pages, kept: KeptMerge) -> None:
    """The other is part of the survivor from now on."""
    pages.unfind(kept.other)
    pages.db.execute("update contact set survivor = ? where id = ?", (kept.survivor, kept.other))
    pages.write(kept.merge.after)
    three = (kept.merge.before, kept.merge.other, kept.merge.after)
    values = (kept.id, kept.survivor, kept.other, kept.at_ms, kept.by, *map(_dumped, three))
    pages.db.execute("insert into contact_merge values (?, ?, ?, ?, ?, ?, ?, ?)", values)


def part(pages: Pages, kept: KeptMerge, survivor: Contact, other: Contact) -> None:
    """Two again, as given."""
    pages.db.execute("delete from contact_merge where id = ?", (kept.id,))
    pages.db.execute("update contact set survivor = null, indexed = 0 where id = ?", (kept.other,))
    pages.write(other)
    pages.write(survivor)


def merge(db: apsw.Connection, merge: str) -> KeptMerge | None:
    """By its id."""
    rows = list(db.execute(f"select {_COLUMNS} from contact_merge where id = ?", (merge,)))
    return _kept(rows[0]) if rows else None


def merges(db: apsw.Connection, survivor: str) -> list[KeptMerge]:
    """Of a contact, oldest first."""
    sql = f"select {_COLUMNS} from contact_merge where survivor = ? order by at_ms, id limit ?"
    return [_kept(row) for row in db.execute(sql, (survivor, MERGES_MAX))]


def forget(db: apsw.Connection, before_ms: int) -> None:
    """Older ones cannot be undone any more: what the merged one was is not kept longer than that."""
    with transaction(db):
        db.execute("delete from contact_merge where at_ms < ?", (before_ms,))


def _kept(row: Sequence[Any]) -> KeptMerge:
    before, other, after = map(_loaded, row[5:])
    return KeptMerge(row[0], row[1], row[2], row[3], row[4], Merge(before, other, after))


def _dumped(contact: Contact) -> str:
    return orjson.dumps(attrs.asdict(contact)).decode()


def _loaded(text: str) -> Contact:
    plain = orjson.loads(text)
    consents = {purpose: Consent(**one) for purpose, one in plain["consents"].items()}
    return Contact(
        **{**plain, "phones": tuple(plain["phones"]), "emails": tuple(plain["emails"]), "consents": consents}
    )
