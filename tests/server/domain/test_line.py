"""The order of what waits."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.floor import QUEUE, START_MS, needs, waiting
from ringline_protocol.values import Channel
from ringline_server.domain.line import Entry, Line, key_of, look_at, score
from ringline_server.domain.policy import Queue

POLICY = Queue(QUEUE, "Support", Channel.MESSAGING)


def entry(interaction: str, policy: Queue = POLICY, **more: Any) -> Entry:
    state = waiting(interaction, **more)
    assert state.waiting is not None
    made = Entry(state, state.waiting, key_of(state, state.waiting, policy))
    look_at(made, policy, START_MS)
    return made


def line(*entries: Entry) -> Line:
    made = Line()
    for each in entries:
        made.add(each)
    return made


def order(made: Line) -> list[str]:
    return [each.id for each in made]


def test_the_older_goes_first_and_then_the_lower_id() -> None:
    made = line(entry("c", since_ms=2), entry("b", since_ms=1), entry("a", since_ms=2))
    assert order(made) == ["b", "a", "c"]


def test_a_point_of_bonus_is_worth_a_minute_of_waiting() -> None:
    made = line(
        entry("a", since_ms=60_000), entry("b", since_ms=120_000, bonus=1), entry("c", since_ms=119_999, bonus=1)
    )
    assert order(made) == ["c", "a", "b"]


def test_the_top_band_goes_before_any_score_and_its_front_before_that() -> None:
    made = line(
        entry("old", since_ms=0, bonus=1000),
        entry("front", since_ms=5, at_front=True),
        entry("top", since_ms=9, top_priority=True),
        entry("top_front", since_ms=10, top_priority=True, at_front=True),
    )
    assert order(made) == ["top_front", "top", "front", "old"]


def test_without_ageing_the_bonus_decides_and_then_age() -> None:
    policy = attrs.evolve(POLICY, ageing_rate=0)
    made = line(entry("a", policy, since_ms=0), entry("b", policy, since_ms=9, bonus=1), entry("c", policy, since_ms=1))
    assert order(made) == ["b", "a", "c"]


def test_faster_ageing_makes_waiting_worth_more_than_bonus() -> None:
    policy = attrs.evolve(POLICY, ageing_rate=2.0)
    made = line(entry("a", policy, since_ms=60_000, bonus=1), entry("b", policy, since_ms=20_000))
    assert order(made) == ["b", "a"]


@given(
    st.lists(st.tuples(st.integers(0, 3_600_000), st.integers(-5, 5)), min_size=2, max_size=20, unique=True),
    st.integers(3_600_000, 7_200_000),
    st.sampled_from([0.0, 0.5, 1.0, 3.0]),
)
def test_the_order_is_the_order_of_scores_at_any_moment(
    places: list[tuple[int, int]], now_ms: int, rate: float
) -> None:
    policy = attrs.evolve(POLICY, ageing_rate=rate)
    made = line(*(entry(f"int_{n:02}", policy, since_ms=at, bonus=bonus) for n, (at, bonus) in enumerate(places)))
    scores = [score(each, policy, now_ms) for each in made]
    assert scores == pytest.approx(sorted(scores, reverse=True), abs=1e-6)


def test_at_the_front_weighs_more_than_any_score() -> None:
    assert score(entry("a", at_front=True), POLICY, START_MS) == float("inf")


def test_the_position_is_counted_from_one_and_includes_what_is_not_open() -> None:
    first, second = entry("a", since_ms=1), entry("b", since_ms=2)
    made = line(second, first)
    made.open(second)
    assert (made.position(first), made.position(second)) == (1, 2)
    made.remove(first)
    assert made.position(second) == 1


def test_only_open_entries_may_be_picked_each_under_its_needs() -> None:
    plain, spanish, closed = entry("a"), entry("b", skills=(needs(es=5),)), entry("c")
    made = line(plain, spanish, closed)
    made.open(plain)
    made.open(spanish)
    found = {wanted: [each.id for each in entries] for wanted, entries in made.open_by_needs()}
    assert found == {(): ["a"], (("es", 5),): ["b"]}
    assert not made.is_open(closed)


def test_an_entry_whose_needs_relaxed_is_filed_anew() -> None:
    relaxing = entry("a", skills=(needs(30_000, es=5), needs(es=2)))
    made = line(relaxing)
    made.open(relaxing)
    look_at(relaxing, POLICY, START_MS + 30_000)
    made.open(relaxing)
    assert [wanted for wanted, _ in made.open_by_needs()] == [(("es", 2),)]


def test_it_is_looked_at_again_when_a_stage_an_exclusion_or_a_pause_ends() -> None:
    made = entry("a", skills=(needs(30_000, es=5),), excluded={"ana": START_MS + 10_000})
    made.resumes_at_ms = START_MS + 11_000
    moments = []
    while made.wakes_at_ms is not None:
        moments.append(made.wakes_at_ms - START_MS)
        look_at(made, POLICY, made.wakes_at_ms)
    assert moments == [10_000, 11_000, 30_000]
    assert made.resumes_at_ms is None
    assert not made.needs


def test_the_longest_wait_is_that_which_is_told_and_not_the_place() -> None:
    made = line(entry("a", since_ms=50, enqueued_at_ms=10), entry("b", since_ms=40, enqueued_at_ms=99))
    assert order(made) == ["a", "b"]
    assert made.longest_since_ms == 40
    assert Line().longest_since_ms is None


def test_it_says_whether_any_may_be_picked() -> None:
    first = entry("a")
    made = line(first)
    assert not made.has_open
    made.open(first)
    assert made.has_open
    made.close(first)
    assert not made.has_open
