"""Is it alive, and may it be sent work: for process managers and load balancers."""

from typing import Final

import attrs
import trio
from starlette.requests import Request
from starlette.responses import Response

from ringline_server.edges.http.answers import told
from ringline_server.edges.server import Server
from ringline_server.store.records import Append, AppendFailed, OutcomeUnknown, Snapshot, StoreUnavailable

STORE_MS: Final = 2_000
"""A store that takes longer for one small write is not ready."""
FRESH_MS: Final = 1_000
"""So long one finding stands for all who ask: nobody can make the disk busy by asking."""
PROBE: Final = "readyz"
"""The stream of a snapshot that is written only to see that writing works."""


async def alive(server: Server, request: Request) -> Response:
    """200 as long as it answers at all."""
    return told({"status": "ok", "version": server.version})


@attrs.define(eq=False)
class Readiness:
    """A handler: 200 when the store takes writes and the server is not about to stop, else 503."""

    _store_works: bool = False
    _found_at_ms: int | None = None
    _looking: trio.Lock = attrs.field(factory=trio.Lock)

    async def __call__(self, server: Server, request: Request) -> Response:
        if server.is_draining:
            return told({"status": "draining"}, 503)
        async with self._looking:
            now_ms = server.clock.now_ms()
            if self._found_at_ms is None or now_ms - self._found_at_ms >= FRESH_MS:
                self._store_works = await _store_works(server, now_ms)
                self._found_at_ms = server.clock.now_ms()
        return told({"status": "ready"}) if self._store_works else told({"status": "store unavailable"}, 503)


async def _store_works(server: Server, now_ms: int) -> bool:
    """One turn of the journal, which also finds a newer server on the same store, and one real write."""
    with trio.move_on_after(STORE_MS / 1000):
        try:
            await server.registry.journal.append(Append(PROBE, 0, ()))
            await server.disk.save_snapshots([Snapshot(PROBE, now_ms, b"")])
        except (StoreUnavailable, AppendFailed, OutcomeUnknown):
            return False
        return True
    return False
