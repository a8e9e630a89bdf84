"""The command that judges a client: what it is told to ask, and what it says. The rest: tests/certification."""

import sys
from pathlib import Path

import pytest
from ringline_client.cli.certify import certify, chosen


def test_without_a_choice_everything_is_asked() -> None:
    assert [one.title.number for one in chosen("")] == [f"K{number}" for number in range(1, 32)]


def test_an_unknown_number_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert certify("true", only="K1,K99") == 2
    assert "no case K99" in capsys.readouterr().err


def test_the_list_needs_no_client(capsys: pytest.CaptureFixture[str]) -> None:
    assert certify(only="K8,K22", list_=True) == 0
    assert [line[:6] for line in capsys.readouterr().out.splitlines()] == ["K8   M", "K22  S"]


def test_without_a_client_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert certify() == 2
    assert "node client.mjs" in capsys.readouterr().err


def test_a_client_that_cannot_be_started_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert certify("/no/such/client") == 2
    assert capsys.readouterr() == ("", "ringline: /no/such/client: there is no such program, or it may not be run\n")


def test_a_bad_client_is_reported(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    junit = tmp_path / "junit.xml"
    assert certify("false", only="K24", junit=junit) == 1
    told = capsys.readouterr().out
    assert "FAILED  K24" in told
    assert "the client has ended, exit status 1: without a word" in told
    assert 'failures="1"' in junit.read_text(encoding="utf-8")


def test_our_client_is_not(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", ":".join(path for path in sys.path if path))
    assert certify(sys.executable, "-m", "ringline_client.certification.driver", only="K24") == 0
    assert "1 passed, 0 failed" in capsys.readouterr().out
