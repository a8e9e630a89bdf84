"""Faults planted into a good day: bugs, leaks and what is left over."""

from collections.abc import Callable

import pytest
from kit.spoil import Change, again, body, first, named, spoilt
from ringline_server.simulation.checks import Book, quiet
from ringline_server.simulation.checks.book import Fault
from ringline_server.simulation.history import History, Line


def an_actor_crashes(lines: list[Line]) -> None:
    log = next(line for line in lines if line["type"] == "log")
    again(lines, log, f="actor crashed", data={"level": "error", "actor": "queue:que_chat"})


def a_final_is_there_twice(lines: list[Line]) -> None:
    again(lines, first(lines, "commit", "segment.final"))


def a_partial_comes_after_its_final(lines: list[Line]) -> None:
    final = first(lines, "recv", "event", lambda line: line["data"]["event"] == "segment.final")
    partial = {"event": "segment.partial", "key": final["data"]["data"]["segment"], "data": {}}
    again(lines, final, f="ephemeral", data=partial)


def a_masked_value_is_logged(lines: list[Line]) -> None:
    value = body(first(lines, "commit", "interaction.created"))["variables"][0]["value"]
    log = next(line for line in lines if line["type"] == "log")
    again(lines, log, data={"level": "info", "reason": value})


def an_interaction_stays_in_memory(lines: list[Line]) -> None:
    figures = first(lines, "info", "figures")
    figures["data"] = {**figures["data"], "interactions": ["int_1"]}


def the_day_has_no_end(lines: list[Line]) -> None:
    lines.remove(first(lines, "info", "figures"))


@pytest.mark.parametrize(
    ("plant", "check", "invariant"),
    [
        (an_actor_crashes, quiet.no_bugs, "I0"),
        (a_final_is_there_twice, quiet.finals, "I29"),
        (a_partial_comes_after_its_final, quiet.finals, "I29"),
        (a_masked_value_is_logged, quiet.no_leaks, "I30"),
        (an_interaction_stays_in_memory, quiet.idle, "I32"),
        (the_day_has_no_end, quiet.idle, "I32"),
    ],
)
def test_a_planted_fault_is_found(
    good: Book, plant: Change, check: Callable[[Book], list[Fault]], invariant: str
) -> None:
    assert list(check(good)) == []
    assert named(list(check(spoilt(good, plant))), invariant)


@pytest.mark.parametrize(("later_ms", "faults"), [(900, 0), (2_000, 1)])
def test_an_actor_that_may_not_write_any_more_may_be_too_busy_crashing(later_ms: int, faults: int) -> None:
    history = History(1, clock=iter((10_000, 10_000 + later_ms)).__next__)
    about = {"level": "error", "actor": "interaction:int_1"}
    history.note("server", "log", "actor crashed", data={**about, "error": "StaleWriter"})
    history.note("server", "log", "invariant violated", data={**about, "reason": "it has had no turn for too long"})

    assert len(list(quiet.no_bugs(Book(history, [])))) == faults
