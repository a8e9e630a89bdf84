"""I1 to I8 and I12: interactions and their offers."""

from collections import Counter
from collections.abc import Iterator

from ringline_protocol.values import LegKind, LegState, OfferPurpose, OfferState, QueuedReason

from ringline_server.domain.events import (
    LegEnded,
    LegStarted,
    OfferAccepting,
    OfferCreated,
    OfferEnded,
    Queued,
    WrapUpCompleted,
)
from ringline_server.domain.policy import RequeuePosition, Selection
from ringline_server.domain.state import Interaction
from ringline_server.simulation.checks.book import Book, Entry, Fault

SLACK_MS = 1_000
"""Beyond ring and accepting."""
RETRY_MS = 1_500
"""An interaction tries the store again after a second."""


def never_lost(book: Book) -> Iterator[Fault]:
    """I1: every intake is closed at the end, or has exactly one owner."""
    for asked in book.commands:
        if asked.method == "interaction.create" and asked.end is not None and asked.outcome == "ok":
            name = asked.end["data"]["result"]["interaction"]
            if name not in book.interactions:
                yield Fault("I1", asked.end["i"], f"{name} was acknowledged and is not in the journal")
    for name, entries in book.interactions.items():
        state = entries[-1].after
        if state.closed is None and _owners(state) != 1:
            yield Fault("I1", entries[-1].i, f"{name} ends {state.phase} with {_owners(state)} owners")


def one_owner(book: Book) -> Iterator[Fault]:
    """I2: waiting, talked to by one primary leg, about to ring at a wanted agent, or over: one of them."""
    for entry in book.entries:
        if entry.is_last and _owners(entry.after) != 1:
            yield Fault("I2", entry.i, f"{entry.interaction} {entry.seq} has {_owners(entry.after)} owners")


def _owners(state: Interaction) -> int:
    primaries = sum(leg.kind is LegKind.PRIMARY for leg in state.talking)
    owners = (state.waiting is not None) + primaries + (state.ended is not None)
    if primaries == 1 and state.waiting is not None and state.transfer is not None:
        return owners - 1  # the sender keeps it until the queue finds somebody
    if owners == 0 and (state.wanted is not None or state.live_offers):
        return 1
    return owners


def one_offer(book: Book) -> Iterator[Fault]:
    """I3: one live offer for each interaction (k where k ring at once), never two for one agent."""
    for entry in book.entries:
        if not isinstance(entry.event, OfferCreated):
            continue
        live = entry.after.live_offers
        queue = book.account_at(entry.i).queues[entry.event.queue or entry.after.queue]
        most = queue.ring_many if queue.selection is Selection.SIMULTANEOUS else 1
        handling = [offer for offer in live if offer.purpose is OfferPurpose.HANDLE]
        if len(handling) > most or len({offer.agent for offer in live}) < len(live):
            yield Fault("I3", entry.i, f"{entry.interaction} rings at {[offer.agent for offer in live]}")


def one_taker(book: Book) -> Iterator[Fault]:
    """I4: an offer that is taken makes one leg, and nobody else has it then."""
    legs = Counter(entry.event.offer for entry in book.entries if isinstance(entry.event, LegStarted))
    for entry in book.entries:
        event = entry.event
        if isinstance(event, OfferEnded) and event.state is OfferState.ACCEPTED and legs[event.offer] != 1:
            yield Fault("I4", entry.i, f"{event.offer} was accepted and made {legs[event.offer]} legs")
        primaries = [leg.agent for leg in entry.after.talking if leg.kind is LegKind.PRIMARY]
        if entry.is_last and len(primaries) > 1:
            yield Fault("I4", entry.i, f"{entry.interaction} is talked to by {primaries}")


def accepts_are_commits(book: Book) -> Iterator[Fault]:
    """I5: an accept that was told `ok` is in the journal once, one that was refused is not there by this key."""
    taken = Counter(
        (entry.event.offer, entry.event.agent)
        for entry in book.entries
        if isinstance(entry.event, OfferAccepting)
        or (isinstance(entry.event, OfferEnded) and entry.event.state is OfferState.ACCEPTED
            and not _was_accepting(entry))
    )  # fmt: skip
    for asked in book.commands:
        if asked.method != "offer.accept" or asked.end is None:
            continue
        offer, agent = asked.line["data"]["offer"], asked.principal.partition(":")[2]
        durable = len(book.answered.get((asked.principal, asked.line["key"]), ()))
        if asked.outcome == "ok" and (taken[offer, agent] != 1 or durable != 1):
            yield Fault("I5", asked.end["i"], f"{offer} was told ok; taken {taken[offer, agent]} times")
        if asked.outcome == "fail" and durable:
            yield Fault("I5", asked.end["i"], f"{offer} was refused, and its answer is stored")


def _was_accepting(entry: Entry) -> bool:
    assert isinstance(entry.event, OfferEnded)
    before = entry.before.offer(entry.event.offer)
    return before is not None and before.state is OfferState.ACCEPTING


def one_terminal(book: Book) -> Iterator[Fault]:
    """I7: nothing happens to an offer after its end, and no id is used twice."""
    made: set[str] = set()
    for entry in book.entries:
        event = entry.event
        if isinstance(event, OfferCreated):
            if event.offer in made:
                yield Fault("I7", entry.i, f"{event.offer} is made a second time")
            made.add(event.offer)
        elif isinstance(event, OfferEnded | OfferAccepting):
            before = entry.before.offer(event.offer)
            if before is None or not before.state.is_live:
                yield Fault("I7", entry.i, f"{type(event).__name__} of {event.offer}, which is {before}")


def offers_end(book: Book) -> Iterator[Fault]:
    """I8: in time. While the server or its disk was down nothing can be written; a retry later it is."""
    began: dict[str, tuple[Entry, int]] = {}
    for entry in book.entries:
        event = entry.event
        if isinstance(event, OfferCreated):
            began[event.offer] = entry, entry.t + event.ring_ms
        elif isinstance(event, OfferAccepting):
            began[event.offer] = entry, entry.t + event.expires_at_ms - entry.at_ms
        elif isinstance(event, OfferEnded) and event.offer in began:
            first, due = began.pop(event.offer)
            yield from _late(book, first, event.offer, due, entry.t)
    for offer, (first, due) in began.items():
        yield from _late(book, first, offer, due, book.lines[-1]["t_mono"])


def _late(book: Book, first: Entry, offer: str, due: int, over: int) -> Iterator[Fault]:
    if book.was_set_back(first.t, over):
        return  # deadlines are moments of the wall clock: see tests/README.md
    if over > due + SLACK_MS and over - due - book.trouble_ms(due, over, RETRY_MS) > SLACK_MS:
        yield Fault("I8", first.i, f"{offer} was due at {due} ms and ended at {over} ms")


def keeps_its_place(book: Book) -> Iterator[Fault]:
    """I12: who comes back to the line stands where it stood."""
    for entry in book.entries:
        event = entry.event
        if not isinstance(event, Queued):
            continue
        policy = book.account_at(entry.i).queues[event.queue]
        keeps = event.reason is QueuedReason.OFFER_ENDED and policy.requeue_position is RequeuePosition.KEEP
        keeps = keeps or (event.reason is QueuedReason.RELEASE and policy.release_position is RequeuePosition.KEEP)
        if keeps and event.queue == entry.before.queue and event.enqueued_at_ms != entry.before.enqueued_at_ms:
            yield Fault("I12", entry.i, f"{entry.interaction} stood since {entry.before.enqueued_at_ms}: {event}")


def wraps_up_once(book: Book) -> Iterator[Fault]:
    """I27: each leg that ended has exactly one outcome; one that is not closed yet may still wrap up."""
    for name, entries in book.interactions.items():
        ended = [entry.event.leg for entry in entries if isinstance(entry.event, LegEnded)]
        done = Counter(entry.event.leg for entry in entries if isinstance(entry.event, WrapUpCompleted))
        state = entries[-1].after
        for leg in ended:
            is_open = leg in state.legs and state.legs[leg].state is LegState.WRAPPING
            if done[leg] != (0 if is_open else 1):
                yield Fault("I27", entries[-1].i, f"{leg} of {name} has {done[leg]} outcomes")
