"""A consumer against a real server: nothing but their own conversation, and the truth about it."""

from pathlib import Path

import trio
from kit.clients import house_of_clients
from ringline_client.consumer import Mine
from ringline_protocol.events import Place, SegmentPartial, Typing
from ringline_protocol.frames import Ephemeral
from ringline_protocol.values import Consumer, Role


async def test_a_consumer_waits_talks_and_leaves(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot = await house.service()
        made = await bot.create("que_chat", Consumer("María"))
        maria = await house.consumer(made)
        assert maria.interaction == made.interaction
        place = await maria.until(lambda mine: mine.place)
        assert (place.position, place.waiting) == (1, 1)

        ana = await house.agent("agt_ana")
        await ana.accept((await ana.until(lambda desk: desk.agent.offers))[0].offer)
        agents = await maria.until(lambda mine: mine.conversation.agents)
        assert (agents[0].agent_name, maria.view.place) == ("Ana", None)
        await maria.show_typing()
        await maria.say("hola")
        await ana.until(
            lambda desk: any(one.text == "hola" for view in desk.interactions.values() for one in view.segments)
        )
        await maria.end()
        assert maria.view.conversation.ended is not None


async def test_a_consumer_is_told_that_the_agent_is_lost_and_back(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        maria = await house.consumer(await house.talking(ana, bot))
        with maria.events() as events, trio.fail_after(10):
            await ana.cut()
            await events.next("leg.lost")
            await events.next("leg.recovered")

        assert not maria.view.conversation.agents[0].is_lost


async def test_a_caller_reports_media(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await bot.create("que_voice")
        caller = await house.consumer(made)
        await ana.accept((await ana.until(lambda desk: desk.agent.offers))[0].offer)
        await ana.report_media(made.interaction)
        await caller.report_media()

        assert await caller.until(lambda mine: mine.conversation.agents)


def test_passing_facts_are_part_of_the_picture() -> None:
    mine = Mine()
    place, partial = Place(2, 5, 1), SegmentPartial("seg_1", Role.AGENT, "one mo", 1)
    for name, data in (("place", place), ("typing", Typing(Role.AGENT, "Ana", True)), ("segment.partial", partial)):
        mine = mine.with_ephemeral(Ephemeral("interaction/int_1", name, "", data))

    assert (mine.place, mine.agent_types, mine.conversation.partials) == (place, True, (partial,))
    assert mine.with_ephemeral(Ephemeral("interaction/int_1", "novelty")) is mine
    assert mine.without("interaction/int_1") == Mine()
