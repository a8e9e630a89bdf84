"""The checker is checked: each of twelve bugs in the server is found, and by an invariant that it breaks."""

from typing import Final

import attrs
import pytest
from kit.planted_bugs import BUGS, Bug, planted
from ringline_server.simulation import checks, day
from ringline_server.simulation.checks import Book

SEEDS = range(1, 101)
"""Each is found within these short days; how many it takes stands in tests/README.md."""

FOUND_BY: Final[dict[str, tuple[set[str], tuple[str, ...]]]] = {
    "no_dedupe": ({"I5", "I28", "I29"}, ()),
    "reply_before_commit": ({"I16"}, ("disk_slow", "crash")),
    "no_fence": ({"I13"}, ("replaced", "cut")),
    "seq_reused_after_a_crash": ({"I15"}, ("crash", "cut")),
    "off_by_one_on_resume": ({"I14"}, ("cut", "sleep")),
    "snapshot_outside_the_mailbox": ({"I14"}, ("cut", "anew")),
    "timer_not_cancelled_on_accept": ({"I7"}, ("cut", "sleep")),
    "capacity_freed_twice": ({"I10"}, ("cut", "sleep")),
    "ephemeral_after_its_final": ({"I29"}, ("slow", "slow")),
    "stream_cached_for_the_wrong_reader": ({"I24"}, ("cut", "sleep")),
    "ack_moves_backwards": ({"I25"}, ("slow", "slow")),
    "offer_rung_again_with_its_old_id": ({"I4", "I7"}, ("cut", "sleep")),
}
"""Bug -> invariants, one of which finds it; and what goes wrong on the days on which it is looked for."""

LAGS: Final = {"ack_moves_backwards"}
"""Shows where one device lags behind another one: everybody has two."""


HANGS_S: Final = 60
"""Of real time: in place of an answer. No bug here makes a day hang; one that did would be found by that."""


def played(seed: int, bug: Bug) -> Book:
    name = bug.__name__
    lags = 1.0 if name in LAGS else day.SHORT.second_devices
    plan = attrs.evolve(day.SHORT, troubles=FOUND_BY[name][1], second_devices=lags)
    with planted(bug):
        try:
            return day.run(seed, plan, HANGS_S)
        except day.Broken as broken:
            return broken.book


@pytest.mark.timeout(600)
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_found(bug: Bug) -> None:
    invariants, found = FOUND_BY[bug.__name__][0], set[str]()
    for seed in SEEDS:
        faults = checks.faults(played(seed, bug))
        found |= {fault.invariant for fault in faults}
        if found & invariants:
            print(f"{bug.__name__}: seed {seed}, {faults[0]}")
            return
    pytest.fail(f"{bug.__name__} was not found; what was: {found}")


def test_there_are_twelve_and_they_are_taken_out_again() -> None:
    assert {bug.__name__ for bug in BUGS} == set(FOUND_BY)
    assert len(BUGS) == 12
    for bug in BUGS:
        before = [getattr(owner, name) for owner, name, _ in bug()]
        with planted(bug):
            assert [getattr(owner, name) for owner, name, _ in bug()] != before
        assert [getattr(owner, name) for owner, name, _ in bug()] == before
