"""Who comes next under each way of selection."""

from typing import Any

import pytest
from kit.floor import member, needs
from ringline_server.domain.policy import Selection
from ringline_server.domain.selection import INDEXES_MAX, Pool
from ringline_server.domain.skills import ANYONE, needs_of

PLACES = {"zoe": 0, "ana": 1, "ben": 2, "cai": 3}


def pool(selection: Selection, **members: dict[str, Any]) -> Pool:
    made = Pool(selection, PLACES)
    for agent, more in members.items():
        made.put(member(agent, **more))
    return made


def order(made: Pool, **levels: int) -> list[str]:
    return list(made.candidates(needs_of(needs(**levels)) if levels else ANYONE))


@pytest.mark.parametrize("selection", [Selection.LONGEST_IDLE, Selection.SIMULTANEOUS])
def test_the_longest_idle_is_whose_last_assignment_ended_first(selection: Selection) -> None:
    made = pool(selection, ana={"idle_since_ms": 30}, ben={"idle_since_ms": 10}, cai={"idle_since_ms": 20})
    assert order(made) == ["ben", "cai", "ana"]


def test_the_longest_ready_may_be_somebody_else() -> None:
    ana = {"idle_since_ms": 30, "ready_since_ms": 1}
    made = pool(Selection.LONGEST_IDLE_READY, ana=ana, ben={"idle_since_ms": 10, "ready_since_ms": 2})
    assert order(made) == ["ana", "ben"]


def test_sequential_is_the_order_of_the_account() -> None:
    assert order(pool(Selection.SEQUENTIAL, cai={}, ana={}, zoe={}, ben={})) == ["zoe", "ana", "ben", "cai"]


def test_rotating_goes_on_behind_who_was_asked_last_and_begins_again() -> None:
    made = pool(Selection.ROTATING, zoe={}, ana={}, ben={}, cai={})
    seen = []
    for _ in range(6):
        seen.append(next(made.candidates(ANYONE)))
        made.asked(seen[-1])
    assert seen == ["zoe", "ana", "ben", "cai", "zoe", "ana"]


def test_rotating_passes_over_who_is_not_free() -> None:
    made = pool(Selection.ROTATING, zoe={}, ana={}, cai={})
    made.asked("ana")
    assert order(made) == ["cai", "zoe", "ana"]


def test_rotating_stays_within_the_lowest_weight() -> None:
    made = pool(Selection.ROTATING, zoe={"weight": 1}, ana={}, ben={}, cai={"weight": 1})
    made.asked("ana")
    assert order(made) == ["ben", "ana", "cai", "zoe"]


def test_the_least_loaded_is_by_share_and_then_by_idleness() -> None:
    made = pool(
        Selection.LEAST_LOADED,
        ana={"load_percent": 50, "idle_since_ms": 1},
        ben={"load_percent": 25, "idle_since_ms": 9},
        cai={"load_percent": 25, "idle_since_ms": 8},
    )
    assert order(made) == ["cai", "ben", "ana"]


@pytest.mark.parametrize("selection", list(Selection))
def test_a_lower_weight_goes_first_whatever_the_selection(selection: Selection) -> None:
    made = pool(selection, zoe={"weight": 2}, ana={"weight": 1, "idle_since_ms": 99, "load_percent": 99}, ben={})
    assert order(made) == ["ben", "ana", "zoe"]


@pytest.mark.parametrize("selection", [Selection.LONGEST_IDLE, Selection.LONGEST_IDLE_READY, Selection.LEAST_LOADED])
def test_what_is_equal_goes_by_agent_id(selection: Selection) -> None:
    assert order(pool(selection, cai={}, zoe={}, ana={}, ben={})) == ["ana", "ben", "cai", "zoe"]


def test_only_those_who_meet_the_needs_are_candidates() -> None:
    made = pool(Selection.SEQUENTIAL, zoe={"skills": {"es": 3}}, ana={"skills": {"es": 7}}, ben={})
    assert order(made, es=5) == ["ana"]
    assert order(made, es=3) == ["zoe", "ana"]
    assert order(made, en=1) == []


def test_a_list_that_was_asked_for_before_follows_every_change() -> None:
    made = pool(Selection.LONGEST_IDLE, ana={"skills": {"es": 5}, "idle_since_ms": 1})
    assert order(made, es=5) == ["ana"]

    made.put(member("ben", skills={"es": 5}, idle_since_ms=0))
    assert order(made, es=5) == ["ben", "ana"]
    made.put(member("ben", skills={"es": 5}, idle_since_ms=2))
    assert order(made, es=5) == ["ana", "ben"]
    made.put(member("ana", skills={}, idle_since_ms=1))
    assert order(made, es=5) == ["ben"]
    made.drop("ben")
    made.drop("ben")
    assert order(made, es=5) == []
    assert order(made) == ["ana"]


def test_the_number_of_lists_is_limited_and_one_that_went_is_made_anew() -> None:
    made = pool(Selection.LONGEST_IDLE, ana={"skills": {f"s{n}": 1 for n in range(INDEXES_MAX + 10)}})
    for n in range(INDEXES_MAX + 10):
        assert order(made, **{f"s{n}": 1}) == ["ana"]
    made.drop("ana")
    for n in range(INDEXES_MAX + 10):
        assert order(made, **{f"s{n}": 1}) == []
    assert len(made._indexes) == INDEXES_MAX
