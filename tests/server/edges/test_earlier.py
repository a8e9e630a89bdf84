"""What went before is read through the interaction with the same consumer, and nothing else is."""

from typing import Any

from kit.person import Person
from kit.scene import Scene, scene
from trio.testing import MockClock

MARIA = {"name": "María", "phone": "+34 612 345 678"}


async def bruno_talked_with_maria(at: Scene, text: str = "my first question") -> str:
    """Closed by now."""
    bruno = await at.agent("bruno")
    interaction = await at.talks(bruno, consumer=MARIA)
    service = await at.service()
    said = {"segment": "s1", "role": "consumer", "text": text}
    await service.ask("segment.push", {"interaction": interaction, "segment": said})
    await bruno.ends(interaction)
    await bruno.wraps_up(interaction, "solved")
    await bruno.chooses("not_ready", "break")
    return interaction


async def answers(person: Person, method: str, interaction: str, **more: Any) -> str:
    """The code of the error, or `fine`."""
    reply = await person.request(method, {"interaction": interaction, **more}, key=None)
    return str(reply["error"]["code"]) if "error" in reply else "fine"


async def test_whoever_talks_with_a_consumer_reads_what_they_said_to_others(autojump_clock: MockClock) -> None:
    async with scene() as at:
        earlier = await bruno_talked_with_maria(at)
        ana = await at.agent("ana")
        now = await at.talks(ana, consumer=MARIA)
        profile = await ana.ask("profile.read", {"interaction": now}, key=None)
        read = await ana.ask("interaction.read", {"interaction": earlier, "via": now}, key=None)
        page = await ana.ask("transcript.read", {"interaction": earlier, "via": now}, key=None)
        hits = await ana.ask("transcript.search", {"text": "FIRST", "interaction": earlier, "via": now}, key=None)
        alone = [await answers(ana, method, earlier) for method in ("interaction.read", "transcript.read")]

    assert [row["id"] for row in profile["earlier"]] == [earlier]
    assert read["interaction"]["segments"][-1]["text"] == page["segments"][-1]["text"] == "my first question"
    assert [hit["text"] for hit in hits["hits"]] == ["my first question"]
    assert alone == ["forbidden", "forbidden"]


async def test_nothing_is_read_through_another_consumer_or_what_is_not_ones_own(autojump_clock: MockClock) -> None:
    async with scene() as at:
        earlier = await bruno_talked_with_maria(at)
        ana = await at.agent("ana")
        other = await at.talks(ana, consumer={"name": "John", "phone": "+353 1 555 0123"})
        nameless = await at.talks(ana, consumer={"name": "María"})
        await ana.chooses("not_ready", "break")
        foreign = await at.arrives(consumer=MARIA)
        found = [
            await answers(ana, "interaction.read", earlier, via=via) for via in (other, nameless, foreign, "int_none")
        ]
        unknown = await answers(ana, "interaction.read", "int_none", via=other)

    assert {*found, unknown} == {"forbidden"}


async def test_what_began_after_the_end_is_not_earlier(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        mine = await at.talks(ana, consumer=MARIA)
        await ana.ends(mine)
        await ana.wraps_up(mine, "solved")
        await ana.chooses("not_ready", "break")
        await at.passes(1_000)
        later = await bruno_talked_with_maria(at)
        profile = await ana.ask("profile.read", {"interaction": mine}, key=None)
        found = await answers(ana, "interaction.read", later, via=mine)

    assert (profile["earlier"], found) == ([], "forbidden")
