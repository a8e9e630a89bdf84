"""Faults planted into a good day: sessions."""

from collections.abc import Callable

import pytest
from kit.spoil import Change, again, first, named, spoilt
from ringline_server.simulation.checks import Book, sessions
from ringline_server.simulation.checks.book import Fault
from ringline_server.simulation.history import Line


def recovered(line: Line) -> bool:
    return any(state["recovered"] for state in line["data"]["streams"].values())


def a_resume_begins_elsewhere(lines: list[Line]) -> None:
    welcome = first(lines, "recv", "welcome", recovered)
    streams = {
        stream: {**state, "from_seq": state["from_seq"] - 1} if state["recovered"] else state
        for stream, state in welcome["data"]["streams"].items()
    }
    welcome["data"] = {**welcome["data"], "streams": streams}


def a_replay_stops_short(lines: list[Line]) -> None:
    told = first(lines, "recv", "caught_up", lambda line: bool(line["data"]["pos"]))
    told["data"] = {"pos": {stream: seq + 1 for stream, seq in told["data"]["pos"].items()}}


def an_interaction_is_numbered_anew(lines: list[Line]) -> None:
    snapshot = first(lines, "recv", "snapshot", lambda line: line["stream"].startswith("interaction/"))
    again(lines, snapshot, epoch="epo_other")


def an_old_epoch_comes_back(lines: list[Line]) -> None:
    snapshot = first(lines, "recv", "snapshot", lambda line: line["stream"].startswith("agent/"))
    newer = {**snapshot, "epoch": "epo_newer"}
    lines.append({**newer, "t_mono": lines[-1]["t_mono"]})
    lines.append({**snapshot, "t_mono": lines[-1]["t_mono"], "stamp": 10**9})


def a_stream_goes_on_after_its_end(lines: list[Line]) -> None:
    event = first(lines, "recv", "event")
    again(lines, event)
    again(lines, event, f="notice", data={"notice": "unsubscribed", "reason": "forbidden"})


def a_session_lives_twice(lines: list[Line]) -> None:
    event = first(lines, "recv", "event")
    welcome = first(lines, "recv", "welcome", lambda line: line["c"] == event["c"])
    lines.insert(lines.index(event), {**welcome, "c": "other#9", "stamp": event["stamp"] - 1})


def a_consumer_learns_of_a_queue(lines: list[Line]) -> None:
    event = first(lines, "recv", "event", lambda line: line["who"].startswith("con_"))
    event["data"] = {**event["data"], "data": {"queue": "que_chat"}}


def an_agent_reads_what_is_not_theirs(lines: list[Line]) -> None:
    event = first(lines, "recv", "event", lambda line: line["who"].startswith("svc_"))
    again(lines, event, who="agt_9/d0")


def a_session_is_forgotten(lines: list[Line]) -> None:
    for line in lines:
        if line["type"] == "recv" and line["f"] == "welcome":
            session = {**line["data"]["session"], "resumed": False}
            line["data"] = {**line["data"], "session": session}


@pytest.mark.parametrize(
    ("plant", "check", "invariant"),
    [
        (a_resume_begins_elsewhere, sessions.resumed_exactly, "I18"),
        (a_replay_stops_short, sessions.resumed_exactly, "I18"),
        (an_interaction_is_numbered_anew, sessions.epochs, "I19"),
        (an_old_epoch_comes_back, sessions.epochs, "I19"),
        (a_stream_goes_on_after_its_end, sessions.unsubscribed, "I21"),
        (a_session_lives_twice, sessions.one_connection, "I23"),
        (a_consumer_learns_of_a_queue, sessions.only_what_one_may_see, "I24"),
        (an_agent_reads_what_is_not_theirs, sessions.only_what_one_may_see, "I24"),
        (a_session_is_forgotten, sessions.verdicts, "I26"),
    ],
)
def test_a_planted_fault_is_found(
    good: Book, plant: Change, check: Callable[[Book], list[Fault]], invariant: str
) -> None:
    assert list(check(good)) == []
    assert named(list(check(spoilt(good, plant))), invariant)
