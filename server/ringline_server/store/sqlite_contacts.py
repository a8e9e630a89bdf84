"""The address book as SQL: read, found by address, changed. Plain functions of an open connection."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import apsw
import attrs
import orjson
from ringline_protocol.values import Consent, Contact

from ringline_server.store import people, sqlite_contact_index, sqlite_write
from ringline_server.store.disk import BadCursor, Page
from ringline_server.store.records import Row, RowTaken
from ringline_server.store.transaction import transaction

SURVIVORS_MAX: Final = 100
"""Merges in a row that are followed."""
INDEXED_PER_STEP: Final = 1_000
"""Contacts that get their search entry in one transaction when a store is opened."""

_COLUMNS: Final = "c.id, c.name, c.phones, c.emails, c.fields, c.rev, c.consents"
_SURVIVOR: Final = f"""
with recursive chain (id, depth) as (
    values (?, 0) union all
    select c.survivor, depth + 1 from chain join contact as c on c.id = chain.id
    where c.survivor is not null and depth < {SURVIVORS_MAX}
) select id from chain order by depth desc limit 1"""
_ABSORBED: Final = """
with recursive tree (id) as (
    values (?) union select c.id from tree join contact as c on c.survivor = tree.id
) select id from tree"""
_CONTACT: Final = """
insert into contact (id, name, phones, emails, fields, consents, rev, indexed) values (?, ?, ?, ?, ?, ?, ?, ?)
on conflict (id) do update set name = excluded.name, phones = excluded.phones, emails = excluded.emails,
  fields = excluded.fields, consents = excluded.consents, rev = excluded.rev, indexed = excluded.indexed
returning number"""

Result = Mapping[str, Any]
RowsOf = Callable[[Result], tuple[Row, ...]]
"""What goes into the same transaction, given what was done: the stored answer, the line of the audit log."""


@attrs.frozen
class Pages:
    """The book, open in a transaction. `region`: people.py."""

    db: apsw.Connection
    region: str

    def read(self, contact: str) -> Contact | None:
        """The entry; of one that was merged away: the survivor."""
        return _one(self.db, survivor(self.db, contact))

    def sharing(self, contact: Contact, most: int) -> list[Contact]:
        """Others that have one of its addresses, in order of id."""
        sql = f"""select distinct {_COLUMNS} from contact_address as a join contact as c on c.id = a.contact
                  where a.address in (select value from json_each(?)) and c.id <> ? order by c.id limit ?"""
        wanted = orjson.dumps(sorted(addresses(contact, self.region))).decode()
        return [_contact(row) for row in self.db.execute(sql, (wanted, contact.id, most))]

    def write(self, contact: Contact) -> None:
        """The entry is this, with its addresses and its search entry."""
        self.unfind(contact.id)
        format_ = sqlite_contact_index.INDEX_FORMAT
        number: int = self.db.execute(_CONTACT, (*_values(contact), format_)).get
        sqlite_contact_index.put(self.db, number, contact, self.region)
        self.db.executemany(
            "insert into contact_address values (?, ?)",
            ((address, contact.id) for address in sorted(addresses(contact, self.region))),
        )

    def remove(self, contact: str) -> None:
        """It is gone; who was merged into it too."""
        self.unfind(contact)
        for id_ in absorbed(self.db, contact):
            self.db.execute("delete from contact_merge where survivor = ? or other = ?", (id_, id_))
            self.db.execute("delete from contact where id = ?", (id_,))

    def unfind(self, contact: str) -> None:
        """No word and no address finds it any more."""
        sql = f"select c.number, {_COLUMNS} from contact as c where c.id = ? and c.survivor is null and c.indexed > 0"
        for number, *row in list(self.db.execute(sql, (contact,))):
            sqlite_contact_index.drop(self.db, number, _contact(row))
        self.db.execute("delete from contact_address where contact = ?", (contact,))


def change(
    db: apsw.Connection, incarnation: int, region: str, work: Callable[[Pages], Result], rows_of: RowsOf
) -> Result:
    """What `work` does with the book, and the rows that go with it: all or nothing. Raises what `work` raises."""
    with transaction(db):
        sqlite_write.check_fence(db, incarnation)
        result = work(Pages(db, region))
        try:
            sqlite_write.write_rows(db, rows_of(result))
        except apsw.ConstraintError as error:
            raise RowTaken(str(error)) from error
        return result


def read(db: apsw.Connection, contact: str) -> Contact | None:
    """By its id; of one that was merged away: the survivor."""
    return _one(db, survivor(db, contact))


def by_address(db: apsw.Connection, phone: str | None, email: str | None) -> Contact | None:
    """A phone says more than an email."""
    for address in ([f"tel:{phone}"] if phone else []) + ([f"mailto:{email}"] if email else []):
        if found := db.execute("select min(contact) from contact_address where address = ?", (address,)).get:
            return _one(db, found)
    return None


def survivor(db: apsw.Connection, contact: str) -> str:
    """Into whom it was merged in the end; itself, if it was not."""
    return str(db.execute(_SURVIVOR, (contact,)).get)


def absorbed(db: apsw.Connection, contact: str) -> list[str]:
    """The contact, and all that were merged into it."""
    return [id_ for (id_,) in db.execute(_ABSORBED, (contact,))]


def one_person(db: apsw.Connection, contact: str) -> list[str]:
    """All ids of whoever this is."""
    return absorbed(db, survivor(db, contact)) or [contact]


def field_names(db: apsw.Connection) -> list[str]:
    """Of all fields that any contact has."""
    sql = "select distinct f.key from contact as c, json_each(c.fields) as f where c.survivor is null order by f.key"
    return [name for (name,) in db.execute(sql)]


def search(db: apsw.Connection, text: str, region: str, cursor: str | None, limit: int) -> Page[Contact]:
    """Best first. Without a text all of them, as they came."""
    if not text.strip():
        return _all(db, cursor, limit)
    start = _offset(cursor)
    numbers = sqlite_contact_index.find(db, text, region, min(start + limit + 1, sqlite_contact_index.FOUND_MAX))
    page = numbers[start : start + limit]
    more = len(numbers) > start + limit
    return Page(tuple(_numbered(db, page)), str(start + limit) if more else None)


def save(db: apsw.Connection, contacts: Sequence[Contact], region: str) -> list[Contact]:
    """Upserts by id; the rev counts up where something changed. Consents stay."""
    with transaction(db):
        return [_save(Pages(db, region), contact) for contact in contacts]


def seed(db: apsw.Connection, contacts: Sequence[Contact], region: str) -> None:
    """What the configuration says, where it says something new: what people changed or took away since stays so."""
    with transaction(db):
        for contact in contacts:
            said = hashlib.blake2b(orjson.dumps(_values(contact)), digest_size=16).digest()
            if db.execute("select said from contact_seed where contact = ?", (contact.id,)).get != said:
                if survivor(db, contact.id) == contact.id:
                    _save(Pages(db, region), contact)
                db.execute("insert or replace into contact_seed values (?, ?)", (contact.id, said))


def index_all(db: apsw.Connection, region: str) -> int:
    """Search entries for those that have none: some of them; answers for how many. For `open`, until it is 0."""
    sql = f"""select c.number, {_COLUMNS} from contact as c where c.survivor is null and c.indexed = 0
              order by c.number limit ?"""
    with transaction(db):
        found = list(db.execute(sql, (INDEXED_PER_STEP,)))
        for number, *row in found:
            sqlite_contact_index.put(db, number, _contact(row), region)
            format_ = sqlite_contact_index.INDEX_FORMAT
            db.execute("update contact set indexed = ? where number = ?", (format_, number))
        return len(found)


def addresses(contact: Contact, region: str) -> set[str]:
    """Normalised, each with its scheme."""
    phones = {f"tel:{key}" for raw in contact.phones if (key := people.phone_key(raw, region))}
    return phones | {f"mailto:{key}" for raw in contact.emails if (key := people.email_key(raw))}


def _save(pages: Pages, contact: Contact) -> Contact:
    stored = _one(pages.db, contact.id)
    if stored is not None:
        contact = attrs.evolve(contact, consents=stored.consents, rev=stored.rev)
        contact = contact if contact == stored else attrs.evolve(contact, rev=stored.rev + 1)
    else:
        contact = attrs.evolve(contact, rev=1)
    pages.write(contact)
    return contact


def _one(db: apsw.Connection, contact: str) -> Contact | None:
    rows = list(db.execute(f"select {_COLUMNS} from contact as c where c.id = ? and c.survivor is null", (contact,)))
    return _contact(rows[0]) if rows else None


def _all(db: apsw.Connection, cursor: str | None, limit: int) -> Page[Contact]:
    sql = f"""select c.number, {_COLUMNS} from contact as c where c.survivor is null and c.number > ?
              order by c.number limit ?"""
    rows = list(db.execute(sql, (_offset(cursor), limit + 1)))
    page = rows[:limit]
    return Page(tuple(_contact(row[1:]) for row in page), str(page[-1][0]) if len(rows) > limit else None)


def _numbered(db: apsw.Connection, numbers: list[int]) -> Iterator[Contact]:
    sql = f"""select {_COLUMNS} from json_each(?) as wanted cross join contact as c on c.number = wanted.value
              order by wanted.key"""
    return (_contact(row) for row in db.execute(sql, (orjson.dumps(numbers).decode(),)))


def _contact(row: Sequence[Any]) -> Contact:
    id_, name, phones, emails, fields, rev, consents = row
    said = {purpose: Consent(**one) for purpose, one in orjson.loads(consents).items()}
    return Contact(id_, name, tuple(orjson.loads(phones)), tuple(orjson.loads(emails)), orjson.loads(fields), rev, said)


def _values(contact: Contact) -> tuple[Any, ...]:
    fields = orjson.dumps(contact.fields, option=orjson.OPT_SORT_KEYS).decode()
    consents = {purpose: attrs.asdict(one) for purpose, one in sorted(contact.consents.items())}
    lists = (orjson.dumps(contact.phones).decode(), orjson.dumps(contact.emails).decode())
    return (contact.id, contact.name, *lists, fields, orjson.dumps(consents).decode(), contact.rev)


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 18):
        raise BadCursor(cursor)
    return int(cursor)
