"""A night of fuzzing in turns, and `tests/longrun/fuzz.py`, which keeps a record of them."""

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from kit.fuzz import mailing
from kit.fuzz.run import TARGETS
from kit.fuzz.turns import FIRST_SEED, ORDER, Turn, figures, standing, tried, turns
from kit.record import Row, add, rows
from kit.source import ROOT

GOOD: Row = {"commit": "c", "load": 1.0, "target": "codec", "seed": 105, "examples": 3, "last": 2, "cpu_s": 60.0}
GOOD |= {"at": "2026-11-23T12:00:00+00:00", "found": "", "again": ""}
BROKEN: Row = {**GOOD, "seed": 104, "last": 102, "found": "no", "again": "--only 102"}


def long_run(record: Path, *words: str) -> tuple[int, str]:
    """Its exit status, and what it says."""
    command = [sys.executable, str(ROOT / "tests/longrun/fuzz.py"), "--record", str(record), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_every_target_has_its_turn_and_every_turn_a_seed_of_its_own() -> None:
    first = list(islice(turns([]), len(ORDER)))

    assert {turn.target for turn in first} == set(TARGETS)
    assert [turn.seed for turn in first] == list(range(FIRST_SEED, FIRST_SEED + len(ORDER)))
    assert first[0].target == "mail"


def test_it_goes_on_behind_the_newest_turn_after_what_was_found() -> None:
    again, fresh, _ = islice(turns([BROKEN, GOOD]), 3)

    assert again == Turn("codec", 104, range(100, 103))
    assert fresh == Turn(ORDER[106 - FIRST_SEED], 106)


def test_what_is_not_found_again_stands_no_more() -> None:
    assert standing([GOOD, BROKEN]) == [BROKEN]
    assert standing([BROKEN, {**BROKEN, "found": ""}]) == []


@pytest.mark.timeout(120)
def test_a_turn_ends_with_what_it_finds_and_says_how_to_see_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    fine = tried(Turn("mail", 1, range(3)), turn_s=0)
    monkeypatch.setattr(mailing, "ANSWER", "two\x00words")
    row = tried(Turn("mail", 1, range(3)), turn_s=0)

    assert (fine["examples"], fine["last"], fine["found"]) == (3, 2, "")
    assert (row["examples"], row["last"]) == (1, 0)
    assert "sent:" in row["found"]
    assert row["again"].endswith("--target mail --seed 1 --only 0")


@pytest.mark.timeout(120)
def test_a_turn_that_breaks_found_something_too() -> None:
    row = tried(Turn("nobody", 1, range(3)), turn_s=0)
    assert "KeyError: 'nobody'" in row["found"]


def test_the_figures_are_sums_by_target() -> None:
    said = list(figures([GOOD, BROKEN]))

    assert "codec: 6 examples in 2 turns, 2.0 minutes of a processor" in said
    assert "1 turns found something" in said
    assert said[-1] == "  --only 102 (c): no"
    assert list(figures([])) == ["nothing was tried"]


@pytest.mark.timeout(300)
def test_the_long_run_keeps_a_record_and_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    record = tmp_path / "fuzz.jsonl"
    add(record, BROKEN)
    with record.open("a") as file:
        file.write('{"target": "front"')  # a kill in the middle of a line

    assert long_run(record, "--figures")[0] == 1
    status, said = long_run(record, "--turns", "2", "--minutes", "0")

    assert status == 0
    assert [(row["target"], row["seed"], row["examples"]) for row in rows(record)] == [
        ("codec", 104, 3),
        ("codec", 104, 3),
        (ORDER[105 - FIRST_SEED], 105, 0),
    ]
    assert "codec 104: 3 examples, nothing found" in said
    assert "0 turns found something" in said
