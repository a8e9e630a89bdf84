"""Promise: lists and search show what one may read, and nothing else, at every moment (domain.md 9, protocol.md 6)."""

from kit.accounts import account, queue
from kit.person import Person
from kit.scene import scene
from trio.testing import MockClock

WORD = "canary"


async def found(person: Person) -> list[str]:
    """Interactions with the word in them."""
    return [hit["interaction"] for hit in (await person.ask("transcript.search", {"text": WORD}, key=None))["hits"]]


async def listed(person: Person) -> list[str]:
    """Interactions on the list of all."""
    page = await person.ask("interaction.list", {}, key=None)
    return [row["id"] for row in page["interactions"]]


async def test_who_declined_a_ring_neither_lists_nor_finds_what_was_said_afterwards(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        await ana.declines(await ana.rings(interaction))
        bruno = await at.agent("bruno")
        await bruno.accepts(await bruno.rings(interaction))
        await bruno.says(interaction, f"Your {WORD}.")
        read = await ana.error("interaction.read", {"interaction": interaction}, key=None)
        theirs = [await found(ana), await listed(ana)]
        takers = [await found(bruno), await listed(bruno)]

    assert read["code"] == "forbidden"
    assert theirs == [[], []]
    assert takers == [[interaction], [interaction]]


async def test_who_missed_a_ring_neither_lists_nor_finds_it(autojump_clock: MockClock) -> None:
    async with scene(queue(ring_ms=20_000)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives(transcript=[{"segment": "b1", "role": "bot", "text": WORD}])
        await ana.hears_the_end(await ana.rings(interaction))
        after = [await found(ana), await listed(ana)]
        read = await ana.error("interaction.read", {"interaction": interaction}, key=None)

    assert after == [[], []]
    assert read["code"] == "forbidden"


async def test_who_declined_a_transfer_neither_lists_nor_finds_it(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        interaction = await at.talks(ana)
        await ana.says(interaction, WORD)
        await bruno.chooses("ready")
        await ana.ask("transfer.start", {"interaction": interaction, "target": {"agent": "agt_bruno"}})
        await bruno.declines(await bruno.rings(interaction))
        after = [await found(bruno), await listed(bruno)]
        read = await bruno.error("interaction.read", {"interaction": interaction}, key=None)

    assert after == [[], []]
    assert read["code"] == "forbidden"


async def test_who_took_part_lists_and_finds_it_for_good(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, service, other = await at.agent("ana"), await at.service(), await at.connects("svc_2")
        interaction = await at.talks(ana)
        await ana.says(interaction, WORD)
        await ana.ends(interaction)
        await ana.wraps_up(interaction)
        await at.passes(60_000)
        seen = [await find(person) for person in (ana, service) for find in (found, listed)]
        read = await ana.ask("interaction.read", {"interaction": interaction}, key=None)
        foreign = [await found(other), await listed(other)]

    assert seen == [[interaction]] * 4
    assert read["interaction"]["phase"] == "closed"
    assert foreign == [[], []]


async def test_a_whisper_is_found_by_agents_and_by_nobody_else(autojump_clock: MockClock) -> None:
    async with scene(of=account()) as at:
        ana, sofia, service = await at.agent("ana"), await at.connects("agt_sofia"), await at.service()
        interaction = await at.talks(ana)
        search = await service.ask("search.start", {"interaction": interaction, "text": WORD}, key=None)
        await sofia.ask("supervisor.whisper", {"interaction": interaction, "text": WORD})
        await at.settles()
        hits = [await found(person) for person in (ana, sofia, service)]
        within = await service.ask("transcript.search", {"interaction": interaction, "text": WORD}, key=None)
        page = await service.ask("transcript.read", {"interaction": interaction}, key=None)

    assert hits == [[interaction], [interaction], []]
    assert (search["hits"], within["hits"], page["segments"]) == ([], [], [])
    assert [frame for frame in service.seen if frame.get("event") == "search.hit"] == []
