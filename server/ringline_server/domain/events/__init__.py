"""What happened to an interaction: the persisted vocabulary. Past tense; a change here needs an upcaster.

Each event carries all that its wire form needs, so that an old event can be shown without the state around it.
The journal adds the seq and the moment.
"""

from collections.abc import Mapping
from typing import Final

from ringline_server.domain.events.content import (
    ConsumerAway,
    ConsumerBack,
    ConsumerChanged,
    DraftSaved,
    IdleWarned,
    MailStateChanged,
    NoteSaved,
    SegmentAdded,
    SummaryMade,
    TranscriptionChanged,
    VariableSet,
)
from ringline_server.domain.events.legs import (
    CallMediaChanged,
    DispositionsSaved,
    LegEnded,
    LegHeld,
    LegLost,
    LegOpened,
    LegPromoted,
    LegRecovered,
    LegResumed,
    LegStarted,
    WrapUpCompleted,
    WrapUpExtended,
    WrapUpOverdue,
    WrapUpStarted,
)
from ringline_server.domain.events.offers import (
    MediaReported,
    OfferAccepting,
    OfferCreated,
    OfferEnded,
    Parked,
    TransferEnded,
    TransferStarted,
    Unparked,
)
from ringline_server.domain.events.upgrades import ChannelChanged, UpgradeAccepted, UpgradeAsked, UpgradeEnded
from ringline_server.domain.events.waiting import (
    AgentUnwanted,
    AgentWanted,
    Closed,
    Created,
    Ended,
    Overflowed,
    Queued,
    Reopened,
)

__all__ = [
    "KINDS",
    "NAMES",
    "AgentUnwanted",
    "AgentWanted",
    "CallMediaChanged",
    "ChannelChanged",
    "Closed",
    "ConsumerAway",
    "ConsumerBack",
    "ConsumerChanged",
    "Created",
    "DispositionsSaved",
    "DraftSaved",
    "Ended",
    "Event",
    "IdleWarned",
    "LegEnded",
    "LegHeld",
    "LegLost",
    "LegOpened",
    "LegPromoted",
    "LegRecovered",
    "LegResumed",
    "LegStarted",
    "MailStateChanged",
    "MediaReported",
    "NoteSaved",
    "OfferAccepting",
    "OfferCreated",
    "OfferEnded",
    "Overflowed",
    "Parked",
    "Queued",
    "Reopened",
    "SegmentAdded",
    "SummaryMade",
    "TranscriptionChanged",
    "TransferEnded",
    "TransferStarted",
    "Unparked",
    "UpgradeAccepted",
    "UpgradeAsked",
    "UpgradeEnded",
    "VariableSet",
    "WrapUpCompleted",
    "WrapUpExtended",
    "WrapUpOverdue",
    "WrapUpStarted",
]

Event = (
    Created
    | Queued
    | Overflowed
    | AgentWanted
    | AgentUnwanted
    | OfferCreated
    | OfferAccepting
    | MediaReported
    | OfferEnded
    | LegStarted
    | LegOpened
    | LegHeld
    | LegResumed
    | CallMediaChanged
    | UpgradeAsked
    | UpgradeAccepted
    | UpgradeEnded
    | ChannelChanged
    | LegLost
    | LegRecovered
    | LegPromoted
    | LegEnded
    | WrapUpStarted
    | DispositionsSaved
    | WrapUpExtended
    | WrapUpOverdue
    | WrapUpCompleted
    | TransferStarted
    | TransferEnded
    | Parked
    | Unparked
    | SegmentAdded
    | MailStateChanged
    | TranscriptionChanged
    | NoteSaved
    | DraftSaved
    | VariableSet
    | SummaryMade
    | ConsumerAway
    | ConsumerBack
    | ConsumerChanged
    | IdleWarned
    | Ended
    | Closed
    | Reopened
)

KINDS: Final[Mapping[str, type[Event]]] = {
    "interaction.created": Created,
    "interaction.queued": Queued,
    "interaction.overflowed": Overflowed,
    "agent.wanted": AgentWanted,
    "agent.unwanted": AgentUnwanted,
    "offer.created": OfferCreated,
    "offer.accepting": OfferAccepting,
    "media.reported": MediaReported,
    "offer.ended": OfferEnded,
    "leg.started": LegStarted,
    "leg.opened": LegOpened,
    "leg.held": LegHeld,
    "leg.resumed": LegResumed,
    "call.media_changed": CallMediaChanged,
    "upgrade.asked": UpgradeAsked,
    "upgrade.accepted": UpgradeAccepted,
    "upgrade.ended": UpgradeEnded,
    "interaction.channel_changed": ChannelChanged,
    "leg.lost": LegLost,
    "leg.recovered": LegRecovered,
    "leg.promoted": LegPromoted,
    "leg.ended": LegEnded,
    "wrap_up.started": WrapUpStarted,
    "disposition.saved": DispositionsSaved,
    "wrap_up.extended": WrapUpExtended,
    "wrap_up.overdue": WrapUpOverdue,
    "wrap_up.completed": WrapUpCompleted,
    "transfer.started": TransferStarted,
    "transfer.ended": TransferEnded,
    "interaction.parked": Parked,
    "interaction.unparked": Unparked,
    "segment.final": SegmentAdded,
    "transcription.changed": TranscriptionChanged,
    "mail.state_changed": MailStateChanged,
    "note.saved": NoteSaved,
    "draft.saved": DraftSaved,
    "variable.set": VariableSet,
    "summary.made": SummaryMade,
    "consumer.away": ConsumerAway,
    "consumer.back": ConsumerBack,
    "consumer.changed": ConsumerChanged,
    "interaction.idle_warned": IdleWarned,
    "interaction.ended": Ended,
    "interaction.closed": Closed,
    "interaction.reopened": Reopened,
}
"""Name in the journal to class; also the wire's event names."""

NAMES: Final[Mapping[type[Event], str]] = {cls: name for name, cls in KINDS.items()}
