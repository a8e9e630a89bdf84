"""Faults planted into a good day: journals and deliveries."""

from collections.abc import Callable

import pytest
from kit.spoil import Change, again, earlier, first, named, spoilt
from ringline_server.simulation.checks import Book, streams
from ringline_server.simulation.checks.book import Fault
from ringline_server.simulation.history import Line


def told(lines: list[Line], stream: str = "interaction/") -> Line:
    return first(lines, "recv", "event", lambda line: line["stream"].startswith(stream) and "data" in line["data"])


def a_number_is_left_out(lines: list[Line]) -> None:
    lines.remove(first(lines, "commit", "segment.final"))


def an_old_writer_writes(lines: list[Line]) -> None:
    commits = [line for line in lines if line["type"] == "commit" and "fence" in line]
    commits[-1]["fence"] = commits[-1]["fence"] - 1
    commits[0]["fence"] = commits[-1]["fence"] + 1


def an_event_is_not_delivered(lines: list[Line]) -> None:
    event = told(lines)
    follows = any(
        line["type"] == "recv" and (line["c"], line.get("stream")) == (event["c"], event["stream"])
        for line in lines[lines.index(event) + 1 :]
    )
    assert follows
    lines.remove(event)


def an_event_is_delivered_twice(lines: list[Line]) -> None:
    again(lines, told(lines))


def two_are_told_different_things(lines: list[Line]) -> None:
    event = told(lines)
    other = {**event["data"], "data": {"something": "else"}}
    again(lines, event, c="svc_other/d0#1", data=other)
    stream = {event["stream"]: {"recovered": True, "epoch": _epoch(lines, event), "from_seq": event["seq"] - 1}}
    again(lines, event, c="svc_other/d0#1", f="welcome", data={"streams": stream})


def _epoch(lines: list[Line], event: Line) -> str:
    before = [
        line
        for line in lines[: lines.index(event)]
        if line["type"] == "recv" and line["f"] == "snapshot" and line["c"] == event["c"]
    ]
    return str(next(line["epoch"] for line in reversed(before) if line["stream"] == event["stream"]))


def somebody_is_told_before_it_is_durable(lines: list[Line]) -> None:
    event = told(lines)
    commit = next(
        line
        for line in lines
        if line["type"] == "commit" and (line["stream"], line.get("seq")) == (event["stream"], event["seq"])
    )
    earlier(lines, event, commit)


def somebody_is_told_what_did_not_happen(lines: list[Line]) -> None:
    event = told(lines)
    event["data"] = {**event["data"], "event": "interaction.reopened"}


def a_reply_comes_before_its_effect(lines: list[Line]) -> None:
    reply = first(lines, "recv", "reply", lambda line: bool(line["data"].get("pos")))
    [stream, *_] = reply["data"]["pos"]
    effect = next(
        line
        for line in reversed(lines[: lines.index(reply)])
        if line["type"] == "recv" and (line["c"], line.get("stream")) == (reply["c"], stream)
    )
    earlier(lines, reply, effect)


def a_reply_names_what_was_never_told(lines: list[Line]) -> None:
    reply = first(lines, "recv", "reply", lambda line: bool(line["data"].get("pos")))
    reply["data"] = {**reply["data"], "pos": {"interaction/int_unheard_of": 1}}


def a_snapshot_is_not_what_was_folded(lines: list[Line]) -> None:
    """The last one that an agent took of their own stream."""
    own = [line for line in lines if line["type"] == "recv" and line["f"] == "snapshot"]
    last = next(line for line in reversed(own) if line["stream"].startswith("agent/agt_1"))
    last["data"] = {**last["data"], "state": {**last["data"]["state"], "name": "Somebody else"}}


@pytest.mark.parametrize(
    ("plant", "check", "invariant"),
    [
        (a_number_is_left_out, streams.numbered, "I13"),
        (an_old_writer_writes, streams.numbered, "I13"),
        (an_event_is_not_delivered, streams.contiguous, "I14"),
        (an_event_is_delivered_twice, streams.contiguous, "I14"),
        (two_are_told_different_things, streams.agree, "I15"),
        (somebody_is_told_before_it_is_durable, streams.committed, "I16"),
        (somebody_is_told_what_did_not_happen, streams.committed, "I16"),
        (a_snapshot_is_not_what_was_folded, streams.folded, "I17"),
        (a_reply_comes_before_its_effect, streams.effects_first, "I20"),
        (a_reply_names_what_was_never_told, streams.effects_first, "I20"),
    ],
)
def test_a_planted_fault_is_found(
    good: Book, plant: Change, check: Callable[[Book], list[Fault]], invariant: str
) -> None:
    assert list(check(good)) == []
    assert named(list(check(spoilt(good, plant))), invariant)
