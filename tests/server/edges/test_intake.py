"""What an edge adds to a hand-over: the entry of the address book, and a summary where none came along."""

from typing import Any

import pytest
from kit.scene import scene
from ringline_protocol.values import Contact
from trio.testing import MockClock

MARIA = Contact("cnt_maria", "María Ruiz", ("+34 600 111 222",), ("maria@example.com",))
SAID = [
    {"segment": "s1", "role": "bot", "text": "Hello, how can I help?"},
    {"segment": "s2", "role": "consumer", "text": "My order 48213 never arrived and the courier lost it"},
]


async def view_of(autojump_clock: MockClock, **fields: Any) -> dict[str, Any]:
    """A supervisor's view of what became of the hand-over."""
    async with scene() as at:
        await at.server.server.disk.save_contacts([MARIA], "ES")
        return await at.state(await at.arrives(**fields))


@pytest.mark.parametrize(
    "consumer",
    [
        {"phone": "600 111 222"},
        {"phone": "0034600111222"},
        {"phone": "tel:+34-600-111-222"},
        {"email": "MARIA@example.com"},
        {"phone": "999", "email": "maria@example.com"},
    ],
)
async def test_a_consumer_is_recognised_however_the_address_is_written(
    autojump_clock: MockClock, consumer: dict[str, str]
) -> None:
    known = (await view_of(autojump_clock, consumer=consumer))["consumer"]
    assert (known["contact"], known["name"]) == ("cnt_maria", "María Ruiz")
    assert {name: known[name] for name in consumer} == consumer, "as it was given"


async def test_a_name_that_the_flow_knows_stays(autojump_clock: MockClock) -> None:
    known = (await view_of(autojump_clock, consumer={"phone": "600111222", "name": "Mari"}))["consumer"]
    assert (known["contact"], known["name"]) == ("cnt_maria", "Mari")


@pytest.mark.parametrize("consumer", [{}, {"name": "M. R."}, {"phone": "600 111 223"}, {"email": "m@example.com"}])
async def test_whom_the_address_book_does_not_know_stays_as_they_are(
    autojump_clock: MockClock, consumer: dict[str, str]
) -> None:
    known = (await view_of(autojump_clock, consumer=consumer))["consumer"]
    assert known == {"name": "", **consumer}


async def test_a_contact_that_the_flow_names_is_not_looked_for(autojump_clock: MockClock) -> None:
    known = (await view_of(autojump_clock, consumer={"contact": "cnt_other", "phone": "600111222"}))["consumer"]
    assert known["contact"] == "cnt_other"


async def test_a_bot_conversation_without_a_summary_gets_one_that_says_who_made_it(autojump_clock: MockClock) -> None:
    summary = (await view_of(autojump_clock, transcript=SAID))["summary"]
    assert summary["by"] == "extractive"
    assert summary["text"] == "My order 48213 never arrived and the courier lost it."


async def test_a_summary_that_came_along_is_kept(autojump_clock: MockClock) -> None:
    given = {"text": "Lost parcel", "by": "model"}
    summary = (await view_of(autojump_clock, transcript=SAID, summary=given))["summary"]
    assert (summary["text"], summary["by"]) == ("Lost parcel", "model")


async def test_without_a_conversation_there_is_nothing_to_summarize(autojump_clock: MockClock) -> None:
    assert (await view_of(autojump_clock)).get("summary") is None


async def test_a_refused_hand_over_leaves_nothing_behind(autojump_clock: MockClock) -> None:
    async with scene() as at:
        service = await at.service()
        error = await service.error("interaction.create", {"queue": "que_none"})
        await at.passes(60_000)
        assert list(at.server.house.registry.in_memory()) == []
        assert (await service.ask("interaction.list", {}, key=None))["interactions"] == []
    assert (error["code"], error["details"]) == ("not_found", {"path": "params.queue"})
