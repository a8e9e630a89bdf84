"""The command against a server that it starts itself, and its words for what cannot be."""

import json
from pathlib import Path

import pytest
from ringline_client.cli.commands import app
from ringline_client.load import account
from ringline_server.config import load as load_config

QUICK = ["--ramp", "0", "--answer", "0", "--talk", "0.3-0.6", "--write", "0.5", "--next", "0.1"]


def test_it_starts_a_server_and_writes_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "load.json"
    words = ["load", "--own", "--agents", "2", "--consumers", "3", "--seconds", "1", *QUICK, "--json", str(file)]
    status = app(words, result_action="return_value")

    assert status == 0
    assert "lost 0" in capsys.readouterr().out
    assert json.loads(file.read_text())["counts"]["talked"] >= 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "say --tokens FILE"),
        (["--own", "--talk", "soon"], "'soon' is no span of seconds"),
        (["--own", "--agents", "0"], "at least 1"),
    ],
)
def test_what_cannot_be_is_said(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app(["load", *words], result_action="return_value") == 2
    assert said in capsys.readouterr().err


def test_its_account_is_one_that_a_server_takes(tmp_path: Path) -> None:
    (tmp_path / "token.key").write_bytes(b"x" * 32)
    file = tmp_path / "ringline.toml"
    file.write_text(account.toml(3))

    assert [agent.id for agent in load_config(file).agents] == account.names(3)
