"""What must hold of one interaction after every decision, whatever was decided."""

from collections import Counter
from collections.abc import Iterable

from ringline_protocol.values import WrapUpOutcome
from ringline_server.domain import machine, policy, soundness
from ringline_server.domain.events import (
    Closed,
    Created,
    Ended,
    Event,
    LegEnded,
    LegStarted,
    OfferCreated,
    OfferEnded,
    Reopened,
    TransferEnded,
    TransferStarted,
    WrapUpCompleted,
    WrapUpStarted,
)
from ringline_server.domain.state import Interaction

Told = tuple[int, Event]
"""When, and what."""


def assert_sound(state: Interaction, told: Iterable[Told], account: policy.Account) -> None:
    """All of it. The refold is the only slow one: `assert_folds` does it once at the end."""
    assert list(soundness.faults(state, account)) == [], state
    _terminal_events(state, [event for _, event in told])


def assert_folds(state: Interaction, told: Iterable[Told]) -> None:
    """The events alone, from nothing, make this very state: one by one, and all at once."""
    told = list(told)
    folded = Interaction()
    for at_ms, event in told:
        folded = machine.apply(folded, event, at_ms)
    assert folded == state
    assert machine.fold(Interaction(), told) == state


def assert_time_moves(state: Interaction, account: policy.Account, now_ms: int) -> None:
    """After a Tick nothing is due any more: a Tick cannot spin."""
    due_at_ms = machine.deadline(state, account)
    assert due_at_ms is None or due_at_ms > now_ms


def _terminal_events(state: Interaction, events: list[Event]) -> None:
    """Everything that starts ends once, or is live in the state."""
    made = Counter(event.offer for event in events if isinstance(event, OfferCreated))
    ended = Counter(event.offer for event in events if isinstance(event, OfferEnded))
    _each_once(made, ended, {offer.id for offer in state.live_offers})
    begun = Counter(event.transfer for event in events if isinstance(event, TransferStarted))
    over = Counter(event.transfer for event in events if isinstance(event, TransferEnded))
    _each_once(begun, over, {state.transfer.id} if state.transfer else set())
    started = Counter(event.leg for event in events if isinstance(event, LegStarted))
    left = Counter(event.leg for event in events if isinstance(event, LegEnded))
    _each_once(started, left, {leg.id for leg in (*state.talking, *state.listening)})
    done = Counter(event.leg for event in events if isinstance(event, WrapUpCompleted))
    _each_once(left, done, {leg.id for leg in state.wrapping})
    wrapped = {event.leg for event in events if isinstance(event, WrapUpStarted)}
    skipped = [
        event.leg for event in events if isinstance(event, WrapUpCompleted) and event.outcome is WrapUpOutcome.SKIPPED
    ]
    assert not wrapped & set(skipped)
    assert isinstance(events[0], Created)
    assert sum(isinstance(event, Created) for event in events) == 1
    reopened = sum(isinstance(event, Reopened) for event in events)
    assert sum(isinstance(event, Ended) for event in events) == reopened + (state.ended is not None)
    closed = sum(isinstance(event, Closed) for event in events) - (state.closed is not None)
    assert 0 <= closed <= reopened, "a reply may come before the last wrap-up is done"


def _each_once(started: Counter[str], ended: Counter[str], live: set[str]) -> None:
    assert max(started.values(), default=1) == 1
    assert max(ended.values(), default=1) == 1
    assert set(ended) | live == set(started)
    assert not set(ended) & live
