"""Mails: each that a thread names is there with all its bytes, and each that is there is named by its thread."""

from collections.abc import Iterator

import apsw
import orjson

from ringline_server.upkeep.files import Progress
from ringline_server.upkeep.report import Notebook

MAILS_PER_STEP = 500
"""Between two words of progress."""


def mails(db: apsw.Connection, notebook: Notebook, progress: Progress) -> None:
    """All of them. A store from before there was mail has none."""
    if not db.execute("select 1 from sqlite_schema where name = 'mail'").get:
        return
    named = dict(_named(db))
    total = len(named)
    for number, (mail, interaction) in enumerate(named.items(), 1):
        notebook.counted("mails")
        fault = _fault(db, mail, interaction)
        if fault:
            notebook.finds(f"mail {mail}", fault)
        if number % MAILS_PER_STEP == 0:
            progress("mails", number, total)
    for (mail,) in db.execute("select id from mail"):
        if mail not in named:
            notebook.finds(f"mail {mail}", "is named by no thread")
    progress("mails", total, total)


def _named(db: apsw.Connection) -> Iterator[tuple[str, str]]:
    """The mails of all threads."""
    sql = """select stream, body from record where stream like 'interaction/%' and kind = 'segment.final'
             and instr(body, cast('"mail":' as blob))"""
    for stream, body in db.execute(sql):
        try:
            head = orjson.loads(body).get("mail")
            if head:
                yield head["mail"], stream.removeprefix("interaction/")
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # that it cannot be read is found where streams are


def _fault(db: apsw.Connection, mail: str, interaction: str) -> str:
    row = db.execute("select interaction, bytes from mail where id = ?", (mail,)).get
    if row is None:
        return f"is named by {interaction}, and is not there"
    if row[0] != interaction:
        return f"is named by {interaction}, and says {row[0]}"
    pieces = "select count(*), ifnull(max(number), -1), ifnull(sum(length(body)), 0) from piece where owner = ?"
    count, last, size = db.execute(pieces, (mail,)).get
    if count != last + 1 or size != row[1]:
        return f"has {size} bytes in {count} pieces, and should have {row[1]}"
    return ""
