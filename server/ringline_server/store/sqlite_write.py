"""What the writer does inside its transactions: appends with their rows, snapshots, housekeeping.

Plain functions of an open SQLite connection; they block, and run where that does not matter (sqlite.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import apsw
import attrs
import orjson

from ringline_server.store import folding, sqlite_mails
from ringline_server.store.disk import ANSWERED_MAX
from ringline_server.store.mails import MailRow, OutgoingRow, UploadGoneRow, UploadRow
from ringline_server.store.records import (
    AnsweredRow,
    Append,
    AppendFailed,
    AuditRow,
    CannedRow,
    CountRow,
    InteractionRow,
    ParticipantRow,
    RevocationRow,
    Row,
    RowRefused,
    RowTaken,
    SegmentRow,
    SeqTaken,
    Snapshot,
    StaleWriter,
    StandingRow,
)
from ringline_server.store.transaction import transaction

_INTERACTION_TOUCHED = """
update interaction set phase = ?, agents = ?, consumer_name = ?, subject = ?, updated_at_ms = ?, closed_reason = ?,
  needs_disposition = ?, waiting_since_ms = ?, preview = ?
where id = ? and queue is ? and consumer is ? and closed_at_ms is ?"""
_INTERACTION = """
insert into interaction values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (id) do update set channel = excluded.channel, phase = excluded.phase, queue = excluded.queue,
  agents = excluded.agents, consumer = excluded.consumer, consumer_name = excluded.consumer_name,
  subject = excluded.subject, updated_at_ms = excluded.updated_at_ms, closed_at_ms = excluded.closed_at_ms,
  closed_reason = excluded.closed_reason, needs_disposition = excluded.needs_disposition,
  waiting_since_ms = excluded.waiting_since_ms, preview = excluded.preview"""
_SEGMENT = """
insert into segment (interaction, seq, segment, role, at_ms, text, hidden) values (?, ?, ?, ?, ?, ?, ?) returning id"""
_FIGURE = """
insert into figure values (?, ?, ?, ?)
on conflict (queue, bucket_ms, counter) do update set value = value + excluded.value"""
_REVOCATION = """
insert into revocation values (?, ?) on conflict (principal) do update set at_ms = max(at_ms, excluded.at_ms)"""
_STANDING = "insert or replace into standing values (?, ?, ?, ?, ?, ?)"
_SNAPSHOT = """
insert into snapshot select ?1, ?2, ?3 where not exists (select 1 from forgotten where stream = ?1)
on conflict (stream) do update set seq = excluded.seq, body = excluded.body where excluded.seq >= seq"""

_TAKEN: Final = (apsw.SQLITE_CONSTRAINT_PRIMARYKEY, apsw.SQLITE_CONSTRAINT_UNIQUE)
_UNSTORABLE: Final = (apsw.ConstraintError, apsw.TooBigError, TypeError, OverflowError, UnicodeError)


def commit(db: apsw.Connection, incarnation: int, batch: Sequence[Append]) -> list[AppendFailed | None]:
    """One transaction. If a member conflicts, once more with a savepoint around each, so that the innocent succeed."""
    try:
        with transaction(db):
            check_fence(db, incarnation)
            _write(db, batch)
    except StaleWriter as stale:
        return [StaleWriter(*stale.args) for _ in batch]
    except (SeqTaken, *_UNSTORABLE):
        with transaction(db):
            check_fence(db, incarnation)
            return [_write_one(db, append) for append in batch]
    return [None] * len(batch)


def save_snapshots(db: apsw.Connection, snapshots: Sequence[Snapshot]) -> None:
    """An older one than what is there is not kept."""
    with transaction(db):
        db.executemany(_SNAPSHOT, map(attrs.astuple, snapshots))


def forget_answered(db: apsw.Connection, before_ms: int) -> int:
    """The oldest ones first."""
    with transaction(db):
        db.execute(
            """delete from answered where (principal, key) in
               (select principal, key from answered where at_ms < ? order by at_ms limit ?)""",
            (before_ms, ANSWERED_MAX),
        )
        return db.changes()


def forget_revocations(db: apsw.Connection, before_ms: int) -> None:
    """They are few."""
    with transaction(db):
        db.execute("delete from revocation where at_ms < ?", (before_ms,))


def check_fence(db: apsw.Connection, incarnation: int) -> None:
    """Raises: StaleWriter: another server has opened the store since."""
    found = db.execute("select value from meta where key = 'incarnation'").get
    if found != incarnation:
        raise StaleWriter(f"this is incarnation {incarnation}, the store is at {found}")


def _write_one(db: apsw.Connection, append: Append) -> AppendFailed | None:
    try:
        with transaction(db):
            _write(db, [append])
    except SeqTaken as taken:
        return taken
    except _UNSTORABLE as error:
        is_taken = getattr(error, "extendedresult", None) in _TAKEN
        return (RowTaken if is_taken else RowRefused)(f"{append.stream}: {error}")
    return None


def _write(db: apsw.Connection, batch: Sequence[Append]) -> None:
    heads: dict[str, int] = {}
    for append in batch:
        head = heads.get(append.stream)
        if head is None:
            head = db.execute("select max(seq) from record where stream = ?", (append.stream,)).get or 0
        if head != append.expected_seq:
            raise SeqTaken(append.stream, append.expected_seq, head)
        heads[append.stream] = append.last_seq
    db.executemany(
        "insert into record values (?, ?, ?, ?, ?)",
        ((a.stream, r.seq, r.at_ms, r.kind, r.body) for a in batch for r in a.records),
    )
    write_rows(db, (row for append in batch for row in append.rows))


def write_rows(db: apsw.Connection, rows: Iterable[Row]) -> None:
    """All of them, of any kind."""
    by_type: dict[type[Row], list[Any]] = {}
    for row in rows:
        by_type.setdefault(type(row), []).append(row)
    for type_, of_it in by_type.items():
        _WRITERS[type_](db, of_it)


def _write_interactions(db: apsw.Connection, rows: list[InteractionRow]) -> None:
    for row in {row.id: row for row in rows}.values():  # of several in one batch the last one stands
        agents = orjson.dumps(row.agents).decode()
        # Most changes leave the indexed columns alone, and SQLite rewrites the index of every column that is set.
        db.execute(_INTERACTION_TOUCHED, _touched_values(row, agents))
        if not db.changes():
            db.execute(_INTERACTION, _interaction_values(row, agents))


def _touched_values(row: InteractionRow, agents: str) -> tuple[Any, ...]:
    return (
        *(row.phase, agents, row.consumer_name, row.subject, row.updated_at_ms, row.closed_reason),
        *(row.needs_disposition, row.waiting_since_ms, row.preview),
        *(row.id, row.queue, row.consumer, row.closed_at_ms),
    )


def _interaction_values(row: InteractionRow, agents: str) -> tuple[Any, ...]:
    return (
        *(row.id, row.channel, row.phase, row.queue, agents, row.consumer, row.consumer_name, row.subject),
        *(row.created_at_ms, row.updated_at_ms, row.closed_at_ms, row.closed_reason),
        *(row.needs_disposition, row.waiting_since_ms, row.preview),
    )


def _write_segments(db: apsw.Connection, rows: list[SegmentRow]) -> None:
    for row in rows:
        values = (row.interaction, row.seq, row.segment, row.role, row.at_ms, row.text, row.hidden)
        number = db.execute(_SEGMENT, values).get
        index = (number, folding.fold(row.text), folding.place(row.interaction))
        db.execute("insert into segment_fts (rowid, folded, place) values (?, ?, ?)", index)


def _write_answered(db: apsw.Connection, rows: list[AnsweredRow]) -> None:
    values = ((row.principal, row.key, row.params_hash, row.reply, row.at_ms) for row in rows)
    db.executemany("insert into answered values (?, ?, ?, ?, ?)", values)


def _write_counts(db: apsw.Connection, rows: list[CountRow]) -> None:
    db.executemany(_FIGURE, ((row.queue, row.bucket_ms, row.counter, row.by) for row in rows))


def _write_participants(db: apsw.Connection, rows: list[ParticipantRow]) -> None:
    values = ((row.agent, row.interaction) for row in rows)
    db.executemany("insert or ignore into participant (agent, interaction) values (?, ?)", values)


def _write_standings(db: apsw.Connection, rows: list[StandingRow]) -> None:
    for row in rows:
        if row.standing is None:
            db.execute("delete from standing where interaction = ?", (row.interaction,))
        else:
            db.execute(_STANDING, (row.interaction, *attrs.astuple(row.standing)))


def _write_audit(db: apsw.Connection, rows: list[AuditRow]) -> None:
    values = ((row.at_ms, row.principal, row.act, row.object, row.detail) for row in rows)
    db.executemany("insert into audit (at_ms, principal, act, object, detail) values (?, ?, ?, ?, ?)", values)


def _write_revocations(db: apsw.Connection, rows: list[RevocationRow]) -> None:
    db.executemany(_REVOCATION, map(attrs.astuple, rows))


def _write_canned(db: apsw.Connection, rows: list[CannedRow]) -> None:
    for row in rows:
        if row.body is None:
            db.execute("delete from canned where canned = ?", (row.canned,))
        else:
            db.execute("insert or replace into canned values (?, ?, ?)", attrs.astuple(row))


_WRITERS: Final[Mapping[type[Row], Any]] = {
    InteractionRow: _write_interactions,
    SegmentRow: _write_segments,
    AnsweredRow: _write_answered,
    CountRow: _write_counts,
    ParticipantRow: _write_participants,
    AuditRow: _write_audit,
    StandingRow: _write_standings,
    RevocationRow: _write_revocations,
    CannedRow: _write_canned,
    MailRow: sqlite_mails.write_mails,
    OutgoingRow: sqlite_mails.write_outgoing,
    UploadRow: sqlite_mails.write_uploads,
    UploadGoneRow: sqlite_mails.drop_uploads,
}
