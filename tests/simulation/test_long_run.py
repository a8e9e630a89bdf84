"""`tests/longrun/days.py`: what it has played it does not play again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from kit.source import ROOT


def days(record: Path, *words: str) -> str:
    """What it says."""
    command = [sys.executable, str(ROOT / "tests/longrun/days.py"), "--record", str(record), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def seeds(record: Path) -> list[int]:
    return [json.loads(line)["seed"] for line in record.read_text().splitlines()]


@pytest.mark.timeout(300)
def test_it_goes_on_where_it_was_interrupted_and_says_what_there_is(tmp_path: Path) -> None:
    record = tmp_path / "days.jsonl"
    assert "2 of 2 days to play" in days(record, "--seeds", "1-2")
    assert seeds(record) == [1, 2]
    first, second = record.read_text().splitlines(keepends=True)
    broken = first.replace('"faults": []', '"faults": ["I7"]')
    record.write_text(broken + second[: len(second) // 2])  # a bug, and a kill in the middle of a line

    said = days(record, "--seeds", "1-2")

    assert "2 of 2 days to play" in said
    assert "\n2 days, " in said
    assert "0 days with faults" in said
    assert "0 of 2 days to play" in days(record, "--seeds", "1-2")
    assert json.loads(record.read_text().splitlines()[-1])["seed"] == 2, "on a line of its own"
    assert "2 of 2 days to play" in days(record, "--seeds", "3-4", "--for", "0")
    assert "\n2 days, " in days(record, "--figures")
