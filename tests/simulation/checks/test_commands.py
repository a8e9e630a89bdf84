"""Faults planted into a good day: commands and replies."""

from collections import Counter
from collections.abc import Callable

import pytest
from kit.spoil import Change, again, body, first, named, rewrite, spoilt
from ringline_server.simulation.checks import Book, commands
from ringline_server.simulation.checks.book import Fault
from ringline_server.simulation.history import Line


def an_answer_is_not_durable(lines: list[Line]) -> None:
    lines.remove(first(lines, "commit", "answered"))


def a_refused_command_is_durable(lines: list[Line]) -> None:
    asked = first(lines, "ok", "message.send")
    asked["type"] = "fail"


def a_word_is_lost(lines: list[Line]) -> None:
    word = first(lines, "commit", "segment.final", lambda line: body(line)["text"].startswith("word"))
    rewrite(word, text="something else")


def a_note_is_there_twice(lines: list[Line]) -> None:
    again(lines, first(lines, "commit", "note.saved"))


def a_key_is_answered_in_two_ways(lines: list[Line]) -> None:
    reply = first(lines, "recv", "reply", lambda line: "segment" in line["data"].get("result", {}))
    again(lines, reply, data={**reply["data"], "result": {"segment": "seg_other"}})


def a_command_is_answered_twice(lines: list[Line]) -> None:
    again(lines, first(lines, "recv", "reply"))


def a_command_is_not_answered(lines: list[Line]) -> None:
    """The first one of the connection that has most of them: it lives long enough to show it."""
    [(longest, _)] = Counter(
        line["c"] for line in lines if line["type"] == "recv" and line["f"] == "reply"
    ).most_common(1)
    lines.remove(first(lines, "recv", "reply", lambda line: line["c"] == longest))


@pytest.mark.parametrize(
    ("plant", "check", "invariant"),
    [
        (an_answer_is_not_durable, commands.once, "I5"),
        (a_refused_command_is_durable, commands.once, "I5"),
        (a_word_is_lost, commands.effects, "I28"),
        (a_note_is_there_twice, commands.effects, "I28"),
        (a_key_is_answered_in_two_ways, commands.same_reply, "I6"),
        (a_command_is_answered_twice, commands.one_reply, "I22"),
        (a_command_is_not_answered, commands.one_reply, "I22"),
    ],
)
def test_a_planted_fault_is_found(
    good: Book, plant: Change, check: Callable[[Book], list[Fault]], invariant: str
) -> None:
    assert list(check(good)) == []
    assert named(list(check(spoilt(good, plant))), invariant)
