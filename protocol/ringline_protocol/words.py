"""The closed sets of protocol and domain. The words are those of the glossary; the wire carries their values."""

from enum import StrEnum
from typing import Final


class Channel(StrEnum):
    """How the consumer reaches out."""

    MESSAGING = "messaging"
    VOICE = "voice"
    VIDEO = "video"
    EMAIL = "email"
    WORK_ITEM = "work_item"

    @property
    def is_live(self) -> bool:
        """Live channels ring; the others are assigned silently."""
        return self in LIVE_CHANNELS


LIVE_CHANNELS: Final = (Channel.MESSAGING, Channel.VOICE, Channel.VIDEO)
CALL_CHANNELS: Final = (Channel.VOICE, Channel.VIDEO)
"""Tuples: a member of an enum is found in one by identity; in a set it is hashed, by a function of Python."""


class PrincipalKind(StrEnum):
    """What a session may be."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    CONSUMER = "consumer"
    SERVICE = "service"


class Role(StrEnum):
    """Who said or did something inside an interaction."""

    CONSUMER = "consumer"
    BOT = "bot"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    SERVICE = "service"
    SYSTEM = "system"


class Phase(StrEnum):
    """Where an interaction is. `offered` and `connecting` still belong to the queue's order."""

    QUEUED = "queued"
    OFFERED = "offered"
    CONNECTING = "connecting"
    ACTIVE = "active"
    PARKED = "parked"
    WRAPPING = "wrapping"
    CLOSED = "closed"


class ClosedReason(StrEnum):
    """Why an interaction is closed."""

    RESOLVED = "resolved"
    ABANDONED = "abandoned"
    SHORT_ABANDONED = "short_abandoned"
    OVERFLOWED = "overflowed"
    EXPIRED = "expired"
    CANCELED = "canceled"
    CONSUMER_LEFT = "consumer_left"
    AGENT_ENDED = "agent_ended"
    INACTIVITY = "inactivity"
    ERROR = "error"


class EndedBy(StrEnum):
    """Who ended a conversation."""

    CONSUMER = "consumer"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    SYSTEM = "system"


class Acceptance(StrEnum):
    """Manual rings; automatic begins by itself."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"


class OfferState(StrEnum):
    """`pending` and `accepting` are live; the others are final."""

    PENDING = "pending"
    ACCEPTING = "accepting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    RESCINDED = "rescinded"
    CANCELED = "canceled"
    FAILED = "failed"

    @property
    def is_live(self) -> bool:
        """Still to be decided; holds the agent's capacity."""
        return self in LIVE_OFFER_STATES


LIVE_OFFER_STATES: Final = (OfferState.PENDING, OfferState.ACCEPTING)


class OfferDetail(StrEnum):
    """What lies behind a canceled, failed or rescinded offer."""

    CONSUMER_LEFT = "consumer_left"
    AGENT_UNREACHABLE = "agent_unreachable"
    STATUS_CHANGE = "status_change"
    SUPERVISOR = "supervisor"
    ANSWERED_BY_OTHER = "answered_by_other"
    MEDIA = "media"
    TRANSFER_CANCELED = "transfer_canceled"
    ENDED = "ended"
    SERVER_RESTART = "server_restart"


class OfferPurpose(StrEnum):
    """What accepting an offer makes the agent."""

    HANDLE = "handle"
    TRANSFER = "transfer"
    CONSULT = "consult"
    CONFERENCE = "conference"


class LegKind(StrEnum):
    """One agent's part in an interaction."""

    PRIMARY = "primary"
    CONSULT = "consult"
    CONFERENCE = "conference"
    MONITOR = "monitor"


class LegState(StrEnum):
    """Life of a leg. `lost`: the agent's connection is gone and its grace runs."""

    ACTIVE = "active"
    HELD = "held"
    LOST = "lost"
    TRANSFERRING = "transferring"
    PARKED = "parked"
    WRAPPING = "wrapping"
    ENDED = "ended"


class LegEndReason(StrEnum):
    """Why the talking part of a leg is over."""

    CONVERSATION_ENDED = "conversation_ended"
    TRANSFERRED = "transferred"
    RELEASED = "released"
    AGENT_LOST = "agent_lost"
    LEFT = "left"
    TAKEN_OVER = "taken_over"
    CONSULT_ENDED = "consult_ended"


class TransferMode(StrEnum):
    """Cold assured waits for the target; cold unassured goes back to the queue on failure; warm consults first."""

    COLD_ASSURED = "cold_assured"
    COLD_UNASSURED = "cold_unassured"
    WARM = "warm"


class TransferResult(StrEnum):
    """How a transfer ended. Every transfer gets one."""

    COMPLETED = "completed"
    FAILED = "failed"
    CANCELED = "canceled"


class UpgradeResult(StrEnum):
    """How asking for a richer channel ended. Every ask gets one; only `completed` changes the channel."""

    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    """Nobody answered in time."""
    FAILED = "failed"
    """Agreed, and media did not come."""
    CANCELED = "canceled"
    """The conversation ended, was held or went to somebody else meanwhile."""


class QueuedReason(StrEnum):
    """Why an interaction stands (again) in a queue."""

    INTAKE = "intake"
    OVERFLOW = "overflow"
    OFFER_ENDED = "offer_ended"
    TRANSFER = "transfer"
    RELEASE = "release"
    AGENT_LOST = "agent_lost"
    UNPARKED = "unparked"
    REOPENED = "reopened"


class OverflowTrigger(StrEnum):
    """Why a queue sends an interaction elsewhere."""

    MAX_WAIT = "max_wait"
    QUEUE_FULL = "queue_full"
    CLOSED = "closed"
    NO_AGENTS = "no_agents"


class Status(StrEnum):
    """What the agent chose."""

    READY = "ready"
    NOT_READY = "not_ready"
    OFFLINE = "offline"


class AgentState(StrEnum):
    """What the system works out, in order of display precedence."""

    OFFLINE = "offline"
    NOT_READY = "not_ready"
    MISSED = "missed"
    WRAP_UP = "wrap_up"
    OCCUPIED = "occupied"
    READY = "ready"


class ChannelState(StrEnum):
    """An agent on one channel."""

    IDLE = "idle"
    OFFERED = "offered"
    ACTIVE = "active"
    WRAPPING = "wrapping"
    FULL = "full"


class Presence(StrEnum):
    """Connection layer of an agent: on line, inside the grace, or past it."""

    CONNECTED = "connected"
    GRACE = "grace"
    GONE = "gone"


class WrapUpOutcome(StrEnum):
    """How a wrap-up was completed."""

    AGENT = "agent"
    SKIPPED = "skipped"
    TIMEOUT = "timeout"
    DEFAULTED = "defaulted"
    RELEASED = "released"
    SUPERVISOR = "supervisor"


class SegmentPhase(StrEnum):
    """Which part of the interaction a segment belongs to."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"


class SummaryBy(StrEnum):
    """Who wrote a summary; always shown."""

    FLOW = "flow"
    EXTRACTIVE = "extractive"
    MODEL = "model"
