"""A file of an engine's messages, fed into an interaction of a real server."""

import json
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from kit.clients import HouseOfClients, house_of_clients
from ringline_client.cli import commands
from ringline_client.cli.transcribe import ENGINES, BadLine, transcribe
from ringline_protocol.values import Role


async def fed(house: HouseOfClients, file: Path, engine: str) -> list[tuple[Role, str]]:
    """What the interaction's transcript says afterwards."""
    bot = await house.service()
    made = await bot.create("que_chat")

    async def source() -> str:
        return house.server.token("svc_bot")

    await transcribe(made.interaction, file, engine, {1: Role.AGENT}, house.server.url, source)
    return [(one.role, one.text) for one in await bot.transcript(made.interaction)]


def lines(*messages: object) -> str:
    return "\n\n".join(map(json.dumps, messages)) + "\n"


async def test_a_file_of_messages_becomes_a_transcript(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "vosk.jsonl"
    file.write_text(lines({"partial": "bue"}, {"partial": "buenas"}, {"text": "buenas tardes"}, {"text": "adiós"}))
    async with house_of_clients(tmp_path) as house:
        assert await fed(house, file, "vosk") == [(Role.CONSUMER, "buenas tardes"), (Role.CONSUMER, "adiós")]
    assert "2 finals and 2 partials for int_" in capsys.readouterr().out


async def test_a_bad_line_is_named_and_not_quoted(tmp_path: Path) -> None:
    file = tmp_path / "vosk.jsonl"
    file.write_text(lines({"text": "buenas"}) + "\n" + lines({"final": "secret"}))
    async with house_of_clients(tmp_path) as house:
        with pytest.raises(BadLine) as bad:
            await fed(house, file, "vosk")
    assert str(bad.value) == "line 3: text: missing"


def test_the_command_offers_every_engine() -> None:
    assert set(get_args(get_type_hints(commands.feed_transcript)["engine"])) == set(ENGINES)
