"""The edge table once more, for a call that was accepted and waits for media: nobody has it yet, and nobody is free."""

from typing import Any

from kit.accounts import queue
from kit.person import Person
from kit.scene import Scene, scene
from ringline_protocol.values import Channel
from ringline_server.domain.policy import Overflow, Selection
from trio.testing import MockClock

VOICE = queue("que_voice", Channel.VOICE)
CONNECTING_MS = 10_000


async def connecting(at: Scene, **device: Any) -> tuple[str, Person, Person, dict[str, Any]]:
    """Ana has accepted María's call. The interaction, both, and the ring."""
    ana = await at.agent("ana", **device)
    interaction = await at.arrives("que_voice")
    maria = await at.consumer(interaction)
    ring = await ana.rings(interaction)
    await ana.accepts(ring)
    await at.settles()
    return interaction, ana, maria, ring


async def reports(interaction: str, *sides: Person) -> None:
    for side in sides:
        await side.ask("media.report", {"interaction": interaction})


async def test_double_accept_of_two_agents_the_first_connects_and_the_other_is_rescinded(
    autojump_clock: MockClock,
) -> None:
    async with scene(queue("que_voice", Channel.VOICE, selection=Selection.SIMULTANEOUS, ring_many=2)) as at:
        bruno = await at.agent("bruno")
        interaction, ana, maria, _ = await connecting(at)
        ring = await bruno.rings(interaction)
        end = await bruno.hears_the_end(ring)
        late = await bruno.error("offer.accept", {"offer": ring["data"]["offer"]})
        await reports(interaction, ana, maria)
        state = await at.state(interaction)

    assert (end["data"]["state"], end["data"]["detail"]) == ("rescinded", "answered_by_other")
    assert late["code"] == "offer_rescinded"
    assert [(leg["agent"], leg["state"]) for leg in state["legs"]] == [("agt_ana", "active")]


async def test_double_accept_of_one_agent_on_two_devices_connects_once(autojump_clock: MockClock) -> None:
    async with scene(VOICE) as at:
        phone = await at.agent("ana", device="dev_phone")
        interaction, desk, maria, ring = await connecting(at)
        elsewhere = phone.last("offer.accepting", phone.own)
        error = await phone.error("offer.accept", {"offer": ring["data"]["offer"]})
        await reports(interaction, desk, maria)
        state = await at.state(interaction)

    assert elsewhere["offer"] == ring["data"]["offer"]
    assert (error["code"], error["details"]["state"]) == ("offer_already_accepted", "accepting")
    assert [leg["state"] for leg in state["legs"]] == ["active"]


async def test_the_consumer_leaves_and_the_agent_is_free_and_not_blamed(autojump_clock: MockClock) -> None:
    async with scene(VOICE) as at:
        interaction, ana, maria, ring = await connecting(at)
        await reports(interaction, ana)
        await maria.ask("interaction.end", {"interaction": interaction})
        end = await ana.hears_the_end(ring)
        late = await ana.error("media.report", {"interaction": interaction})
        following = await ana.rings(await at.arrives("que_voice"))
        state = await at.state(interaction)

        assert ana.told("agent.status_changed", reason="missed") == []

    assert (end["data"]["state"], end["data"]["detail"]) == ("canceled", "consumer_left")
    assert following["at_ms"] == end["at_ms"]
    assert (state["phase"], state["legs"]) == ("closed", [])
    assert late["code"] == "forbidden"


async def test_agent_sets_not_ready_and_the_call_goes_on_and_nothing_follows_it(autojump_clock: MockClock) -> None:
    async with scene(VOICE) as at:
        interaction, ana, maria, _ = await connecting(at)
        await ana.chooses("not_ready", "lunch")
        await reports(interaction, ana, maria)
        state = await at.state(interaction)
        await at.arrives("que_voice")
        await at.passes(1_000)

        assert len(ana.told("offer.created")) == 1

    assert [(leg["agent"], leg["state"]) for leg in state["legs"]] == [("agt_ana", "active")]


async def test_agent_socket_drops_and_at_the_deadline_of_media_the_consumer_is_in_line_at_the_same_place(
    autojump_clock: MockClock,
) -> None:
    async with scene(VOICE) as at:
        interaction, ana, maria, ring = await connecting(at)
        await reports(interaction, maria)
        ana.cut()
        await at.passes(1)
        bruno = await at.agent("bruno")
        following = await bruno.rings(interaction)
        again = await at.returns(ana)
        end = await again.hears_the_end(ring)
        waiting = (await at.state(interaction))["waiting"]

        assert again.told("agent.status_changed", reason="missed") == []
        assert maria.last("call.settled")["ok"] is False

    assert (end["data"]["state"], end["data"]["detail"], end["data"]["reason"]) == ("failed", "media", "agent")
    assert end["at_ms"] == following["at_ms"] == ring["at_ms"] + CONNECTING_MS
    assert waiting["enqueued_at_ms"] == ring["at_ms"]


async def test_agent_socket_drops_and_comes_back_in_time(autojump_clock: MockClock) -> None:
    async with scene(VOICE) as at:
        interaction, ana, maria, _ = await connecting(at)
        ana.cut()
        await at.passes(4_000)
        again = await at.returns(ana)
        await reports(interaction, again, maria)
        state = await at.state(interaction)

    assert [(leg["agent"], leg["state"]) for leg in state["legs"]] == [("agt_ana", "active")]


async def test_max_wait_does_not_cut_it_and_is_looked_at_when_media_fails(autojump_clock: MockClock) -> None:
    limited = queue("que_voice", Channel.VOICE, max_wait_ms=5_000, overflow={"max_wait": Overflow("que_next")})
    async with scene(limited, queue("que_next", Channel.VOICE)) as at:
        interaction, ana, _, ring = await connecting(at)
        await at.passes(CONNECTING_MS - 1)
        before = await at.state(interaction)
        end = await ana.hears_the_end(ring)
        await at.settles()
        after = await at.state(interaction)

    assert (before["phase"], before["queue"]) == ("connecting", "que_voice")
    assert (end["data"]["state"], end["at_ms"]) == ("failed", ring["at_ms"] + CONNECTING_MS)
    assert after["queue"] == "que_next"


async def test_transfer_target_has_no_media_and_the_sender_goes_on(autojump_clock: MockClock) -> None:
    async with scene(VOICE) as at:
        ana = await at.agent("ana")
        interaction, _ = await at.calls(ana)
        bruno = await at.agent("bruno")
        await ana.ask("transfer.start", {"interaction": interaction, "target": {"agent": "agt_bruno"}})
        ring = await bruno.rings(interaction)
        await bruno.accepts(ring)
        end = await bruno.hears_the_end(ring)
        transfer = await ana.event("transfer.ended", f"interaction/{interaction}")
        state = await at.state(interaction)

        assert bruno.told("agent.status_changed", reason="missed") == []

    assert (end["data"]["state"], end["data"]["detail"]) == ("failed", "media")
    assert transfer["data"]["result"] == "failed"
    assert [(leg["agent"], leg["state"]) for leg in state["legs"]] == [("agt_ana", "active")]


async def test_transfer_sender_goes_on_until_the_target_has_media(autojump_clock: MockClock) -> None:
    async with scene(VOICE) as at:
        ana = await at.agent("ana")
        interaction, maria = await at.calls(ana)
        bruno = await at.agent("bruno")
        await ana.ask("transfer.start", {"interaction": interaction, "target": {"agent": "agt_bruno"}})
        await bruno.accepts(await bruno.rings(interaction))
        during = [(leg["agent"], leg["state"]) for leg in (await at.state(interaction))["legs"]]
        await reports(interaction, bruno, maria)
        after = [(leg["agent"], leg["state"]) for leg in (await at.state(interaction))["legs"]]

    assert during == [("agt_ana", "transferring")]
    assert after == [("agt_ana", "wrapping"), ("agt_bruno", "active")]
