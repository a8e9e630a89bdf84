"""Forgetting a person, as SQL: their interactions found, emptied one by one, and the files rid of what lay in them.

begin       one transaction: the contact goes, their interactions are noted
interaction one transaction each: events, segments, list, index, mails, answers, snapshot
merge_step  the search indexes, in steps: a deleted word lies in them until they are merged
compact     a small store is written anew; of any store the WAL is cut to nothing
"""

from collections.abc import Sequence
from typing import Any, Final

import apsw
import attrs
import orjson

from ringline_server.domain.forgetting import forgotten
from ringline_server.store import facts, folding, people, sqlite_contacts
from ringline_server.store.mails import UploadGoneRow
from ringline_server.store.records import Record
from ringline_server.store.sqlite_contacts import Pages
from ringline_server.store.sqlite_mails import drop_uploads
from ringline_server.store.transaction import transaction

OPEN_TOLD_MAX: Final = 20
"""Open interactions that are named when they are in the way."""
MERGE_PAGES: Final = 200
"""Of a search index, merged in one step."""
COMPACT_BYTES_MAX: Final = 64 * 2**20
"""A larger store is not written anew while others wait: that takes about a second for each 100 MB."""
INDEXES: Final = ("segment_fts", "contact_fts", "contact_digits")

_FORGOTTEN: Final = """insert or replace into forgotten (stream, closed_at_ms)
values (?, (select closed_at_ms from interaction where id = ?))"""


@attrs.frozen
class Forgetting:
    """How one request stands. `left`: interactions that still have content."""

    id: str
    subject: str
    by: str
    at_ms: int
    interactions: int
    done_at_ms: int | None
    is_compact: bool
    left: int


def known(db: apsw.Connection, keys: Sequence[str], addresses: Sequence[str], region: str) -> list[str]:
    """Interactions of a person: under one of their ids or keys, or under an address, however it was written."""
    sql = "select id from interaction where consumer in (select value from json_each(?)) order by id"
    found = [id_ for (id_,) in db.execute(sql, (orjson.dumps(list(keys)).decode(),))]
    wanted = set(addresses)
    sql = "select id, consumer from interaction where consumer is not null and substr(consumer, 1, 4) <> 'cnt_'"
    rows = db.execute(sql)
    found += [id_ for id_, consumer in rows if wanted & _keys(consumer, region)]
    return sorted(set(found))


def open_ones(db: apsw.Connection, interactions: Sequence[str]) -> list[str]:
    """Those that are not closed."""
    sql = """select id from interaction where id in (select value from json_each(?)) and closed_at_ms is null
             order by id limit ?"""
    return [id_ for (id_,) in db.execute(sql, (orjson.dumps(list(interactions)).decode(), OPEN_TOLD_MAX))]


def begin(pages: Pages, request: Forgetting, contact: str | None, interactions: Sequence[str]) -> None:
    """Noted, and the entry of the address book is gone. Inside a change of the book."""
    values = (request.id, request.subject, request.by, request.at_ms, len(interactions))
    pages.db.execute("insert into forgetting values (?, ?, ?, ?, ?, null, 0)", values)
    pages.db.executemany("insert or ignore into to_forget values (?, ?)", ((one, request.id) for one in interactions))
    if contact is not None:
        pages.remove(contact)


def aged(db: apsw.Connection, before_ms: int, most: int) -> list[str]:
    """Those that have been closed since then or longer and still have their content, oldest first."""
    sql = """select id from interaction as i where closed_at_ms <= ?
             and not exists (select 1 from forgotten as f
                             where f.stream = 'interaction/' || i.id and f.closed_at_ms = i.closed_at_ms)
             and not exists (select 1 from to_forget as t where t.interaction = i.id)
             order by closed_at_ms, id limit ?"""
    return [id_ for (id_,) in db.execute(sql, (before_ms, most))]


def due(db: apsw.Connection) -> list[str]:
    """Interactions that still have to be emptied."""
    return [id_ for (id_,) in db.execute("select interaction from to_forget order by interaction")]


def owes(db: apsw.Connection) -> bool:
    """A request of which the last step is missing."""
    return db.execute("select 1 from forgetting where done_at_ms is null").get is not None


def request(db: apsw.Connection, forgetting: str) -> Forgetting | None:
    """By its id."""
    sql = """select id, subject, by, at_ms, interactions, done_at_ms, is_compact,
             (select count(*) from to_forget as t where t.forgetting = f.id) from forgetting as f where id = ?"""
    rows = list(db.execute(sql, (forgetting,)))
    for id_, subject, by, at_ms, interactions, done_at_ms, is_compact, left in rows:
        return Forgetting(id_, subject, by, at_ms, interactions, done_at_ms, bool(is_compact), left)
    return None


def interaction(db: apsw.Connection, interaction: str) -> None:
    """Nothing in it says anything about the person any more; every record and segment is where it was."""
    stream = f"interaction/{interaction}"
    with transaction(db):
        db.execute(_FORGOTTEN, (stream, interaction))
        db.execute("delete from snapshot where stream = ?", (stream,))
        for row in list(db.execute("select seq, at_ms, kind, body from record where stream = ?", (stream,))):
            _empty(db, stream, Record(*row))
        _empty_segments(db, interaction)
        blank = "update interaction set consumer = null, consumer_name = '', subject = '', preview = '' where id = ?"
        db.execute(blank, (interaction,))
        _drop_mails(db, interaction)
        db.execute("delete from answered where instr(reply, ?) > 0", (interaction.encode(),))
        db.execute("delete from to_forget where interaction = ?", (interaction,))


def merge_step(db: apsw.Connection, index: str, is_first: bool) -> bool:
    """One step of merging all of an index into one; False: it is one."""
    before = db.total_changes()
    pages = -MERGE_PAGES if is_first else MERGE_PAGES
    with transaction(db):
        db.execute(f"insert into {index} ({index}, rank) values ('merge', ?)", (pages,))
    return db.total_changes() - before >= 2


def compact(db: apsw.Connection) -> bool:
    """The WAL is empty; True: the database was written anew, too. Outside of any transaction."""
    size = int(db.pragma("page_count")) * int(db.pragma("page_size"))
    is_small = size <= COMPACT_BYTES_MAX
    if is_small:
        db.execute("vacuum")
    left, _ = db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE) if db.filename else (0, 0)
    return is_small and left <= 0


def done(db: apsw.Connection, now_ms: int, is_compact: bool) -> None:
    """Requests of which nothing is left are finished."""
    with transaction(db):
        db.execute(
            """update forgetting set done_at_ms = ?, is_compact = ? where done_at_ms is null
               and not exists (select 1 from to_forget as t where t.forgetting = forgetting.id)""",
            (now_ms, is_compact),
        )


def _empty(db: apsw.Connection, stream: str, record: Record) -> None:
    now = facts.record(record.seq, record.at_ms, forgotten(facts.event(record)))
    if now.body != record.body:
        db.execute("update record set body = ? where stream = ? and seq = ?", (now.body, stream, record.seq))


def _empty_segments(db: apsw.Connection, interaction: str) -> None:
    place = folding.place(interaction)
    for (number,) in list(db.execute("select id from segment where interaction = ?", (interaction,))):
        db.execute("delete from segment_fts where rowid = ?", (number,))
        db.execute("insert into segment_fts (rowid, folded, place) values (?, '', ?)", (number, place))
    db.execute("update segment set text = '' where interaction = ?", (interaction,))


def _drop_mails(db: apsw.Connection, interaction: str) -> None:
    """With their bytes, and what was uploaded and never sent."""
    uploads = db.execute("select id from upload where interaction = ?", (interaction,))
    drop_uploads(db, [UploadGoneRow(id_) for (id_,) in list(uploads)])
    for (mail,) in list(db.execute("select id from mail where interaction = ?", (interaction,))):
        for table, column in (("piece", "owner"), ("loose", "owner"), ("outgoing", "mail"), ("mail", "id")):
            db.execute(f"delete from {table} where {column} = ?", (mail,))


def _keys(consumer: str, region: str) -> set[Any]:
    return {f"tel:{people.phone_key(consumer, region)}", f"mailto:{people.email_key(consumer)}", consumer}


def person_of(db: apsw.Connection, contact: str, region: str) -> tuple[list[str], list[str]]:
    """All ids of one person, and their addresses as they are compared."""
    entry = sqlite_contacts.read(db, contact)
    addresses = set() if entry is None else sqlite_contacts.addresses(entry, region)
    return sqlite_contacts.one_person(db, contact), sorted(addresses)
