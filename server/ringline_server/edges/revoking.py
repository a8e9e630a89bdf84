"""Throwing somebody out: on disk first, then out of memory and off the line; and known again after a restart.

Whatever was issued to them up to that second is refused. They may come back with a later token: who wants to keep them
out takes them out of the account, or has their identity provider issue none.
"""

from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.values import PrincipalKind

from ringline_server.domain.principal import Principal
from ringline_server.edges.auth import LIFETIME_MS_MAX
from ringline_server.edges.server import Server
from ringline_server.store.records import Append, AuditRow, RevocationRow

STREAM: Final = "revocation"
"""Under which name the rows are appended. It never has a record."""
REVOCATIONS_MAX: Final = 10_000
"""Principals thrown out within the life of a token; beyond it one has to wait for the oldest."""


async def revoke(server: Server, by: Principal, principal: str) -> int:
    """They are out, and stay out over a restart. The moment of it. Raises: Refused, StoreUnavailable."""
    if by.kind is not PrincipalKind.SUPERVISOR:
        raise Refused(ErrorCode.FORBIDDEN)
    now_ms, known = server.clock.now_ms(), server.tokens.revocations
    entries = known.entries(now_ms)
    if principal not in entries and len(entries) >= REVOCATIONS_MAX:
        wait_ms = min(entries.values()) + LIFETIME_MS_MAX + 1 - now_ms
        raise Refused(ErrorCode.UNAVAILABLE, "too many revocations", retry_after_ms=wait_ms)
    act = AuditRow(now_ms, f"{by.kind}:{by.id}", "principal.revoke", principal)
    await server.registry.journal.append(Append(STREAM, 0, (), (RevocationRow(principal, now_ms), act)))
    known.revoke(principal, now_ms)
    return now_ms


async def recall(server: Server) -> None:
    """Whoever was thrown out before the restart still is. Raises: StoreUnavailable."""
    for row in await server.disk.revocations(server.clock.now_ms() - LIFETIME_MS_MAX):
        server.tokens.revocations.remember(row.principal, row.at_ms)
