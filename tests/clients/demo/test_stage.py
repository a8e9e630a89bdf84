"""Expectations of the demo fail when they should: otherwise it would prove nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio
import trio.testing
from kit.clients import HouseOfClients, house_of_clients
from ringline_client.demo.stage import Stage, Unexpected, name_of
from ringline_client.tokens import TokenFile
from ringline_protocol.values import Consumer


@asynccontextmanager
async def stage_of(house: HouseOfClients, lines: list[str]) -> AsyncIterator[Stage]:
    ana, bruno, bot = await house.agent("agt_ana"), await house.agent("agt_bruno"), await house.service()
    yield Stage(TokenFile(Path("unused"), house.server.url), lines.append, bot, (ana, bruno))


async def test_lines_say_when_who_and_what(tmp_path: Path) -> None:
    lines: list[str] = []
    async with house_of_clients(tmp_path) as house, stage_of(house, lines) as stage:
        stage.scene("A title")
        stage.line("Ana", "rings")

    assert lines[0].startswith("\n== A title ==")
    assert lines[1].split()[1:] == ["s", "Ana", "rings"]


async def test_what_is_not_so_fails_and_everything_is_counted(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house, stage_of(house, []) as stage:
        stage.expect(True, "fine")
        with pytest.raises(Unexpected, match="the sky is green"):
            stage.expect([], "the sky is green")

        assert stage.checks == 2


async def test_what_does_not_happen_in_time_fails(autojump_clock: trio.testing.MockClock) -> None:
    stage = Stage(TokenFile(Path("unused"), "ws://x/ws"), print, None, ())  # type: ignore[arg-type]
    with pytest.raises(Unexpected, match="in vain: the end of the world"), stage.soon("the end of the world"):
        await trio.sleep_forever()


async def test_a_command_that_works_is_no_refusal_and_another_code_neither(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house, stage_of(house, []) as stage:
        ana = stage.agents[0]
        assert (await stage.refused("not_found", ana.accept("off_none"), "no such offer")).code == "not_found"
        with pytest.raises(Unexpected, match="conflict expected, not not_found"):
            await stage.refused("conflict", ana.accept("off_none"), "no such offer")
        with pytest.raises(Unexpected, match="but it worked"):
            await stage.refused("conflict", ana.directory(), "asking")


async def test_who_rings_holds_and_is_free(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house, stage_of(house, []) as stage:
        made = await stage.bot.create("que_chat", Consumer("María"))
        agent, offer = await stage.ring(made.interaction)
        assert offer.interaction == made.interaction
        assert stage.other(agent) is not agent
        await agent.accept(offer.offer)
        assert await stage.holder(made.interaction) is agent
        async with stage.consumer(made.consumer_token) as maria:
            await maria.end()
        await agent.until(lambda desk: any(leg.wrap_up for leg in desk.agent.legs))
        await agent.wrap_up(made.interaction, "solved")
        await stage.free(agent)
        assert name_of(agent) in ("Ana", "Bruno")
