"""What an interaction is made of: its place in line, offers, legs with wrap-ups, transfer, notes. Frozen."""

from typing import Final

import attrs
from ringline_protocol.frozen import frozen
from ringline_protocol.mail import MailDraft, MailState
from ringline_protocol.values import (
    Acceptance,
    CallMedia,
    Channel,
    ClosedReason,
    EndedBy,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    QueuedReason,
    Role,
    Target,
    TransferMode,
    TransferResult,
    UpgradeResult,
    WrapUpOutcome,
)

SAID_ALL: Final = (LegState.WRAPPING, LegState.ENDED)
"""Of a leg whose conversation part is over."""


@frozen
class Waiting:
    """Its place in a queue. Units: epoch ms."""

    queue: str
    reason: QueuedReason
    enqueued_at_ms: int
    waiting_since_ms: int
    entered_at_ms: int
    max_wait_at_ms: int | None
    hops: int
    at_front: bool


@frozen
class Offer:
    """One agent's chance; kept after its end so that a late answer can be told exactly what happened."""

    id: str
    agent: str
    agent_name: str
    queue: str
    channel: Channel
    purpose: OfferPurpose
    acceptance: Acceptance
    attempt: int
    created_at_ms: int
    ring_ms: int
    expires_at_ms: int
    """Of the ring while pending, of the media while accepting."""
    state: OfferState = OfferState.PENDING
    detail: OfferDetail | None = None
    reason: str | None = None
    ended_at_ms: int | None = None
    media: frozenset[str] = frozenset()
    """Sides whose media flows."""
    leg: str | None = None
    """The leg to come, once it is accepted and media is waited for."""

    @property
    def consumer_leg(self) -> str | None:
        """The same, if it is going to talk with the consumer."""
        return None if self.purpose is OfferPurpose.CONSULT else self.leg


@frozen
class WrapUp:
    """One leg's work after the conversation."""

    started_at_ms: int
    until_at_ms: int | None
    mandatory: bool
    extensions: int = 0
    overdue_next_at_ms: int | None = None
    """Set while overdue under the policy `hold`: when to say so again."""


@frozen
class Outcome:
    """How a leg's wrap-up was completed."""

    outcome: WrapUpOutcome
    dispositions: tuple[str, ...]
    automatic: bool
    unset_reason: str | None
    needs_disposition: bool


@frozen
class Leg:
    """One agent's part."""

    id: str
    agent: str
    agent_name: str
    kind: LegKind
    queue: str
    queue_name: str
    number: int
    started_at_ms: int
    offer: str | None = None
    state: LegState = LegState.ACTIVE
    held_since_ms: int | None = None
    lost_until_ms: int | None = None
    state_before_loss: LegState | None = None
    opened: bool = False
    unread: int = 0
    """Consumer segments since the agent last opened it."""
    ended_at_ms: int | None = None
    end_reason: LegEndReason | None = None
    wrap_up: WrapUp | None = None
    dispositions: tuple[str, ...] = ()
    """Draft; survives everything."""
    outcome: Outcome | None = None
    by: EndedBy | None = None
    """Who put the agent here, when it was not an offer: a supervisor who barged in or took over."""
    media: CallMedia = attrs.field(factory=CallMedia)
    """In a call."""
    unseen: bool = False
    """Of a monitor: the consumer's page says nothing of it."""
    channel: Channel | None = None
    """Over which it talks, or talked last; None: that of the interaction, since before legs said so."""

    @property
    def is_talking(self) -> bool:
        """The conversation part is not over."""
        return self.state not in SAID_ALL


@frozen
class Wanted:
    """A particular agent is to get an offer; the agent is asked to reserve."""

    agent: str
    purpose: OfferPurpose
    by: str


@frozen
class Transfer:
    """The one transfer or consult in progress."""

    id: str
    leg: str
    agent: str
    target: Target
    mode: TransferMode
    note: str
    started_at_ms: int


@frozen
class TransferEnd:
    """How the last one ended."""

    transfer: Transfer
    result: TransferResult
    reason: str
    at_ms: int


@frozen
class Upgrade:
    """The one ask for a richer channel, between `leg` and the consumer."""

    id: str
    channel: Channel
    leg: str
    by: Role
    until_at_ms: int
    """Of the answer; once accepted, of the media."""
    accepted: bool = False
    media: frozenset[str] = frozenset()
    """Sides whose media flows."""


@frozen
class UpgradeEnd:
    """How the last one ended."""

    id: str
    channel: Channel
    result: UpgradeResult


@frozen
class ParkedUntil:
    """When parked work comes back by itself."""

    leg: str
    until_at_ms: int | None
    until_reply: bool
    since_ms: int


@frozen
class Note:
    """Free text by agents on the engagement."""

    id: str
    agent: str
    agent_name: str
    text: str
    rev: int
    at_ms: int


@frozen
class ReplyDraft:
    """The unsent reply, saved as typed."""

    agent: str
    text: str
    rev: int
    mail: MailDraft | None = None


@frozen
class Undelivered:
    """A recipient who does not have a mail of ours, and why, in the words of the other side's server."""

    address: str
    reason: str = ""
    is_final: bool = False
    """They will not have it: nobody tries any more."""


@frozen
class OwnMail:
    """How sending a mail of ours stands."""

    id: str
    state: MailState
    changed_at_ms: int
    attempts: int = 0
    next_at_ms: int | None = None
    reason: str = ""
    left: tuple[Undelivered, ...] = ()
    recipients: tuple[str, ...] = ()
    """All that it is for."""


@frozen
class Ending:
    """The conversation is over."""

    at_ms: int
    by: EndedBy
    reason: ClosedReason
