"""The edge table, end to end: transfers and what becomes of them. Rows of the table give the tests their names."""

from typing import Any

import pytest
from kit.accounts import queue
from kit.person import Person
from kit.scene import Scene, scene
from ringline_protocol.values import Channel
from trio.testing import MockClock

QUEUES = (queue(ring_ms=20_000), queue("que_other", ring_ms=20_000), queue("que_mail", Channel.EMAIL))


async def on_its_way(at: Scene, mode: str, **target: str) -> tuple[Person, str]:
    """Ana, who talks, and the interaction that she transfers."""
    ana = await at.agent("ana")
    interaction = await at.talks(ana)
    await at.passes(1_000)
    params = {"interaction": interaction, "target": target, "mode": mode, "note": "knows the case"}
    await ana.ask("transfer.start", params)
    return ana, interaction


def leg_states(state: dict[str, Any]) -> list[tuple[str, str]]:
    return [(leg["agent"], leg["state"]) for leg in state["legs"]]


# --- cold


async def test_transfer_target_does_not_answer_and_an_assured_one_returns_to_the_sender(
    autojump_clock: MockClock,
) -> None:
    async with scene(*QUEUES) as at:
        bruno = await at.agent("bruno", status=None)
        await bruno.chooses("not_ready", "break")
        ana, interaction = await on_its_way(at, "cold_assured", agent="agt_bruno")
        busy = await ana.event("transfer.ended", f"interaction/{interaction}")
        await bruno.chooses("ready")
        await ana.ask("transfer.start", {"interaction": interaction, "target": {"agent": "agt_bruno"}})
        ring = await bruno.rings(interaction)
        during = leg_states(await at.state(interaction))
        ended = await ana.event("transfer.ended", f"interaction/{interaction}")
        await ana.says(interaction, "I am still here.")
        after = await at.state(interaction)

    assert (busy["data"]["result"], busy["data"]["reason"]) == ("failed", "not_ready")
    assert (ring["data"]["purpose"], ring["data"]["card"]["hand_over"]["agent_name"]) == ("transfer", "Ana")
    assert during == [("agt_ana", "transferring")]
    assert (ended["data"]["result"], ended["data"]["reason"]) == ("failed", "expired")
    assert ended["at_ms"] == ring["data"]["expires_at_ms"]
    assert leg_states(after) == [("agt_ana", "active")]
    assert "transfer" not in after
    last = after["last_transfer"]
    assert (last["target"], last["result"], last["reason"]) == ({"agent": "agt_bruno"}, "failed", "expired")
    assert last["ended_at_ms"] == ended["at_ms"]


async def test_transfer_target_does_not_answer_and_an_unassured_one_goes_to_the_queue(
    autojump_clock: MockClock,
) -> None:
    async with scene(*QUEUES) as at:
        bruno = await at.agent("bruno")
        ana, interaction = await on_its_way(at, "cold_unassured", agent="agt_bruno")
        ring = await bruno.rings(interaction)
        sender = (await at.state(interaction))["legs"][0]
        ended = await ana.event("transfer.ended", f"interaction/{interaction}")
        state = await at.state(interaction)

    assert (sender["state"], sender["end_reason"]) == ("wrapping", "transferred")
    assert (ended["data"]["result"], ended["data"]["reason"]) == ("failed", "expired")
    assert ended["at_ms"] == ring["data"]["expires_at_ms"]
    assert state["phase"] == "offered"
    assert state["waiting"]["reason"] == "transfer"
    assert (state["offers"][-1]["agent"], state["offers"][-1]["purpose"]) == ("agt_bruno", "handle")


@pytest.mark.parametrize("mode", ["cold_assured", "cold_unassured"])
async def test_transfer_target_answers_and_the_sender_wraps_up(autojump_clock: MockClock, mode: str) -> None:
    async with scene(*QUEUES) as at:
        bruno = await at.agent("bruno")
        ana, interaction = await on_its_way(at, mode, agent="agt_bruno")
        ring = await bruno.rings(interaction)
        await bruno.accepts(ring)
        ended = await ana.event("transfer.ended", f"interaction/{interaction}")
        state = await at.state(interaction)

        assert ana.told("transfer.ended") == [ended]

    assert ring["data"]["card"]["hand_over"]["note"] == "knows the case"
    assert ended["data"]["result"] == "completed"
    assert leg_states(state) == [("agt_ana", "wrapping"), ("agt_bruno", "active")]


async def test_transfer_target_declines_and_the_sender_goes_on(autojump_clock: MockClock) -> None:
    async with scene(*QUEUES) as at:
        bruno = await at.agent("bruno")
        ana, interaction = await on_its_way(at, "cold_assured", agent="agt_bruno")
        await bruno.declines(await bruno.rings(interaction))
        ended = (await ana.event("transfer.ended", f"interaction/{interaction}"))["data"]

        assert leg_states(await at.state(interaction)) == [("agt_ana", "active")]

    assert (ended["result"], ended["reason"]) == ("failed", "declined")


async def test_transfer_is_taken_back_by_the_sender_and_the_ring_ends(autojump_clock: MockClock) -> None:
    async with scene(*QUEUES) as at:
        bruno = await at.agent("bruno")
        ana, interaction = await on_its_way(at, "cold_assured", agent="agt_bruno")
        ring = await bruno.rings(interaction)
        await ana.ask("transfer.cancel", {"interaction": interaction})
        end = (await bruno.hears_the_end(ring))["data"]
        ended = (await ana.event("transfer.ended", f"interaction/{interaction}"))["data"]
        error = await ana.error("transfer.cancel", {"interaction": interaction})

        assert leg_states(await at.state(interaction)) == [("agt_ana", "active")]

    assert (end["state"], end["detail"]) == ("canceled", "transfer_canceled")
    assert ended["result"] == "canceled"
    assert (error["code"], error["details"]["state"]) == ("transfer_not_pending", "canceled")


async def test_transfer_to_a_queue_keeps_the_senders_leg_until_somebody_there_accepts(
    autojump_clock: MockClock,
) -> None:
    async with scene(*QUEUES) as at:
        ana, interaction = await on_its_way(at, "cold_assured", queue="que_other")
        waiting = await at.state(interaction)
        await at.passes(7_000)
        bruno = await at.agent("bruno")
        ring = await bruno.rings(interaction)
        await bruno.accepts(ring)
        ended = (await ana.event("transfer.ended", f"interaction/{interaction}"))["data"]
        state = await at.state(interaction)

    assert leg_states(waiting) == [("agt_ana", "transferring")]
    assert (waiting["waiting"]["queue"], waiting["waiting"]["reason"]) == ("que_other", "transfer")
    assert (ring["data"]["queue"], ended["result"]) == ("que_other", "completed")
    assert leg_states(state) == [("agt_ana", "wrapping"), ("agt_bruno", "active")]


async def test_transfer_to_nobody_and_to_another_channel_is_refused(autojump_clock: MockClock) -> None:
    async with scene(*QUEUES) as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        targets = {"que_mail": "queue", "que_none": "queue", "agt_none": "agent", "agt_ana": "agent"}
        codes = [
            (await ana.error("transfer.start", {"interaction": interaction, "target": {kind: target}}))["code"]
            for target, kind in targets.items()
        ]

        assert leg_states(await at.state(interaction)) == [("agt_ana", "active")]

    unavailable = "transfer_target_unavailable"
    assert codes == [unavailable, "not_found", "not_found", unavailable]


# --- warm


async def consulting(at: Scene) -> tuple[Person, Person, Person, str]:
    """Ana consults Bruno; the consumer is held."""
    bruno = await at.agent("bruno")
    ana = await at.agent("ana")
    await bruno.chooses("not_ready", "break")
    interaction, consumer = await at.calls(ana)
    await bruno.chooses("ready")
    await ana.ask("transfer.start", {"interaction": interaction, "target": {"agent": "agt_bruno"}, "mode": "warm"})
    await bruno.accepts(await bruno.rings(interaction))
    await bruno.ask("media.report", {"interaction": interaction})
    await bruno.gets(interaction)
    return ana, bruno, consumer, interaction


@pytest.mark.parametrize(("resumes", "state_after"), [(True, "active"), (False, "held")])
async def test_consult_target_hangs_up_and_the_main_leg_resumes_or_stays_held(
    autojump_clock: MockClock, resumes: bool, state_after: str
) -> None:
    async with scene(queue("que_voice", Channel.VOICE, resume_after_consult=resumes)) as at:
        ana, bruno, consumer, interaction = await consulting(at)
        during = await at.state(interaction)
        await bruno.ask("leg.leave", {"interaction": interaction})
        ended = (await ana.event("transfer.ended", f"interaction/{interaction}"))["data"]
        state = await at.state(interaction)

        assert consumer.told("leg.started", agent_name="Bruno") == []

    assert leg_states(during) == [("agt_ana", "held"), ("agt_bruno", "active")]
    assert during["legs"][1]["kind"] == "consult"
    assert (ended["result"], ended["reason"]) == ("failed", "left")
    assert leg_states(state) == [("agt_ana", state_after), ("agt_bruno", "ended")]
    assert state["legs"][1]["end_reason"] == "consult_ended"


async def test_consult_target_does_not_answer_and_the_transfer_fails(autojump_clock: MockClock) -> None:
    async with scene(*QUEUES) as at:
        bruno = await at.agent("bruno")
        ana, interaction = await on_its_way(at, "warm", agent="agt_bruno")
        ring = await bruno.rings(interaction)
        ended = await ana.event("transfer.ended", f"interaction/{interaction}")

        assert leg_states(await at.state(interaction)) == [("agt_ana", "active")]

    assert ring["data"]["purpose"] == "consult"
    assert (ended["data"]["result"], ended["data"]["reason"]) == ("failed", "expired")


async def test_warm_transfer_is_completed_and_the_consulted_agent_has_the_consumer(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno, consumer, interaction = await consulting(at)
        await ana.ask("transfer.complete", {"interaction": interaction})
        met = await consumer.event("leg.promoted", agent_name="Bruno")
        card = await bruno.event("leg.changed", bruno.own)
        ended = (await ana.event("transfer.ended", f"interaction/{interaction}"))["data"]
        state = await at.state(interaction)

    assert ended["result"] == "completed"
    assert met["data"]["kind"] == card["data"]["card"]["kind"] == "primary"
    assert "agent" not in met["data"]
    assert leg_states(state) == [("agt_ana", "wrapping"), ("agt_bruno", "active")]


async def test_consult_becomes_a_conference_and_who_leaves_wraps_up(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno, consumer, interaction = await consulting(at)
        await ana.ask("transfer.conference", {"interaction": interaction})
        joined = await consumer.event("leg.promoted", agent_name="Bruno")
        together = await at.state(interaction)
        await ana.ask("leg.leave", {"interaction": interaction})
        state = await at.state(interaction)
        await bruno.ends(interaction)
        await ana.wraps_up(interaction)
        await bruno.wraps_up(interaction)
        closed = await at.state(interaction)

    assert joined["data"]["kind"] == "conference"
    assert leg_states(together) == [("agt_ana", "active"), ("agt_bruno", "active")]
    assert leg_states(state) == [("agt_ana", "wrapping"), ("agt_bruno", "active")]
    assert state["legs"][1]["kind"] == "primary"
    assert closed["phase"] == "closed"


async def test_conference_invites_a_further_agent_who_rings(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        bruno = await at.agent("bruno")
        consumer = await at.consumer(interaction)
        await ana.ask("conference.invite", {"interaction": interaction, "agent": "agt_bruno"})
        ring = await bruno.rings(interaction)
        await bruno.accepts(ring)
        joined = await consumer.event("leg.started", agent_name="Bruno")
        await bruno.says(interaction, "Hello, I am Bruno.")
        heard = await consumer.event("segment.final", text="Hello, I am Bruno.")

    assert ring["data"]["purpose"] == "conference"
    assert (joined["data"]["kind"], heard["data"]["participant"]) == ("conference", "Bruno")
