"""What the outbox of a store has not finished, and what failed, read from outside while the server runs."""

from pathlib import Path

from ringline_server.store import sqlite_mails
from ringline_server.store.mails import OUTGOING_MAX, Outgoing
from ringline_server.upkeep.files import reading


def unfinished(store: Path) -> list[Outgoing]:
    """In order of id. Raises: UpkeepRefused."""
    found: list[Outgoing] = []
    with reading(store) as db:
        while page := sqlite_mails.outgoing(db, found[-1].row.mail if found else "", OUTGOING_MAX):
            found += page
    return found


def failed(store: Path, since_ms: int) -> list[Outgoing]:
    """Those of the mails written since then, at most OUTGOING_MAX, the newest first. Raises: UpkeepRefused."""
    with reading(store) as db:
        return sqlite_mails.failed(db, since_ms, OUTGOING_MAX)
