"""The state after an event: one small function per event, in files that mirror `events/`. Never refuses.

    events/waiting.py  ->  folds/waiting.py        what an event says  ->  what is true after it
    events/offers.py   ->  folds/offers.py
    events/legs.py     ->  folds/legs.py
    events/content.py  ->  folds/content.py

Rules (`machine.py` lists their files) make events; folds know nothing of rules, policies or time.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from ringline_server.domain.events import Event
from ringline_server.domain.folds import content, legs, offers, upgrades, waiting
from ringline_server.domain.state import Interaction, Scratch, evolve

__all__ = ["APPLIERS", "apply", "apply_in_place", "fold"]

Applier = Callable[[Interaction, Any, int], Interaction]

APPLIERS: Final[Mapping[type[Event], Applier]] = {
    **waiting.APPLIERS,
    **offers.APPLIERS,
    **legs.APPLIERS,
    **content.APPLIERS,
    **upgrades.APPLIERS,
}


def apply(state: Interaction, event: Event, at_ms: int) -> Interaction:
    """The state after one event. `at_ms` is the moment that the journal keeps with it."""
    scratch = Scratch.of(state)
    apply_in_place(scratch, event, at_ms)
    return scratch.done()


def apply_in_place(scratch: Scratch, event: Event, at_ms: int) -> None:
    """The same, without a copy. A fold may therefore read `state` only before it evolves it: afterwards the old one
    is gone."""
    evolve(scratch, seq=scratch.seq + 1, updated_at_ms=at_ms)
    APPLIERS[type(event)](scratch, event, at_ms)


def fold(state: Interaction, events: Iterable[tuple[int, Event]]) -> Interaction:
    """The state after many events, each with its moment: one copy for all of them."""
    scratch = Scratch.of(state)
    for at_ms, event in events:
        apply_in_place(scratch, event, at_ms)
    return scratch.done()
