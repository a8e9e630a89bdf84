"""The command against both of its servers, as small as it goes, and its words for what cannot be."""

import json
from pathlib import Path

import pytest
from ringline_client.bench.figures import WORKS
from ringline_client.cli.commands import app


@pytest.mark.timeout(300)
def test_it_measures_both_servers_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bench.json"
    words = ["bench", "--connections", "2", "--rounds", "1", "--seconds", "0.02", "--json", str(file)]

    status = app(words, result_action="return_value")

    said = json.loads(file.read_text())
    done = {(row["work"], row["server"]) for row in said["figures"]}
    assert status == 0
    assert done == {(work, "ringline") for work in WORKS} | {(work, "textbook") for work in WORKS if work != "final"}
    assert all(row["per_s"]["middle"] > 0 for row in said["figures"])
    assert "cycle: new, rings, accepted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--connections", "1"], "--connections is from 2 to 5,000"),
        (["--rounds", "0"], "--rounds is at least 1"),
        (["--seconds", "0"], "--seconds more than 0"),
    ],
)
def test_what_cannot_be_is_said(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app(["bench", *words], result_action="return_value") == 2
    assert said in capsys.readouterr().err
