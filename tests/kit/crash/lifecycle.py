"""What holds of every interaction at every record, whatever happened to the process in between."""

from collections import Counter
from collections.abc import Iterator

from ringline_protocol.values import LegEndReason, LegKind, OfferState, QueuedReason
from ringline_server.domain.events import LegEnded, LegStarted, OfferCreated, OfferEnded, Queued, WrapUpCompleted

from kit.crash.history import Entry, History, Journal

KEEP_THEIR_PLACE = (QueuedReason.OFFER_ENDED, QueuedReason.RELEASE)


def lifecycle(history: History, journal: Journal) -> Iterator[str]:
    """All rules, over all interactions."""
    offers: Counter[str] = Counter()
    for name, entries in journal.interactions():
        for entry in entries:
            yield from (f"{name} {entry.seq}: {fault}" for fault in _at(entry))
            if isinstance(entry.event, OfferCreated):
                offers[entry.event.offer] += 1
        yield from (f"{name}: {fault}" for fault in _ends(entries))
    yield from (f"the offer {offer} was made {count} times" for offer, count in offers.items() if count > 1)


def _at(entry: Entry) -> Iterator[str]:
    """One record, and the state that it makes."""
    before, after, event = entry.before, entry.after, entry.event
    if len(after.live_offers) > 1:
        yield f"{len(after.live_offers)} live offers"
    if len([leg for leg in after.talking if leg.kind is LegKind.PRIMARY]) > 1:
        yield "two agents have it"
    if after.live_offers and after.talking:
        yield "it rings while somebody has it"
    match event:
        case OfferEnded(offer=offer):
            known = before.offer(offer)
            if known is None or not known.state.is_live:
                yield f"{offer} ends, which is {known}"
        case Queued() if event.reason in KEEP_THEIR_PLACE and event.enqueued_at_ms != before.enqueued_at_ms:
            yield f"it loses its place of {before.enqueued_at_ms}: {event}"
        case LegEnded(reason=LegEndReason.AGENT_LOST):
            yield "its agent was not waited for"


def _ends(entries: list[Entry]) -> Iterator[str]:
    """Everything that started has exactly one end, and every accept exactly one leg."""
    events = [entry.event for entry in entries]
    made = Counter(event.offer for event in events if isinstance(event, OfferCreated))
    over = Counter(event.offer for event in events if isinstance(event, OfferEnded))
    if made != over:
        yield f"offers {dict(made)} and their ends {dict(over)}"
    taken = {event.offer for event in events if isinstance(event, OfferEnded) and event.state is OfferState.ACCEPTED}
    started = Counter(event.offer for event in events if isinstance(event, LegStarted))
    if started != Counter(taken):
        yield f"accepted are {sorted(taken)}, legs come of {dict(started)}"
    legs = Counter(event.leg for event in events if isinstance(event, LegStarted))
    if legs != Counter(event.leg for event in events if isinstance(event, LegEnded)):
        yield f"legs {dict(legs)} have not one end each"
    outcomes = Counter(event.leg for event in events if isinstance(event, WrapUpCompleted))
    if any(count > 1 for count in outcomes.values()) or not outcomes.keys() <= legs.keys():
        yield f"wrap-ups {dict(outcomes)} of legs {dict(legs)}"
