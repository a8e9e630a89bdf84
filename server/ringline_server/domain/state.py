"""The state of one interaction: what `apply` folds events into and `decide` reads. Frozen; phases are derived.

queued -> offered -> connecting -> active <-> held/parked -> wrapping -> closed
   ^________|____________|____________|   (declined, expired, failed, released, transferred, agent lost)
"""

from collections.abc import Mapping

import attrs
from ringline_protocol.values import (
    Acceptance,
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
    Variable,
    WrapUpOutcome,
)

from ringline_server.domain.events import SegmentAdded

RECENT_SEGMENTS_MAX = 200
"""Segments kept in memory: for the snapshot, the hand-over packet and to know a final that is pushed twice."""
WHISPERS_MAX = 50
"""Hidden segments kept in memory, apart."""
OFFERS_KEPT_MAX = 50
"""Ended offers kept for exact answers; older ones are known to the journal only."""
NOTES_MAX = 100
LEGS_MAX = 200


@attrs.frozen
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


@attrs.frozen
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


@attrs.frozen
class WrapUp:
    """One leg's work after the conversation."""

    started_at_ms: int
    until_at_ms: int | None
    mandatory: bool
    extensions: int = 0
    overdue_next_at_ms: int | None = None
    """Set while overdue under the policy `hold`: when to say so again."""


@attrs.frozen
class Outcome:
    """How a leg's wrap-up was completed."""

    outcome: WrapUpOutcome
    dispositions: tuple[str, ...]
    automatic: bool
    unset_reason: str | None
    needs_disposition: bool


@attrs.frozen
class Leg:
    """One agent's part."""

    id: str
    agent: str
    agent_name: str
    kind: LegKind
    queue: str
    number: int
    started_at_ms: int
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

    @property
    def is_talking(self) -> bool:
        """The conversation part is not over."""
        return self.state not in (LegState.WRAPPING, LegState.ENDED)


@attrs.frozen
class Wanted:
    """A particular agent is to get an offer; the agent is asked to reserve."""

    agent: str
    purpose: OfferPurpose
    by: str


@attrs.frozen
class Transfer:
    """The one transfer or consult in progress."""

    id: str
    leg: str
    agent: str
    target: Target
    mode: TransferMode
    note: str
    started_at_ms: int


@attrs.frozen
class ParkedUntil:
    """When parked work comes back by itself."""

    leg: str
    until_at_ms: int | None
    until_reply: bool
    since_ms: int


@attrs.frozen
class Note:
    """Free text by agents on the engagement."""

    id: str
    agent: str
    agent_name: str
    text: str
    rev: int
    at_ms: int


@attrs.frozen
class ReplyDraft:
    """The unsent reply, saved as typed."""

    agent: str
    text: str
    rev: int


@attrs.frozen
class Ending:
    """The conversation is over."""

    at_ms: int
    by: EndedBy
    reason: ClosedReason


@attrs.frozen
class Interaction:
    """Everything that is true about one interaction. `seq` is its last event."""

    id: str = ""
    seq: int = 0
    channel: Channel = Channel.MESSAGING
    queue: str = ""
    """The queue that it is in or came from last: its policy applies."""
    queue_name: str = ""
    """As `Queued` said it."""
    consumer: Consumer = attrs.field(factory=Consumer)
    created_at_ms: int = 0
    created_by: str = ""
    subject: str = ""
    flow: str = ""
    variables: Mapping[str, Variable] = attrs.field(factory=dict)
    summary: Summary | None = None
    top_priority: bool = False
    bonus: int = 0
    skills: tuple[SkillStage, ...] = ()
    ttl_at_ms: int | None = None
    waiting: Waiting | None = None
    excluded: Mapping[str, int] = attrs.field(factory=dict)
    """Agents that are passed over, until when (epoch ms)."""
    attempts: int = 0
    offers: tuple[Offer, ...] = ()
    wanted: Wanted | None = None
    legs: Mapping[str, Leg] = attrs.field(factory=dict)
    transfer: Transfer | None = None
    parked: ParkedUntil | None = None
    notes: Mapping[str, Note] = attrs.field(factory=dict)
    draft: ReplyDraft | None = None
    draft_rev: int = 0
    segments: tuple[SegmentAdded, ...] = ()
    """The last ones that the consumer may see, with their `seq`; all of them are in the journal."""
    whispers: tuple[SegmentAdded, ...] = ()
    """The last hidden ones, apart, so that every reader has as much of a transcript as the next."""
    segment_count: int = 0
    transcription: str = ""
    consumer_away: bool = False
    consumer_away_until_ms: int | None = None
    last_word_at_ms: int = 0
    idle_closes_at_ms: int | None = None
    """Set by the warning."""
    ended: Ending | None = None
    closed: Ending | None = None
    closed_target: str | None = None
    updated_at_ms: int = 0

    @property
    def live_offers(self) -> tuple[Offer, ...]:
        """Offers still to be decided."""
        return tuple(offer for offer in self.offers if offer.state.is_live)

    @property
    def talking(self) -> tuple[Leg, ...]:
        """Legs whose conversation part runs, in order of start."""
        return tuple(leg for leg in self.legs.values() if leg.is_talking)

    @property
    def wrapping(self) -> tuple[Leg, ...]:
        """Legs in wrap-up."""
        return tuple(leg for leg in self.legs.values() if leg.state is LegState.WRAPPING)

    @property
    def primary(self) -> Leg | None:
        """The leg that handles the interaction now."""
        return next((leg for leg in self.talking if leg.kind is LegKind.PRIMARY), None)

    @property
    def phase(self) -> Phase:
        """Where it is, worked out from the facts."""
        if self.closed is not None:
            return Phase.CLOSED
        if self.parked is not None:
            return Phase.PARKED
        if self.talking:
            return Phase.ACTIVE
        live = self.live_offers
        if any(offer.state is OfferState.ACCEPTING for offer in live):
            return Phase.CONNECTING
        if live:
            return Phase.OFFERED
        if self.waiting is None and self.wrapping:
            return Phase.WRAPPING
        return Phase.QUEUED

    def offer(self, offer_id: str) -> Offer | None:
        """An offer that is still remembered."""
        return next((offer for offer in self.offers if offer.id == offer_id), None)

    def leg_of(self, agent: str) -> Leg | None:
        """The agent's talking leg, else their wrapping leg."""
        mine = [leg for leg in self.legs.values() if leg.agent == agent]
        talking = next((leg for leg in mine if leg.is_talking), None)
        return talking or next((leg for leg in mine if leg.state is LegState.WRAPPING), None)

    def took_part(self, agent: str) -> bool:
        """Whether the agent has or had a leg: they may read it."""
        return any(leg.agent == agent for leg in self.legs.values())
