"""A bot's conversation from a file, handed over to a real server."""

from pathlib import Path

import pytest
from kit.clients import house_of_clients
from ringline_client.cli.handover import EXAMPLE, called, hand_over, load
from ringline_protocol.codes import FrameError


def test_the_example_is_what_the_protocol_says() -> None:
    wish = load(EXAMPLE)

    assert (wish.queue, wish.consumer.name, len(wish.transcript)) == ("que_support", "María Rodríguez", 5)


def test_a_misspelt_field_is_said_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "bot.json"
    file.write_text('{"queue": "que_1", "variables": [{"nam": "pnr", "value": 1}]}')

    with pytest.raises(FrameError, match=r"variables\[0\]"):
        load(file)


async def test_it_is_handed_over_and_its_consumer_told_how_to_connect(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bot.json"
    _write(file)
    async with house_of_clients(tmp_path) as house:
        sofia = await house.supervisor()

        async def source() -> str:
            return house.server.token("svc_bot")

        await hand_over(load(file), "case-7", house.server.url, source)
        page = await sofia.list_interactions(queue="que_chat")

    told = capsys.readouterr().out
    assert f"{page.items[0].id} waits in que_chat" in told
    assert "ringline consumer --url ws://127.0.0.1" in told


def _write(file: Path) -> None:
    file.write_text('{"queue": "que_chat", "consumer": {"name": "María"}}')


def test_a_command_that_no_shell_finds_is_named_as_it_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", [".venv/bin/ringline"])
    assert called() == ".venv/bin/ringline"
    (tmp_path / "ringline").touch(mode=0o755)
    assert called() == "ringline"
    monkeypatch.setattr("sys.argv", ["/usr/lib/ringline_server/__main__.py"])
    assert called() == "ringline"
