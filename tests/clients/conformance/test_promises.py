"""What holds on every connection, and what is found when it does not."""

import json
from typing import Any

import pytest
from ringline_client.conformance.broken import Broken
from ringline_client.conformance.promises import Promises

STREAM = "interaction/int_1"
SNAPSHOT = {"type": "snapshot", "stream": STREAM, "epoch": "e", "seq": 4}


def event(seq: int, **more: Any) -> dict[str, Any]:
    return {"type": "event", "stream": STREAM, "seq": seq, "event": "note.saved", **more}


def reply(seq: int, command: str = "c1") -> dict[str, Any]:
    return {"type": "reply", "id": command, "result": {}, "pos": {STREAM: seq}}


def seen(*frames: dict[str, Any], commands: tuple[str, ...] = ("c1",)) -> Promises:
    promises = Promises()
    promises.sent(json.dumps([{"type": "command", "id": one} for one in commands]))
    for frame in frames:
        promises.see(frame)
    return promises


def test_what_a_right_server_says_is_fine() -> None:
    promises = seen(SNAPSHOT, event(5), event(6, event="hidden"), reply(6))
    assert promises.pos == {STREAM: ["e", 6]}


def test_a_stream_that_is_recovered_goes_on_where_it_was() -> None:
    verdict = {"epoch": "e", "head": 9, "recovered": True, "from_seq": 7}
    assert seen({"type": "welcome", "streams": {STREAM: verdict}}, event(8)).pos == {STREAM: ["e", 8]}
    subscribed = {"type": "reply", "id": "c1", "result": {"stream": STREAM, "state": verdict}}
    assert seen(subscribed, event(8)).pos == {STREAM: ["e", 8]}


@pytest.mark.parametrize(
    ("frames", "promise"),
    [
        ([SNAPSHOT, event(6)], "G1"),
        ([SNAPSHOT, event(5), event(5)], "G1"),
        ([event(1)], "G4"),
        ([SNAPSHOT, event(5, event="hidden", data={"text": "x"})], "hidden"),
        ([SNAPSHOT, reply(5), event(5)], "G3"),
        ([SNAPSHOT, reply(4), reply(4)], "G5"),
    ],
)
def test_a_broken_promise_is_named(frames: list[dict[str, Any]], promise: str) -> None:
    with pytest.raises(Broken, match=promise):
        seen(*frames)


def test_two_commands_with_one_id_are_owed_two_replies() -> None:
    seen(SNAPSHOT, reply(4), reply(4), commands=("c1", "c1"))


@pytest.mark.parametrize("text", ["{", "42", "[" * 60_000, '"x"', '[{"type": "ping"}, 1]'])
def test_what_is_no_command_is_owed_nothing(text: str) -> None:
    promises = Promises()
    promises.sent(text)
    assert not promises.owed
