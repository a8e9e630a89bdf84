"""What a load test says, and when it fails."""

import pytest
from ringline_client.load.report import SERVERS, Limits, misses, plain, progress, table
from ringline_client.load.tally import Tally


def tally(**counts: int) -> Tally:
    found = Tally()
    found.counts.update({"talked": 9, **{name.replace("_", " "): count for name, count in counts.items()}})
    for name in SERVERS:
        found.took[name].add(0.010)
    return found


def test_a_good_test_misses_nothing() -> None:
    assert misses(tally(gave_up=1), Limits(p99_ms=10, gave_up_percent=10)) == []


@pytest.mark.parametrize("name", SERVERS)
def test_whatever_the_server_answers_for_has_a_limit(name: str) -> None:
    slow = tally()
    slow.took[name].add(0.0101)
    assert misses(slow, Limits(p99_ms=10)) == [f"{name}: p99 10.1 ms, at most 10 ms"]


def test_lost_words_errors_and_lost_patience_are_told() -> None:
    bad = tally(lost=2, gave_up=3)
    bad.failed("message.send internal")
    assert misses(bad, Limits(gave_up_percent=10)) == [
        "2 messages were lost",
        "1 errors, at most 0",
        "25.0 % gave up, at most 10 %",
    ]
    assert misses(bad, Limits(errors=1)) == ["2 messages were lost"]


def test_a_test_in_which_nothing_happened_is_no_success() -> None:
    assert "nobody talked with anybody" in misses(Tally(), Limits())


def test_the_table_names_errors_and_warns_when_the_test_itself_was_late() -> None:
    late = tally()
    late.failed("agt_1: cannot connect")
    late.took["own lag"].add(0.006)
    lines = list(table(late))

    assert any(line == "error: agt_1: cannot connect (1)" for line in lines)
    assert "late itself (p99 6 ms)" in lines[-1]
    late.took["own lag"].values.clear()
    assert "late itself" not in list(table(late))[-1]


def test_the_line_and_the_file_say_the_same() -> None:
    found = tally(messages=4)
    assert "messages 4 (p50 10, p99 10 ms)" in progress(found, 12.3)
    assert plain(found, ["x"])["took_ms"]["message"] == {"count": 1, "p50": 10, "p90": 10, "p99": 10, "most": 10}
