"""Logs keep to the list of fields and never repeat what a person wrote."""

import contextlib
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from ringline_server import logs

CANARY = "canary-4111-1111"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    logs.configure("json", stream=stream)
    yield stream
    logs.dropped.clear()  # some tests here fill it on purpose


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_says_what_where_when_and_how_grave(out: io.StringIO) -> None:
    logs.logger("front").info("connection refused", peer="192.0.2.7", reason="origin")
    (line,) = lines(out)
    at = line.pop("at")
    assert at.endswith("Z")
    assert line == {
        "event": "connection refused",
        "source": "front",
        "level": "info",
        "peer": "192.0.2.7",
        "reason": "origin",
    }


def test_an_unknown_field_is_left_out_and_counted(out: io.StringIO) -> None:
    logs.logger("front").warning("odd", text=CANARY, count=3)
    assert CANARY not in out.getvalue()
    assert lines(out)[0]["count"] == 3
    assert logs.dropped == {"text": 1}


def test_a_long_value_is_cut(out: io.StringIO) -> None:
    logs.logger("front").info("odd", path="x" * 10_000)
    assert lines(out)[0]["path"] == "x" * logs.FIELD_CHARS_MAX


def test_an_exception_is_told_by_type_and_place_without_its_message(out: io.StringIO) -> None:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as e:
            raise ExceptionGroup(CANARY, [ValueError(CANARY)]) from e
    except* ValueError:
        logs.logger("actor").exception("crashed", actor="interaction:int_1")
    (line,) = lines(out)
    assert CANARY not in out.getvalue()
    assert line["error"] == "ExceptionGroup"
    assert [told for told in line["trace"] if ":" not in told] == [
        "ExceptionGroup",
        "ValueError",
        "because of",
        "KeyError",
    ]
    assert any(told.startswith("server/test_logs.py:") for told in line["trace"])


def test_an_exception_given_as_a_field_is_told_by_its_type(out: io.StringIO) -> None:
    logs.logger("front").warning("failed", error=ValueError(CANARY))
    assert lines(out)[0]["error"] == "ValueError"


def test_a_line_that_cannot_be_written_is_lost_and_counted() -> None:
    before = logs.lost.total()
    with open("/dev/full", "w", encoding="utf-8") as full:
        logs.configure("json", stream=full)
        for _ in range(3):
            logs.logger("front").error("connection refused", reason="x" * 5_000)
        with contextlib.suppress(OSError):
            full.close()  # the rest of its buffer has no place either

    assert logs.lost.total() == before + 3
    assert logs.lost["OSError"] >= 3


def test_what_is_below_the_level_is_not_told() -> None:
    stream = io.StringIO()
    logs.configure("json", level="warning", stream=stream)
    logs.logger("front").info("quiet")
    assert stream.getvalue() == ""


def test_another_librarys_record_says_only_who_and_where(out: io.StringIO) -> None:
    logging.getLogger("hypercorn.error").error("said %s", CANARY)
    (line,) = lines(out)
    assert CANARY not in out.getvalue()
    assert (line["source"], line["level"]) == ("hypercorn.error", "error")
    assert line["place"].startswith("test_logs:")


def test_bound_context_is_told_and_kept_to_the_list(out: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(actor="queue:que_1", text=CANARY):
        logs.logger("actor").info("revived")
    assert lines(out)[0]["actor"] == "queue:que_1"
    assert CANARY not in out.getvalue()


def test_the_console_form_is_one_readable_line() -> None:
    stream = io.StringIO()
    logs.configure("console", stream=stream)
    logs.logger("front").info("listening", port=8080)
    assert stream.getvalue().count("\n") == 1
    assert "listening" in stream.getvalue()
    assert "port=8080" in stream.getvalue()
