"""Every error code and every close code, each with one sentence and what the client must do.

    Refused      legal but not now: one reply carries its `ErrorCode`, nothing changed
    FrameError   the peer broke the protocol: an error, and a close when it cannot be tied to a command too often
    CloseCode    the connection ends: its band is a verdict, `verdict(code)` also for codes nobody has named yet

The code is the identity; sentences are English for developers and may be reworded. Never shown: what you may not see
(`forbidden` is the one answer for foreign and for unknown streams; a foreign id of a thing is `forbidden` too).
"""

from enum import IntEnum, StrEnum
from typing import Any, Final

import attrs


class Retry(StrEnum):
    """What to do about an error without asking a human."""

    NEVER = "never"
    """The same command will fail again."""
    NOW = "now"
    """Send it again with the same key: the outcome is unknown, the key makes it safe."""
    BACKOFF = "backoff"
    """Send it again with the same key after `retry_after_ms`, or after the usual backoff."""
    RESYNC = "resync"
    """Your picture is old: take the current value from `details` or a new snapshot, then decide again."""
    AUTH = "auth"
    """New credentials first."""


class ErrorCode(StrEnum):
    PARSE_ERROR = "parse_error"
    BAD_REQUEST = "bad_request"
    UNKNOWN_METHOD = "unknown_method"
    UNSUPPORTED = "unsupported"
    DUPLICATE_ID = "duplicate_id"
    TOO_MANY_IN_FLIGHT = "too_many_in_flight"
    KEY_REQUIRED = "key_required"
    KEY_REUSED = "key_reused"
    RATE_LIMITED = "rate_limited"
    TOO_LARGE = "too_large"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    NOT_SUBSCRIBED = "not_subscribed"
    SUB_LIMIT = "sub_limit"
    DEVICE_LIMIT = "device_limit"
    CONFLICT = "conflict"
    INVALID_STATE = "invalid_state"
    OFFER_NOT_PENDING = "offer_not_pending"
    OFFER_ALREADY_ACCEPTED = "offer_already_accepted"
    OFFER_RESCINDED = "offer_rescinded"
    REASON_REQUIRED = "reason_required"
    AT_CAPACITY = "at_capacity"
    QUEUE_FULL = "queue_full"
    QUEUE_CLOSED = "queue_closed"
    NO_AGENTS = "no_agents"
    DISPOSITION_REQUIRED = "disposition_required"
    DISPOSITION_INVALID = "disposition_invalid"
    TRANSFER_TARGET_UNAVAILABLE = "transfer_target_unavailable"
    TRANSFER_NOT_PENDING = "transfer_not_pending"
    UPGRADE_NOT_PENDING = "upgrade_not_pending"
    UNAVAILABLE = "unavailable"
    TIMEOUT = "timeout"
    INTERNAL = "internal"


@attrs.frozen
class ErrorInfo:
    sentence: str
    """The default `message`."""
    retry: Retry
    client_must: str


ERRORS: Final[dict[ErrorCode, ErrorInfo]] = {
    ErrorCode.PARSE_ERROR: ErrorInfo(
        "the message is not strict JSON", Retry.NEVER, "repair its encoder; the third such message closes 4302"
    ),
    ErrorCode.BAD_REQUEST: ErrorInfo(
        "the frame does not have the documented shape", Retry.NEVER, "repair what `details.path` names"
    ),
    ErrorCode.UNKNOWN_METHOD: ErrorInfo(
        "this server knows no such method", Retry.NEVER, "look at `welcome.capabilities` before using additions"
    ),
    ErrorCode.UNSUPPORTED: ErrorInfo(
        "no common protocol version", Retry.NEVER, "speak one of `details.versions`; 4301 follows"
    ),
    ErrorCode.DUPLICATE_ID: ErrorInfo(
        "a command with this id is still in flight", Retry.NEVER, "give every command in flight its own id"
    ),
    ErrorCode.TOO_MANY_IN_FLIGHT: ErrorInfo(
        "too many commands without a reply", Retry.BACKOFF, "wait for replies; `welcome.limits.in_flight`"
    ),
    ErrorCode.KEY_REQUIRED: ErrorInfo(
        "a command that changes something needs an idempotency key", Retry.NEVER, "add a fresh `key`"
    ),
    ErrorCode.KEY_REUSED: ErrorInfo(
        "this key was used with other params", Retry.NEVER, "use a fresh key for each new intention"
    ),
    ErrorCode.RATE_LIMITED: ErrorInfo(
        "too many commands per second", Retry.BACKOFF, "wait `retry_after_ms`; ten times the rate closes 4103"
    ),
    ErrorCode.TOO_LARGE: ErrorInfo(
        "a text is over its limit", Retry.NEVER, "shorten what `details.path` names; `welcome.limits`"
    ),
    ErrorCode.UNAUTHENTICATED: ErrorInfo(
        "the credentials are not good for this session", Retry.AUTH, "fetch new credentials"
    ),
    ErrorCode.FORBIDDEN: ErrorInfo(
        "not yours, or not there: the answer is the same", Retry.NEVER, "show it as gone; do not ask again"
    ),
    ErrorCode.NOT_FOUND: ErrorInfo("there is no such thing", Retry.NEVER, "drop the id"),
    ErrorCode.NOT_SUBSCRIBED: ErrorInfo(
        "this session does not read that stream", Retry.RESYNC, "subscribe first, then decide again"
    ),
    ErrorCode.SUB_LIMIT: ErrorInfo("too many subscriptions", Retry.NEVER, "unsubscribe from a stream first"),
    ErrorCode.DEVICE_LIMIT: ErrorInfo("too many devices of this agent", Retry.NEVER, "sign out on another device"),
    ErrorCode.CONFLICT: ErrorInfo(
        "`expect.rev` is not the current revision", Retry.RESYNC, "merge with `details.current`, then use its rev"
    ),
    ErrorCode.INVALID_STATE: ErrorInfo(
        "not possible in this state", Retry.RESYNC, "look at `details.state` and `details.allowed`"
    ),
    ErrorCode.OFFER_NOT_PENDING: ErrorInfo("the offer has ended", Retry.NEVER, "stop the ring; `details.state`"),
    ErrorCode.OFFER_ALREADY_ACCEPTED: ErrorInfo(
        "you accepted this offer on another device", Retry.NEVER, "show `details.leg` as answered elsewhere"
    ),
    ErrorCode.OFFER_RESCINDED: ErrorInfo("another agent took it", Retry.NEVER, "stop the ring"),
    ErrorCode.REASON_REQUIRED: ErrorInfo("the queue wants a reason", Retry.NEVER, "ask for one of `details.reasons`"),
    ErrorCode.AT_CAPACITY: ErrorInfo("no free capacity for this", Retry.NEVER, "finish or release work first"),
    ErrorCode.QUEUE_FULL: ErrorInfo("the queue is at its size limit", Retry.BACKOFF, "try later or elsewhere"),
    ErrorCode.QUEUE_CLOSED: ErrorInfo("the queue is closed now", Retry.NEVER, "come back in its opening hours"),
    ErrorCode.NO_AGENTS: ErrorInfo("nobody is signed in for this queue", Retry.BACKOFF, "try later or elsewhere"),
    ErrorCode.DISPOSITION_REQUIRED: ErrorInfo(
        "the wrap-up needs a disposition", Retry.NEVER, "ask the agent for one, then complete again"
    ),
    ErrorCode.DISPOSITION_INVALID: ErrorInfo(
        "not a disposition of this queue, or not a leaf", Retry.NEVER, "offer only the leaves of the queue's tree"
    ),
    ErrorCode.TRANSFER_TARGET_UNAVAILABLE: ErrorInfo(
        "the target cannot take it now", Retry.NEVER, "choose another target; `details.reason`"
    ),
    ErrorCode.TRANSFER_NOT_PENDING: ErrorInfo("the transfer has ended", Retry.NEVER, "show its end; `details.state`"),
    ErrorCode.UPGRADE_NOT_PENDING: ErrorInfo(
        "nobody asks for it any more", Retry.NEVER, "show its end; `details.state`"
    ),
    ErrorCode.UNAVAILABLE: ErrorInfo(
        "the server cannot do it now and nothing changed", Retry.BACKOFF, "try again with the same key"
    ),
    ErrorCode.TIMEOUT: ErrorInfo(
        "no outcome in time; it may still happen", Retry.NOW, "send the same key again to learn the outcome"
    ),
    ErrorCode.INTERNAL: ErrorInfo(
        "a fault in the server; `details.ref` finds it in its log", Retry.BACKOFF, "try again with the same key"
    ),
}
"""The one list. A test fails when a code has no row."""


class Verdict(StrEnum):
    """What a close code tells the client to do."""

    OVER = "over"
    """The session is over as it was meant to be. Do nothing."""
    RESUME = "resume"
    """Resume now, after a jitter of at most `RESUME_JITTER_MS`; then with backoff."""
    NEW_SESSION = "new_session"
    """Say hello with `mode: new` after backoff; positions may still recover data."""
    REAUTHENTICATE = "reauthenticate"
    """Fetch new credentials, then resume."""
    STOP = "stop"
    """Do not come back by yourself: tell the human or the developer."""


class CloseCode(IntEnum):
    NORMAL = 1000
    GOING_AWAY = 1001
    BINARY = 1003
    BAD_UTF8 = 1007
    TOO_BIG = 1009
    RESTART = 4000
    MOVED = 4001
    HEARTBEAT = 4002
    INTERNAL = 4003
    SLOW_CONSUMER = 4005
    SESSION_UNKNOWN = 4100
    OVERLOADED = 4101
    TOO_MANY_CONNECTIONS = 4102
    RATE_ABUSE = 4103
    TOKEN_EXPIRED = 4200
    REVOKED = 4201
    AUTH_FAILED = 4300
    VERSION = 4301
    MALFORMED = 4302
    HELLO_EXPECTED = 4303
    HELLO_TIMEOUT = 4304
    SUPERSEDED = 4305
    KICKED = 4306
    FORBIDDEN = 4307
    ORIGIN = 4308


@attrs.frozen
class CloseInfo:
    reason: str
    """The stable token sent as the close frame's reason; at most `CLOSE_REASON_BYTES_MAX` bytes."""
    sentence: str
    verdict: Verdict


CLOSES: Final[dict[CloseCode, CloseInfo]] = {
    CloseCode.NORMAL: CloseInfo("normal", "the session is over", Verdict.OVER),
    CloseCode.GOING_AWAY: CloseInfo("going_away", "a page left; the session is kept", Verdict.RESUME),
    CloseCode.BINARY: CloseInfo("binary", "binary messages are not part of the protocol", Verdict.STOP),
    CloseCode.BAD_UTF8: CloseInfo("bad_utf8", "a text message was not UTF-8", Verdict.STOP),
    CloseCode.TOO_BIG: CloseInfo("too_big", "a message was over its byte limit", Verdict.STOP),
    CloseCode.RESTART: CloseInfo("restart", "the server restarts or drains", Verdict.RESUME),
    CloseCode.MOVED: CloseInfo("moved", "the session moved to another server", Verdict.RESUME),
    CloseCode.HEARTBEAT: CloseInfo("heartbeat", "no sign of life in time", Verdict.RESUME),
    CloseCode.INTERNAL: CloseInfo("internal", "a fault in the server; the state is kept", Verdict.RESUME),
    CloseCode.SLOW_CONSUMER: CloseInfo("slow_consumer", "frames were not read in time", Verdict.RESUME),
    CloseCode.SESSION_UNKNOWN: CloseInfo(
        "session_unknown", "no such session, or its token was used", Verdict.NEW_SESSION
    ),
    CloseCode.OVERLOADED: CloseInfo("overloaded", "the server takes no new sessions now", Verdict.NEW_SESSION),
    CloseCode.TOO_MANY_CONNECTIONS: CloseInfo(
        "too_many_connections", "too many connections or devices", Verdict.NEW_SESSION
    ),
    CloseCode.RATE_ABUSE: CloseInfo("rate_abuse", "far over the command rate for too long", Verdict.NEW_SESSION),
    CloseCode.TOKEN_EXPIRED: CloseInfo("token_expired", "the token ran out", Verdict.REAUTHENTICATE),
    CloseCode.REVOKED: CloseInfo("revoked", "the credentials were revoked", Verdict.REAUTHENTICATE),
    CloseCode.AUTH_FAILED: CloseInfo("auth_failed", "the credentials were not accepted", Verdict.STOP),
    CloseCode.VERSION: CloseInfo("version", "no common protocol version", Verdict.STOP),
    CloseCode.MALFORMED: CloseInfo("malformed", "the traffic is not this protocol", Verdict.STOP),
    CloseCode.HELLO_EXPECTED: CloseInfo("hello_expected", "hello must be the first frame, and only once", Verdict.STOP),
    CloseCode.HELLO_TIMEOUT: CloseInfo("hello_timeout", "no hello in time", Verdict.STOP),
    CloseCode.SUPERSEDED: CloseInfo("superseded", "the session lives on in another connection", Verdict.STOP),
    CloseCode.KICKED: CloseInfo("kicked", "signed out by another device or a supervisor", Verdict.STOP),
    CloseCode.FORBIDDEN: CloseInfo("forbidden", "this principal may not connect", Verdict.STOP),
    CloseCode.ORIGIN: CloseInfo("origin", "this page may not connect", Verdict.STOP),
}
"""The one list. A test fails when a code has no row, or a row contradicts its band."""

BANDS: Final[dict[int, Verdict]] = {
    40: Verdict.RESUME,
    41: Verdict.NEW_SESSION,
    42: Verdict.REAUTHENTICATE,
    43: Verdict.STOP,
}
"""Code // 100 -> verdict, for codes that this version does not name."""

_FOREIGN: Final[dict[int, Verdict]] = {
    1002: Verdict.STOP,
    1008: Verdict.STOP,
    1010: Verdict.STOP,
    1013: Verdict.NEW_SESSION,
}
"""Codes that a proxy or a WebSocket library may send. All others (1005, 1006, 1011, 1012 …) are a lost connection."""


def verdict(code: int) -> Verdict:
    """What the client must do after any close code, or after 1006: the connection just ended."""
    if code in CLOSES:
        return CLOSES[CloseCode(code)].verdict
    if code in _FOREIGN:
        return _FOREIGN[code]
    return BANDS.get(code // 100, Verdict.RESUME if code < 4000 else Verdict.NEW_SESSION)


@attrs.define(eq=False)
class Refused(Exception):
    """Legal but not now. Raised by the rules, answered with a reply; nothing changed."""

    code: ErrorCode
    message: str = ""
    """For developers; the table's sentence when empty. Never a person's words."""
    details: dict[str, Any] = attrs.Factory(dict)
    retry_after_ms: int | None = None

    def __str__(self) -> str:
        return f"{self.code}: {self.message or ERRORS[self.code].sentence}"


@attrs.define(eq=False)
class FrameError(Exception):
    """The peer broke the protocol. Raised by the codec; never carries what the peer wrote."""

    code: ErrorCode
    message: str = ""
    path: str = ""
    """Where, as `params.variables[2].value`; empty for the whole frame."""
    close: CloseCode | None = None
    """Set when this fault ends the connection at once."""

    def __str__(self) -> str:
        return f"{self.code}: {self.message or ERRORS[self.code].sentence}{self.path and f' at {self.path}'}"
