"""One fault each: told exactly when there is one."""

from pathlib import Path

import pytest
from ringline_protocol.values import Channel
from ringline_server.config_limits import between, file, ids, made, named, span, spans, twice, unknown, written
from ringline_server.config_reading import Fault
from ringline_server.domain.policy import Queue


def test_both_bounds_are_allowed_and_nothing_beyond_them() -> None:
    assert [value for value in range(5) if not list(between("here", value, 1, 3))] == [1, 2, 3]
    assert list(between("here", None, 1, 3)) == []
    assert list(between("here", 4, 1, 3)) == [Fault("here", "1 to 3")]


def test_spans_are_told_as_they_are_written() -> None:
    assert list(span("ring", 4_999, (5_000, 600_000))) == [Fault("ring", "5s to 10min")]
    assert list(span("ring", None, (5_000, 600_000))) == []
    queue = Queue("que_a", "A", Channel.VOICE, ring_ms=1)
    assert list(spans("q", queue, {"ring_ms": (2, 3), "max_wait_ms": (1, 1)})) == [Fault("q.ring", "2ms to 3ms")]


@pytest.mark.parametrize(
    ("ms", "text"), [(0, "0s"), (1, "1ms"), (1_500, "1500ms"), (90_000, "90s"), (3_600_000, "1h"), (172_800_000, "2d")]
)
def test_a_span_is_written_in_its_largest_unit(ms: int, text: str) -> None:
    assert written(ms) == text


@pytest.mark.parametrize("name", ["que_a", "que_A-1_b", "que_" + "x" * 60])
def test_an_id_of_its_kind_is_fine(name: str) -> None:
    assert list(ids("queues", "que", [name])) == []


@pytest.mark.parametrize("name", ["", "que_", "a", "agt_a", "que_" + "x" * 61, "que_á", "que_a b", "que_a\n"])
def test_an_id_of_another_kind_is_told_with_its_place(name: str) -> None:
    [fault] = ids("queues", "que", ["que_ok", name])
    assert fault.place == "queues[1].id"


def test_what_is_there_twice_is_told_once() -> None:
    assert list(twice("here", ["a", "b", "a", "a"])) == [Fault("here", "a is there 3 times")]


def test_a_name_is_neither_blank_nor_endless() -> None:
    assert [list(named("q", name)) != [] for name in ("", "  ", "x", "x" * 100, "x" * 101)] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_a_file_has_to_be_there_and_to_be_one(tmp_path: Path) -> None:
    here = tmp_path / "key"
    here.touch()
    assert list(file("f", None)) == list(file("f", str(here))) == []
    assert list(file("f", str(tmp_path))) == [Fault("f", f"there is no file {tmp_path}")]


def test_what_cannot_be_made_says_why() -> None:
    def make(given: tuple[str, ...]) -> object:
        if given:
            raise ValueError("not that")
        return given

    assert list(made("here", make, ())) == []
    assert list(made("here", make, ("x",))) == [Fault("here", "not that")]


def test_an_unknown_name_is_told_with_what_is_near() -> None:
    assert unknown("here", "queue", "que_b", ["que_a"]).text == "there is no queue que_b; did you mean que_a?"
