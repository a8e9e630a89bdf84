"""Folds of intake, waiting and the end."""

from kit.story import START_MS, Tale, account, queue
from ringline_protocol.values import ClosedReason, EndedBy, OfferPurpose, OverflowTrigger, Variable
from ringline_server.domain import folds
from ringline_server.domain.events import (
    AgentUnwanted,
    AgentWanted,
    Closed,
    ConsumerAway,
    Ended,
    IdleWarned,
    Overflowed,
    Queued,
    Reopened,
)
from ringline_server.domain.state import Ending, Wanted


def test_what_intake_says_is_the_beginning() -> None:
    state = (
        Tale()
        .arrives(subject="Refund", flow="bot", bonus=3, top_priority=True, ttl_ms=9, variables=(Variable("pnr", "A"),))
        .state
    )

    assert (state.id, state.subject, state.flow, state.bonus, state.top_priority) == ("int_1", "Refund", "bot", 3, True)
    assert (state.created_at_ms, state.last_word_at_ms, state.ttl_at_ms) == (START_MS, START_MS, START_MS + 9)
    assert (state.queue, state.queue_name, state.enqueued_at_ms) == ("que_1", "Queue que_1", START_MS)


def test_an_overflow_leaves_the_queue_and_remembers_where_a_closing_one_went() -> None:
    before = Tale().arrives().state

    to_queue = folds.apply(before, Overflowed("que_1", OverflowTrigger.CLOSED, "que_2"), START_MS)
    to_end = folds.apply(before, Overflowed("que_1", OverflowTrigger.CLOSED), START_MS)

    assert (to_queue.waiting, to_queue.closed_target) == (None, None)
    assert (to_end.waiting, to_end.closed_target) == (None, "message")
    assert to_queue.turned_away is to_end.turned_away is OverflowTrigger.CLOSED


def test_who_is_taken_by_another_queue_is_not_turned_away() -> None:
    tale = Tale(account(queue(), queue("que_2"))).arrives()
    away = folds.apply(tale.state, Overflowed("que_1", OverflowTrigger.CLOSED, "que_2"), START_MS)
    queued = next(event for event in tale.last if isinstance(event, Queued))

    assert folds.apply(away, queued, START_MS).turned_away is None


def test_a_wish_for_an_agent_comes_and_goes() -> None:
    wanted = folds.apply(Tale().arrives().state, AgentWanted("ben", OfferPurpose.HANDLE, "sue"), START_MS)
    assert wanted.wanted == Wanted("ben", OfferPurpose.HANDLE, "sue")

    assert folds.apply(wanted, AgentUnwanted("ben", "not_ready"), START_MS).wanted is None


def test_the_end_stops_every_clock_of_the_conversation() -> None:
    tale = Tale(account(queue())).arrives().talks()
    state = folds.apply(tale.state, IdleWarned(START_MS + 9), START_MS)
    state = folds.apply(state, ConsumerAway(START_MS + 9), START_MS)

    state = folds.apply(state, Ended(EndedBy.CONSUMER, ClosedReason.CONSUMER_LEFT), START_MS + 1)

    assert state.ended == Ending(START_MS + 1, EndedBy.CONSUMER, ClosedReason.CONSUMER_LEFT)
    assert (state.idle_closes_at_ms, state.consumer_away_until_ms, state.waiting) == (None, None, None)


def test_reopening_takes_the_end_back() -> None:
    state = Tale().arrives().leaves().state
    assert state.closed is not None

    state = folds.apply(state, Reopened("consumer:con_1"), START_MS)

    assert (state.ended, state.closed, state.closed_target, state.attempts) == (None, None, None, 0)


def test_closing_keeps_the_target_of_an_overflow() -> None:
    state = folds.apply(Tale().arrives().state, Closed(ClosedReason.OVERFLOWED, EndedBy.SYSTEM, "message"), START_MS)

    assert state.closed_target == "message"
