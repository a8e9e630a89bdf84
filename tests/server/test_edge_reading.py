"""Looking, end to end: place in line, why it waits, transcripts, searches, profile, lists, directory, dispositions."""

from typing import Any

from kit.accounts import queue
from kit.house import START_MS
from kit.person import Person
from kit.scene import scene
from ringline_protocol.values import Contact, SkillNeed, SkillStage
from ringline_server.domain.policy import WrapUpPolicy
from trio.testing import MockClock


async def asks(person: Person, method: str, **params: Any) -> dict[str, Any]:
    """A question needs no key."""
    return await person.ask(method, params, key=None)


# --- the consumer's place in line


async def test_a_consumer_learns_the_place_in_line_as_it_changes(autojump_clock: MockClock) -> None:
    async with scene(agents=("ana",)) as at:
        first = await at.arrives()
        await at.passes(1_000)
        second = await at.arrives()
        consumer = await at.consumer(second)
        before = await consumer.event("place")
        await at.leaves(first)
        after = await consumer.event("place")
        ana = await at.agent("ana", status=None)
        await at.passes(2_000)
        await ana.chooses("ready")
        await ana.accepts(await ana.rings(second))
        met = await consumer.event("leg.started")
        told = len(consumer.told("place"))
        await at.passes(5_000)

        assert len(consumer.told("place")) == told

    assert (before["data"]["position"], before["data"]["waiting"], before["data"]["agents_ready"]) == (2, 2, 0)
    assert (after["data"]["position"], after["data"]["waiting"]) == (1, 1)
    assert (met["data"]["agent_name"], "agent" in met["data"]) == ("Ana", False)


# --- why is it still waiting


async def test_why_is_it_still_waiting_names_what_rules_each_agent_out(autojump_clock: MockClock) -> None:
    stages = (SkillStage((SkillNeed("spanish", 5),), 60_000),)
    names = ("ana", "bruno", "carla", "diego", "elena")
    async with scene(queue(skill_stages=stages), agents=names) as at:
        people = at.server.server.account.agents
        sofia = await at.connects("agt_sofia")
        bruno, carla = await at.agent("bruno"), await at.agent("carla", status=None)
        await carla.chooses("not_ready", "lunch")
        diego = await at.agent("diego")
        await diego.ask("agent.set_opt_outs", {"channels": ["messaging"]})
        elena = await at.agent("elena")
        elena.cut()
        interaction = await at.arrives()
        await at.passes(4_000)
        why = await asks(sofia, "interaction.explain", interaction=interaction)
        also = await asks(bruno, "interaction.explain", interaction=interaction)

    assert len(people) == 6
    assert why == also
    assert (why["is_waiting"], why["position"], why["waiting"]) == (True, 1, 1)
    assert why["needs"] == [{"skill": "spanish", "min": 5}]
    assert why["relaxes_at_ms"] == START_MS + 60_000
    verdicts = {one["agent"].removeprefix("agt_"): (one["out"], one.get("until_ms")) for one in why["members"]}
    assert verdicts == {
        "ana": ("offline", None),
        "bruno": ("lacks_skill", why["relaxes_at_ms"]),
        "carla": ("not_ready", None),
        "diego": ("opted_out_channel", None),
        "elena": ("not_connected", None),
    }


async def test_why_is_it_still_waiting_says_who_declined_until_when(autojump_clock: MockClock) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        ringing = await asks(ana, "interaction.explain", interaction=interaction)
        await ana.declines(ring)
        declined = await asks(ana, "interaction.explain", interaction=interaction)
        await ana.accepts(await ana.rings(interaction))
        answered = await asks(ana, "interaction.explain", interaction=interaction)

    assert (ringing["ringing"], ringing["members"][0]["out"]) == (["agt_ana"], "already_offered")
    [verdict] = declined["members"]
    assert (verdict["out"], verdict["until_ms"]) == ("excluded_declined", ring["at_ms"] + 30_000)
    assert (answered["is_waiting"], answered["phase"]) == (False, "active")


# --- search


async def test_live_search_pushes_hits_as_people_talk_until_it_is_stopped(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await consumer.says(interaction, "My flight to Málaga was canceled.")
        started = await asks(ana, "search.start", interaction=interaction, text="malaga")
        await consumer.says(interaction, "I am at the gate.")
        await consumer.says(interaction, "Is there a later one to MALAGA?")
        hit = await ana.event("search.hit")
        said = await ana.event("segment.final", text="Is there a later one to MALAGA?")
        await asks(ana, "search.stop", search=started["search"])
        await consumer.says(interaction, "Malaga, please.")
        await at.settles()

        assert len(ana.told("search.hit")) == 1

    assert [found["offsets"] for found in started["hits"]] == [[{"start": 13, "end": 19}]]
    assert (hit["data"]["search"], hit["data"]["segment"]) == (started["search"], said["data"]["segment"])
    assert (hit["data"]["seq"], hit["data"]["offsets"]) == (said["seq"], [{"start": 24, "end": 30}])


async def test_search_finds_in_all_that_one_may_see_and_in_nothing_else(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        sofia = await at.connects("agt_sofia")
        mine = await at.talks(ana)
        await ana.says(mine, "Your réservation is confirmed.")
        everywhere = [await asks(who, "transcript.search", text="reservation conf") for who in (ana, sofia, bruno)]
        foreign = await bruno.error("transcript.search", {"text": "reservation", "interaction": mine}, key=None)
        partial = {"segment": "s9", "role": "consumer", "text": "the reser", "revision": 1}
        service = await at.service()
        await service.ask("segment.partial", {"interaction": mine, "segment": partial}, key=None)
        speaking = await asks(ana, "transcript.search", text="reser", interaction=mine)

    assert [[hit["interaction"] for hit in found["hits"]] for found in everywhere] == [[mine], [mine], []]
    assert everywhere[0]["hits"][0]["offsets"] == [{"start": 5, "end": 16}, {"start": 20, "end": 24}]
    assert foreign["code"] == "forbidden"
    assert [(one["segment"], one["offsets"]) for one in speaking["partials"]] == [("s9", [{"start": 4, "end": 9}])]


# --- profile, lists, directory, dispositions


async def test_profile_has_the_contact_the_flows_variables_and_earlier_interactions(autojump_clock: MockClock) -> None:
    maria = Contact("con_9", "María Ruiz", ("+34600111222",), ("maria@example.com",), {"tier": "gold"})
    async with scene() as at:
        await at.server.server.disk.save_contacts([maria], "ES")
        earlier = await at.arrives(consumer={"email": "Maria@Example.com"})
        await at.leaves(earlier)
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        variables = [{"name": "pnr", "value": "AB12CD"}, {"name": "trace", "value": "x1", "in_profile": False}]
        interaction = await at.talks(ana, consumer={"phone": "600 111 222"}, variables=variables)
        profile = await asks(ana, "profile.read", interaction=interaction)
        foreign = await bruno.error("profile.read", {"interaction": interaction}, key=None)

    assert (profile["contact"]["id"], profile["contact"]["fields"]) == ("con_9", {"tier": "gold"})
    assert (profile["consumer"]["contact"], profile["consumer"]["name"]) == ("con_9", "María Ruiz")
    assert [(one["name"], one["value"]) for one in profile["variables"]] == [("pnr", "AB12CD")]
    assert [(row["id"], row["closed_reason"]) for row in profile["earlier"]] == [(earlier, "short_abandoned")]
    assert foreign["code"] == "forbidden"


async def test_list_filters_and_pages_what_one_may_see(autojump_clock: MockClock) -> None:
    async with scene(queue(), queue("que_other")) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        sofia = await at.connects("agt_sofia")
        mine = await at.talks(ana)
        await ana.chooses("not_ready", "break")
        await at.passes(1_000)
        others = [await at.arrives("que_other") for _ in range(3)]
        seen = await asks(ana, "interaction.list", open_only=True)
        none = await asks(bruno, "interaction.list")
        waiting = await asks(bruno, "interaction.list", queue="que_other", phases=["queued"])
        since = await asks(sofia, "interaction.list", created_from_ms=at.now_ms)
        pages = await pages_of(sofia, queue="que_other", limit=2, oldest_first=True)
        closed = await asks(sofia, "interaction.list", phases=["closed"])

    assert ids(seen) == [mine]
    assert (ids(none), ids(closed)) == ([], [])
    assert sorted(ids(waiting)) == sorted(ids(since)) == sorted(others)
    assert [len(page) for page in pages] == [2, 1]
    assert sorted(one for page in pages for one in page) == sorted(others)


async def pages_of(person: Person, **wanted: Any) -> list[list[str]]:
    """All pages, to the last cursor."""
    pages: list[list[str]] = []
    while not pages or "cursor" in wanted:
        page = await asks(person, "interaction.list", **wanted)
        pages.append(ids(page))
        wanted = {**wanted, "cursor": page["cursor"]} if page.get("cursor") else {}
    return pages


def ids(page: dict[str, Any]) -> list[str]:
    """Of the rows."""
    return [row["id"] for row in page["interactions"]]


async def test_directory_tells_whom_one_may_ask_and_how_they_are(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        await at.talks(ana)
        await at.arrives("que_chat", top_priority=True)
        found = await asks(bruno, "directory.read", text="AN")
        everybody = await asks(bruno, "directory.read")

    assert [(one["agent"], one["status"], one["presence"]) for one in found["agents"]] == [
        ("agt_ana", "ready", "connected")
    ]
    assert found["queues"] == []
    waiting = {one["queue"]: one["waiting"] for one in everybody["queues"]}
    assert waiting == {"que_chat": 1, "que_auto": 0, "que_mail": 0, "que_voice": 0}
    assert "agt_bruno" not in [one["agent"] for one in everybody["agents"]]


async def test_dispositions_are_the_tree_of_the_queue(autojump_clock: MockClock) -> None:
    policy = queue(wrap_up=WrapUpPolicy(dispositions="outcomes", mandatory=True, multiple=True))
    async with scene(policy) as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        found = await asks(ana, "disposition.read", interaction=interaction)

    assert (found["mandatory"], found["multiple"]) == (True, True)
    assert [node["id"] for node in found["dispositions"]] == ["sales", "solved"]
    assert [leaf["id"] for leaf in found["dispositions"][0]["children"]] == ["sold", "lost"]
