"""A fact of the journal as each kind of reader gets it. Pure: nothing but the event and the reader decides.

    agents, supervisors   everything; masked variables masked
    services              the same without notes, reply drafts and whispers
    consumers             their own words and the agents', who talks with them, hold, lost and back, waiting, the end;
                          of an offer only the call that comes of it

What a reader does not get arrives as `hidden`, so that nobody sees a hole.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

import attrs
from ringline_protocol import events as told
from ringline_protocol.values import Consumer, LegKind, OfferState, QueuedReason

from ringline_server.domain import events as fact
from ringline_server.domain.masking import shown
from ringline_server.wire.readers import Reader

Shown = tuple[str, object]
"""Event name and data."""
Mapper = Callable[[Any], object | None]
"""A fact to what is told; None: hidden."""

CONSUMER_SEES: Final = frozenset({LegKind.PRIMARY, LegKind.CONFERENCE})
"""Legs whose agents talk with the consumer."""


def interaction_event(event: fact.Event, reader: Reader) -> Shown | None:
    """Name and data as this reader gets them. None: hidden."""
    mapper = _MAPPERS[reader].get(type(event))
    data = None if mapper is None else mapper(event)
    return None if data is None else (told.NAMES[type(data)], data)


def _copy(source: type[Any], target: type[Any], *hidden: str) -> Mapper:
    """Fields of the same name, as they are. Those of `target` that `source` has not, and `hidden` ones, stay absent."""
    known = {field.name for field in attrs.fields(source)} - set(hidden)
    names = [field.name for field in attrs.fields(target) if field.name in known]
    if not names:
        return lambda event: target()
    if len(names) == 1:
        return lambda event: target(**{names[0]: getattr(event, names[0])})
    values = attrgetter(*names)
    return lambda event: target(**dict(zip(names, values(event), strict=True)))


# --- what needs more than copying


def _created(event: fact.Created) -> told.InteractionCreated:
    return told.InteractionCreated(
        interaction=event.interaction,
        channel=event.channel,
        consumer=event.consumer,
        subject=event.subject,
        flow=event.flow,
        variables=tuple(shown(variable) for variable in event.variables),
        queue=event.queue,
        created_by=event.created_by,
        top_priority=event.top_priority,
        bonus=event.bonus,
        skills=event.skills,
        ttl_at_ms=event.ttl_at_ms,
        follows=event.follows,
    )


def _created_for_consumer(event: fact.Created) -> told.InteractionCreated:
    name = Consumer(event.consumer.name)
    return told.InteractionCreated(event.interaction, event.channel, name, event.subject)


def _queued_for_consumer(event: fact.Queued) -> told.InteractionQueued | None:
    """An offer that ended is nothing to the consumer: they go on waiting."""
    if event.reason is QueuedReason.OFFER_ENDED:
        return None
    return told.InteractionQueued(event.queue_name, event.reason, event.waiting_since_ms)


def _connecting_for_consumer(event: fact.OfferAccepting) -> told.CallConnecting | None:
    """Of an offer the consumer sees the call that comes of it."""
    return None if event.leg is None or event.is_aside else told.CallConnecting(event.leg, event.expires_at_ms)


def _settled_for_consumer(event: fact.OfferEnded) -> told.CallSettled | None:
    """Only if it was connecting; rings that end are nothing to the consumer."""
    if event.leg is None:
        return None
    is_ok = event.state is OfferState.ACCEPTED
    reason = "" if is_ok else event.reason or str(event.detail or event.state)
    return told.CallSettled(event.leg, is_ok, reason)


def _segment(event: fact.SegmentAdded) -> told.SegmentFinal:
    return _segment_by(event, event.by)


def _segment_for_consumer(event: fact.SegmentAdded) -> told.SegmentFinal | None:
    return None if event.hidden else _segment_by(event, None)


def _segment_for_service(event: fact.SegmentAdded) -> told.SegmentFinal | None:
    return None if event.hidden else _segment_by(event, event.by)


def _segment_by(event: fact.SegmentAdded, by: str | None) -> told.SegmentFinal:
    """By hand, because it is the most frequent one. Consumers, who are not told `by`, have no mail heads."""
    return told.SegmentFinal(
        event.segment,
        event.role,
        event.participant,
        event.text,
        event.phase,
        event.said_at_ms,
        event.leg,
        event.number,
        event.start_ms,
        event.end_ms,
        event.language,
        by,
        event.hidden,
        None if by is None else event.mail,
    )


def _variable(event: fact.VariableSet) -> told.VariableSet:
    return told.VariableSet(shown(event.variable), event.by, event.rev)


def _started_for_consumer(event: fact.LegStarted) -> told.LegStarted | None:
    """Of a monitor, to whom their page has to connect, no more than that; the name only if they are to know."""
    if event.kind is LegKind.MONITOR:
        name = "" if event.unseen else event.agent_name
        return told.LegStarted(event.leg, event.kind, name, event.number, unseen=event.unseen)
    if event.kind not in CONSUMER_SEES:
        return None
    return told.LegStarted(event.leg, event.kind, event.agent_name, event.number)


def _if_seen(mapper: Mapper) -> Mapper:
    """For consumers: only legs whose agents talk with them."""
    return lambda event: mapper(event) if event.kind in CONSUMER_SEES else None


# --- who gets what

_ALL: Final[Mapping[type[Any], Mapper]] = {
    fact.Created: _created,
    fact.Queued: _copy(fact.Queued, told.InteractionQueued),
    fact.Overflowed: _copy(fact.Overflowed, told.InteractionOverflowed),
    fact.AgentWanted: _copy(fact.AgentWanted, told.AgentWanted),
    fact.AgentUnwanted: _copy(fact.AgentUnwanted, told.AgentUnwanted),
    fact.OfferCreated: _copy(fact.OfferCreated, told.OfferCreated),
    fact.OfferAccepting: _copy(fact.OfferAccepting, told.OfferAccepting),
    fact.MediaReported: _copy(fact.MediaReported, told.MediaReported),
    fact.OfferEnded: _copy(fact.OfferEnded, told.OfferEnded),
    fact.LegStarted: _copy(fact.LegStarted, told.LegStarted),
    fact.LegOpened: _copy(fact.LegOpened, told.LegOpened),
    fact.LegHeld: _copy(fact.LegHeld, told.LegHeld),
    fact.LegResumed: _copy(fact.LegResumed, told.LegResumed),
    fact.CallMediaChanged: _copy(fact.CallMediaChanged, told.CallMediaChanged),
    fact.UpgradeAsked: _copy(fact.UpgradeAsked, told.UpgradeAsked),
    fact.UpgradeAccepted: _copy(fact.UpgradeAccepted, told.UpgradeAccepted),
    fact.UpgradeEnded: _copy(fact.UpgradeEnded, told.UpgradeEnded),
    fact.ChannelChanged: _copy(fact.ChannelChanged, told.ChannelChanged),
    fact.LegLost: _copy(fact.LegLost, told.LegLost),
    fact.LegRecovered: _copy(fact.LegRecovered, told.LegRecovered),
    fact.LegPromoted: _copy(fact.LegPromoted, told.LegPromoted),
    fact.LegEnded: _copy(fact.LegEnded, told.LegEnded),
    fact.WrapUpStarted: _copy(fact.WrapUpStarted, told.WrapUpStarted),
    fact.DispositionsSaved: _copy(fact.DispositionsSaved, told.DispositionsSaved),
    fact.WrapUpExtended: _copy(fact.WrapUpExtended, told.WrapUpExtended),
    fact.WrapUpOverdue: _copy(fact.WrapUpOverdue, told.WrapUpOverdue),
    fact.WrapUpCompleted: _copy(fact.WrapUpCompleted, told.WrapUpCompleted),
    fact.TransferStarted: _copy(fact.TransferStarted, told.TransferStarted),
    fact.TransferEnded: _copy(fact.TransferEnded, told.TransferEnded),
    fact.Parked: _copy(fact.Parked, told.InteractionParked),
    fact.Unparked: _copy(fact.Unparked, told.InteractionUnparked),
    fact.SegmentAdded: _segment,
    fact.TranscriptionChanged: _copy(fact.TranscriptionChanged, told.TranscriptionChanged),
    fact.MailStateChanged: _copy(fact.MailStateChanged, told.MailStateChanged),
    fact.NoteSaved: _copy(fact.NoteSaved, told.NoteSaved),
    fact.DraftSaved: _copy(fact.DraftSaved, told.DraftSaved),
    fact.VariableSet: _variable,
    fact.SummaryMade: _copy(fact.SummaryMade, told.SummaryMade),
    fact.ConsumerAway: _copy(fact.ConsumerAway, told.ConsumerAway),
    fact.ConsumerBack: _copy(fact.ConsumerBack, told.ConsumerBack),
    fact.ConsumerChanged: _copy(fact.ConsumerChanged, told.ConsumerChanged),
    fact.IdleWarned: _copy(fact.IdleWarned, told.InteractionIdleWarned),
    fact.Ended: _copy(fact.Ended, told.InteractionEnded),
    fact.Closed: _copy(fact.Closed, told.InteractionClosed),
    fact.Reopened: _copy(fact.Reopened, told.InteractionReopened),
}

_SERVICES: Final[Mapping[type[Any], Mapper]] = {
    **{cls: mapper for cls, mapper in _ALL.items() if cls not in (fact.NoteSaved, fact.DraftSaved)},
    fact.SegmentAdded: _segment_for_service,
    fact.TransferStarted: _copy(fact.TransferStarted, told.TransferStarted, "note"),
}

_CONSUMERS: Final[Mapping[type[Any], Mapper]] = {
    fact.Created: _created_for_consumer,
    fact.Queued: _queued_for_consumer,
    fact.Overflowed: _copy(fact.Overflowed, told.InteractionOverflowed, "from_queue", "to_queue"),
    fact.LegStarted: _started_for_consumer,
    fact.LegPromoted: _if_seen(_copy(fact.LegPromoted, told.LegPromoted, "agent")),
    fact.LegHeld: _ALL[fact.LegHeld],
    fact.LegResumed: _ALL[fact.LegResumed],
    fact.OfferAccepting: _connecting_for_consumer,
    fact.OfferEnded: _settled_for_consumer,
    fact.CallMediaChanged: _ALL[fact.CallMediaChanged],
    fact.UpgradeAsked: _ALL[fact.UpgradeAsked],
    fact.UpgradeAccepted: _ALL[fact.UpgradeAccepted],
    fact.UpgradeEnded: _ALL[fact.UpgradeEnded],
    fact.ChannelChanged: _ALL[fact.ChannelChanged],
    fact.LegLost: _ALL[fact.LegLost],
    fact.LegRecovered: _ALL[fact.LegRecovered],
    fact.LegEnded: _copy(fact.LegEnded, told.LegEnded, "agent", "reason", "excluded_until_ms"),
    fact.SegmentAdded: _segment_for_consumer,
    fact.IdleWarned: _ALL[fact.IdleWarned],
    fact.Ended: _copy(fact.Ended, told.InteractionEnded, "agent"),
    fact.Closed: _copy(fact.Closed, told.InteractionClosed, "target"),
    fact.Reopened: _copy(fact.Reopened, told.InteractionReopened, "by"),
}

_MAPPERS: Final[Mapping[Reader, Mapping[type[Any], Mapper]]] = {
    Reader.AGENT: _ALL,
    Reader.SUPERVISOR: _ALL,
    Reader.SERVICE: _SERVICES,
    Reader.CONSUMER: _CONSUMERS,
}
