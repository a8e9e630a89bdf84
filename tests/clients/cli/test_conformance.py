"""The command that asks a server: what it is told to ask, and what it says. The rest: tests/conformance."""

from pathlib import Path

import pytest
from kit.ports import Port
from ringline_client.cli.conformance import Wish, chosen, conformance


def test_without_a_choice_everything_is_asked() -> None:
    assert len(chosen("")) == 149


def test_numbers_and_sections_are_chosen_in_the_order_of_the_catalogue() -> None:
    assert [title.number for title in chosen("E67, B17")] == ["B17", "E67"]
    assert {title.number[0] for title in chosen("A,C")} == {"A", "C"}


def test_an_unknown_number_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance(wish=Wish(only="E67,Z9")) == 2
    assert "no case Z9" in capsys.readouterr().err


def test_the_list_needs_no_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance(wish=Wish(only="E67,E82", list_=True)) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line[:3] for line in listed] == ["E67", "E82"]
    assert listed[0].endswith("[in the kit]")


def test_without_a_token_file_it_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert conformance() == 2
    assert "--tokens" in capsys.readouterr().err
    assert conformance(wish=Wish(tokens=tmp_path / "none.json")) == 2


def test_a_server_that_is_not_there_is_told_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    port = Port.take()
    url = f"ws://127.0.0.1:{port.number}/ws"
    assert conformance(url, Wish(tokens=tmp_path / "tokens.json")) == 2
    port.close()
    out, err = capsys.readouterr()
    assert out == ""
    assert f"ringline: cannot connect to {url}" in err
