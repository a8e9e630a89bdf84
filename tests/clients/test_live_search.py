"""Live search against a real server: hits so far, new ones, and across a reconnect."""

from pathlib import Path

import trio
from kit.clients import house_of_clients
from ringline_client import Connected
from ringline_protocol.values import NewSegment, Role


def said(segment: str, text: str, revision: int = 0) -> NewSegment:
    return NewSegment(segment, Role.CONSUMER, text, revision=revision)


async def test_hits_so_far_come_first_then_partials_then_finals(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        await bot.push(made.interaction, said("s1", "el martes"))
        async with ana.live_search(made.interaction, "MÁRTES") as hits:
            with trio.fail_after(5):
                first = await anext(hits)
                await bot.push_partial(made.interaction, said("s2", "o el martes que v", 1))
                partial = await anext(hits)
                await bot.push(made.interaction, said("s2", "o el martes que viene"))
                final = await anext(hits)

        assert (first.segment, partial.segment, partial.seq, final.segment) == ("s1", "s2", 0, "s2")
        assert final.seq > first.seq > 0
        assert (final.offsets[0].start, final.offsets[0].end) == (5, 11)


async def test_a_search_goes_on_after_a_lost_connection_and_repeats_nothing(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        await bot.push(made.interaction, said("s1", "el martes"))
        async with ana.live_search(made.interaction, "martes") as hits:
            with trio.fail_after(10), ana.events() as events:
                assert (await anext(hits)).segment == "s1"
                await ana.cut()
                await bot.push(made.interaction, said("s2", "otro martes"))
                async for told in events:
                    if isinstance(told, Connected):
                        break
                assert (await anext(hits)).segment == "s2"
                await bot.push(made.interaction, said("s3", "y el martes"))
                assert (await anext(hits)).segment == "s3"
