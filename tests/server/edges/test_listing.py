"""Lists: who sees which lines, in pages, and found by words."""

from typing import Any

import attrs
import pytest
from kit.accounts import account, queue
from kit.house import principal
from kit.person import Person
from kit.scene import scene
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ListInteractions
from ringline_protocol.limits import PAGE_ITEMS_MAX
from ringline_protocol.values import PrincipalKind
from ringline_server.edges import listing
from trio.testing import MockClock


async def asks(person: Person, method: str, **params: Any) -> dict[str, Any]:
    return await person.ask(method, params, key=None)


async def refusal(person: Person, method: str, **params: Any) -> str:
    error = await person.error(method, params, key=None)
    return str(error["code"])


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (PrincipalKind.AGENT, "x"),
        (PrincipalKind.SUPERVISOR, "x"),
        (PrincipalKind.SERVICE, "service:x"),
        (PrincipalKind.CONSUMER, "consumer:x"),
    ],
)
def test_agents_are_listed_by_id_and_others_by_kind_too(kind: PrincipalKind, name: str) -> None:
    assert listing.name_of(principal("x", kind)) == name


async def test_services_list_what_they_made_and_nothing_else(autojump_clock: MockClock) -> None:
    async with scene() as at:
        mine = await at.arrives()
        other = await at.connects("svc_2")
        assert [row["id"] for row in (await asks(await at.service(), "interaction.list"))["interactions"]] == [mine]
        assert (await asks(other, "interaction.list"))["interactions"] == []


async def test_my_own_are_those_that_i_hold_now(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        ended, held = await at.talks(ana), await at.talks(ana)
        await ana.ends(ended)
        await ana.wraps_up(ended, "solved")
        everything = await asks(ana, "interaction.list")
        mine = await asks(ana, "interaction.list", mine=True)
    assert {row["id"] for row in everything["interactions"]} == {ended, held}
    assert [row["id"] for row in mine["interactions"]] == [held]


@pytest.mark.parametrize(
    "wanted", [{}, {"queue": "que_chat"}, {"phases": ["queued", "closed"]}, {"queue": "que_chat", "phases": ["closed"]}]
)
async def test_a_member_sees_the_waiting_of_their_queue_and_nothing_else_of_others(
    autojump_clock: MockClock, wanted: dict[str, Any]
) -> None:
    """A list that could hold more than what waits is of what they took part in."""
    async with scene() as at:
        ana = await at.agent("ana", status=None)
        waiting = await at.arrives()
        found = await asks(ana, "interaction.list", queue="que_chat", phases=["queued", "offered"])
        everywhere = await asks(ana, "interaction.list", phases=["queued"])
        assert [row["id"] for page in (found, everywhere) for row in page["interactions"]] == [waiting, waiting]
        assert (await asks(ana, "interaction.list", **wanted))["interactions"] == []


async def test_who_is_no_member_does_not_see_the_waiting(autojump_clock: MockClock) -> None:
    people = account(queue(), queue("que_other"))
    ana = attrs.evolve(people.agents["agt_ana"], queues=("que_other",))
    async with scene(of=attrs.evolve(people, agents={**people.agents, "agt_ana": ana})) as at:
        await at.arrives("que_chat")
        person = await at.agent("ana", status=None)
        found = await asks(person, "interaction.list", queue="que_chat", phases=["queued"])
        everywhere = await asks(person, "interaction.list", phases=["queued"])
        assert await refusal(person, "queue.read", queue="que_chat") == "forbidden"
    assert found["interactions"] == everywhere["interactions"] == []


async def test_a_foreign_cursor_is_a_bad_request(autojump_clock: MockClock) -> None:
    async with scene() as at:
        error = await (await at.service()).error("interaction.list", {"cursor": "guess"}, key=None)
    assert (error["code"], error["details"]["path"]) == ("bad_request", "params.cursor")


@pytest.mark.parametrize("limit", [0, PAGE_ITEMS_MAX + 1])
async def test_a_page_has_a_limit_even_for_those_who_ask_past_the_codec(autojump_clock: MockClock, limit: int) -> None:
    async with scene() as at:
        with pytest.raises(Refused) as caught:
            await listing.answer(at.server.server, ListInteractions(limit=limit), principal("agt_ana"))
    assert caught.value.code is ErrorCode.BAD_REQUEST


async def test_what_one_took_part_in_and_waits_elsewhere_now_is_listed_among_the_waiting(
    autojump_clock: MockClock,
) -> None:
    people = account(queue(), queue("que_other"))
    ana = attrs.evolve(people.agents["agt_ana"], queues=("que_chat",))
    async with scene(of=attrs.evolve(people, agents={**people.agents, "agt_ana": ana})) as at:
        person = await at.agent("ana")
        mine = await at.talks(person)
        await person.ask("interaction.release", {"interaction": mine, "queue": "que_other"})
        foreign = await at.arrives("que_other")
        found = await asks(person, "interaction.list", phases=["queued", "offered"])
    assert [row["id"] for row in found["interactions"]] == [mine]
    assert foreign != mine


async def test_a_consumer_is_found_by_part_of_a_name_whatever_the_accents(autojump_clock: MockClock) -> None:
    async with scene() as at:
        maria = await at.arrives(consumer={"name": "María Rodríguez", "phone": "+34600"}, subject="Vuelo")
        await at.arrives(consumer={"name": "John"}, subject="Parcel")
        sofia = await at.connects("agt_sofia")
        found = [await asks(sofia, "interaction.list", text=text) for text in ("RODRIG", "maria vuelo", "600", "zoe")]
    assert [[row["id"] for row in page["interactions"]] for page in found] == [[maria], [maria], [maria], []]


async def test_a_search_comes_with_the_lines_of_what_it_found(autojump_clock: MockClock) -> None:
    async with scene() as at:
        service, lines = await at.service(), []
        for name in ("María", "John"):
            lines.append(await at.arrives(consumer={"name": name}))
            for number in range(2):
                said = {"segment": f"s{number}", "role": "consumer", "text": "my order"}
                await service.ask("segment.push", {"interaction": lines[-1], "segment": said})
        found = await asks(await at.connects("agt_sofia"), "transcript.search", text="order")
    assert {row["id"]: row["consumer_name"] for row in found["interactions"]} == dict(
        zip(lines, ("María", "John"), strict=True)
    )
    assert (len(found["hits"]), len(found["interactions"])) == (4, 2)
