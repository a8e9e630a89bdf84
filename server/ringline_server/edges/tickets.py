"""Single-use tickets: a few seconds of somebody's identity, to be carried to a place where the token must not go.

Only the hash is kept, so what is in memory opens nothing; looking a hash up compares nothing secret byte by byte.
"""

import hashlib
from collections import OrderedDict

import attrs

from ringline_server.domain.principal import Principal
from ringline_server.edges.auth import BadToken, Fault, Revocations
from ringline_server.ids import Ids

TICKET_MS = 60_000
TICKETS_MAX = 10_000
"""Unused tickets at once; beyond it none is issued."""
TICKETS_PER_PRINCIPAL_MAX = 16
"""Of one principal; beyond it the oldest of its own is gone."""


class TooManyTickets(Exception):
    """No ticket now; the oldest expires within TICKET_MS."""


@attrs.frozen
class _Unused:
    principal: Principal
    issued_at_ms: int


@attrs.define(eq=False)
class Tickets:
    ids: Ids
    revocations: Revocations
    _unused: OrderedDict[bytes, _Unused] = attrs.field(factory=OrderedDict, init=False)
    """Hash -> ticket, oldest first."""

    def __len__(self) -> int:
        return len(self._unused)

    def issue(self, principal: Principal, now_ms: int) -> str:
        """Good for TICKET_MS, once. Raises: TooManyTickets."""
        self._drop_old(now_ms)
        own = [name for name, ticket in self._unused.items() if ticket.principal.id == principal.id]
        if len(own) >= TICKETS_PER_PRINCIPAL_MAX:
            del self._unused[own[0]]
        if len(self._unused) >= TICKETS_MAX:
            raise TooManyTickets
        text = self.ids.secret()
        self._unused[_hash(text)] = _Unused(principal, now_ms)
        return text

    def redeem(self, text: str, now_ms: int) -> Principal:
        """The ticket is used up. Raises: BadToken."""
        self._drop_old(now_ms)
        ticket = self._unused.pop(_hash(text), None)
        if ticket is None:
            raise BadToken(Fault.TICKET)
        if self.revocations.covers(ticket.principal.id, ticket.issued_at_ms):
            raise BadToken(Fault.REVOKED)
        if now_ms >= ticket.principal.expires_at_ms:
            raise BadToken(Fault.EXPIRED)
        return ticket.principal

    def _drop_old(self, now_ms: int) -> None:
        while self._unused and now_ms - next(iter(self._unused.values())).issued_at_ms >= TICKET_MS:
            self._unused.popitem(last=False)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()
