"""Forgetting by age: what was said in an interaction that has been closed for so long goes, if the account says so.

Each hour the ids of the oldest are noted, in one transaction with a line of the audit log; forgetting.py empties them,
as it does for a person who asked. Contacts stay: they are of people, not of what was said.
"""

from functools import partial
from typing import Final

import trio

from ringline_server import logs
from ringline_server.edges.server import Server
from ringline_server.store import sqlite_forget
from ringline_server.store.records import AuditRow, Row, StoreUnavailable
from ringline_server.store.sqlite_contacts import Pages, Result
from ringline_server.store.sqlite_forget import Forgetting

BY: Final = "system:retention"
"""Who asked, in the audit log and in the list of requests."""
EACH_MS: Final = 3_600_000
"""Between one look and the next."""
SOON_MS: Final = 60_000
"""When there was more than could be noted, or the store was away."""
AGED_AT_ONCE_MAX: Final = 1_000
"""Interactions of one request."""

log = logs.logger("retention")


async def run(server: Server) -> None:
    """Until cancelled. A new setting is looked at immediately."""
    while True:
        server.retention_changed = trio.Event()
        wait_ms = await _look(server)
        with trio.move_on_after(wait_ms / 1000):
            await server.retention_changed.wait()


async def _look(server: Server) -> float:
    """How long it takes to the next look."""
    if server.forget_after_ms is None:
        return float("inf")
    try:
        if await server.disk.book.to_forget():
            return SOON_MS  # one after the other
        count = await _note(server, server.forget_after_ms)
    except StoreUnavailable:
        log.warning("retention put off", reason="store unavailable")
        return SOON_MS
    if count:
        log.info("old interactions are forgotten", count=count)
        server.to_forget.set()
    return SOON_MS if count == AGED_AT_ONCE_MAX else EACH_MS


async def _note(server: Server, age_ms: int) -> int:
    """How many are to be forgotten now."""
    now_ms = server.clock.now_ms()
    work = partial(_begin, server.ids.new("fgt"), now_ms, now_ms - age_ms)
    result = await server.disk.book.change(server.region, work, partial(_rows, now_ms))
    return int(result["interactions"])


def _begin(new_id: str, now_ms: int, before_ms: int, pages: Pages) -> Result:
    found = sqlite_forget.aged(pages.db, before_ms, AGED_AT_ONCE_MAX)
    if found:
        request = Forgetting(new_id, "*", BY, now_ms, len(found), None, is_compact=False, left=len(found))
        sqlite_forget.begin(pages, request, None, found)
    return {"interactions": len(found)}


def _rows(now_ms: int, result: Result) -> tuple[Row, ...]:
    count = result["interactions"]
    return (AuditRow(now_ms, BY, "retention.forget", "*", f"interactions={count}"),) if count else ()
