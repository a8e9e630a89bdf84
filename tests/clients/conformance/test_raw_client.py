"""The client without comfort: what it remembers, what it refuses to wait for, what it tells."""

from pathlib import Path

import pytest
from kit.accounts import account
from kit.server import running_server
from ringline_client.conformance.broken import Broken
from ringline_client.conformance.raw_client import Closed, Frame, raw_client


async def test_frames_that_nobody_asked_for_yet_are_kept(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server, raw_client(server.url) as ana:
        welcome = await ana.hello(server.token("agt_ana"))
        asked = await ana.tell("agent.set_status", {"status": "ready"})
        await ana.reply(asked)
        changed = await ana.event("agent.status_changed", "agent/agt_ana", status="ready")

    assert welcome["id"] == "h1"
    assert changed in ana.events("agent/agt_ana")


async def test_what_does_not_come_is_broken_and_says_what_came(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server, raw_client(server.url) as ana:
        await ana.hello(server.token("agt_ana"))
        ana.patience_s = 0.05
        with pytest.raises(Broken, match="caught_up"):
            await ana.event("offer.created")


async def test_a_refusal_where_none_is_expected_is_broken_and_the_other_way_round(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server, raw_client(server.url) as ana:
        await ana.hello(server.token("agt_ana"))
        with pytest.raises(Broken, match="was refused"):
            await ana.ask("interaction.levitate")
        with pytest.raises(Broken, match="was not refused"):
            await ana.error("agent.set_status", {"status": "ready"})


async def test_everything_is_recorded_and_watched(tmp_path: Path) -> None:
    lines: list[str] = []
    frames: list[Frame] = []
    async with running_server(tmp_path, account()) as server, raw_client(server.url) as ana:
        ana.record, ana.watch = lambda direction, text: lines.append(direction + text), frames.append
        await ana.hello(server.token("agt_ana"))
        await ana.send({"type": "bye"})
        code = await ana.closed()

    assert code == (1000, "normal")
    assert (lines[0][0], lines[1][0], lines[-1]) == (">", "<", "<close 1000 normal")
    assert frames == ana.seen


async def test_an_end_is_told_to_who_waits(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server, raw_client(server.url) as ana:
        await ana.send({"type": "command", "id": "c1", "method": "x"})
        with pytest.raises(Closed, match="4303"):
            await ana.hello("")
