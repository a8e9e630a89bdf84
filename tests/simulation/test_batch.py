"""Many days, each judged on its own."""

from collections.abc import Iterator

import attrs
import pytest
from ringline_server.simulation import batch, checks, day
from ringline_server.simulation.checks import Book, Fault
from ringline_server.simulation.day import Plan

SMALL = Plan(agents=2, consumers=3, rough_s=10, calm_s=5)


def told(verdict: batch.Verdict) -> batch.Verdict:
    """Without what differs each time."""
    return attrs.evolve(verdict, computed_s=0.0)


def test_a_verdict_says_what_went_wrong_and_what_it_cost(good: Book) -> None:
    verdict = batch.judge(5, attrs.evolve(SMALL, troubles=("disk_slow", "crash")))

    assert (verdict.seed, verdict.faults) == (5, ())
    assert verdict.virtual_s > SMALL.rough_s + SMALL.calm_s
    assert verdict.computed_s > 0
    assert verdict.troubles
    assert verdict.troubles.keys() <= {"disk_slow", "crash"}
    assert set(batch.troubles_of(good)) <= {"cut", "sleep", "crash", "disk_slow"}


def test_a_day_with_a_fault_is_told_and_the_next_one_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(book: Book) -> list[Fault]:
        return [Fault("I7", 3, "an offer ends twice")] if book.history.seed == 1 else []

    monkeypatch.setattr(checks, "faults", broken)

    assert [bool(verdict.faults) for verdict in batch.verdicts([1, 2], SMALL)] == [True, False]


def test_a_day_that_does_not_end_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    run = day.run
    monkeypatch.setattr(day, "run", lambda seed, plan: run(seed, plan, computed_s_max=0.02))

    [fault] = batch.judge(1, Plan()).faults
    assert "I0 the day did not come to its end: still running after" in fault


def test_several_processes_tell_what_one_does_in_the_same_order() -> None:
    one = [told(verdict) for verdict in batch.verdicts(range(1, 7), SMALL)]

    assert [told(verdict) for verdict in batch.verdicts(range(1, 7), SMALL, jobs=2)] == one
    assert [verdict.seed for verdict in one] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_seed_is_asked_for_long_before_its_day(jobs: int) -> None:
    asked: list[int] = []

    def seeds() -> Iterator[int]:
        for seed in range(1, 10):
            asked.append(seed)
            yield seed

    found = batch.verdicts(seeds(), SMALL, jobs)

    assert next(found).seed == 1
    assert len(asked) <= 1 + jobs * batch.AHEAD
