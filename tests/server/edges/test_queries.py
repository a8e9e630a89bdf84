"""Questions: who may ask what, in pages, and nothing that a reader may not see."""

from typing import Any

import attrs
import pytest
import trio
from kit.accounts import queue
from kit.flaky import FlakyDisk
from kit.person import Person
from kit.scene import Scene, scene
from ringline_server.domain.policy import WrapUpPolicy
from ringline_server.edges import queries, reading
from trio.testing import MockClock


async def asks(person: Person, method: str, **params: Any) -> dict[str, Any]:
    return await person.ask(method, params, key=None)


async def refusal(person: Person, method: str, **params: Any) -> str:
    error = await person.error(method, params, key=None)
    return str(error["code"])


async def says(at: Scene, interaction: str, *texts: str) -> None:
    service = await at.service()
    for text in texts:
        said = {"segment": text, "role": "consumer", "text": text}
        await service.ask("segment.push", {"interaction": interaction, "segment": said})


# --- one interaction


async def test_what_one_may_not_see_is_forbidden_like_what_is_not_there(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction, bruno = await at.arrives(), await at.agent("bruno", status=None)
        consumer = await at.consumer(await at.arrives())
        for method in ("interaction.read", "transcript.read"):
            for who in (bruno, consumer):
                assert await refusal(who, method, interaction=interaction) == "forbidden"
                assert await refusal(who, method, interaction="int_none") == "forbidden"
        for method in ("profile.read", "disposition.read"):
            assert await refusal(bruno, method, interaction=interaction) == "forbidden"


async def test_a_closed_interaction_is_brought_back_to_be_read(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction = await at.arrives(subject="Parcel")
        await at.leaves(interaction)
        await at.passes(60_000)
        assert interaction not in at.server.house.registry
        read = await asks(await at.service(), "interaction.read", interaction=interaction)
    assert (read["interaction"]["subject"], read["interaction"]["phase"]) == ("Parcel", "closed")


async def test_a_store_that_fails_is_unavailable_and_the_connection_stays(autojump_clock: MockClock) -> None:
    async with scene() as at:
        service = await at.service()
        registry = at.server.house.registry
        flaky, good = FlakyDisk(registry.disk), registry.disk
        flaky.fails, registry.disk = True, flaky.disk
        assert await refusal(service, "interaction.list") == "unavailable"
        registry.disk = good
        assert (await asks(service, "interaction.list"))["interactions"] == []


# --- transcripts


async def test_transcripts_are_paged_forwards_and_backwards_without_a_gap(autojump_clock: MockClock) -> None:
    texts = [f"text {number}" for number in range(7)]
    async with scene() as at:
        interaction, service = await at.arrives(), await at.service()
        await says(at, interaction, *texts)
        forwards, after = list[str](), None
        while True:
            page = await asks(service, "transcript.read", interaction=interaction, limit=3, **after or {})
            forwards += [one["text"] for one in page["segments"]]
            if not page["more"]:
                break
            after = {"after_seq": page["segments"][-1]["seq"]}
        backwards, before = list[str](), 2**40
        while True:
            page = await asks(service, "transcript.read", interaction=interaction, limit=3, before_seq=before)
            backwards = [one["text"] for one in page["segments"]] + backwards
            if not page["more"]:
                break
            before = page["segments"][0]["seq"]
    assert forwards == backwards == texts


async def test_a_full_last_page_says_that_it_is_the_last(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction, service = await at.arrives(), await at.service()
        await says(at, interaction, "one", "two")
        page = await asks(service, "transcript.read", interaction=interaction, limit=2)
    assert (len(page["segments"]), page["more"]) == (2, False)


async def test_whispers_are_for_agents_and_leave_no_hole_in_pages_for_others(
    autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where whole pages of the store hold nothing else."""
    monkeypatch.setattr(reading, "PAGE_ITEMS_MAX", 2)
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        consumer, sofia = await at.consumer(interaction), await at.connects("agt_sofia")
        await consumer.says(interaction, "first")
        for number in range(5):
            await sofia.ask("supervisor.whisper", {"interaction": interaction, "text": f"secret {number}"})
        await consumer.says(interaction, "last")
        seen = {}
        for who in (ana, consumer, await at.service()):
            page = await asks(who, "transcript.read", interaction=interaction, limit=2)
            seen[who.name] = ([one["text"] for one in page["segments"]], page["more"])
        found = await asks(ana, "transcript.search", text="secret", limit=2)
        not_found = await asks(await at.service(), "transcript.search", text="secret", limit=2)
        backwards = await asks(consumer, "transcript.read", interaction=interaction, limit=2, before_seq=2**40)
    assert seen["con_1"] == seen["svc_1"] == (["first", "last"], False)
    assert seen["agt_ana"] == (["first", "secret 0"], True)
    assert (len(found["hits"]), len(not_found["hits"])) == (2, 0)
    assert ([one["text"] for one in backwards["segments"]], backwards["more"]) == (["first", "last"], False)


async def test_a_search_for_nothing_is_a_bad_request(autojump_clock: MockClock) -> None:
    async with scene() as at:
        service = await at.service()
        assert await refusal(service, "transcript.search", text=" ¡! ") == "bad_request"


async def test_a_search_is_paged(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction, service = await at.arrives(), await at.service()
        await says(at, interaction, *(f"order {number}" for number in range(3)))
        found, cursor = list[str](), dict[str, str]()
        while True:
            page = await asks(service, "transcript.search", text="order", limit=2, **cursor)
            found += [hit["text"] for hit in page["hits"]]
            if page.get("cursor") is None:
                break
            cursor = {"cursor": page["cursor"]}
    assert sorted(found) == ["order 0", "order 1", "order 2"]


# --- profile, dispositions, queues


async def test_a_profile_masks_what_is_masked(autojump_clock: MockClock) -> None:
    variables = [{"name": "card", "value": "4000123412341234", "masked": True}]
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana, variables=variables)
        [variable] = (await asks(ana, "profile.read", interaction=interaction))["variables"]
    assert variable["value"] != "4000123412341234"
    assert "40001234" not in str(variable)


async def test_a_consumer_without_any_address_has_no_earlier_interactions(autojump_clock: MockClock) -> None:
    """They are not all the same person."""
    async with scene() as at:
        await at.leaves(await at.arrives(consumer={"name": "María"}))
        ana = await at.agent("ana")
        profile = await asks(ana, "profile.read", interaction=await at.talks(ana, consumer={"name": "María"}))
    assert profile["earlier"] == []
    assert profile.get("contact") is None


async def test_earlier_interactions_are_bounded_newest_first(
    autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "EARLIER_MAX", 2)
    consumer = {"external_id": "crm-7"}
    async with scene() as at:
        earlier = []
        for _ in range(3):
            earlier.append(await at.arrives(consumer=consumer))
            await at.passes(1_000)
            await at.leaves(earlier[-1])
        ana = await at.agent("ana")
        profile = await asks(ana, "profile.read", interaction=await at.talks(ana, consumer=consumer))
    assert [row["id"] for row in profile["earlier"]] == [earlier[2], earlier[1]]


async def test_a_queue_without_dispositions_has_an_empty_tree(autojump_clock: MockClock) -> None:
    async with scene(queue(wrap_up=WrapUpPolicy())) as at:
        ana = await at.agent("ana")
        found = await asks(ana, "disposition.read", interaction=await at.talks(ana))
    assert (found["dispositions"], found["mandatory"]) == ([], False)


async def test_a_queue_that_a_reload_took_away_does_not_break_questions(autojump_clock: MockClock) -> None:
    async with scene(queue(), queue("que_other")) as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana, "que_other")
        registry, before = at.server.house.registry, at.server.server.account
        registry.account = attrs.evolve(before, queues={"que_chat": before.queues["que_chat"]})
        found = await asks(ana, "disposition.read", interaction=interaction)
        registry.account = before
    assert found["dispositions"] == []


async def test_members_services_and_supervisors_read_a_queue_and_nobody_else(autojump_clock: MockClock) -> None:
    async with scene() as at:
        await at.arrives()
        ana, sofia, service = await at.agent("ana", status=None), await at.connects("agt_sofia"), await at.service()
        rows = {who.name: await asks(who, "queue.read", queue="que_chat") for who in (ana, sofia, service)}
        assert await refusal(ana, "queue.read", queue="que_none") == "forbidden"
        consumer = await at.consumer(await at.arrives())
        assert await refusal(consumer, "queue.read", queue="que_chat") == "forbidden"
    assert {name: (seen["waiting"], len(seen["rows"])) for name, seen in rows.items()} == {
        "agt_ana": (1, 0),
        "agt_sofia": (1, 1),
        "svc_1": (1, 0),
    }


async def test_who_is_no_member_is_not_told_why_something_waits(autojump_clock: MockClock) -> None:
    async with scene(queue(), agents=("ana",)) as at:
        interaction = await at.arrives()
        sofia = await at.connects("agt_sofia")
        explained = await asks(sofia, "interaction.explain", interaction=interaction)
        assert await refusal(await at.service(), "interaction.explain", interaction=interaction) == "forbidden"
        assert await refusal(sofia, "interaction.explain", interaction="int_none") == "forbidden"
    assert explained["interaction"] == interaction


async def test_a_question_whose_actor_is_stuck_ends_as_a_timeout(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction, service = await at.arrives(), await at.service()
        at.server.medium.faults.stalls_before = trio.Event()
        stuck = await service.tell("variable.set", {"interaction": interaction, "variable": {"name": "n", "value": 1}})
        assert await refusal(service, "interaction.read", interaction=interaction) == "timeout"
        at.server.medium.faults.stalls_before.set()
        at.server.medium.faults.stalls_before = None
        assert (await service.reply(stuck))["error"]["code"] == "timeout"
