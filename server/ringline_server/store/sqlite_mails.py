"""Mails, uploads and their pieces, as SQL. Plain functions of an open SQLite connection."""

from collections.abc import Sequence
from typing import Any, Final

import apsw
import orjson

from ringline_server.domain.parts import Undelivered
from ringline_server.store.mails import (
    FORGOTTEN_MAX,
    MAILS_FOUND_MAX,
    OUTGOING_MAX,
    UPLOADS_MAX,
    MailPlace,
    MailRow,
    Outgoing,
    OutgoingRow,
    UploadGoneRow,
    UploadRow,
)
from ringline_server.store.transaction import transaction

_MAIL: Final = "select id, interaction, direction, mailbox, message_id, digest, bytes, at_ms from mail"
_UPLOAD: Final = "select id, interaction, name, type, bytes, at_ms from upload"
_OUTGOING: Final = "insert or replace into outgoing values (?, ?, ?, ?, ?, ?)"
_PIECE: Final = "insert or replace into piece values (?, ?, ?)"
_LOOSE: Final = "insert or ignore into loose values (?, ?)"


# --- writing


def write_mails(db: apsw.Connection, rows: list[MailRow]) -> None:
    """With the pieces that ride along."""
    for row in rows:
        values = (row.mail, row.interaction, row.direction, row.mailbox, row.message_id, row.digest)
        db.execute("insert into mail values (?, ?, ?, ?, ?, ?, ?, ?)", (*values, row.size, row.at_ms))
        db.executemany(_PIECE, ((row.mail, n, body) for n, body in enumerate(row.pieces)))
        db.execute("delete from loose where owner = ?", (row.mail,))


def write_outgoing(db: apsw.Connection, rows: list[OutgoingRow]) -> None:
    """The last one of each mail stands."""
    db.executemany(_OUTGOING, ((r.mail, r.state, r.attempts, r.next_at_ms, r.reason, _written(r.left)) for r in rows))


def write_uploads(db: apsw.Connection, rows: list[UploadRow]) -> None:
    """Each once."""
    values: list[tuple[Any, ...]] = [(r.upload, r.interaction, r.name, r.type, r.size, r.at_ms) for r in rows]
    db.executemany("insert or replace into upload values (?, ?, ?, ?, ?, ?)", values)


def drop_uploads(db: apsw.Connection, rows: list[UploadGoneRow]) -> None:
    """With their bytes."""
    for row in rows:
        db.execute("delete from upload where id = ?", (row.upload,))
        db.execute("delete from piece where owner = ?", (row.upload,))
        db.execute("delete from loose where owner = ?", (row.upload,))


def keep_pieces(db: apsw.Connection, owner: str, first_number: int, bodies: Sequence[bytes], at_ms: int) -> None:
    """Numbered from `first_number` on."""
    with transaction(db):
        db.execute(_LOOSE, (owner, at_ms))
        db.executemany(_PIECE, ((owner, n, body) for n, body in enumerate(bodies, first_number)))


def save_upload(db: apsw.Connection, row: UploadRow) -> None:
    """It can be sent from now on."""
    with transaction(db):
        write_uploads(db, [row])


def save_place(db: apsw.Connection, mailbox: str, place: MailPlace) -> None:
    """The last one stands."""
    with transaction(db):
        values = (mailbox, place.source, place.validity, place.uid)
        db.execute("insert or replace into mail_place values (?, ?, ?, ?)", values)


def forget_pieces(db: apsw.Connection, before_ms: int) -> int:
    """Of uploads that nobody sent, and of mails that no event names. Answers how many owners."""
    with transaction(db):
        sql = "select owner from loose where at_ms < ? limit ?"
        owners = [owner for (owner,) in db.execute(sql, (before_ms, FORGOTTEN_MAX))]
        drop_uploads(db, [UploadGoneRow(owner) for owner in owners])
        return len(owners)


# --- reading


def mail(db: apsw.Connection, mail: str) -> MailRow | None:
    """By its id."""
    return next((MailRow(*row) for row in db.execute(f"{_MAIL} where id = ?", (mail,))), None)


def mails_by_message_id(db: apsw.Connection, mailbox: str, message_ids: Sequence[str]) -> list[MailRow]:
    """In the order of `message_ids`; of several with the same one the latest first."""
    found: list[MailRow] = []
    for message_id in message_ids:
        sql = f"{_MAIL} where message_id = ? and mailbox = ? order by at_ms desc, id desc limit ?"
        values = (message_id, mailbox, MAILS_FOUND_MAX - len(found))
        found += [MailRow(*row) for row in db.execute(sql, values)]
    return found


def mail_received(db: apsw.Connection, mailbox: str, message_id: str, digest: bytes) -> MailRow | None:
    """The very same one, if it came before."""
    sql = f"{_MAIL} where mailbox = ? and message_id = ? and digest = ? and direction = 'in'"
    return next((MailRow(*row) for row in db.execute(sql, (mailbox, message_id, digest))), None)


def place(db: apsw.Connection, mailbox: str) -> MailPlace | None:
    """None: it was never read."""
    sql = "select source, validity, uid from mail_place where mailbox = ?"
    return next((MailPlace(*row) for row in db.execute(sql, (mailbox,))), None)


def piece(db: apsw.Connection, owner: str, number: int) -> bytes | None:
    """None: there are no more."""
    body: bytes | None = db.execute("select body from piece where owner = ? and number = ?", (owner, number)).get
    return body


def outgoing(db: apsw.Connection, after_mail: str, limit: int) -> list[Outgoing]:
    """Unfinished ones in order of id."""
    sql = """select o.mail, o.state, o.attempts, o.next_at_ms, o.reason, o.missing, m.interaction, m.mailbox
             from outgoing as o indexed by outgoing_unfinished join mail as m on m.id = o.mail
             where o.state in ('queued', 'sending', 'deferred') and o.mail > ? order by o.mail limit ?"""
    rows = db.execute(sql, (after_mail, min(limit, OUTGOING_MAX)))
    return [Outgoing(_outgoing(*row[:6]), *row[6:]) for row in rows]


def failed(db: apsw.Connection, since_ms: int, limit: int) -> list[Outgoing]:
    """Mails of ours that failed and were written since then, the newest first."""
    sql = """select o.mail, o.state, o.attempts, o.next_at_ms, o.reason, o.missing, m.interaction, m.mailbox
             from outgoing as o join mail as m on m.id = o.mail
             where o.state = 'failed' and m.at_ms >= ? order by m.at_ms desc, o.mail limit ?"""
    return [Outgoing(_outgoing(*row[:6]), *row[6:]) for row in db.execute(sql, (since_ms, min(limit, OUTGOING_MAX)))]


def outgoing_state(db: apsw.Connection, mail: str) -> OutgoingRow | None:
    """Of one mail of ours."""
    sql = "select mail, state, attempts, next_at_ms, reason, missing from outgoing where mail = ?"
    return next((_outgoing(*row[:6]) for row in db.execute(sql, (mail,))), None)


def upload(db: apsw.Connection, upload: str) -> UploadRow | None:
    """By its id."""
    return next((UploadRow(*row) for row in db.execute(f"{_UPLOAD} where id = ?", (upload,))), None)


def uploads(db: apsw.Connection, interaction: str) -> list[UploadRow]:
    """Of one interaction, in order of id."""
    sql = f"{_UPLOAD} where interaction = ? order by id limit ?"
    return [UploadRow(*row) for row in db.execute(sql, (interaction, UPLOADS_MAX))]


def _written(left: tuple[Undelivered, ...]) -> bytes:
    return orjson.dumps([[one.address, one.reason, one.is_final] for one in left])


def _outgoing(mail: str, state: str, attempts: int, next_at_ms: int | None, reason: str, missing: bytes) -> OutgoingRow:
    left = tuple(Undelivered(*one) for one in orjson.loads(missing))
    return OutgoingRow(mail, state, attempts, next_at_ms, reason, left)
