"""Sessions: what outlives a connection. A device's subscriptions and its resume token, kept for the window.

open ──connection lost──► waiting (window) ──► forgotten: the next resume starts a new session, data by `pos`
  └──bye, 1000, kick──► ended (remembered for the window, so that a resume is told 4100)
"""

import hashlib
import hmac
from collections import OrderedDict
from typing import Protocol

import attrs
from ringline_protocol.codes import CloseCode
from ringline_protocol.handshake import ClientInfo, OnConflict
from ringline_protocol.limits import AGENT_DEVICES_MAX, CONSUMER_CONNECTIONS_MAX, SESSION_WINDOW_MS
from ringline_protocol.values import PrincipalKind

from ringline_server.domain.principal import Principal
from ringline_server.ids import Ids

SESSIONS_MAX = 50_000
"""Sessions in memory, ended and waiting ones included. Above: close 4101."""
LEAVING_PER_PRINCIPAL_MAX = 100
"""Sessions of one principal that wait for a resume or have ended; the oldest is forgotten before its time."""


class Life(Protocol):
    """The connection that carries a session now."""

    def end(self, code: CloseCode, *, keep_session: bool = True) -> None:
        """Say goodbye with this code and stop, without being waited for."""


@attrs.define(eq=False)
class Session:
    """One principal on one device."""

    id: str
    principal: Principal
    client: ClientInfo
    token_hash: bytes
    streams: set[str] = attrs.field(factory=set)
    life: Life | None = None
    ends_at_ms: int | None = None
    """Without a connection: when it is forgotten."""
    is_ended: bool = False


class HelloRefused(Exception):
    """This hello gets no session."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code.name)
        self.code = code


@attrs.define(eq=False)
class Sessions:
    """All sessions of this process. No task of its own: forgetting happens when somebody looks."""

    ids: Ids
    _by_id: OrderedDict[str, Session] = attrs.field(factory=OrderedDict)
    _leaving: OrderedDict[str, Session] = attrs.field(factory=OrderedDict)
    """Sessions that will be forgotten, the next one first: the window is the same for all."""
    _by_principal: dict[tuple[PrincipalKind, str], dict[str, None]] = attrs.field(factory=dict)
    """Ids in the order in which the sessions were opened."""

    def open(
        self, principal: Principal, client: ClientInfo, on_conflict: OnConflict, now_ms: int
    ) -> tuple[Session, str]:
        """A new session and its first resume token. Raises: HelloRefused."""
        self._forget_old(now_ms)
        if principal.is_agent:
            self._resolve_conflict(principal, on_conflict)
        elif self._is_full(principal):
            raise HelloRefused(CloseCode.TOO_MANY_CONNECTIONS)
        if len(self._by_id) >= SESSIONS_MAX:
            raise HelloRefused(CloseCode.OVERLOADED)
        token = self.ids.secret()
        session = Session(self.ids.new("ses"), principal, client, _hash(token))
        self._by_id[session.id] = session
        self._by_principal.setdefault((principal.kind, principal.id), {})[session.id] = None
        return session, token

    def resume(self, session_id: str, token: str, principal: Principal, now_ms: int) -> tuple[Session, str] | None:
        """The session and its next token; None when it is not known any more. Raises: HelloRefused."""
        self._forget_old(now_ms)
        session = self._by_id.get(session_id)
        if session is None:
            return None
        known = session.principal
        if (known.kind, known.id, known.interaction) != (principal.kind, principal.id, principal.interaction):
            raise HelloRefused(CloseCode.AUTH_FAILED)
        if session.is_ended or not hmac.compare_digest(session.token_hash, _hash(token)):
            raise HelloRefused(CloseCode.SESSION_UNKNOWN)
        if session.life is None and self._is_full(principal):
            raise HelloRefused(CloseCode.TOO_MANY_CONNECTIONS)
        next_token = self.ids.secret()
        session.token_hash = _hash(next_token)
        session.principal = principal
        session.ends_at_ms = None
        self._leaving.pop(session.id, None)
        return session, next_token

    def disconnected(self, session: Session, now_ms: int) -> None:
        """Its connection is gone; the session waits for the window."""
        session.life = None
        if not session.is_ended:
            self._leave(session, now_ms)

    def ended(self, session: Session, now_ms: int) -> None:
        """Signed out or kicked: no way back, but remembered so that a resume is told so. Again: nothing."""
        if not session.is_ended:
            session.is_ended = True
            session.streams.clear()
            self._leave(session, now_ms)

    def find(self, session_id: str) -> Session | None:
        """A session that has not ended."""
        session = self._by_id.get(session_id)
        return None if session is None or session.is_ended else session

    def of(self, principal: Principal) -> list[Session]:
        """The sessions of a principal that have not ended."""
        ids = self._by_principal.get((principal.kind, principal.id), ())
        return [self._by_id[one] for one in ids if not self._by_id[one].is_ended]

    def is_connected(self, principal: Principal) -> bool:
        """Some session of this principal has a connection."""
        return any(session.life is not None for session in self.of(principal))

    def of_id(self, principal_id: str) -> list[Session]:
        """The same by id, whatever the kind: for revocation."""
        return [session for session in self._by_id.values() if session.principal.id == principal_id]

    def of_kind(self, kind: PrincipalKind) -> list[Session]:
        """Those of all such principals that have not ended, connected or not."""
        return [one for one in self._by_id.values() if one.principal.kind is kind and not one.is_ended]

    def connected(self) -> list[Session]:
        """Those with a connection now."""
        return [session for session in self._by_id.values() if session.life is not None]

    def _resolve_conflict(self, principal: Principal, on_conflict: OnConflict) -> None:
        others = [session for session in self.of(principal) if session.life is not None]
        if on_conflict is OnConflict.REPLACE:
            for session in others:
                assert session.life is not None
                session.life.end(CloseCode.KICKED, keep_session=False)
        elif (on_conflict is OnConflict.DENY and others) or len(others) >= AGENT_DEVICES_MAX:
            raise HelloRefused(CloseCode.TOO_MANY_CONNECTIONS)

    def _is_full(self, principal: Principal) -> bool:
        """As many connections as such a principal may have."""
        if principal.kind is PrincipalKind.SERVICE:
            return False
        most = AGENT_DEVICES_MAX if principal.is_agent else CONSUMER_CONNECTIONS_MAX
        return sum(session.life is not None for session in self.of(principal)) >= most

    def _leave(self, session: Session, now_ms: int) -> None:
        session.ends_at_ms = now_ms + SESSION_WINDOW_MS
        self._leaving[session.id] = session
        self._leaving.move_to_end(session.id)
        own = self._by_principal[session.principal.kind, session.principal.id]
        if len(own) > LEAVING_PER_PRINCIPAL_MAX:
            leaving = [one for one in own if one in self._leaving]
            if len(leaving) > LEAVING_PER_PRINCIPAL_MAX:
                self._forget(self._leaving[leaving[0]])

    def _forget_old(self, now_ms: int) -> None:
        while self._leaving:
            session = next(iter(self._leaving.values()))
            assert session.ends_at_ms is not None
            if session.ends_at_ms > now_ms:
                return
            self._forget(session)

    def _forget(self, session: Session) -> None:
        del self._leaving[session.id], self._by_id[session.id]
        key = (session.principal.kind, session.principal.id)
        del self._by_principal[key][session.id]
        if not self._by_principal[key]:
            del self._by_principal[key]


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
