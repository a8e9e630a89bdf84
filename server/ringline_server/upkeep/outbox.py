"""What the outbox of a store has not finished, read from outside while the server runs."""

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
