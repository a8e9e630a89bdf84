"""`ringline simulate`."""

from pathlib import Path

import pytest
from ringline_server.cli import app
from ringline_server.simulation import checks
from ringline_server.simulation.checks import Book, Fault

SMALL = ["--agents", "2", "--consumers", "3", "--rough", "10"]


def simulate(*words: str) -> int:
    code = app(["simulate", *words], result_action="return_int_as_exit_code_else_zero")
    assert isinstance(code, int)
    return code


def test_one_seed_is_told_as_a_story_and_kept_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--seed", "3", *SMALL, "--out", str(tmp_path / "day.jsonl")) == 0

    told = capsys.readouterr().out
    assert "asks interaction.create" in told
    assert "every promise was kept" in told
    assert (tmp_path / "day.jsonl").read_bytes().startswith(b'{"')


def test_many_seeds_say_how_far_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--seeds", "1-2", *SMALL, "--jobs", "1") == 0

    told = capsys.readouterr()
    assert "2 of 2 days, 0 with faults" in told.err
    assert "2 days, " in told.out


def test_a_seed_with_a_fault_is_named_with_its_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(book: Book) -> list[Fault]:
        return [Fault("I7", 3, "an offer ends twice")] * 9

    monkeypatch.setattr(checks, "faults", broken)

    assert simulate("--seeds", "4-4", *SMALL, "--jobs", "1") == 1
    told = capsys.readouterr().out
    assert "again: ringline simulate --seed 4 --agents 2 --consumers 3 --rough 10" in told
    assert told.count("an offer ends twice") == 5
    assert "faults: I7 9" in told
    assert simulate("--seed", "4", *SMALL) == 1
    assert "!!! I7 at line 3" in capsys.readouterr().out


def test_short_days_are_named_so_with_what_was_added(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        checks, "faults", lambda book: [Fault("I7", 3, f"played with {len(book.accounts[0][1].agents)}")]
    )

    assert simulate("--seeds", "4-4", "--short", "--agents", "1", "--jobs", "1") == 1
    told = capsys.readouterr().out
    assert "again: ringline simulate --seed 4 --short --agents 1\n" in told
    assert "played with 2" in told  # the supervisor is one of them


def test_only_some_things_go_wrong_if_one_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--seed", "5", *SMALL, "--trouble", "cut", "--trouble", "crash") == 0
    assert "kinds=cut crash" in capsys.readouterr().out
    assert simulate("--seed", "5", "--trouble", "rain") == 2
    assert "no such trouble: rain. There are cut, half_open" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["--seed", "1", "--seeds", "1-2"], ["--seeds", "5"], ["--seeds", "5-1"]])
def test_nonsense_is_refused_with_a_word_on_what_to_say(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate(*words) == 2
    assert "--seeds A-B" in capsys.readouterr().err
