"""An actor crashes in the middle of a story, end to end: it comes back, announces itself, and the story goes on.

Whoever reads its stream is sent away with 4003 and resumes at once, as every client does.
"""

import pytest
from kit.scene import Scene, scene
from ringline_server.actors.queue import HEAR_OUT_MS
from trio.testing import MockClock

ACTORS = ("interaction", "agent", "queue")


async def crash(at: Scene, actor: str, interaction: str) -> None:
    """What no actor understands ends it."""
    registry = at.server.house.registry
    match actor:
        case "interaction":
            registry.interaction(interaction).tell(object())
        case "agent":
            registry.agent("agt_ana").tell(object())
        case "queue":
            registry.queue("que_chat").tell(object())
    await at.settles()


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_crash_while_it_waits_keeps_the_place(autojump_clock: MockClock, actor: str) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana", status=None)
        first = await at.arrives()
        await at.passes(1_000)
        second = await at.arrives()
        await crash(at, actor, first)
        ana = await at.back(ana)
        await ana.chooses("ready")
        await at.passes(HEAR_OUT_MS)
        rung = [ring["data"]["interaction"] for ring in ana.told("offer.created")]
        states = [await at.state(one) for one in (first, second)]

    assert sorted(rung) == sorted([first, second])
    assert all(state["waiting"]["enqueued_at_ms"] == state["created_at_ms"] for state in states)


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_crash_while_it_rings_leaves_the_ring(autojump_clock: MockClock, actor: str) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await at.passes(2_000)
        await crash(at, actor, interaction)
        ana = await at.back(ana)
        await at.passes(10_000)
        leg = await ana.accepts(ring)
        state = await at.state(interaction)

        assert bruno.told("offer.created") == []

    assert [(one["leg"], one["state"]) for one in state["legs"]] == [(leg, "active")]
    assert [offer["state"] for offer in state["offers"]] == ["accepted"]


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_crash_while_it_rings_lets_it_expire_and_go_on(autojump_clock: MockClock, actor: str) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await at.passes(2_000)
        await crash(at, actor, interaction)
        ana = await at.back(ana)
        following = await bruno.rings(interaction)
        offers = (await at.state(interaction))["offers"]

    assert following["at_ms"] == ring["data"]["expires_at_ms"]
    assert [offer["state"] for offer in offers] == ["expired", "pending"]


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_crash_while_they_talk_goes_unnoticed(autojump_clock: MockClock, actor: str) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await crash(at, actor, interaction)
        ana, consumer = await at.back(ana), await at.back(consumer)
        await consumer.says(interaction, "Are you there?")
        await ana.event("segment.final", text="Are you there?")
        await ana.says(interaction, "I am.")
        used = ana.views[ana.own].state.units_used
        await ana.ends(interaction)
        await ana.wraps_up(interaction)
        state = await at.state(interaction)

        assert ana.views[ana.own].state.units_used == 0

    assert used == 25
    assert (state["phase"], len(state["legs"])) == ("closed", 1)


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_crash_in_wrap_up_keeps_the_deadline(autojump_clock: MockClock, actor: str) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        await ana.ends(interaction)
        ended_at_ms = at.now_ms
        await at.passes(4_000)
        await crash(at, actor, interaction)
        ana = await at.back(ana)
        waiting = [await at.arrives() for _ in range(4)]
        rung_before = [ring for ring in ana.told("offer.created") if ring["data"]["interaction"] in waiting]
        await at.passes(26_000)
        closed = (await at.state(interaction))["closed"]

    assert closed["at_ms"] == ended_at_ms + 30_000
    assert len(rung_before) <= 3


@pytest.mark.parametrize("actor", ACTORS)
async def test_a_crash_frees_nothing_twice_and_the_next_offer_comes_at_once(
    autojump_clock: MockClock, actor: str
) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana")
        for _ in range(4):
            last = await at.talks(ana)
        waiting = await at.arrives()
        await crash(at, actor, last)
        ana = await at.back(ana)
        await at.passes(5_000)
        rung = {ring["data"]["interaction"] for ring in ana.told("offer.created")}
        supervisor = await at.connects("agt_sofia")
        await supervisor.ask("interaction.end", {"interaction": last})
        await supervisor.ask("supervisor.complete_wrap_up", {"interaction": last, "agent": "agt_ana"})
        freed_at_ms = at.now_ms
        await supervisor.subscribes("agent/agt_ana")
        view = supervisor.views["agent/agt_ana"]

    assert waiting not in rung
    assert [offer.server_at_ms for offer in view.offers] == [freed_at_ms]
    assert view.state.units_used == 100
