"""A service against a real server."""

from pathlib import Path

import pytest
from kit.clients import house_of_clients
from ringline_client import CommandFailed
from ringline_protocol.values import Consumer, NewSegment, Role, Summary, SummaryBy, Variable


async def test_the_same_case_is_created_once(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot = await house.service()
        first = await bot.create("que_chat", Consumer("María"), key="case-7")
        again = await bot.create("que_chat", Consumer("María"), key="case-7")

        assert first.interaction == again.interaction
        assert again.consumer_token


async def test_what_a_service_says_and_sets_is_there(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot = await house.service()
        made = await bot.create("que_chat", transcript=[NewSegment("s1", Role.BOT, "Hello")])
        await bot.subscribe(f"interaction/{made.interaction}")
        await bot.mark_transcription(made.interaction, "started")
        await bot.push_partial(made.interaction, NewSegment("s2", Role.CONSUMER, "I ne", revision=1))
        await bot.push(made.interaction, NewSegment("s2", Role.CONSUMER, "I need help"))
        await bot.push(made.interaction, NewSegment("s2", Role.CONSUMER, "I need help"))
        await bot.say(made.interaction, "One moment")
        await bot.set_variable(made.interaction, Variable("intent", "help"))
        await bot.set_summary(made.interaction, Summary("Needs help.", SummaryBy.FLOW, 99))

        view = bot.view.interactions[f"interaction/{made.interaction}"]
        assert [one.text for one in view.segments] == ["Hello", "I need help", "One moment"]
        assert view.summary is not None
        assert (view.summary.text, view.variables[0].value, view.transcription) == ("Needs help.", "help", "started")
        await bot.end(made.interaction)
        assert bot.view.interactions[f"interaction/{made.interaction}"].ended is not None


async def test_what_another_service_made_is_not_to_be_seen(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot, spy = await house.service(), await house.service("svc_spy")
        made = await bot.create("que_chat")
        with pytest.raises(CommandFailed) as failed:
            await spy.end(made.interaction)

        assert failed.value.code == "forbidden"


async def test_a_service_reports_media_for_a_caller_without_a_client(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await bot.create("que_voice")
        await ana.accept((await ana.until(lambda desk: desk.agent.offers))[0].offer)
        await ana.report_media(made.interaction)
        await bot.report_media(made.interaction)

        assert await ana.until(lambda desk: desk.agent.legs)
