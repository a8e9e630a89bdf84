"""Whoever loses the connection for 0.1, 5 or 60 s at any step of the story is told the story of whom it never left.

Each day is broken at every step; `tests/longrun/unbroken.py` breaks each step alone.
"""

from functools import cache
from typing import Final

import attrs
import pytest
from kit.planted_bugs import off_by_one_on_resume, planted
from kit.unbroken import Story, differences, is_the_same_to_the_number, play
from kit.whole_story import SIDES, STEPS, Break

AWAY_MS: Final = (100, 5_000, 60_000)
UNNOTICED_MS: Final = 20_000
"""A line that is half open for less is never missed by the server."""


@cache
def unbroken() -> Story:
    return play(())


def broken(side: str, away_ms: int, *, half_open: bool = False) -> Story:
    return play(tuple(Break(side, step, away_ms, half_open) for step in STEPS))


@pytest.mark.parametrize("half_open", [False, True], ids=["cut", "half_open"])
@pytest.mark.parametrize("away_ms", AWAY_MS)
@pytest.mark.parametrize("side", SIDES)
def test_a_story_that_was_broken_at_every_step_is_told_whole(side: str, away_ms: int, half_open: bool) -> None:
    story = broken(side, away_ms, half_open=half_open)

    assert differences(story, unbroken()) == []
    if side == "service" or (half_open and away_ms < UNNOTICED_MS):
        assert is_the_same_to_the_number(story, unbroken())


@pytest.mark.parametrize("which", ["events", "late"])
def test_one_event_that_is_missing_would_be_found(which: str) -> None:
    key = ("consumer", "chat")
    told = unbroken()[key]
    missing = attrs.evolve(told, **{which: [event for event in getattr(told, which) if event["event"] != "leg.held"]})

    assert differences({**unbroken(), key: missing}, unbroken()) != []


def test_a_server_that_resumes_one_event_too_late_would_be_found() -> None:
    with planted(off_by_one_on_resume), pytest.raises((AssertionError, BaseExceptionGroup)):
        assert differences(broken("agent", 5_000), unbroken()) == []
