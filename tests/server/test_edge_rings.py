"""The edge table, end to end: a ring that nobody takes. Rows of the table give the tests their names."""

import pytest
from kit.accounts import queue
from kit.scene import scene
from ringline_protocol.values import Channel
from ringline_server.domain.policy import MissedPolicy
from trio.testing import MockClock

# --- ring timeout


async def test_ring_timeout_expires_on_every_device_and_requeues_at_the_kept_place(autojump_clock: MockClock) -> None:
    async with scene(queue(ring_ms=20_000), agents=("ana",)) as at:
        desk, phone = await at.agent("ana"), await at.agent("ana", device="dev_phone")
        first = await at.arrives()
        ring = await desk.rings(first)
        await at.passes(5_000)
        await at.arrives()
        ends = [await device.hears_the_end(ring) for device in (desk, phone)]
        state = await at.state(first)

    assert ring["data"]["expires_at_ms"] == ring["at_ms"] + 20_000
    assert [end["data"]["state"] for end in ends] == ["expired", "expired"]
    assert {end["at_ms"] for end in ends} == {ring["data"]["expires_at_ms"]}
    assert state["phase"] == "queued"
    assert state["waiting"]["reason"] == "offer_ended"
    assert state["waiting"]["enqueued_at_ms"] == state["created_at_ms"]


@pytest.mark.parametrize(
    ("channel", "misses"), [(Channel.VOICE, 1), (Channel.VIDEO, 1), (Channel.MESSAGING, 2)], ids=str
)
async def test_ring_timeout_makes_not_ready_after_1_miss_of_a_call_and_2_of_messaging(
    autojump_clock: MockClock, channel: Channel, misses: int
) -> None:
    async with scene(queue("que_1", channel, ring_ms=20_000), agents=("ana",)) as at:
        ana = await at.agent("ana")
        for _ in range(misses):
            assert ana.last("agent.status_changed")["status"] == "ready"
            missed = await ana.rings(await at.arrives("que_1"))
            end = await ana.hears_the_end(missed)
        out = await ana.event("agent.status_changed", reason="missed")
        at_its_end = (ana.last("agent.state_changed")["missed_hold"], out["at_ms"])
        unanswered = len(ana.told("offer.created"))
        await ana.chooses("ready")
        back = ana.last("agent.state_changed")
        await ana.rings()

    assert (out["data"]["status"], out["data"]["by"]) == ("not_ready", "system")
    assert at_its_end == (True, end["at_ms"])
    assert unanswered == misses
    assert (back["missed_hold"], back["state"]) == (False, "ready")


async def test_ring_timeout_leaves_the_agent_ready_where_the_queue_says_none(autojump_clock: MockClock) -> None:
    policy = queue(ring_ms=20_000, on_missed=MissedPolicy.NONE, decline_cooldown_ms=1_000)
    async with scene(policy, agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        for _ in range(3):
            await ana.hears_the_end(await ana.rings(interaction))

        assert ana.told("agent.status_changed", status="not_ready", reason="missed") == []
        assert ana.last("agent.state_changed")["state"] == "ready"


# --- decline


async def test_decline_goes_on_to_the_next_agent_at_once_and_the_decliner_stays_ready(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives()
        await at.passes(3_000)
        ring = await ana.rings(interaction)
        await ana.declines(ring)
        end, following = await ana.hears_the_end(ring), await bruno.rings(interaction)
        another = await at.arrives()
        again = await ana.rings(another)

        assert ana.last("agent.status_changed")["status"] == "ready"

    assert end["data"]["state"] == "declined"
    assert following["at_ms"] == end["at_ms"]
    assert (following["data"]["attempt"], following["data"]["card"]["waited_ms"]) == (2, 3_000)
    assert following["data"]["card"]["excluded_agents"] == 1
    assert again["at_ms"] == end["at_ms"]


async def test_decline_keeps_the_decliner_from_this_interaction_for_the_cooldown(autojump_clock: MockClock) -> None:
    async with scene(queue(decline_cooldown_ms=12_000), agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await ana.declines(ring)
        second = await ana.rings(interaction)
        state = await at.state(interaction)

    assert second["at_ms"] == ring["at_ms"] + 12_000
    assert second["data"]["offer"] != ring["data"]["offer"]
    assert state["waiting"]["enqueued_at_ms"] == state["created_at_ms"]


async def test_decline_of_the_only_agent_is_for_the_whole_cool_down_and_they_may_still_take_it(
    autojump_clock: MockClock,
) -> None:
    async with scene(queue(decline_cooldown_ms=30_000), agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await ana.declines(ring)
        await at.passes(29_999)
        rings = len(ana.told("offer.created"))
        leg = (await ana.ask("interaction.take", {"interaction": interaction}))["leg"]
        state = await at.state(interaction)

    assert rings == 1
    assert [(one["leg"], one["state"]) for one in state["legs"]] == [(leg, "active")]


async def test_decline_needs_a_reason_where_the_queue_wants_one(autojump_clock: MockClock) -> None:
    async with scene(queue(decline_reason_required=True)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        error = await ana.error("offer.decline", {"offer": ring["data"]["offer"]})
        still = (await at.state(interaction))["offers"][-1]["state"]
        await ana.ask("offer.decline", {"offer": ring["data"]["offer"], "reason": "I know them"})
        end = await ana.hears_the_end(ring)

    assert (error["code"], still) == ("reason_required", "pending")
    assert end["data"]["reason"] == "I know them"


# --- all declined


async def test_all_declined_waits_on_says_no_takers_and_rings_again_when_an_exclusion_expires(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        sofia = await at.connects("agt_sofia")
        await sofia.subscribes("queue/que_chat")
        interaction = await at.arrives()
        first = await ana.rings(interaction)
        await ana.declines(first)
        second = await bruno.rings(interaction)
        await at.passes(4_000)
        await bruno.declines(second)
        no_takers = await sofia.event("queue.no_takers", interaction=interaction)
        waiting = (await at.state(interaction))["phase"]
        third = await ana.rings(interaction)

        assert sofia.told("queue.no_takers") == [no_takers]

    assert waiting == "queued"
    assert no_takers["at_ms"] == second["at_ms"] + 4_000
    assert third["at_ms"] == first["at_ms"] + 30_000


# --- status and connection


async def test_agent_sets_not_ready_while_ringing_and_it_goes_on_without_a_miss(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await ana.chooses("not_ready", "lunch")
        end, following = await ana.hears_the_end(ring), await bruno.rings(interaction)
        status = ana.last("agent.status_changed")
        await ana.chooses("ready")

        assert ana.told("agent.status_changed", reason="missed") == []

    assert (end["data"]["state"], end["data"]["detail"]) == ("canceled", "status_change")
    assert (status["status"], status["reason"]) == ("not_ready", "lunch")
    assert following["at_ms"] == ring["at_ms"]


async def test_agent_sets_not_ready_while_ringing_and_may_keep_what_rings(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await ana.chooses("not_ready", "lunch", pending_offers="keep")
        await at.passes(10_000)
        still = ana.told("offer.ended")
        leg = await ana.accepts(ring)

        assert ana.last("agent.status_changed")["status"] == "not_ready"

    assert still == []
    assert leg


async def test_agent_socket_drops_while_ringing_and_the_ring_ends_after_5_s_without_a_miss(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await at.passes(2_000)
        ana.cut()
        await at.passes(0)
        cut_at_ms = at.now_ms
        other = await at.arrives()
        await bruno.chooses("ready")
        at_once, later = await bruno.rings(other), await bruno.rings(interaction)
        again = await at.returns(ana)
        end = await again.hears_the_end(ring)

        assert again.told("agent.status_changed", reason="missed") == []
        assert again.told("offer.created") == []

    assert (end["data"]["state"], end["data"]["detail"]) == ("canceled", "agent_unreachable")
    assert end["at_ms"] == later["at_ms"] == cut_at_ms + 5_000
    assert at_once["at_ms"] == cut_at_ms


async def test_agent_socket_drops_while_ringing_and_nothing_happens_with_another_device(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        desk, phone = await at.agent("ana"), await at.agent("ana", device="dev_phone")
        interaction = await at.arrives()
        ring = await desk.rings(interaction)
        desk.cut()
        await at.passes(20_000)
        ended = phone.told("offer.ended")

        assert await phone.accepts(ring)

    assert ended == []
