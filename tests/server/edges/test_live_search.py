"""A search that goes on: every hit once it is said, none before the search has a name, none after it has ended."""

from typing import Any

import pytest
from kit.flaky import FlakyDisk
from kit.person import Person
from kit.scene import Scene, scene
from ringline_server.edges.live_search import SEARCHES_PER_CONNECTION_MAX
from trio.testing import MockClock


async def starts(person: Person, interaction: str, text: str) -> dict[str, Any]:
    return await person.ask("search.start", {"interaction": interaction, "text": text}, key=None)


async def refusal(person: Person, method: str, **params: Any) -> str:
    return str((await person.error(method, params, key=None))["code"])


async def speaks(at: Scene, interaction: str, segment: str, text: str, revision: int = 1) -> None:
    """A partial."""
    said = {"segment": segment, "role": "consumer", "text": text, "revision": revision}
    await (await at.service()).ask("segment.partial", {"interaction": interaction, "segment": said}, key=None)


async def test_hits_are_told_while_somebody_still_speaks_and_again_when_it_is_final(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        search = (await starts(ana, interaction, "refund"))["search"]
        await speaks(at, interaction, "s1", "I want a")
        await speaks(at, interaction, "s1", "I want a refund", 2)
        partial = await ana.event("search.hit")
        said = {"segment": "s1", "role": "consumer", "text": "I want a refund now"}
        await (await at.service()).ask("segment.push", {"interaction": interaction, "segment": said})
        final = await ana.event("search.hit")
    assert partial["data"] == {"search": search, "segment": "s1", "seq": 0, "offsets": [{"start": 9, "end": 15}]}
    assert final["data"]["seq"] > 0
    assert partial["key"] == final["key"] == f"{search}/s1"


async def test_what_is_being_said_when_the_search_begins_is_told_behind_its_name(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        await speaks(at, interaction, "s1", "my refund")
        started = await starts(ana, interaction, "refund")
        hit = await ana.event("search.hit")
    assert hit["data"]["search"] == started["search"]
    assert [one["segment"] for one in started["partials"]] == ["s1"]
    frames = [frame.get("event") or frame.get("result", {}).get("search") for frame in ana.seen]
    assert frames.index(started["search"]) < frames.index("search.hit")


async def test_two_searches_of_one_connection_tell_their_hits_apart(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        one, two = [(await starts(ana, interaction, text))["search"] for text in ("refund", "order")]
        await ana.says(interaction, "The refund for your order is on its way")
        hits = {(await ana.event("search.hit"))["data"]["search"] for _ in range(2)}
    assert hits == {one, two}


async def test_a_search_that_was_refused_leaves_nothing_behind(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        interaction = await at.talks(ana)
        for _ in range(SEARCHES_PER_CONNECTION_MAX + 1):
            assert await refusal(bruno, "search.start", interaction=interaction, text="refund") == "forbidden"
            await at.passes(1_000)
        assert await refusal(bruno, "search.start", interaction="int_none", text="refund") == "forbidden"
        assert await refusal(ana, "search.start", interaction=interaction, text="¿?") == "bad_request"
        assert (await starts(ana, interaction, "refund"))["hits"] == []


async def test_a_search_that_the_store_could_not_answer_leaves_nothing_behind(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        registry = at.server.house.registry
        flaky, good = FlakyDisk(registry.disk), registry.disk
        flaky.fails, registry.disk = True, flaky.disk
        for _ in range(SEARCHES_PER_CONNECTION_MAX):
            assert await refusal(ana, "search.start", interaction=interaction, text="refund") == "unavailable"
            await at.passes(1_000)
        registry.disk = good
        await starts(ana, interaction, "refund")
        await ana.says(interaction, "refund")
        await at.settles()
        assert len(ana.told("search.hit")) == 1


async def test_a_connection_has_so_many_searches_and_stopping_one_makes_room(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        searches = []
        for _ in range(SEARCHES_PER_CONNECTION_MAX):
            searches.append((await starts(ana, interaction, "refund"))["search"])
            await at.passes(1_000)
        assert await refusal(ana, "search.start", interaction=interaction, text="refund") == "sub_limit"
        await ana.ask("search.stop", {"search": searches[0]}, key=None)
        await starts(ana, interaction, "refund")


@pytest.mark.parametrize("search", ["sea_none", "own, twice"])
async def test_a_search_that_does_not_run_cannot_be_stopped(autojump_clock: MockClock, search: str) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        if search == "own, twice":
            search = (await starts(ana, await at.talks(ana), "refund"))["search"]
            await ana.ask("search.stop", {"search": search}, key=None)
        assert await refusal(ana, "search.stop", search=search) == "not_found"


async def test_a_search_of_another_connection_is_not_there(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        search = (await starts(ana, await at.talks(ana), "refund"))["search"]
        other = await at.agent("ana", status=None, device="dev_other")
        assert await refusal(other, "search.stop", search=search) == "not_found"


async def test_with_the_connection_its_searches_end(autojump_clock: MockClock) -> None:
    async with scene() as at:
        sofia = await at.connects("agt_sofia")
        interaction = await at.arrives()
        await starts(sofia, interaction, "refund")
        await at.leaves(interaction)
        await at.passes(60_000)
        assert interaction in at.server.house.registry, "as long as somebody reads it"

        sofia.cut()
        await at.passes(60_000)

        assert interaction not in at.server.house.registry
