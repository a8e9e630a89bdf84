"""The same packet whichever way it moves: transfer, release, agent loss, take-over (product.md 6)."""

from typing import Any

import pytest
from kit.person import Person
from kit.scene import Scene, scene
from ringline_protocol.events import HandOver
from ringline_protocol.shape import read_tolerant
from ringline_protocol.view import packet
from trio.testing import MockClock


async def worked_on(at: Scene, ana: Person, queue: str) -> str:
    """Something was said, noted and begun."""
    interaction = await at.talks(ana, queue, variables=[{"name": "pnr", "value": "AB12CD"}])
    service = await at.service()
    said = {"segment": "s1", "role": "consumer", "text": "My parcel 48213 never arrived at the office"}
    await service.ask("segment.push", {"interaction": interaction, "segment": said})
    await ana.ask("note.save", {"interaction": interaction, "text": "promised a new one by Friday"})
    await ana.ask("draft.save", {"interaction": interaction, "text": "Dear María,"})
    return interaction


def check(left: HandOver | None, reason: str) -> None:
    assert left is not None
    assert (left.agent_name, left.reason) == ("Ana", reason)
    assert [line.text for line in left.segments] == ["My parcel 48213 never arrived at the office"]
    assert "promised a new one by Friday" in [note.text for note in left.notes]
    assert left.draft is not None
    assert (left.draft.agent_name, left.draft.text) == ("Ana", "Dear María,")


async def opened(person: Person, interaction: str, reason: str) -> None:
    """The one who opens it without a ring has it from the view, with the summary and the variables."""
    await person.reads(interaction)
    view = person.views[f"interaction/{interaction}"]
    check(packet(view, person.name), reason)
    assert "48213" in view.summary.text
    assert [(one.name, one.value) for one in view.variables] == [("pnr", "AB12CD")]


@pytest.mark.parametrize(
    ("queue", "how", "reason"),
    [
        ("que_chat", {"target": {"agent": "agt_bruno"}}, "transfer"),
        ("que_chat", {"target": {"queue": "que_chat"}, "mode": "cold_unassured"}, "transferred"),
    ],
)
async def test_a_transfer_rings_with_it(
    autojump_clock: MockClock, queue: str, how: dict[str, Any], reason: str
) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await worked_on(at, ana, queue)
        bruno = await at.agent("bruno")
        await ana.ask("transfer.start", {"interaction": interaction, "note": "speaks French", **how})
        ring = await bruno.rings(interaction)
        await at.settles()
        card = next(one for one in bruno.views[bruno.own].offers).card
        check(card.hand_over, reason)
        await bruno.accepts(ring)
        await bruno.reads(interaction)
        left = packet(bruno.views[f"interaction/{interaction}"], "agt_bruno")

    assert "48213" in card.summary.text, "made while it rang"
    assert [(one.name, one.value) for one in card.variables] == [("pnr", "AB12CD")]
    assert left is not None
    assert "speaks French" in [note.text for note in left.notes]


async def test_released_mail_that_is_assigned_in_silence_has_it_at_opening(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana", status=None)
        await ana.chooses("ready")
        interaction = await at.arrives("que_mail", variables=[{"name": "pnr", "value": "AB12CD"}])
        await ana.gets(interaction)
        said = {"segment": "s1", "role": "consumer", "text": "My parcel 48213 never arrived at the office"}
        await (await at.service()).ask("segment.push", {"interaction": interaction, "segment": said})
        await ana.ask("note.save", {"interaction": interaction, "text": "promised a new one by Friday"})
        await ana.ask("draft.save", {"interaction": interaction, "text": "Dear María,"})
        bruno = await at.agent("bruno")
        await ana.ask("interaction.release", {"interaction": interaction, "note": "knows parcels"})
        await bruno.gets(interaction)
        await at.settles()
        await opened(bruno, interaction, "released")


async def test_work_of_an_agent_who_was_lost_rings_with_it(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await worked_on(at, ana, "que_chat")
        bruno = await at.agent("bruno")
        ana.cut()
        ring = await bruno.rings(interaction)
        check(read_tolerant(HandOver, ring["data"]["card"]["hand_over"])[0], "agent_lost")
        await bruno.accepts(ring)
        await at.settles()
        await opened(bruno, interaction, "agent_lost")


async def test_a_supervisor_who_takes_over_has_it_at_opening(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await worked_on(at, ana, "que_chat")
        sofia = await at.agent("sofia")
        await sofia.ask("supervisor.take_over", {"interaction": interaction})
        await at.settles()
        await opened(sofia, interaction, "taken_over")
