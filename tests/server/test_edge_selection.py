"""Who is next, end to end: each selection method, order, skills, weights, several queues for one agent."""

from typing import Any

import attrs
import pytest
from kit.accounts import account, queue
from kit.person import Person
from kit.scene import Scene, scene
from ringline_protocol.values import Acceptance, Channel, SkillNeed, SkillStage
from ringline_server.domain.policy import Account, Capacity, Queue, Selection, WrapUpPolicy
from trio.testing import MockClock

NAMES = ("ana", "bruno", "carla")


def choosing(selection: Selection, **policy: Any) -> Queue:
    """A queue without wrap-up that selects like this."""
    return queue(selection=selection, wrap_up=WrapUpPolicy(enabled=False), **policy)


async def team(at: Scene, *order: str) -> dict[str, Person]:
    """Agents who become ready in this order, a second apart."""
    people = {}
    for name in order:
        people[name] = await at.agent(name)
        await at.passes(1_000)
    return people


async def taken_by(at: Scene, people: dict[str, Person]) -> str:
    """Who gets the next interaction; they talk for a second and go on."""
    interaction = await at.arrives()
    await at.settles()
    [name] = [name for name, person in people.items() if person.told("offer.created", interaction=interaction)]
    await people[name].accepts(await people[name].rings(interaction))
    await at.passes(1_000)
    await people[name].ends(interaction)
    await at.passes(1_000)
    return name


# --- methods


async def test_longest_idle_goes_by_the_end_of_the_last_assignment(autojump_clock: MockClock) -> None:
    async with scene(choosing(Selection.LONGEST_IDLE), agents=NAMES) as at:
        people = await team(at, *NAMES)
        took = [await taken_by(at, people) for _ in range(6)]

    assert took == [*NAMES, *NAMES]


async def test_longest_idle_ready_goes_by_the_last_change_to_ready(autojump_clock: MockClock) -> None:
    async with scene(choosing(Selection.LONGEST_IDLE_READY), agents=NAMES) as at:
        people = await team(at, "carla", "bruno", "ana")
        took = [await taken_by(at, people) for _ in range(2)]
        await people["carla"].chooses("not_ready", "break")
        await at.passes(1_000)
        await people["carla"].chooses("ready")
        took.append(await taken_by(at, people))

    assert took == ["carla", "carla", "bruno"]


async def test_sequential_goes_by_the_order_of_the_account(autojump_clock: MockClock) -> None:
    async with scene(choosing(Selection.SEQUENTIAL), agents=("carla", "ana", "bruno")) as at:
        people = await team(at, *NAMES)
        took = [await taken_by(at, people) for _ in range(3)]
        await people["carla"].chooses("not_ready", "break")
        took.append(await taken_by(at, people))

    assert took == ["carla", "carla", "carla", "ana"]


async def test_rotating_goes_on_behind_the_last_one(autojump_clock: MockClock) -> None:
    async with scene(choosing(Selection.ROTATING), agents=("carla", "ana", "bruno")) as at:
        people = await team(at, *NAMES)
        took = [await taken_by(at, people) for _ in range(4)]
        await people["ana"].chooses("not_ready", "break")
        took.append(await taken_by(at, people))

    assert took == ["carla", "ana", "bruno", "carla", "bruno"]


async def test_least_loaded_goes_by_the_share_of_capacity_in_use(autojump_clock: MockClock) -> None:
    async with scene(choosing(Selection.LEAST_LOADED, acceptance=Acceptance.AUTOMATIC), agents=NAMES) as at:
        people = await team(at, *NAMES)
        got = []
        for _ in range(6):
            interaction = await at.arrives()
            await at.settles()
            got += [name for name, one in people.items() if one.told("offer.created", interaction=interaction)]
            await at.passes(1_000)

    assert sorted(got[:3]) == sorted(got[3:]) == sorted(NAMES)


async def test_simultaneous_rings_at_the_first_k_and_a_decline_lets_the_next_one_ring(
    autojump_clock: MockClock,
) -> None:
    async with scene(choosing(Selection.SIMULTANEOUS, ring_many=2), agents=NAMES) as at:
        people = await team(at, *NAMES)
        interaction = await at.arrives()
        rings = [await people[name].rings(interaction) for name in ("ana", "bruno")]
        await at.settles()
        before = people["carla"].told("offer.created")
        await people["ana"].declines(rings[0])
        third = await people["carla"].rings(interaction)
        live = [one["agent"] for one in (await at.state(interaction))["offers"] if one["state"] == "pending"]

    assert before == []
    assert third["at_ms"] == rings[0]["at_ms"]
    assert live == ["agt_bruno", "agt_carla"]


# --- order of what waits


def one_at_a_time() -> Account:
    """Ana, who takes one message after the other."""
    plain = account(choosing(Selection.LONGEST_IDLE), agents=("ana",))
    slow = attrs.evolve(plain.agents["agt_ana"], capacity=Capacity(channel_max={Channel.MESSAGING: 1}))
    return attrs.evolve(plain, agents={**plain.agents, slow.id: slow})


async def test_top_priority_goes_first_then_head_start_then_age(autojump_clock: MockClock) -> None:
    async with scene(of=one_at_a_time()) as at:
        old = await at.arrives()
        await at.passes(30_000)
        ahead = await at.arrives(bonus=1)
        await at.passes(1_000)
        young = await at.arrives()
        top = await at.arrives(top_priority=True)
        ana = await at.agent("ana")
        order: list[str] = []
        while len(order) < 4:
            ring = await ana.rings()
            await ana.accepts(ring)
            order.append(ring["data"]["interaction"])
            await ana.ends(order[-1])

    assert order == [top, ahead, old, young]


async def test_a_freed_agent_of_two_queues_gets_the_older_head_at_once(autojump_clock: MockClock) -> None:
    queues = (queue("que_1", Channel.VOICE), queue("que_2", Channel.VIDEO))
    async with scene(*queues, agents=("ana",)) as at:
        ana = await at.agent("ana", status=None)
        older = await at.arrives("que_2")
        await at.passes(5_000)
        await at.arrives("que_1")
        await ana.chooses("ready")
        ring = await ana.rings()

    assert (ring["data"]["interaction"], ring["data"]["card"]["waited_ms"]) == (older, 5_000)


# --- skills and weights


def skilled(**levels: dict[str, int]) -> Account:
    """Ana and Bruno with these skills; messaging wants Spanish for 20 s, then anybody."""
    stages = (SkillStage((SkillNeed("spanish", 5),), 20_000),)
    plain = account(choosing(Selection.LONGEST_IDLE, skill_stages=stages))
    people = {name: attrs.evolve(plain.agents[f"agt_{name}"], skills=skills) for name, skills in levels.items()}
    return attrs.evolve(plain, agents={**plain.agents, **{one.id: one for one in people.values()}})


async def test_skills_decide_and_relax_over_time(autojump_clock: MockClock) -> None:
    async with scene(of=skilled(ana={"spanish": 4}, bruno={"spanish": 8})) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        first = await at.arrives()
        ring = await bruno.rings(first)
        await at.settles()
        rung_at_ana = ana.told("offer.created")
        await bruno.chooses("not_ready", "break")
        relaxed = await ana.rings(first)

    assert rung_at_ana == []
    assert relaxed["at_ms"] == ring["at_ms"] + 20_000


@pytest.mark.parametrize(
    ("weights", "first"), [({"agt_bruno": -1}, "bruno"), ({"agt_ana": 2, "agt_bruno": 1}, "bruno")]
)
async def test_a_lower_weight_goes_first_whatever_the_selection(
    autojump_clock: MockClock, weights: dict[str, int], first: str
) -> None:
    async with scene(choosing(Selection.LONGEST_IDLE, agent_weight=weights)) as at:
        people = await team(at, "ana", "bruno")

        assert [await taken_by(at, people) for _ in range(2)] == [first, first]
