"""Figures of a queue: each departure counts once, and the flags say what the number leaves out."""

import pytest
from kit.story import START_MS, Tale, account, queue
from ringline_protocol.values import ClosedReason, EndedBy, LegKind, OverflowTrigger
from ringline_server.domain import machine
from ringline_server.domain import service_level as sl
from ringline_server.domain.events import Ended, Event, LegHeld, LegStarted, Overflowed
from ringline_server.domain.policy import ServiceLevelPolicy
from ringline_server.domain.state import Interaction

BUCKET = START_MS - START_MS % 900_000
ANSWERED = LegStarted("leg_1", "ana", "Ana", LegKind.PRIMARY, "que_1", 1)


def counted(event: Event, after_ms: int) -> list[str]:
    tale = Tale(account(queue())).arrives()
    counts = sl.counters(tale.state, event, START_MS + after_ms, tale.account)
    assert {(place, bucket) for place, bucket, _ in counts} <= {("que_1", BUCKET)}
    return [name for *_, name in counts]


def left(reason: ClosedReason) -> Ended:
    return Ended(EndedBy.CONSUMER, reason)


@pytest.mark.parametrize(
    ("event", "after_ms", "outcome"),
    [
        (ANSWERED, 60_000, "answered_in"),
        (ANSWERED, 60_001, "answered_late"),
        (left(ClosedReason.SHORT_ABANDONED), 5_000, "abandoned_short"),
        (left(ClosedReason.ABANDONED), 60_000, "abandoned_in"),
        (left(ClosedReason.ABANDONED), 60_001, "abandoned_late"),
        (left(ClosedReason.EXPIRED), 1, "canceled"),
        (Overflowed("que_1", OverflowTrigger.MAX_WAIT, "que_2"), 1, "overflowed"),
    ],
)
def test_each_departure_counts_as_offered_and_as_one_outcome(event: Event, after_ms: int, outcome: str) -> None:
    assert counted(event, after_ms) == ["offered", outcome]


def test_what_does_not_leave_the_queue_counts_nothing() -> None:
    assert counted(LegHeld("leg_1"), 1) == []
    assert counted(LegStarted("leg_1", "ana", "Ana", LegKind.CONFERENCE, "que_1", 1), 1) == []


def test_the_end_of_a_conversation_counts_nothing() -> None:
    tale = Tale().arrives().talks()

    assert sl.counters(tale.state, left(ClosedReason.CONSUMER_LEFT), tale.now_ms, tale.account) == ()


def test_a_declined_ring_does_not_count_and_the_wait_goes_on() -> None:
    tale = Tale().arrives().passes(50_000)
    tale.rings("ana")
    tale.declines("ana").passes(10_001).talks("ben")

    assert folded(tale) == {"offered": 1, "answered_late": 1}


def test_an_overflow_counts_once_in_each_queue_it_leaves() -> None:
    tale = Tale(account(queue(), queue("que_2"))).arrives()
    tale.turned_away(OverflowTrigger.CLOSED)

    assert folded(tale) == {"offered": 1, "overflowed": 1}


def test_buckets_are_quarters_of_an_hour() -> None:
    tale = Tale().arrives()
    counts = sl.counters(tale.state, ANSWERED, BUCKET + 900_000, tale.account)

    assert {bucket for _, bucket, _ in counts} == {BUCKET + 900_000}


def test_what_still_waits_is_counted_under_and_over_the_target() -> None:
    assert sl.waits([0, 40_000, 80_001], 100_000, 60_000) == {"waiting_under": 2, "waiting_over": 1}


def test_the_service_level_leaves_out_short_abandons_and_young_waits() -> None:
    counts = {"offered": 11, "answered_in": 8, "abandoned_late": 2, "abandoned_short": 1, "waiting_under": 5}

    assert sl.service_level(counts, ServiceLevelPolicy()) == 80.0


def test_flags_change_the_number_and_not_the_counters() -> None:
    counts = {"offered": 11, "answered_in": 8, "abandoned_late": 2, "abandoned_short": 1}

    assert sl.service_level(counts, ServiceLevelPolicy(exclude_abandoned_late=True)) == 100.0
    assert sl.service_level(counts, ServiceLevelPolicy(exclude_short=False)) == pytest.approx(72.727, abs=0.001)


def test_there_is_no_number_without_anything_to_judge() -> None:
    assert sl.service_level({"offered": 1, "abandoned_short": 1}, ServiceLevelPolicy()) is None


def folded(tale: Tale) -> dict[str, int]:
    """The counters that a journal makes."""
    state, found = Interaction(), dict[str, int]()
    for at_ms, event in tale.told:
        for _, _, name in sl.counters(state, event, at_ms, tale.account):
            found[name] = found.get(name, 0) + 1
        state = machine.apply(state, event, at_ms)
    return found
