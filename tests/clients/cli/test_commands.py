"""The commands as a shell runs them: what they say, and with which exit status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from ringline_client.cli import app
from ringline_client.cli.handover import EXAMPLE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        status = app(list(words), result_action="return_int_as_exit_code_else_zero")
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_the_example_is_printed(run: Run) -> None:
    status, out, _ = run("service", "handover", "--example")

    assert (status, json.loads(out)) == (0, json.loads(EXAMPLE.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["agent"], "say --tokens FILE, or --url"),
        (["agent", "--url", "ws://127.0.0.1:1/ws"], "say --token or --token-file"),
        (["agent", "--url", "http://127.0.0.1:1", "--token", "t"], "not a ws:// or wss:// address"),
        (["agent", "agt_ana", "--tokens", "/nowhere/tokens.json"], "No such file"),
        (["agent", "--url", "ws://127.0.0.1:1/ws", "--token-file", "/nowhere/token"], "No such file"),
        (["demo", "--url", "ws://127.0.0.1:1/ws"], "--url needs --tokens"),
        (["demo", "--tokens", "/nowhere/tokens.json"], "No such file"),
        (["service", "handover", "/nowhere/bot.json"], "/nowhere/bot.json"),
    ],
)
def test_what_is_missing_is_said(run: Run, words: list[str], why: str) -> None:
    status, _, err = run(*words)

    assert status == 2
    assert why in err


def test_a_token_file_wants_to_know_who(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tokens.json"
    file.write_text('{"url": "ws://127.0.0.1:1/ws", "agents": {"agt_ana": "t"}}')

    assert "say who you are" in run("agent", "--tokens", str(file))[2]
    assert "no token for agt_eva; it has agt_ana" in run("agent", "agt_eva", "--tokens", str(file))[2]


def test_a_misspelt_handover_says_where(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bot.json"
    file.write_text('{"queue": "que_1", "colour": "red"}')

    assert "colour" in run("service", "handover", str(file))[2]


def test_a_demo_against_a_server_that_knows_nobody_fails_with_the_reason(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tokens.json"
    file.write_text('{"url": "ws://127.0.0.1:1/ws"}')
    status, _, err = run("demo", "--tokens", str(file))

    assert status == 1
    assert "no token for svc_sample" in err
