"""The state of one interaction: what `apply` folds events into and `decide` reads. Frozen; phases are derived.

queued -> offered -> connecting -> active <-> held/parked -> wrapping -> closed
   ^________|____________|____________|   (declined, expired, failed, released, transferred, agent lost)
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs
from ringline_protocol import evolving
from ringline_protocol.frozen import frozen
from ringline_protocol.values import (
    CALL_CHANNELS,
    CallMedia,
    Channel,
    Consumer,
    LegKind,
    LegState,
    OfferState,
    OverflowTrigger,
    Phase,
    SkillStage,
    Summary,
    Variable,
)

from ringline_server.domain.events import SegmentAdded
from ringline_server.domain.parts import (
    Ending,
    Leg,
    Note,
    Offer,
    Outcome,
    OwnMail,
    ParkedUntil,
    ReplyDraft,
    Transfer,
    TransferEnd,
    Upgrade,
    UpgradeEnd,
    Waiting,
    Wanted,
    WrapUp,
)

__all__ = [
    "LEGS_MAX",
    "MAILS_MAX",
    "NOTES_MAX",
    "OFFERS_KEPT_MAX",
    "RECENT_SEGMENTS_MAX",
    "WHISPERS_MAX",
    "Ending",
    "Interaction",
    "Leg",
    "Note",
    "Offer",
    "Outcome",
    "OwnMail",
    "ParkedUntil",
    "ReplyDraft",
    "Scratch",
    "Transfer",
    "TransferEnd",
    "Upgrade",
    "UpgradeEnd",
    "Waiting",
    "Wanted",
    "WrapUp",
    "evolve",
]

RECENT_SEGMENTS_MAX = 200
"""Segments kept in memory: for the snapshot, the hand-over packet and to know a final that is pushed twice."""
WHISPERS_MAX = 50
"""Hidden segments kept in memory, apart."""
OFFERS_KEPT_MAX = 50
"""Ended offers kept for exact answers; older ones are known to the journal only."""
NOTES_MAX = 100
LEGS_MAX = 200
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
"""What an interaction has none of: one for all, since most have none of most."""
MAILS_MAX = 200
"""Mails of ours whose state is kept in memory, the last ones; the store knows all."""


@frozen
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
    own_name: str = ""
    """The consumer's name as intake said it, and all that they are told: the address book is nothing to them."""
    created_at_ms: int = 0
    created_by: str = ""
    subject: str = ""
    flow: str = ""
    variables: Mapping[str, Variable] = NOTHING
    variable_revs: Mapping[str, int] = NOTHING
    """Of those that were set since the intake: see `variable_rev`."""
    summary: Summary | None = None
    top_priority: bool = False
    bonus: int = 0
    skills: tuple[SkillStage, ...] = ()
    ttl_at_ms: int | None = None
    follows: str | None = None
    waiting: Waiting | None = None
    enqueued_at_ms: int = 0
    """Of the last wait: a return to a queue keeps this place."""
    waiting_since_ms: int = 0
    """Of the last wait, as people are told it."""
    waited_for: str = ""
    """Name of the queue of the last wait: what the consumer was told."""
    excluded: Mapping[str, int] = NOTHING
    """Agents that are passed over, until when (epoch ms)."""
    attempts: int = 0
    offers: tuple[Offer, ...] = ()
    wanted: Wanted | None = None
    legs: Mapping[str, Leg] = NOTHING
    transfer: Transfer | None = None
    last_transfer: TransferEnd | None = None
    """The one before, for an exact answer to who comes late."""
    upgrade: Upgrade | None = None
    last_upgrade: UpgradeEnd | None = None
    parked: ParkedUntil | None = None
    notes: Mapping[str, Note] = NOTHING
    draft: ReplyDraft | None = None
    draft_rev: int = 0
    mails: Mapping[str, OwnMail] = NOTHING
    segments: tuple[SegmentAdded, ...] = ()
    """The last ones that the consumer may see, with their `seq`; all of them are in the journal."""
    whispers: tuple[SegmentAdded, ...] = ()
    """The last hidden ones, apart, so that every reader has as much of a transcript as the next."""
    segment_count: int = 0
    transcription: str = ""
    consumer_media: CallMedia = attrs.field(factory=CallMedia)
    """In a call."""
    consumer_away: bool = False
    consumer_away_until_ms: int | None = None
    last_word_at_ms: int = 0
    idle_closes_at_ms: int | None = None
    """Set by the warning."""
    ended: Ending | None = None
    closed: Ending | None = None
    closed_target: str | None = None
    turned_away: OverflowTrigger | None = None
    """Why the last queue did not keep it; None again as soon as another one takes it."""
    updated_at_ms: int = 0

    @property
    def live_offers(self) -> tuple[Offer, ...]:
        """Offers still to be decided."""
        return tuple([offer for offer in self.offers if offer.state.is_live]) if self.offers else ()

    @property
    def talking(self) -> tuple[Leg, ...]:
        """Legs whose conversation part runs, in order of start; who only listens has no part in it."""
        if not self.legs:
            return ()
        return tuple([leg for leg in self.legs.values() if leg.is_talking and leg.kind is not LegKind.MONITOR])

    @property
    def listening(self) -> tuple[Leg, ...]:
        """Supervisors who hear the call and say nothing in it, in order of start."""
        return tuple([leg for leg in self.legs.values() if leg.kind is LegKind.MONITOR and leg.is_talking])

    @property
    def wrapping(self) -> tuple[Leg, ...]:
        """Legs in wrap-up."""
        return tuple([leg for leg in self.legs.values() if leg.state is LegState.WRAPPING]) if self.legs else ()

    @property
    def primary(self) -> Leg | None:
        """The leg that handles the interaction now."""
        return next((leg for leg in self.talking if leg.kind is LegKind.PRIMARY), None) if self.legs else None

    @property
    def is_call(self) -> bool:
        """Media flows between its parties, or is about to."""
        return self.channel in CALL_CHANNELS or (self.upgrade is not None and self.upgrade.accepted)

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
        return Phase.QUEUED if self.ended is None else Phase.WRAPPING

    def offer(self, offer_id: str) -> Offer | None:
        """An offer that is still remembered."""
        return next((offer for offer in self.offers if offer.id == offer_id), None)

    def leg_of(self, agent: str) -> Leg | None:
        """The agent's talking leg, else their wrapping leg. To listen is no part in it."""
        mine = [leg for leg in self.legs.values() if leg.agent == agent and leg.kind is not LegKind.MONITOR]
        talking = next((leg for leg in mine if leg.is_talking), None)
        return talking or next((leg for leg in mine if leg.state is LegState.WRAPPING), None)

    def own_leg(self, agent: str, leg_id: str) -> Leg | None:
        """A leg by its id, if it is this agent's."""
        leg = self.legs.get(leg_id)
        return leg if leg is not None and leg.agent == agent else None

    def variable_rev(self, name: str) -> int:
        """1 as it came, one more with each change; 0: there is no such variable."""
        return self.variable_revs.get(name, int(name in self.variables))

    def took_part(self, agent: str) -> bool:
        """Whether the agent has or had a leg: they may read it. Who listened was a supervisor, who may as such."""
        return any(leg.agent == agent and leg.kind is not LegKind.MONITOR for leg in self.legs.values())


class Scratch(Interaction):
    """A state that `evolve` changes in place: for folding many events in a row. Nobody else may hold it meanwhile."""

    __slots__ = ()

    @classmethod
    def of(cls, state: Interaction) -> "Scratch":
        """A copy to fold into."""
        return cls(*evolving.values_of(state))

    def done(self) -> Interaction:
        """The same object, frozen from now on like any other: to copy it once more would cost as much as an event."""
        object.__setattr__(self, "__class__", Interaction)
        return self


def evolve(state: Interaction, **changes: Any) -> Interaction:
    """With these fields changed; a scratch in place."""
    if type(state) is Scratch:
        for name, value in changes.items():
            setattr(state, name, value)
        return state
    return evolving.evolve(state, **changes)
