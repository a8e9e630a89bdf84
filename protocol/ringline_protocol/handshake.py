"""Hello and welcome: who asks, for which session, from which positions, and the verdict on each stream."""

from enum import StrEnum
from typing import Literal

import attrs

from ringline_protocol.values import PrincipalKind

Position = tuple[str, int]
"""Epoch and seq: the last event of a stream that a client has."""


class OnConflict(StrEnum):
    """What a new session does to the agent's other devices."""

    JOIN = "join"
    REPLACE = "replace"
    DENY = "deny"


class NotRecoveredReason(StrEnum):
    """Why a stream comes as a snapshot and not as the missed events."""

    NEW = "new"
    EPOCH_CHANGED = "epoch_changed"
    TOO_OLD = "too_old"
    AHEAD = "ahead"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"


@attrs.frozen
class Auth:
    """A token in the first message, never in a URL."""

    scheme: Literal["bearer", "ticket"]
    token: str


@attrs.frozen
class ClientInfo:
    """Which program, on which device. `device` stays the same across reloads."""

    name: str
    version: str
    device: str


@attrs.frozen
class SessionAsk:
    """A new session, or the id and the single-use token of the last welcome."""

    mode: Literal["new", "resume"] = "new"
    on_conflict: OnConflict = OnConflict.JOIN
    id: str | None = None
    token: str | None = None


@attrs.frozen
class Hello:
    """First frame of a connection, and only once."""

    id: str
    auth: Auth
    client: ClientInfo
    session: SessionAsk = SessionAsk()
    pos: dict[str, Position] = attrs.field(factory=dict)
    """Stream -> what the client has of it."""


@attrs.frozen
class SessionInfo:
    """`token` is single use and rotates in every welcome; it is no credential."""

    id: str
    token: str
    resumed: bool
    window_ms: int


@attrs.frozen
class PrincipalInfo:
    """Who the server takes the client for."""

    kind: PrincipalKind
    id: str
    name: str = ""


@attrs.frozen
class ServerInfo:
    at_ms: int
    version: str


@attrs.frozen
class Heartbeat:
    """Ping after `interval_ms` of silence; dead `timeout_ms` after an unanswered ping."""

    interval_ms: int
    timeout_ms: int


@attrs.frozen
class StreamState:
    """What comes for a stream: the events after `from_seq`, or a snapshot and why."""

    epoch: str
    head: int
    recovered: bool
    from_seq: int | None = None
    reason: NotRecoveredReason | None = None


@attrs.frozen
class Welcome:
    """The verdict on a hello."""

    id: str
    session: SessionInfo
    principal: PrincipalInfo
    server: ServerInfo
    limits: dict[str, int]
    heartbeat: Heartbeat
    streams: dict[str, StreamState] = attrs.field(factory=dict)
    capabilities: tuple[str, ...] = ()
