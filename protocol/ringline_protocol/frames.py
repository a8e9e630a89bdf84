"""The envelope: one frozen class per frame type. `WIRE_NAMES` gives each its `type`; times are epoch ms.

    client -> server   hello  command  ack  ping  pong  bye
    server -> client   welcome  reply  event  ephemeral  snapshot  caught_up  ping  pong  notice  error

A field that is None is left out of the text; everything else is always there.
"""

from enum import StrEnum
from typing import Any, Final

import attrs

from ringline_protocol.codes import ERRORS, ErrorCode, Retry
from ringline_protocol.frozen import frozen
from ringline_protocol.handshake import (
    Auth,
    ClientInfo,
    Heartbeat,
    Hello,
    NotRecoveredReason,
    OnConflict,
    Position,
    PrincipalInfo,
    ServerInfo,
    SessionAsk,
    SessionInfo,
    StreamState,
    Welcome,
)

__all__ = [
    "HIDDEN",
    "WIRE_NAMES",
    "Ack",
    "Auth",
    "Bye",
    "CaughtUp",
    "ClientFrame",
    "ClientInfo",
    "Command",
    "Ephemeral",
    "ErrorBody",
    "ErrorFrame",
    "Event",
    "Expect",
    "Frame",
    "Heartbeat",
    "Hello",
    "NotRecoveredReason",
    "Notice",
    "NoticeKind",
    "OnConflict",
    "Ping",
    "Pong",
    "Position",
    "PrincipalInfo",
    "Reply",
    "ServerFrame",
    "ServerInfo",
    "SessionAsk",
    "SessionInfo",
    "Snapshot",
    "StreamState",
    "Unread",
    "Welcome",
    "problem",
]

HIDDEN: Final = "hidden"
"""The event that keeps the place of one that the reader may not see. It has no data."""


class NoticeKind(StrEnum):
    """What the server tells about the connection itself."""

    DRAINING = "draining"
    """Has `reconnect_in_ms`; close 4000 follows."""
    TOKEN_EXPIRING = "token_expiring"
    """Has `expires_at_ms`; refresh in band, or close 4200 follows."""
    SUPERSEDED = "superseded"
    """The session lives on in another connection; close 4305 follows."""
    UNSUBSCRIBED = "unsubscribed"
    """Has `stream` and `reason`; nothing of that stream comes any more."""


@frozen
class Expect:
    """The revision that the change is based on."""

    rev: int


@frozen
class Command:
    """A request. `params` is the typed object of `COMMANDS[method]`."""

    id: str
    method: str
    params: Any
    key: str | None = None
    expect: Expect | None = None


@frozen
class ErrorBody:
    """`code` is the identity; a client may meet codes that it does not know and then goes by `retry`."""

    code: str
    message: str
    retry: Retry
    retry_after_ms: int | None = None
    details: dict[str, Any] | None = None


@frozen
class Reply:
    """The one answer to a command: exactly one of `result` and `error`. A result means durable."""

    id: str
    result: dict[str, Any] | None = None
    error: ErrorBody | None = None
    pos: dict[str, int] = attrs.field(factory=dict)
    """Stream -> seq of the command's last effect there; those events were sent before."""
    replayed: bool = False

    def __attrs_post_init__(self) -> None:
        if (self.result is None) is (self.error is None):
            raise ValueError("exactly one of result and error")


@frozen
class Event:
    """A durable fact. `data` is the typed object of `EVENTS[event]`, None when hidden, `Unread` when unknown."""

    stream: str
    seq: int
    at_ms: int
    event: str
    data: Any = None


@frozen
class Ephemeral:
    """A passing fact without a number; newer ones of the same (stream, event, key) replace it."""

    stream: str
    event: str
    key: str = ""
    data: Any = None


@frozen
class Unread:
    """At a client: data of an event that this version does not know. The seq counts all the same."""

    raw: Any


@frozen
class Snapshot:
    """Whole state of a stream at `seq`, in one or several parts at the same seq."""

    stream: str
    epoch: str
    seq: int
    state: dict[str, Any]
    part: int = 1
    parts: int = 1


@frozen
class CaughtUp:
    """The replay is done: exactly one for each hello or subscribe, whose id it carries."""

    id: str
    pos: dict[str, int] = attrs.field(factory=dict)
    """Stream -> head at that moment."""


@frozen
class Ack:
    """Cumulative: everything up to these seqs arrived."""

    pos: dict[str, int]


@frozen
class Ping:
    """Asks for a pong with the same id."""

    id: str | None = None


@frozen
class Pong:
    """Answers a ping."""

    id: str | None = None
    at_ms: int | None = None
    """The sender's clock, when it wants to tell."""


@frozen
class Notice:
    """Something about the connection itself; see `NoticeKind` for which fields come with which."""

    notice: NoticeKind
    stream: str | None = None
    reason: str | None = None
    expires_at_ms: int | None = None
    reconnect_in_ms: int | None = None


@frozen
class Bye:
    """Sign out: the only frame that ends a session at once."""


@frozen
class ErrorFrame:
    """A fault that cannot be tied to a command. A close follows when `fatal`."""

    error: ErrorBody
    fatal: bool = True


ClientFrame = Hello | Command | Ack | Ping | Pong | Bye
ServerFrame = Welcome | Reply | Event | Ephemeral | Snapshot | CaughtUp | Ping | Pong | Notice | ErrorFrame
Frame = ClientFrame | ServerFrame

WIRE_NAMES: Final[dict[type[Any], str]] = {
    Hello: "hello",
    Welcome: "welcome",
    Command: "command",
    Reply: "reply",
    Event: "event",
    Ephemeral: "ephemeral",
    Snapshot: "snapshot",
    CaughtUp: "caught_up",
    Ack: "ack",
    Ping: "ping",
    Pong: "pong",
    Notice: "notice",
    Bye: "bye",
    ErrorFrame: "error",
}
"""Class -> `type`."""


def problem(
    code: ErrorCode, message: str = "", details: dict[str, Any] | None = None, retry_after_ms: int | None = None
) -> ErrorBody:
    """The body of an error reply, completed from the table of codes."""
    info = ERRORS[code]
    return ErrorBody(code, message or info.sentence, info.retry, retry_after_ms, details or None)
