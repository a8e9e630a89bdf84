"""Every word that an agent may type, against a real server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import attrs
import pytest
from kit.accounts import account, queue
from kit.clients import HouseOfClients, house_of_clients
from ringline_client import AgentClient, ServiceClient
from ringline_client.cli.agent_words import HELP, WORDS, Desk, Unclear, obey
from ringline_client.cli.terminal import Terminal
from ringline_protocol.values import Consumer, LegState, Phase
from ringline_server.domain.policy import Account


@attrs.define(eq=False)
class Scene:
    house: HouseOfClients
    ana: AgentClient
    bot: ServiceClient
    desk: Desk
    lines: list[str]

    async def type(self, *lines: str) -> str:
        """Obey each, and return everything that was said."""
        self.lines.clear()
        for line in lines:
            await obey(self.desk, line)
        return "\n".join(self.lines)


@asynccontextmanager
async def scene(path: Path, of: Account | None = None) -> AsyncIterator[Scene]:
    async with house_of_clients(path, of) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        lines: list[str] = []
        yield Scene(house, ana, bot, Desk(ana, Terminal(lines.append)), lines)


async def test_accept_say_note_profile_and_done(tmp_path: Path) -> None:
    async with scene(tmp_path) as at:
        made = await at.bot.create("que_chat", Consumer("María"))
        await at.ana.until(lambda desk: desk.agent.offers)
        await at.type("a", "hola", "/note one")
        await at.ana.until(lambda desk: desk.interactions)
        assert "María" in await at.type("/note two", "/profile")
        view = await at.ana.read_interaction(made.interaction)
        assert [note.text for note in view.notes] == ["one\ntwo"]
        assert [segment.text for segment in view.segments] == ["hola"]

        await at.type("/end")
        assert "wrap-up" in await at.type("/more", "/open")
        await at.type("/done solved")
        assert at.ana.view.agent.legs == ()


async def test_decline(tmp_path: Path) -> None:
    async with scene(tmp_path) as at:
        await at.bot.create("que_chat")
        await at.ana.until(lambda desk: desk.agent.offers)
        await at.type("d too busy")

        assert at.ana.view.agent.offers == ()


async def test_a_queue_that_wants_a_reason_is_not_declined_without(tmp_path: Path) -> None:
    strict = queue(decline_reasons=("busy", "sick"), decline_reason_required=True)
    async with scene(tmp_path, account(strict)) as at:
        await at.bot.create("que_chat")
        await at.ana.until(lambda desk: desk.agent.offers)
        with pytest.raises(Unclear, match=r"d busy \| sick"):
            await at.type("d")
        await at.type("d sick")

        assert at.ana.view.agent.offers == ()


async def test_a_call_has_media_hold_and_resume(tmp_path: Path) -> None:
    async with scene(tmp_path) as at:
        made = await at.bot.create("que_voice")
        await at.ana.until(lambda desk: desk.agent.offers)
        await at.bot.report_media(made.interaction)
        await at.type("a")
        await at.bot.report_media(made.interaction)
        await at.type("/media")
        await at.ana.until(lambda desk: desk.agent.legs)
        states = []
        for word in ("/hold", "/resume"):
            await at.type(word)
            states.append(at.ana.view.agent.legs[0].state)

    assert states == [LegState.HELD, LegState.ACTIVE]


async def test_transfer_consult_complete_cancel_and_conference(tmp_path: Path) -> None:
    async with scene(tmp_path) as at:
        made = await at.house.talking(at.ana, at.bot)
        bruno = await at.house.agent("agt_bruno")
        await at.type("/consult agt_bruno", "/cancel", "/consult agt_bruno")
        await bruno.accept((await bruno.until(lambda desk: desk.agent.offers))[0].offer)
        await at.type("/conference")
        view = await at.ana.read_interaction(made.interaction)
        assert len([leg for leg in view.legs if leg.is_talking]) == 2
        await bruno.leave(made.interaction)
        await at.type("/transfer que_auto please")
        assert (await at.ana.read_interaction(made.interaction)).queue == "que_auto"


async def test_a_consult_is_completed(tmp_path: Path) -> None:
    async with scene(tmp_path) as at:
        await at.house.talking(at.ana, at.bot)
        bruno = await at.house.agent("agt_bruno")
        await at.type("/consult agt_bruno")
        await bruno.accept((await bruno.until(lambda desk: desk.agent.offers))[0].offer)
        await at.type("/complete")

        assert await bruno.until(lambda desk: [leg.kind for leg in desk.agent.legs] == ["primary"])


async def test_mail_is_opened_parked_released_explained_taken_and_resolved(tmp_path: Path) -> None:
    async with scene(tmp_path) as at:
        made = await at.bot.create("que_mail", Consumer("Łukasz"), subject="Invoice")
        await at.ana.until(lambda desk: desk.agent.legs)
        assert "1 Invoice · Mail (email)" in await at.type("/open")
        await at.type("/open 1", "/park", "/unpark", "/release to whom it belongs", "/done")
        assert made.interaction in await at.type("/waiting que_mail")
        assert "excluded" in await at.type(f"/why {made.interaction}")
        await at.type(f"/take {made.interaction}", "/resolve solved")
        assert (await at.ana.read_interaction(made.interaction)).phase is Phase.CLOSED


async def test_status_who_help_and_quit(tmp_path: Path) -> None:
    async with scene(tmp_path) as at:
        await at.type("/status not_ready lunch")
        assert at.ana.view.agent.status is not None
        assert at.ana.view.agent.status.reason == "lunch"
        assert "agt_bruno" in await at.type("/who")
        assert await at.type("/help", "") == HELP
        await at.type("/quit")
        assert at.desk.is_leaving


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("hola", "nothing is open"),
        ("a", "nothing rings"),
        ("/open 3", "nothing is open"),
        ("/dance", "no such word: /dance"),
        ("/status happy", "one of ready.*reasons of not_ready: break, lunch"),
    ],
)
async def test_what_cannot_be_done_is_said(tmp_path: Path, line: str, why: str) -> None:
    async with scene(tmp_path) as at:
        with pytest.raises(Unclear, match=why):
            await at.type(line)


async def test_with_two_open_one_says_which(tmp_path: Path) -> None:
    async with scene(tmp_path) as at:
        for _ in range(2):
            await at.bot.create("que_auto")
        await at.ana.until(lambda desk: len(desk.agent.legs) == 2)
        with pytest.raises(Unclear, match="say which"):
            await at.type("hola")
        await at.type("/open 2", "hola")

        second = at.ana.view.agent.legs[1].interaction
        assert [one.text for one in (await at.ana.read_interaction(second)).segments] == ["hola"]


async def test_a_transfer_needs_somebody(tmp_path: Path) -> None:
    async with scene(tmp_path) as at:
        await at.house.talking(at.ana, at.bot)
        with pytest.raises(Unclear, match="to whom"):
            await at.type("/transfer")


def test_every_word_is_in_the_help() -> None:
    assert [word for word in WORDS if word not in HELP.split()] == []
