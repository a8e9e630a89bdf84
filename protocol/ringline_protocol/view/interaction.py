"""An interaction as agents, supervisors and services see it: the state of its stream, folded or as a snapshot.

phase           worked out from the rest: closed, parked, active, connecting, offered, wrapping, queued
offers          the last ones, live and ended, oldest first
legs            every agent's part, oldest first; a leg that wraps up or ended stays
segments        the last ones in order of seq; earlier ones are read in pages with `before_seq`
partials        what is being said; no part of snapshots or of equality
"""

from typing import Final

import attrs

from ringline_protocol.events import SegmentPartial
from ringline_protocol.values import (
    Acceptance,
    CallMedia,
    Channel,
    ClosedReason,
    Consumer,
    EndedBy,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Phase,
    QueuedReason,
    SkillStage,
    Summary,
    Target,
    TransferMode,
    TransferResult,
    Upgrade,
    WrapUpOutcome,
)
from ringline_protocol.view.content import DraftView, MailStateView, NoteView, SegmentView
from ringline_protocol.view.variables import VariableView

VIEW_OFFERS_MAX: Final = 20
"""Offers in a view."""
VIEW_LEGS_MAX: Final = 200
"""Legs in a view; above it the oldest ended ones go."""


@attrs.frozen
class WaitingView:
    """Its place in a queue. `enqueued_at_ms` decides the order, `waiting_since_ms` is what people are told."""

    queue: str
    reason: QueuedReason
    enqueued_at_ms: int
    waiting_since_ms: int
    entered_at_ms: int
    max_wait_at_ms: int | None = None
    hops: int = 0
    at_front: bool = False


@attrs.frozen
class WantedView:
    """One particular agent is asked."""

    agent: str
    purpose: OfferPurpose
    by: str


@attrs.frozen
class OfferView:
    """One agent's chance, with how it ended."""

    offer: str
    agent: str
    agent_name: str
    queue: str
    purpose: OfferPurpose
    acceptance: Acceptance
    attempt: int
    created_at_ms: int
    expires_at_ms: int
    """Of the ring while pending, of the media while accepting."""
    state: OfferState = OfferState.PENDING
    detail: OfferDetail | None = None
    reason: str | None = None
    ended_at_ms: int | None = None
    leg: str | None = None
    """The leg to come, once it is accepted and media is waited for."""


@attrs.frozen
class WrapUpView:
    """Work after the conversation. `overdue_next_at_ms` is there while it is overdue."""

    started_at_ms: int
    mandatory: bool
    until_at_ms: int | None = None
    extensions: int = 0
    overdue_next_at_ms: int | None = None


@attrs.frozen
class OutcomeView:
    """How a wrap-up was completed."""

    outcome: WrapUpOutcome
    dispositions: tuple[str, ...] = ()
    automatic: bool = False
    unset_reason: str | None = None
    needs_disposition: bool = False


@attrs.frozen
class LegView:
    """One agent's part."""

    leg: str
    agent: str
    agent_name: str
    kind: LegKind
    queue: str
    queue_name: str
    number: int
    started_at_ms: int
    state: LegState = LegState.ACTIVE
    offer: str | None = None
    by: EndedBy | None = None
    """Who put the agent here, when it was not an offer."""
    unseen: bool = False
    """Of a monitor: the consumer's page says nothing of it."""
    held_since_ms: int | None = None
    lost_until_ms: int | None = None
    state_before_loss: LegState | None = None
    """What it is again when the agent comes back."""
    opened: bool = False
    ended_at_ms: int | None = None
    """When the talking part ended."""
    end_reason: LegEndReason | None = None
    wrap_up: WrapUpView | None = None
    dispositions: tuple[str, ...] = ()
    """Draft of the outcome."""
    outcome: OutcomeView | None = None
    media: CallMedia = attrs.field(factory=CallMedia)
    """In a call."""

    @property
    def is_talking(self) -> bool:
        """The conversation part is not over. Who listens has none."""
        return self.kind is not LegKind.MONITOR and self.state not in (LegState.WRAPPING, LegState.ENDED)


@attrs.frozen
class TransferView:
    """The transfer or consult in progress."""

    transfer: str
    leg: str
    agent: str
    target: Target
    mode: TransferMode
    started_at_ms: int
    note: str = ""


@attrs.frozen
class TransferEndView:
    """How the last transfer or consult ended, and for a failure why."""

    transfer: str
    agent: str
    target: Target
    mode: TransferMode
    result: TransferResult
    ended_at_ms: int
    reason: str = ""


@attrs.frozen
class ParkedView:
    """Put aside; when it comes back by itself."""

    leg: str
    since_ms: int
    until_at_ms: int | None = None
    until_reply: bool = False


@attrs.frozen
class EndingView:
    """The conversation is over."""

    at_ms: int
    by: EndedBy
    reason: ClosedReason


@attrs.frozen
class InteractionView:
    """Everything that its stream tells. `seq` is the last event in it."""

    interaction: str = ""
    seq: int = 0
    phase: Phase = Phase.QUEUED
    channel: Channel = Channel.MESSAGING
    consumer: Consumer = attrs.field(factory=Consumer)
    subject: str = ""
    flow: str = ""
    created_at_ms: int = 0
    created_by: str = ""
    queue: str = ""
    """The one that it is in or came from last."""
    queue_name: str = ""
    top_priority: bool = False
    bonus: int = 0
    skills: tuple[SkillStage, ...] = ()
    ttl_at_ms: int | None = None
    follows: str | None = None
    """An earlier interaction that it goes on from."""
    variables: tuple[VariableView, ...] = ()
    """Masked ones are dots with the last characters."""
    summary: Summary | None = None
    waiting: WaitingView | None = None
    wanted: WantedView | None = None
    offers: tuple[OfferView, ...] = ()
    legs: tuple[LegView, ...] = ()
    transfer: TransferView | None = None
    last_transfer: TransferEndView | None = None
    upgrade: Upgrade | None = None
    """One side asks for a richer channel, or media is waited for on it."""
    parked: ParkedView | None = None
    segments: tuple[SegmentView, ...] = ()
    segment_count: int = 0
    """All of them, without whispers."""
    whispers: tuple[SegmentView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    draft: DraftView | None = None
    draft_rev: int = 0
    mails: tuple[MailStateView, ...] = ()
    """How sending ours stands, oldest first."""
    transcription: str = ""
    consumer_media: CallMedia = attrs.field(factory=CallMedia)
    """In a call."""
    consumer_away: bool = False
    consumer_away_until_ms: int | None = None
    idle_closes_at_ms: int | None = None
    ended: EndingView | None = None
    closed: EndingView | None = None
    closed_target: str | None = None
    partials: tuple[SegmentPartial, ...] = attrs.field(default=(), eq=False)

    @property
    def on_hold(self) -> bool:
        """The leg that handles it has put the consumer on hold."""
        return any(leg.held_since_ms is not None for leg in self.legs if leg.kind is LegKind.PRIMARY)

    def leg_of(self, agent: str) -> LegView | None:
        """The agent's talking leg, else the one that they wrap up."""
        mine = [leg for leg in self.legs if leg.agent == agent and leg.kind is not LegKind.MONITOR]
        wrapping = (leg for leg in mine if leg.state is LegState.WRAPPING)
        return next((leg for leg in mine if leg.is_talking), next(wrapping, None))
