"""How hard a history was: a check that nothing came to is not a check."""

from bisect import bisect_right
from collections import Counter

from ringline_protocol.values import OfferState, WrapUpOutcome
from ringline_server.domain.events import Unparked, WrapUpCompleted
from ringline_server.domain.state import Interaction

from kit.crash.history import History, Journal
from kit.failpoints import POINTS


def coverage(history: History, journal: Journal) -> Counter[str]:
    """Name of a situation to how often it came."""
    count: Counter[str] = Counter()
    for command in history.commands:
        count[f"{command.method} acknowledged"] += command.is_ok
        count["sent again after a kill"] += command.sendings > len(command.replies) > 0
        count["told again from the store"] += len(command.replies) > 1
    for seen in history.seen:
        count[f"streams begun by {seen.what}"] += seen.what in ("from", "snapshot")
    count.update(f"killed at {life.point or 'random'}" for life in history.lives)
    for _, entries in journal.interactions():
        moments = [entry.at_ms for entry in entries]
        for life in history.lives:
            place = bisect_right(moments, life.ended_at_ms)
            count.update(_found(entries[place - 1].after) if place else ())
        for entry in entries:
            count.update(_timed(entry.event))
    count["lines looked at"] = len(history.lines)
    return count


def _found(state: Interaction) -> list[str]:
    """What a kill found."""
    found = {
        "killed while it waited": state.waiting is not None and not state.live_offers,
        "killed while it rang": any(offer.state is OfferState.PENDING for offer in state.live_offers),
        "killed with an agent on it": bool(state.talking),
        "killed in wrap-up": bool(state.wrapping),
        "killed while parked": state.parked is not None,
        "killed with a draft": state.draft is not None and state.closed is None,
    }
    return [name for name, is_so in found.items() if is_so]


def _timed(event: object) -> list[str]:
    match event:
        case Unparked(reason="time"):
            return ["unparked by time"]
        case WrapUpCompleted(outcome=WrapUpOutcome.TIMEOUT):
            return ["wrap-up ended by time"]
    return []


EXPECTED = (
    *("killed at random", *(f"killed at {point}" for point in POINTS)),
    *("interaction.create acknowledged", "message.send acknowledged", "segment.push acknowledged"),
    *("note.save acknowledged", "draft.save acknowledged", "variable.set acknowledged"),
    *("offer.accept acknowledged", "offer.decline acknowledged", "interaction.end acknowledged"),
    *("interaction.release acknowledged", "interaction.park acknowledged", "interaction.resolve acknowledged"),
    *("wrap_up.complete acknowledged", "sent again after a kill", "told again from the store"),
    *("streams begun by from", "streams begun by snapshot", "killed while it waited", "killed while it rang"),
    *("killed with an agent on it", "killed in wrap-up", "killed while parked", "killed with a draft"),
    *("unparked by time", "wrap-up ended by time", "lines looked at"),
)
"""What twenty lives bring at least once."""
