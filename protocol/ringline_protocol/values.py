"""Small values that commands, events, views and the domain share, and the closed sets (`words`) beside them."""

import attrs

from ringline_protocol.frozen import frozen
from ringline_protocol.words import (
    CALL_CHANNELS,
    LIVE_CHANNELS,
    Acceptance,
    AgentState,
    Channel,
    ChannelState,
    ClosedReason,
    EndedBy,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    OverflowTrigger,
    Phase,
    Presence,
    PrincipalKind,
    QueuedReason,
    Role,
    SegmentPhase,
    Status,
    SummaryBy,
    TransferMode,
    TransferResult,
    UpgradeResult,
    WrapUpOutcome,
)

__all__ = [
    "CALL_CHANNELS",
    "LIVE_CHANNELS",
    "Acceptance",
    "AgentState",
    "CallMedia",
    "Channel",
    "ChannelState",
    "ClosedReason",
    "Consent",
    "Consumer",
    "Contact",
    "EndedBy",
    "LegEndReason",
    "LegKind",
    "LegState",
    "NewSegment",
    "OfferDetail",
    "OfferPurpose",
    "OfferState",
    "OverflowTrigger",
    "Phase",
    "Presence",
    "PrincipalKind",
    "QueuedReason",
    "Role",
    "SegmentPhase",
    "SkillNeed",
    "SkillStage",
    "Status",
    "Summary",
    "SummaryBy",
    "Target",
    "TransferMode",
    "TransferResult",
    "Upgrade",
    "UpgradeResult",
    "Variable",
    "WrapUpOutcome",
]


@frozen
class Upgrade:
    """Somebody asks for a richer channel, or media is waited for on it. It ends with `upgrade.ended`."""

    upgrade: str
    channel: Channel
    by: Role
    """Which side asked: `consumer` or `agent`."""
    until_at_ms: int
    """Of the answer; once it is accepted, of the media."""
    accepted: bool = False


@frozen
class Variable:
    """A typed value that a flow left. The display flags say where an agent sees it."""

    name: str
    value: str | int | float | bool
    label: str = ""
    """What people read; empty means the name."""
    in_ring: bool = True
    in_profile: bool = True
    in_engagement: bool = False
    masked: bool = False
    """Shown to agents as dots with the last characters; the raw value never leaves the server."""


@frozen
class Consumer:
    """The person outside, as intake knows them. Any field may be missing; a voice call may have none."""

    name: str = ""
    phone: str | None = None
    email: str | None = None
    contact: str | None = None
    """Address-book id, found by normalised phone or email at intake."""
    external_id: str | None = None


@frozen
class Summary:
    """Short text on the conversation so far. `revision` is the last transcript seq that it covers."""

    text: str
    by: SummaryBy
    revision: int = 0


@frozen
class SkillNeed:
    """A skill that an agent must have at `min` or above. Levels: 1–10."""

    skill: str
    min: int = 1


@frozen
class SkillStage:
    """These needs hold for `for_ms` of waiting, then the next stage; None holds for ever."""

    needs: tuple[SkillNeed, ...] = ()
    for_ms: int | None = None


@frozen
class Target:
    """Where a transfer goes: exactly one of the two."""

    queue: str | None = None
    agent: str | None = None


@frozen
class NewSegment:
    """One utterance or message as a source tells it. `revision` grows for partials of one segment."""

    segment: str
    role: Role
    text: str
    participant: str = ""
    """Display name of who spoke; empty means the role."""
    start_ms: int | None = None
    end_ms: int | None = None
    at_ms: int | None = None
    """When it was said; the server's time when missing."""
    revision: int = 0
    language: str = ""


@frozen
class Consent:
    """What a person said to one purpose (`email`, `marketing` …): when it was recorded, and by whom."""

    granted: bool
    at_ms: int = 0
    by: str = ""


@frozen
class CallMedia:
    """What one party of a call keeps to themselves."""

    muted: bool = False
    camera_off: bool = False


@frozen
class Contact:
    """An address-book entry. Phones and emails are as written; they are found however they are written."""

    id: str
    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    fields: dict[str, str] = attrs.field(factory=dict)
    """Whatever else is known. The account names some of them: see `contact_fields` of `account.read`."""
    rev: int = 1
    consents: dict[str, Consent] = attrs.field(factory=dict)
    """By purpose. A purpose that is not there was never asked."""
