"""Calls, rings and who may answer them, end to end: conformance E, where the edge table does not say it already."""

import pytest
from kit.accounts import account, queue
from kit.scene import scene
from ringline_protocol.values import Channel, Role
from ringline_server.domain.policy import MediaReports
from trio.testing import MockClock

VOICE = queue("que_voice", Channel.VOICE)


async def test_e65_a_manual_queue_rings_with_its_times_and_there_is_exactly_one_pending_offer(
    autojump_clock: MockClock,
) -> None:
    async with scene(VOICE) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives("que_voice", consumer={})
        ring = await ana.rings(interaction)
        await at.settles()
        offers = (await at.state(interaction))["offers"]

        assert bruno.told("offer.created") == []

    data = ring["data"]
    assert (data["acceptance"], data["ring_ms"], data["attempt"]) == ("manual", 20_000, 1)
    assert data["expires_at_ms"] == data["server_at_ms"] + 20_000 == ring["at_ms"] + 20_000
    assert [offer["state"] for offer in offers] == ["pending"]


async def test_a_voice_ring_without_any_context_has_a_card_all_the_same(autojump_clock: MockClock) -> None:
    async with scene(VOICE) as at:
        ana = await at.agent("ana")
        ring = await ana.rings(await at.arrives("que_voice", consumer={}))

    card = ring["data"]["card"]
    assert (card["queue_name"], card["waited_ms"], card["variables"]) == ("Voice", 0, [])
    assert "summary" not in card
    assert not any(card["consumer"].values())


async def test_a_bot_hand_over_rings_with_flagged_variables_and_a_summary(autojump_clock: MockClock) -> None:
    variables = [
        {"name": "pnr", "value": "AB12CD", "label": "Reserva"},
        {"name": "score", "value": 7, "in_ring": False},
        {"name": "card", "value": "4111111111111111", "masked": True},
    ]
    bot = [
        {"segment": "s1", "role": "bot", "text": "How can I help?"},
        {"segment": "s2", "role": "consumer", "text": "My flight."},
    ]
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.arrives(
            flow="rebooking",
            variables=variables,
            transcript=bot,
            summary={"text": "Wants another flight.", "by": "flow"},
        )
        ring = await ana.rings(interaction)
        await ana.accepts(ring)
        state = await ana.reads(interaction)

    card = ring["data"]["card"]
    shown = {variable["name"]: (variable["label"], variable["value"]) for variable in card["variables"]}
    assert shown["pnr"] == ("Reserva", "AB12CD")
    assert "score" not in shown
    assert "4111111111111111" not in str(ana.seen)
    assert (card["summary"]["text"], card["summary"]["by"], card["flow"]) == (
        "Wants another flight.",
        "flow",
        "rebooking",
    )
    assert [(said["phase"], said["text"]) for said in state["segments"]] == [
        ("bot", "How can I help?"),
        ("bot", "My flight."),
    ]


async def test_e67_accept_makes_a_leg_and_ends_the_offer_before_the_reply(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        reply = await ana.request("offer.accept", {"offer": ring["data"]["offer"]})
        before = ana.seen[: ana.seen.index(reply)]
        told = [frame["event"] for frame in before if frame.get("stream") == ana.own and frame["type"] == "event"]

    assert told[-3:] == ["offer.ended", "leg.started", "agent.state_changed"]
    assert reply["pos"] == {ana.own: before[-1]["seq"]}


@pytest.mark.parametrize("method", ["offer.accept", "offer.decline"])
async def test_e76_e77_somebody_elses_offer_is_answered_like_an_unknown_one(
    autojump_clock: MockClock, method: str
) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        foreign = await bruno.error(method, {"offer": ring["data"]["offer"]})
        unknown = await bruno.error(method, {"offer": "off_unknown"})

        assert [offer["state"] for offer in (await at.state(interaction))["offers"]] == ["pending"]

    assert foreign == unknown
    assert unknown["code"] == "not_found"


async def test_a_call_is_active_when_both_sides_report_media_and_not_before(autojump_clock: MockClock) -> None:
    async with scene(VOICE) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives("que_voice")
        ring = await ana.rings(interaction)
        await at.passes(19_999)
        await ana.accepts(ring)
        accepting = await ana.event("offer.accepting", ana.own)
        await at.passes(5_000)
        connecting = await at.state(interaction)
        consumer = await at.consumer(interaction)
        await consumer.ask("media.report", {"interaction": interaction})
        half = (await at.state(interaction))["phase"]
        await ana.ask("media.report", {"interaction": interaction})
        end, state = await ana.hears_the_end(ring), await at.state(interaction)

    assert accepting["data"]["expires_at_ms"] == accepting["at_ms"] + 10_000
    assert (connecting["phase"], connecting["legs"], half) == ("connecting", [], "connecting")
    assert (end["data"]["state"], state["phase"]) == ("accepted", "active")


async def test_e81_media_that_fail_within_10_s_requeue_at_the_kept_place_and_the_agent_is_not_blamed(
    autojump_clock: MockClock,
) -> None:
    async with scene(VOICE) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives("que_voice")
        ring = await ana.rings(interaction)
        await ana.accepts(ring)
        end = await ana.hears_the_end(ring)
        following = await bruno.rings(interaction)
        state = await at.state(interaction)

        assert ana.told("agent.status_changed", reason="missed") == []
        assert ana.last("agent.state_changed")["units_used"] == 0

    assert (end["data"]["state"], end["at_ms"]) == ("failed", ring["at_ms"] + 10_000)
    assert following["at_ms"] == end["at_ms"]
    assert state["waiting"]["enqueued_at_ms"] == state["created_at_ms"]


async def test_e81_one_side_says_at_once_that_media_failed(autojump_clock: MockClock) -> None:
    async with scene(queue("que_voice", Channel.VOICE, media=MediaReports.AGENT)) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives("que_voice")
        ring = await ana.rings(interaction)
        await ana.accepts(ring)
        await ana.ask("media.report", {"interaction": interaction, "ok": False, "reason": "no microphone"})
        end = await ana.hears_the_end(ring)
        await bruno.accepts(await bruno.rings(interaction))
        await bruno.ask("media.report", {"interaction": interaction})

        assert (await at.state(interaction))["phase"] == "active"

    assert (end["data"]["state"], end["data"]["reason"]) == ("failed", "no microphone")
    assert end["at_ms"] == ring["at_ms"]


async def test_one_call_rings_at_an_agent_at_a_time(autojump_clock: MockClock) -> None:
    async with scene(of=account(VOICE, queue("que_video", Channel.VIDEO), agents=("ana",))) as at:
        ana = await at.agent("ana")
        first = await at.arrives("que_voice")
        await at.passes(1)
        second = await at.arrives("que_video")
        ring = await ana.rings()
        await at.passes(5_000)
        rung = len(ana.told("offer.created"))
        await ana.declines(ring)
        following = await ana.rings()

    assert (ring["data"]["interaction"], rung) == (first, 1)
    assert (following["data"]["interaction"], following["at_ms"]) == (second, ring["at_ms"] + 5_001)


async def test_messages_ring_beside_each_other_up_to_the_free_places(autojump_clock: MockClock) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana")
        for _ in range(5):
            await at.arrives()
        await at.settles()
        rings = ana.told("offer.created")
        load = ana.last("agent.state_changed")

    assert len(rings) == load["channels"]["messaging"]["used"] == load["channels"]["messaging"]["max"] == 4
    assert (load["units_used"], load["units"]) == (100, 100)


async def test_hold_and_resume_are_seen_by_the_consumer(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await ana.ask("leg.hold", {"interaction": interaction})
        held = await consumer.event("leg.held")
        await at.passes(3_000)
        await ana.ask("leg.resume", {"interaction": interaction})
        resumed = await consumer.event("leg.resumed")

    assert resumed["at_ms"] - held["at_ms"] == 3_000


async def test_a_queue_without_live_transcription_takes_nothing_down(autojump_clock: MockClock) -> None:
    async with scene(queue("que_voice", Channel.VOICE, live_transcription=False)) as at:
        ana, service = await at.agent("ana"), await at.service()
        interaction, _ = await at.calls(ana)
        spoken = {"segment": "s1", "role": Role.CONSUMER, "text": "my card", "revision": 1}
        for method, key in (("segment.partial", None), ("segment.push", "k1")):
            params = {"interaction": interaction, "segment": spoken}
            error = await service.error(method, params, key=key)
            assert (error["code"], error["details"]["state"]) == ("invalid_state", "transcription_disabled")
        await at.settles()

        assert not any("my card" in str(frame) for frame in ana.seen)


async def test_a_named_transcriber_is_heard_and_others_are_not(autojump_clock: MockClock) -> None:
    async with scene(queue("que_voice", Channel.VOICE, transcribers=("svc_ears",))) as at:
        ana, ears, other = await at.agent("ana"), await at.connects("svc_ears"), await at.connects("svc_other")
        interaction, _ = await at.calls(ana)
        spoken = {"segment": "s1", "role": Role.CONSUMER, "text": "for Tuesday", "revision": 1}
        params = {"interaction": interaction, "segment": spoken}
        await ears.ask("segment.partial", params, key=None)
        await ana.event("segment.partial", text="for Tuesday")
        error = await other.error("segment.partial", params, key=None)

        assert error["code"] == "forbidden"
