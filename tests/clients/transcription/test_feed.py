"""From an engine's messages to the transcript of an interaction, against a real server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from kit.accounts import account, queue
from kit.clients import HouseOfClients, house_of_clients
from ringline_client import CommandFailed, ServiceClient
from ringline_client.transcription import Feed, FeedFull, Heard, feeding
from ringline_client.transcription.feed import FINALS_WAITING_MAX
from ringline_protocol.values import Channel, Role
from ringline_protocol.view import InteractionView


@asynccontextmanager
async def call(tmp_path: Path) -> AsyncIterator[tuple[HouseOfClients, ServiceClient, str]]:
    """A service, and an interaction that it made and reads."""
    async with house_of_clients(tmp_path) as house:
        bot = await house.service()
        made = await bot.create("que_chat")
        await bot.subscribe(f"interaction/{made.interaction}")
        yield house, bot, made.interaction


def read(bot: ServiceClient, interaction: str) -> InteractionView:
    return bot.view.interactions[f"interaction/{interaction}"]


async def test_finals_arrive_all_and_in_order_by_who_spoke(tmp_path: Path) -> None:
    async with call(tmp_path) as (_, bot, interaction):
        async with feeding(bot, interaction, {1: Role.AGENT}, names={1: "Ana"}) as feed:
            for number in range(20):
                feed.take(
                    Heard(str(number), f"wor {number}", False, number % 2),
                    Heard(str(number), f"word {number}", True, number % 2, number, number + 1, "en"),
                )
        view = read(bot, interaction)

    assert [one.text for one in view.segments] == [f"word {number}" for number in range(20)]
    assert [(one.role, one.participant) for one in view.segments[:2]] == [(Role.CONSUMER, ""), (Role.AGENT, "Ana")]
    assert (view.segments[3].start_ms, view.segments[3].end_ms, view.segments[3].language) == (3, 4, "en")
    assert view.transcription == "stopped"


async def test_the_next_run_of_an_engine_says_new_words(tmp_path: Path) -> None:
    async with call(tmp_path) as (_, bot, interaction):
        for is_again in (False, True):
            async with feeding(bot, interaction, is_again=is_again) as feed:
                feed.take(Heard("0", f"again {is_again}", True))
        texts = [one.text for one in read(bot, interaction).segments]

    assert texts == ["again False", "again True"]


async def test_an_engine_that_fails_is_told_to_those_who_read(tmp_path: Path) -> None:
    async with call(tmp_path) as (_, bot, interaction):
        with pytest.raises(ConnectionResetError):
            async with feeding(bot, interaction):
                raise ConnectionResetError
        assert read(bot, interaction).transcription == "failed"


async def test_where_nothing_may_be_taken_down_the_feed_says_why_and_goes_on_quietly(tmp_path: Path) -> None:
    silent = queue("que_voice", Channel.VOICE, live_transcription=False)
    async with house_of_clients(tmp_path, account(silent)) as house:
        bot = await house.service()
        made = await bot.create("que_voice")
        feed = Feed(bot, made.interaction, {})
        feed.take(Heard("0", "a word", True), Heard("1", "and more", False))
        feed.close()
        await feed.run()

        assert feed.over == "transcription_disabled"
        with pytest.raises(CommandFailed, match=r"transcription\.mark"):
            async with feeding(bot, made.interaction):
                raise AssertionError("refused before anything is taken")


async def test_a_server_that_takes_nothing_is_no_reason_to_eat_all_memory(tmp_path: Path) -> None:
    async with call(tmp_path) as (_, bot, interaction):
        feed = Feed(bot, interaction, {})
        feed.take(*(Heard(str(number), "word", True) for number in range(FINALS_WAITING_MAX)))
        with pytest.raises(FeedFull):
            feed.take(Heard("one more", "word", True))
