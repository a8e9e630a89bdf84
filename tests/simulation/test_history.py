"""Lines of a history."""

from pathlib import Path

import orjson
from ringline_server.simulation.history import History


def test_lines_are_numbered_and_timed_and_leave_out_what_is_none(tmp_path: Path) -> None:
    history = History(1, clock=lambda: 17)
    history.note("agt_1/d0", "invoke", "offer.accept", key=None, data={"offer": "off_1"})
    history.note("server", "crash")
    history.save(tmp_path / "day.jsonl")

    lines = [orjson.loads(line) for line in (tmp_path / "day.jsonl").read_bytes().splitlines()]
    assert lines == [
        {
            "i": 0,
            "t_mono": 17,
            "who": "agt_1/d0",
            "type": "invoke",
            "f": "offer.accept",
            "data": {"offer": "off_1"},
        },
        {"i": 1, "t_mono": 17, "who": "server", "type": "crash", "f": ""},
    ]
    assert history.stamp() == 2
    assert [line["i"] for line in history.of("crash")] == [1]
