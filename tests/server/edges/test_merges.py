"""Merging contacts: what follows it, and what comes back when it is undone."""

from typing import Any

import pytest
from kit.scene import Scene, scene
from ringline_server.domain.merging import UNMERGE_MS
from trio.testing import MockClock

MARIA: dict[str, Any] = {"name": "María Ruiz", "phones": ["600 111 222"], "fields": {"tier": "gold"}}
MARI: dict[str, Any] = {"name": "Mari", "emails": ["mari@example.com"], "fields": {"tier": "basic"}}


async def read(at: Scene, contact: str) -> dict[str, Any]:
    """As a service reads it."""
    return await (await at.service()).ask("contact.read", {"contact": contact}, key=None)


async def pair(at: Scene) -> tuple[str, str]:
    """Two that are one person."""
    return await at.contact(**MARIA), await at.contact(**MARI)


async def test_a_preview_shows_what_would_be_and_changes_nothing(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        maria, mari = await pair(at)
        shown = await ana.ask("contact.preview_merge", {"contact": maria, "other": mari}, key=None)
        assert shown["conflicts"] == [
            {"field": "name", "kept": "María Ruiz", "other": "Mari"},
            {"field": "fields.tier", "kept": "gold", "other": "basic"},
        ]
        assert shown["contact"]["emails"] == ["mari@example.com"]
        assert (await read(at, maria))["contact"]["rev"] == 1
        error = await ana.error("contact.preview_merge", {"contact": maria, "other": maria}, key=None)
    assert (error["code"], error["details"]) == ("bad_request", {"path": "params.other"})


async def test_the_id_of_who_was_merged_away_leads_to_the_survivor(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        maria, mari = await pair(at)
        await ana.ask("contact.merge", {"contact": maria, "other": mari}, expect={"rev": 1})
        assert (await read(at, mari))["contact"]["id"] == maria
        found = await ana.ask("contact.search", {"text": "mari@example"}, key=None)
        assert [one["id"] for one in found["contacts"]] == [maria]
        by_mail = await at.state(await at.arrives(consumer={"email": "MARI@example.com"}))
        by_name = await at.state(await at.arrives(consumer={"contact": mari}))
    assert {by_mail["consumer"]["contact"], by_name["consumer"]["contact"]} == {maria}


async def test_earlier_interactions_follow_a_merge_and_its_undoing(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        maria, mari = await pair(at)
        await ana.chooses("not_ready", "lunch")
        earlier = await at.arrives("que_chat", consumer={"email": "mari@example.com"})
        await at.leaves(earlier)
        await ana.chooses("ready")
        now = await at.talks(ana, consumer={"phone": "600111222"})

        async def known() -> list[str]:
            profile = await ana.ask("profile.read", {"interaction": now}, key=None)
            assert profile["contact"]["id"] == maria
            return [one["id"] for one in profile["earlier"]]

        assert await known() == []
        made = await ana.ask("contact.merge", {"contact": maria, "other": mari})
        assert await known() == [earlier]
        listed = await (await at.service()).ask("interaction.list", {"consumer": mari}, key=None)
        assert {one["id"] for one in listed["interactions"]} == {earlier, now}
        await ana.ask("transcript.read", {"interaction": earlier, "via": now}, key=None)

        await ana.ask("contact.unmerge", {"merge": made["merge"]})
        assert await known() == []
        error = await ana.error("transcript.read", {"interaction": earlier, "via": now}, key=None)
    assert error["code"] == "forbidden"


async def test_undone_there_are_two_again_and_both_are_found(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        maria, mari = await pair(at)
        made = await ana.ask("contact.merge", {"contact": maria, "other": mari, "name": "Mari R."})
        (told,) = (await read(at, maria))["merges"]
        assert (told["merge"], told["name"], told["by"]) == (made["merge"], "Mari", "agent:agt_ana")
        undone = await ana.ask("contact.unmerge", {"merge": made["merge"]})
        assert (undone["contact"], undone["other"]) == (maria, mari)
        one, other = (await read(at, maria)), (await read(at, mari))
        assert {name: one["contact"][name] for name in MARIA} == MARIA
        assert {name: other["contact"][name] for name in MARI} == MARI
        assert (one["contact"]["rev"], other["contact"]["rev"], one["merges"]) == (3, 2, [])
        by_mail = await at.state(await at.arrives(consumer={"email": "mari@example.com"}))
        assert (await ana.error("contact.unmerge", {"merge": made["merge"]}))["code"] == "not_found"
    assert by_mail["consumer"]["contact"] == mari


@pytest.mark.parametrize(("after_ms", "code"), [(UNMERGE_MS - 60_000, None), (UNMERGE_MS, "not_found")])
async def test_a_merge_can_be_undone_for_thirty_days(
    autojump_clock: MockClock, after_ms: int, code: str | None
) -> None:
    async with scene() as at:
        service = await at.service()
        maria, mari = await pair(at)
        made = await service.ask("contact.merge", {"contact": maria, "other": mari})
        service.cut()
        at._service = None
        await at.passes(after_ms)
        late = await at.service()
        reply = await late.request("contact.unmerge", {"merge": made["merge"]})
    assert reply.get("error", {}).get("code") == code


async def test_a_merge_inside_another_is_undone_from_the_outside(autojump_clock: MockClock) -> None:
    async with scene() as at:
        service = await at.service()
        maria, mari = await pair(at)
        eva = await at.contact("Eva")
        inner = await service.ask("contact.merge", {"contact": mari, "other": maria})
        outer = await service.ask("contact.merge", {"contact": eva, "other": mari})
        assert (await read(at, maria))["contact"]["id"] == eva
        error = await service.error("contact.unmerge", {"merge": inner["merge"]})
        assert (error["code"], error["details"]) == ("invalid_state", {"contact": mari})
        await service.ask("contact.unmerge", {"merge": outer["merge"]})
        await service.ask("contact.unmerge", {"merge": inner["merge"]})
        assert (await read(at, maria))["contact"]["phones"] == ["600 111 222"]


async def test_who_it_is_can_be_said_at_the_desk(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        contact = await at.contact(**MARIA)
        interaction = await at.talks(ana, consumer={"phone": "999"})
        consumer = await at.consumer(interaction)
        assert await ana.ask("interaction.link_contact", {"interaction": interaction, "contact": contact}) == {
            "contact": contact
        }
        assert (await at.state(interaction))["consumer"] == {"name": "María Ruiz", "phone": "999", "contact": contact}
        profile = await ana.ask("profile.read", {"interaction": interaction}, key=None)
        assert profile["contact"]["name"] == "María Ruiz"
        await ana.agrees()
        assert all(frame.get("event") != "consumer.changed" for frame in consumer.seen)

        error = await ana.error("interaction.link_contact", {"interaction": interaction, "contact": "cnt_nobody"})
        assert (error["code"], error["details"]) == ("not_found", {"contact": "cnt_nobody"})
        await ana.ask("interaction.link_contact", {"interaction": interaction})
        assert (await at.state(interaction))["consumer"] == {"name": "María Ruiz", "phone": "999"}


async def test_a_consent_says_when_and_by_whom(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        contact = await at.contact(**MARIA)
        saved = await ana.ask("contact.set_consent", {"contact": contact, "purpose": "email", "granted": False})
        told = (await read(at, contact))["contact"]
        assert saved["rev"] == told["rev"] == 2
        assert told["consents"]["email"]["granted"] is False
        assert told["consents"]["email"]["by"] == "agent:agt_ana"
        await ana.ask("contact.set_consent", {"contact": contact, "purpose": "email", "granted": None})
        assert (
            "consents" not in (await read(at, contact))["contact"]
            or not (await read(at, contact))["contact"]["consents"]
        )
        for number in range(16):
            await ana.ask("contact.set_consent", {"contact": contact, "purpose": f"p{number}", "granted": True})
            await at.passes(200)
        error = await ana.error("contact.set_consent", {"contact": contact, "purpose": "p16", "granted": True})
    assert error["code"] == "too_large"
