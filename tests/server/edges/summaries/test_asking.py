"""An agent asks for a summary of all that was said."""

from kit.scene import scene
from ringline_server.edges.server import SUMMARIES_PER_MINUTE_MAX
from trio.testing import MockClock


async def test_it_comes_as_an_event_and_covers_what_was_said(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        nothing = await ana.ask("summary.make", {"interaction": interaction}, key=None)
        await ana.says(interaction, "The parcel 48214 is on its way to you")
        asked = await ana.ask("summary.make", {"interaction": interaction}, key=None)
        await at.settles()
        made = ana.told("summary.made")[-1]["data"]["summary"]
        again = await ana.ask("summary.make", {"interaction": interaction}, key=None)

    assert nothing == {"is_coming": False, "revision": 0}
    assert asked["is_coming"] is True
    assert (made["revision"], made["by"]) == (asked["revision"], "extractive")
    assert again == {"is_coming": False, "revision": asked["revision"]}


async def test_more_than_three_a_minute_of_one_interaction_are_refused(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        one, other = await at.talks(ana), await at.talks(ana)
        for _ in range(SUMMARIES_PER_MINUTE_MAX):
            await ana.ask("summary.make", {"interaction": one}, key=None)
            await at.passes(500)
        refused = await ana.error("summary.make", {"interaction": one}, key=None)
        await ana.ask("summary.make", {"interaction": other}, key=None)
        await at.passes(refused["retry_after_ms"])
        await ana.ask("summary.make", {"interaction": one}, key=None)

    assert refused["code"] == "rate_limited"


async def test_who_may_not_read_it_may_not_ask(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        interaction = await at.talks(ana)

        assert (await bruno.error("summary.make", {"interaction": interaction}, key=None))["code"] == "forbidden"
        sofia = await at.connects("agt_sofia")
        assert await sofia.ask("summary.make", {"interaction": interaction}, key=None)
