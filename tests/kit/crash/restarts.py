"""What a restart must keep: places in line, who has what, absolute deadlines, and every word that was written."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from ringline_protocol.values import OfferDetail, OfferState, WrapUpOutcome
from ringline_server.domain.events import OfferEnded, Unparked, WrapUpCompleted
from ringline_server.domain.state import Interaction

from kit.crash.history import Entry, History, Journal, Life, Line

LATE_MS: Final = 3_000
"""How late a deadline may act on a loaded machine, after it came or after the server did."""
TURN_MS: Final = 1_000
"""Between reading the clock and deciding a process may have been put aside for so long, at the most."""


def restarts(history: History, journal: Journal) -> Iterator[str]:
    """All of it."""
    for line in history.lines:
        yield from _line(line, history, journal)
    for name, entries in journal.interactions():
        for life in history.lives:
            yield from (f"{name}: {fault}" for fault in _over_a_kill(entries, life))
        for entry in entries:
            yield from (f"{name} {entry.seq}: {fault}" for fault in _deadline(entry, history))
        yield from (f"{name} {fault}" for fault in _overtaken(entries, history))
    yield from _views(history, journal)


def _line(line: Line, history: History, journal: Journal) -> Iterator[str]:
    """All that was acknowledged before the question is in the answer, each with its moment, in the order of intake."""
    moments = {}
    for name, entries in journal.interactions():
        place = entries[-1].after.waiting
        if place is not None and place.queue == line.queue:
            moments[name] = place.enqueued_at_ms
    acknowledged = {
        command.interaction
        for command in history.commands
        if command.method == "interaction.create" and command.is_ok and command.answered_at_ms < line.asked_at_ms
    }
    told = [(at_ms, name) for name, at_ms in line.rows]
    if told != sorted(told) or any(moments.get(name) != at_ms for at_ms, name in told):
        yield f"the line at {line.asked_at_ms} is {told}"
    missing = (acknowledged & moments.keys()) - {name for _, name in told}
    if missing:
        yield f"the line at {line.asked_at_ms} is without {sorted(missing)}"


def _over_a_kill(entries: list[Entry], life: Life) -> Iterator[str]:
    """The first record of the next life is decided about the state that the kill left."""
    place = bisect_right([entry.at_ms for entry in entries], life.ended_at_ms)
    if place == 0:
        return
    left, later = entries[place - 1].after, entries[place:]
    for offer in left.live_offers:
        if offer.state is OfferState.PENDING:
            yield from _ring(offer.id, later)
    had = {leg.id for leg in left.talking}
    if had and later and not had & {leg.id for leg in later[0].after.legs.values()}:
        yield f"the legs {sorted(had)} are forgotten"
    if later and later[0].after.draft_rev < left.draft_rev:
        yield f"the draft {left.draft} is forgotten"


def _ring(offer: str, later: list[Entry]) -> Iterator[str]:
    """It ended because of the restart; who is offered it next has another offer."""
    end = next((entry.event for entry in later if isinstance(entry.event, OfferEnded)), None)
    if end is None or (end.offer, end.state, end.detail) != (
        offer,
        OfferState.CANCELED,
        OfferDetail.SERVER_RESTART,
    ):
        yield f"{offer} rang at a kill and ended as {end}"


def _deadline(entry: Entry, history: History) -> Iterator[str]:
    """What time decides happens at its moment, or as soon as there is a server again."""
    due_at_ms = _due_at_ms(entry.before, entry.event)
    if due_at_ms is None:
        return
    if entry.at_ms < due_at_ms:
        yield f"{entry.event} came {due_at_ms - entry.at_ms} ms early"
    allowed = _next_moment_alive(due_at_ms, history) + LATE_MS
    if entry.at_ms > allowed:
        yield f"{entry.event} came {entry.at_ms - allowed} ms late"


def _overtaken(entries: list[Entry], history: History) -> Iterator[str]:
    """A deadline that is due goes before any message: in every life, however short, from its second turn on. (The first
    one may be the restart's own.) This asks how an interaction's own records follow each other, not how fast they came.
    """
    served = {entry.at_ms for entry in entries if _due_at_ms(entry.before, entry.event) is not None}
    ends = sorted(life.ended_at_ms for life in history.lives)
    first = {bisect_right(ends, entry.at_ms): entry.at_ms for entry in reversed(entries)}
    for entry in entries:
        is_first = first[bisect_right(ends, entry.at_ms)] == entry.at_ms
        due_at_ms = min(_standing(entry.before), default=entry.at_ms)
        if entry.at_ms - due_at_ms > TURN_MS and entry.at_ms not in served and not is_first:
            yield f"{entry.seq}: {entry.event} overtook what was due {entry.at_ms - due_at_ms} ms before"


def _standing(state: Interaction) -> Iterator[int]:
    """Deadlines that nothing has served."""
    if state.parked is not None and state.parked.until_at_ms is not None:
        yield state.parked.until_at_ms
    for leg in state.wrapping:
        if leg.wrap_up is not None and leg.wrap_up.until_at_ms is not None:
            yield leg.wrap_up.until_at_ms


def _due_at_ms(before: Interaction, event: object) -> int | None:
    match event:
        case Unparked(reason="time"):
            return before.parked.until_at_ms if before.parked is not None else None
        case WrapUpCompleted(leg=leg, outcome=WrapUpOutcome.TIMEOUT):
            wrap_up = before.legs[leg].wrap_up
            return wrap_up.until_at_ms if wrap_up is not None else None
    return None


def _next_moment_alive(at_ms: int, history: History) -> int:
    """The first from which the server lived long enough for what was due. A life that was shorter owes nothing."""
    for life in history.lives:
        since_ms = max(at_ms, life.ready_at_ms)
        if since_ms < life.ended_at_ms - LATE_MS:
            return since_ms
    return max(at_ms, history.last_ready_at_ms)


def _views(history: History, journal: Journal) -> Iterator[str]:
    """What the last life told is what the journal holds: every note and the draft, word by word."""
    for name, view in history.views.items():
        state = journal.state(name)
        notes = [(note["note"], note["rev"], note["text"]) for note in view["notes"]]
        if notes != [(note.id, note.rev, note.text) for note in state.notes.values()]:
            yield f"{name} shows the notes {notes}"
        draft = view["draft"]["text"] if view.get("draft") else None
        if (draft, view["draft_rev"]) != (state.draft.text if state.draft else None, state.draft_rev):
            yield f"{name} shows the draft {draft}"
        texts = [segment["text"] for segment in view["segments"]]
        if texts != [segment.text for segment in state.segments]:
            yield f"{name} shows the words {texts}"
