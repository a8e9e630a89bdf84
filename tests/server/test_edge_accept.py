"""The edge table, end to end: who gets what rings. Rows of the table give the tests their names."""

import json

import pytest
import trio
from kit.accounts import queue
from kit.scene import scene
from ringline_server.domain.policy import Selection, WrapUpPolicy
from trio.testing import MockClock

NO_WRAP_UP = WrapUpPolicy(enabled=False)

# --- double accept


async def test_double_accept_of_two_agents_the_first_wins_and_the_other_is_rescinded(
    autojump_clock: MockClock,
) -> None:
    async with scene(queue(selection=Selection.SIMULTANEOUS, ring_many=2)) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives()
        rings = [await agent.rings(interaction) for agent in (ana, bruno)]
        ids = [
            await agent.tell("offer.accept", {"offer": ring["data"]["offer"]})
            for agent, ring in zip((ana, bruno), rings, strict=True)
        ]
        won, lost = await ana.reply(ids[0]), await bruno.reply(ids[1])
        end = await bruno.hears_the_end(rings[1])
        state = await at.state(interaction)

    assert won["result"]["interaction"] == interaction
    assert lost["error"]["code"] == "offer_rescinded"
    assert (end["data"]["state"], end["data"]["detail"]) == ("rescinded", "answered_by_other")
    assert "agt_ana" not in json.dumps([end, lost])
    assert [(leg["agent"], leg["state"]) for leg in state["legs"]] == [("agt_ana", "active")]


async def test_double_accept_of_one_agent_on_two_devices_is_one_leg_and_answered_elsewhere(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        desk, phone = await at.agent("ana"), await at.agent("ana", device="dev_phone")
        interaction = await at.arrives()
        ring = await desk.rings(interaction)
        offer = {"offer": ring["data"]["offer"]}
        leg = await desk.accepts(ring)
        ends = [await device.hears_the_end(ring) for device in (desk, phone)]
        error = await phone.error("offer.accept", offer)
        retry = await phone.request("offer.accept", offer, key="mine")
        state = await at.state(interaction)

    assert all((end["data"]["state"], end["data"]["by_session"]) == ("accepted", desk.session["id"]) for end in ends)
    assert (error["code"], error["details"]["leg"]) == ("offer_already_accepted", leg)
    assert retry["error"]["details"]["leg"] == leg
    assert [one["leg"] for one in state["legs"]] == [leg]


# --- accept too late


async def test_accept_after_expiry_says_how_and_when_it_ended_and_changes_nothing(autojump_clock: MockClock) -> None:
    async with scene(queue(ring_ms=20_000), agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await ana.hears_the_end(ring)
        await at.passes(1_000)
        before = await at.state(interaction)
        error = await ana.error("offer.accept", {"offer": ring["data"]["offer"]})
        after = await at.state(interaction)

    assert (error["code"], error["retry"]) == ("offer_not_pending", "never")
    assert error["details"]["state"] == "expired"
    assert error["details"]["ended_at_ms"] == ring["data"]["expires_at_ms"]
    assert before == after


# --- the consumer leaves


async def test_accept_races_consumer_leaving_and_the_leave_is_first(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring, consumer = await ana.rings(interaction), await at.consumer(interaction)
        left = await consumer.tell("interaction.end", {"interaction": interaction})
        error = await ana.error("offer.accept", {"offer": ring["data"]["offer"]})
        await consumer.reply(left)
        end, state = await ana.hears_the_end(ring), await at.state(interaction)

    assert (end["data"]["state"], end["data"]["detail"]) == ("canceled", "consumer_left")
    assert (error["code"], error["details"]["state"]) == ("offer_not_pending", "canceled")
    assert error["details"]["detail"] == "consumer_left"
    assert (state["phase"], state["legs"]) == ("closed", [])


async def test_accept_races_consumer_leaving_and_the_accept_is_first(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await ana.accepts(ring)
        await at.leaves(interaction)
        state = await at.state(interaction)

    assert state["phase"] == "wrapping"
    assert (state["ended"]["by"], state["ended"]["reason"]) == ("consumer", "consumer_left")
    assert [offer["state"] for offer in state["offers"]] == ["accepted"]


@pytest.mark.parametrize(("waited_ms", "reason"), [(5_000, "short_abandoned"), (5_001, "abandoned")])
async def test_consumer_abandons_while_ringing_and_the_agent_is_not_blamed(
    autojump_clock: MockClock, waited_ms: int, reason: str
) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await at.passes(waited_ms)
        await at.leaves(interaction)
        end, closed = await ana.hears_the_end(ring), (await at.state(interaction))["closed"]

        assert ana.told("agent.status_changed", reason="missed") == []
        assert ana.last("agent.state_changed")["state"] == "ready"

    assert (end["data"]["state"], end["data"]["detail"]) == ("canceled", "consumer_left")
    assert (closed["reason"], closed["by"], closed["at_ms"]) == (reason, "consumer", end["at_ms"])


async def test_consumer_abandons_while_ringing_and_the_agent_keeps_the_idle_clock(autojump_clock: MockClock) -> None:
    async with scene(queue(wrap_up=NO_WRAP_UP)) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        await at.passes(1_000)
        worked = await at.talks(ana)
        await at.passes(1_000)
        await ana.ends(worked)  # from here on Bruno is idle for longer than Ana
        abandoned = await at.arrives()
        await bruno.rings(abandoned)
        await at.passes(1_000)
        await at.leaves(abandoned)
        await at.passes(1_000)

        await bruno.rings(await at.arrives())


async def test_who_lost_the_line_with_the_accept_is_told_that_it_was_theirs(autojump_clock: MockClock) -> None:
    """What is durable after the line has gone is told like what was durable before."""
    async with scene() as at:
        ana = await at.agent("ana")
        ring = await ana.rings(await at.arrives())
        at.server.medium.faults.stalls_before = stalled = trio.Event()
        await ana.tell("offer.accept", {"offer": ring["data"]["offer"]})
        await at.settles()
        ana.cut()
        await at.settles()
        at.server.medium.faults.stalls_before = None
        stalled.set()
        await at.settles()
        back = await at.returns(ana)
        ended = await back.hears_the_end(ring)

    assert (ended["data"]["state"], ended["data"]["by_session"]) == ("accepted", ana.session["id"])
