"""The address book at the edge: who does what, under which revision, and what is written beside it."""

from typing import Any

from kit.person import Person
from kit.scene import Scene, scene
from ringline_server.edges.keyring import Keyring
from trio.testing import MockClock

MARIA: dict[str, Any] = {
    "name": "María Ruiz",
    "phones": ["600 111 222"],
    "emails": ["maria@example.com"],
    "fields": {"tier": "gold"},
}


async def searches(person: Person, text: str) -> list[str]:
    """Names."""
    found = await person.ask("contact.search", {"text": text}, key=None)
    return [one["name"] for one in found["contacts"]]


async def reads(person: Person, contact: str) -> dict[str, Any]:
    """One of them."""
    read: dict[str, Any] = (await person.ask("contact.read", {"contact": contact}, key=None))["contact"]
    return read


async def audited(at: Scene) -> list[tuple[str, str, str]]:
    """What was done to contacts: who, what, to whom."""
    rows = await at.server.server.disk.audited(0, at.now_ms + 1)
    return [(row.principal, row.act, row.object) for row in rows if row.act.startswith("contact.")]


async def test_what_is_created_is_found_and_read_and_recognised(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        made = await ana.ask("contact.create", MARIA)
        assert (made["rev"], made["duplicates"]) == (1, [])
        assert await searches(ana, "riuz") == ["María Ruiz"]
        read = await reads(ana, made["contact"])
        assert {name: read[name] for name in MARIA} == MARIA
        arrived = await at.state(await at.arrives(consumer={"phone": "+34600111222"}))
    assert arrived["consumer"]["contact"] == made["contact"]


async def test_a_second_contact_with_an_address_is_told_and_nothing_is_merged(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        first = await ana.ask("contact.create", MARIA)
        second = await ana.ask("contact.create", {"name": "Mari", "phones": ["+34 600 111 222"]})
        assert second["duplicates"] == [first["contact"]]
        assert (await reads(ana, first["contact"]))["name"] == "María Ruiz"


async def test_a_change_is_based_on_a_revision(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        contact = (await ana.ask("contact.create", MARIA))["contact"]
        change = {"contact": contact, "fields": {"tier": "silver"}}
        saved = await ana.ask("contact.update", change, expect={"rev": 1})
        assert saved["rev"] == 2
        error = await ana.error("contact.update", {"contact": contact, "name": "Eva"}, expect={"rev": 1})
        assert error["code"] == "conflict"
        assert (error["details"]["current"]["rev"], error["details"]["current"]["name"]) == (2, "María Ruiz")
        assert (await ana.ask("contact.update", change))["rev"] == 2, "nothing changed"
        sofia = await at.agent("sofia")
        assert (await sofia.error("contact.delete", {"contact": contact}, expect={"rev": 1}))["code"] == "conflict"


async def test_what_is_deleted_is_found_by_nobody(autojump_clock: MockClock) -> None:
    async with scene() as at:
        sofia = await at.agent("sofia")
        contact = await at.contact(**MARIA)
        assert await sofia.ask("contact.delete", {"contact": contact}) == {"contact": contact}
        assert await searches(sofia, "maria") == []
        assert (await sofia.error("contact.read", {"contact": contact}, key=None))["code"] == "not_found"
        arrived = await at.state(await at.arrives(consumer={"phone": "+34600111222"}))
        assert (await sofia.error("contact.delete", {"contact": contact}))["code"] == "not_found"
    assert "contact" not in arrived["consumer"]


async def test_the_same_key_gets_the_same_answer_also_after_a_restart(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        first = await ana.request("contact.create", MARIA, key="k1")
        again = await ana.request("contact.create", MARIA, key="k1")
        at.server.server.keyring = Keyring(at.server.server.disk)
        later = await ana.request("contact.create", MARIA, key="k1")
        assert [one["result"] for one in (again, later)] == [first["result"]] * 2
        assert [one["replayed"] for one in (again, later)] == [True, True]
        assert await searches(ana, "maria") == ["María Ruiz"]


async def test_everybody_leaves_a_trace_in_the_book_and_none_of_its_content(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        contact = (await ana.ask("contact.create", MARIA))["contact"]
        for _ in range(3):
            await searches(ana, "maria")
            await reads(ana, contact)
        await ana.ask("contact.update", {"contact": contact, "name": "Eva"})
        assert await audited(at) == [
            ("agent:agt_ana", "contact.create", contact),
            ("agent:agt_ana", "contact.search", "*"),
            ("agent:agt_ana", "contact.read", contact),
            ("agent:agt_ana", "contact.update", contact),
        ]


async def test_when_the_store_is_ill_nothing_is_answered_as_done(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        at.server.medium.faults.fails = True
        assert (await ana.error("contact.create", MARIA, key="k1"))["code"] == "unavailable"
        at.server.medium.faults.fails = False
        assert await searches(ana, "maria") == []
        assert "contact" in await ana.ask("contact.create", MARIA, key="k1")


async def test_a_foreign_cursor_is_refused_with_its_place(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        error = await ana.error("contact.search", {"text": "x", "cursor": "nonsense"}, key=None)
    assert (error["code"], error["details"]) == ("bad_request", {"path": "params.cursor"})
