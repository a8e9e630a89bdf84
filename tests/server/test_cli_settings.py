"""What the server's commands share."""

from pathlib import Path

import pytest
from ringline_server.cli_settings import REFUSED, Where, called_as, counted, fail, load

GOOD = '[[queues]]\nid = "que_a"\nname = "A"\nchannel = "messaging"\n'


def test_things_are_counted_in_words() -> None:
    assert counted(["x"], "fault") == "1 fault"
    assert counted(2_000, "fault") == "2,000 faults"


def test_a_command_is_called_by_its_name_where_a_shell_finds_it_and_else_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "a clone" / ".venv" / "bin" / "ringline"
    script.parent.mkdir(parents=True)
    script.write_text("#!/bin/sh\n")
    script.chmod(0o700)
    monkeypatch.setattr("sys.argv", [str(script), "serve", "--sample"])
    monkeypatch.setenv("PATH", "")
    assert called_as() == f"'{script}'"
    monkeypatch.chdir(tmp_path / "a clone")
    assert called_as() == ".venv/bin/ringline"
    monkeypatch.setenv("PATH", str(script.parent))
    assert called_as() == "ringline"
    monkeypatch.setattr("sys.argv", ["/usr/lib/ringline_server/__main__.py"])
    assert called_as() == "ringline"
    monkeypatch.setattr("sys.argv", ["ringline"])  # a bare name: no file of this folder
    assert called_as() == "ringline"


def test_a_failure_is_told_and_is_a_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert fail("no") == REFUSED
    assert capsys.readouterr().err == "ringline: no\n"


def test_the_store_lies_where_the_settings_say(tmp_path: Path) -> None:
    config = tmp_path / "ringline.toml"
    config.write_text(GOOD + '[store]\npath = "other.db"\n')

    assert Where(data=tmp_path).store() == tmp_path / "ringline.db"
    assert Where(config_file=config, data=tmp_path / "data").store() == tmp_path / "data" / "other.db"


def test_settings_that_cannot_be_used_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "ringline.toml"
    config.write_text("[store]\npath = 5\n")

    assert load(config) is None
    assert load(tmp_path / "none.toml") is None
    assert Where(config_file=config).store() is None
    assert "config.store.path: " in capsys.readouterr().err
