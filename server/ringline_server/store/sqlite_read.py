"""The questions, as SQL. Plain functions of an open SQLite connection; they only read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import apsw
import orjson

from ringline_server.store.disk import (
    ANSWERED_KEYS_MAX,
    AUDIT_ROWS_MAX,
    COUNT_ROWS_MAX,
    OPEN_ROWS_MAX,
    READ_RECORDS_MAX,
    READ_STREAMS_MAX,
    REVOCATION_ROWS_MAX,
)
from ringline_server.store.records import (
    AnsweredRow,
    AuditRow,
    CannedRow,
    CountRow,
    InteractionRow,
    OpenRow,
    Record,
    RevocationRow,
    SegmentRow,
    Snapshot,
    Standing,
)

_RECORD: Final = "select seq, at_ms, kind, body from record where stream = ?"
_SEGMENT: Final = "select interaction, seq, segment, role, at_ms, text, hidden from segment where interaction = ?"
_ANSWERED: Final = "select principal, key, params_hash, reply, at_ms from answered where principal = ? and key = ?"
INTERACTION_COLUMNS: Final = """id, channel, phase, queue, agents, consumer, consumer_name, subject, created_at_ms,
  updated_at_ms, closed_at_ms, closed_reason, needs_disposition, waiting_since_ms, preview"""


def read(db: apsw.Connection, stream: str, after_seq: int, limit: int) -> list[Record]:
    """In order of seq."""
    rows = db.execute(f"{_RECORD} and seq > ? order by seq limit ?", (stream, after_seq, min(limit, READ_RECORDS_MAX)))
    return [Record(*row) for row in rows]


def read_many(db: apsw.Connection, after: Mapping[str, int]) -> dict[str, list[Record]]:
    """Every stream that was asked for is a key."""
    assert len(after) <= READ_STREAMS_MAX
    found: dict[str, list[Record]] = {stream: [] for stream in after}
    sql = """select r.stream, r.seq, r.at_ms, r.kind, r.body from json_each(?) as wanted
             cross join record as r on r.stream = wanted.key and r.seq > wanted.value order by r.stream, r.seq"""
    for stream, *record in db.execute(sql, (_json(dict(after)),)):
        found[stream].append(Record(*record))
    return found


def read_at(db: apsw.Connection, stream: str, seqs: Sequence[int]) -> list[Record]:
    """In order of seq."""
    assert len(seqs) <= READ_RECORDS_MAX
    sql = f"{_RECORD} and seq in (select value from json_each(?)) order by seq"
    return [Record(*row) for row in db.execute(sql, (stream, _json(seqs)))]


def interaction(db: apsw.Connection, interaction: str) -> InteractionRow | None:
    """By its id."""
    rows = db.execute(f"select {INTERACTION_COLUMNS} from interaction where id = ?", (interaction,))
    return next(interaction_rows(rows), None)


def open_interactions(db: apsw.Connection, after_id: str, limit: int) -> list[OpenRow]:
    """In order of id."""
    sql = """select id, phase, agents <> '[]', s.queue, top_priority, at_front, bonus, enqueued_at_ms
             from interaction indexed by interaction_open left join standing as s on s.interaction = id
             where closed_at_ms is null and id > ? order by id limit ?"""
    rows = db.execute(sql, (after_id, min(limit, OPEN_ROWS_MAX)))
    return [
        OpenRow(
            id_, phase, bool(held), None if queue is None else Standing(queue, bool(top), bool(front), bonus, at_ms)
        )
        for id_, phase, held, queue, top, front, bonus, at_ms in rows
    ]


def interaction_rows(rows: Iterable[Sequence[Any]]) -> Iterator[InteractionRow]:
    """Rows of INTERACTION_COLUMNS as what they mean."""
    for row in rows:
        values = list(row)
        values[4] = () if row[4] == "[]" else tuple(orjson.loads(row[4]))
        values[12] = bool(row[12])
        yield InteractionRow(*values)


def participates(db: apsw.Connection, interaction: str, agent: str) -> bool:
    """Holders are participants too."""
    sql = "select 1 from participant where agent = ? and interaction = ?"
    return db.execute(sql, (agent, interaction)).get is not None


def segments(
    db: apsw.Connection, interaction: str, after_seq: int | None, before_seq: int | None, limit: int
) -> list[SegmentRow]:
    """In order of seq, from whichever end is meant."""
    is_backwards = after_seq is None and before_seq is not None
    sql = f"{_SEGMENT} and seq > ? and seq < ? order by seq {'desc' if is_backwards else 'asc'} limit ?"
    after, before = -1 if after_seq is None else after_seq, 2**63 - 1 if before_seq is None else before_seq
    rows = [segment_row(row) for row in db.execute(sql, (interaction, after, before, min(limit, READ_RECORDS_MAX)))]
    return rows[::-1] if is_backwards else rows


def segment_row(row: Sequence[Any]) -> SegmentRow:
    """A row of the segment table, without its id, as what it means."""
    values = list(row)
    values[6] = bool(row[6])
    return SegmentRow(*values)


def answered(db: apsw.Connection, principal: str, key: str) -> AnsweredRow | None:
    """The one that there is."""
    rows = db.execute(_ANSWERED, (principal, key))
    return next((AnsweredRow(*row) for row in rows), None)


def answered_keys(db: apsw.Connection, principal: str, since_ms: int, limit: int) -> list[str]:
    """Theirs lie side by side; not more of them are looked at than are asked for, and what a day has not forgotten."""
    sql = "select key from answered where principal = ? and at_ms >= ? limit ?"
    return [key for (key,) in db.execute(sql, (principal, since_ms, min(limit, ANSWERED_KEYS_MAX)))]


def counts(db: apsw.Connection, queue: str, from_ms: int, to_ms: int) -> list[CountRow]:
    """By bucket, then counter."""
    sql = """select queue, bucket_ms, counter, value from figure
             where queue = ? and bucket_ms >= ? and bucket_ms < ? order by bucket_ms, counter limit ?"""
    return [CountRow(*row) for row in db.execute(sql, (queue, from_ms, to_ms, COUNT_ROWS_MAX))]


def audited(db: apsw.Connection, from_ms: int, to_ms: int, limit: int) -> list[AuditRow]:
    """Oldest first."""
    sql = """select at_ms, principal, act, object, detail from audit
             where at_ms >= ? and at_ms < ? order by at_ms, id limit ?"""
    return [AuditRow(*row) for row in db.execute(sql, (from_ms, to_ms, min(limit, AUDIT_ROWS_MAX)))]


def revocations(db: apsw.Connection, since_ms: int) -> list[RevocationRow]:
    """Oldest first."""
    sql = "select principal, at_ms from revocation where at_ms >= ? order by at_ms, principal limit ?"
    return [RevocationRow(*row) for row in db.execute(sql, (since_ms, REVOCATION_ROWS_MAX))]


def canned(db: apsw.Connection) -> list[CannedRow]:
    """By id."""
    return [CannedRow(*row) for row in db.execute("select canned, body, at_ms from canned order by canned")]


def snapshots(db: apsw.Connection, streams: Sequence[str]) -> dict[str, Snapshot]:
    """Those that exist."""
    assert len(streams) <= READ_STREAMS_MAX
    sql = "select stream, seq, body from snapshot where stream in (select value from json_each(?))"
    return {row[0]: Snapshot(*row) for row in db.execute(sql, (_json(streams),))}


def verify(db: apsw.Connection) -> list[str]:
    """What is wrong, in words; empty is well."""
    faults = [text for (text,) in db.execute("pragma integrity_check") if text != "ok"]
    strays = db.execute("pragma foreign_key_check")
    faults += [f"row {row[1]} of {row[0]} points at nothing in {row[2]}" for row in strays]
    gaps = """select stream, count(*), min(seq), max(seq) from record group by stream
              having min(seq) <> 1 or count(*) <> max(seq)"""
    faults += [f"{row[0]} has {row[1]} records from {row[2]} to {row[3]}" for row in db.execute(gaps)]
    return faults


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
