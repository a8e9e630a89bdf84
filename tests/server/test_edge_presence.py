"""The edge table, end to end: status while there is work, and connections that go. Rows give the tests their names."""

from kit.accounts import queue
from kit.scene import scene
from ringline_protocol.values import Channel
from trio.testing import MockClock

# --- not ready with live work


async def test_agent_sets_not_ready_with_live_work_and_it_waits_for_the_end_of_wrap_up(
    autojump_clock: MockClock,
) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        answer = await ana.chooses("not_ready", "lunch")
        await at.arrives()
        await at.passes(1_000)
        offered = len(ana.told("offer.created"))
        await ana.ends(interaction)
        wrapping = ana.last("agent.status_changed")
        await at.passes(5_000)
        await ana.wraps_up(interaction)
        after = ana.last("agent.status_changed")

    assert answer == {"status": "ready", "next_status": {"status": "not_ready", "reason": "lunch"}, "reason": None}
    assert (wrapping["status"], wrapping["next_status"]["reason"]) == ("ready", "lunch")
    assert (after["status"], after["reason"], after.get("next_status")) == ("not_ready", "lunch", None)
    assert offered == 1


async def test_agent_sets_not_ready_with_live_work_and_a_newer_choice_replaces_it(autojump_clock: MockClock) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        await ana.chooses("not_ready", "lunch")
        await ana.chooses("not_ready", "break")
        replaced = ana.last("agent.status_changed")["next_status"]
        await ana.chooses("ready")
        await ana.ends(interaction)
        await ana.wraps_up(interaction)
        after = ana.last("agent.status_changed")

        await ana.rings(await at.arrives())

    assert replaced == {"status": "not_ready", "reason": "break"}
    assert (after["status"], after.get("next_status")) == ("ready", None)


async def test_agent_sets_offline_with_live_work_is_refused_and_forced_it_is_agent_lost(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.talks(ana)
        error = await ana.error("agent.set_status", {"status": "offline"})
        talking = (await at.state(interaction))["legs"][0]["state"]
        forced = await ana.chooses("offline", forced=True)
        ring, state = await bruno.rings(interaction), await at.state(interaction)

    assert (error["code"], error["details"]["interactions"]) == ("invalid_state", [interaction])
    assert talking == "active"
    assert forced["status"] == "offline"
    assert (state["legs"][0]["state"], state["legs"][0]["end_reason"]) == ("ended", "agent_lost")
    assert ring["at_ms"] == state["legs"][0]["ended_at_ms"]
    assert ring["data"]["card"]["hand_over"]["reason"] == "agent_lost"


# --- the socket drops in the middle of it


async def test_agent_socket_drops_mid_interaction_and_consumer_and_supervisor_hear_it_at_once(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await sofia.reads(interaction)
        ana.cut()
        lost = [await reader.event("leg.lost") for reader in (consumer, sofia)]
        cut_at_ms = at.now_ms
        await at.passes(29_999)
        back = await at.returns(ana)
        recovered = [await reader.event("leg.recovered") for reader in (consumer, sofia)]
        await back.says(interaction, "Here I am again.")
        state = await at.state(interaction)

    assert [(event["at_ms"], event["data"]["until_at_ms"]) for event in lost] == [(cut_at_ms, cut_at_ms + 30_000)] * 2
    assert {event["data"]["leg"] for event in lost + recovered} == {state["legs"][0]["leg"]}
    assert [(leg["agent"], leg["state"]) for leg in state["legs"]] == [("agt_ana", "active")]


async def test_agent_socket_drops_mid_interaction_for_too_long_and_it_is_requeued_at_the_front_with_context(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        await (await at.consumer(interaction)).says(interaction, "My flight is on Tuesday.")
        await ana.ask("note.save", {"interaction": interaction, "text": "moved twice before"})
        await ana.ask("agent.set_opt_outs", {"queues": ["que_chat"]})
        await at.passes(1_000)
        older = await at.arrives()
        ana.cut()
        await at.passes(30_000)
        lost_at_ms = at.now_ms
        sofia = await at.connects("agt_sofia")
        line = await sofia.ask("queue.read", {"queue": "que_chat"})
        bruno = await at.agent("bruno")
        card = (await bruno.rings(interaction))["data"]["card"]
        state = await at.state(interaction)

    places = [(row["interaction"], row["entry"]["at_front"]) for row in line["rows"]]
    assert places == [(interaction, True), (older, False)]
    assert (state["legs"][0]["end_reason"], state["legs"][0]["ended_at_ms"]) == ("agent_lost", lost_at_ms)
    assert (card["hand_over"]["reason"], card["hand_over"]["agent_name"]) == ("agent_lost", "Ana")
    assert [said["text"] for said in card["hand_over"]["segments"]] == ["My flight is on Tuesday."]
    assert [note["text"] for note in card["hand_over"]["notes"]] == ["moved twice before"]


async def test_agent_socket_drops_mid_interaction_and_asynchronous_work_stays(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        await at.agent("bruno")
        interaction = await at.arrives("que_mail")
        await ana.gets(interaction)
        ana.cut()
        await at.passes(3_600_000)
        state = await at.state(interaction)

    assert [(leg["agent"], leg["state"]) for leg in state["legs"]] == [("agt_ana", "lost")]
    assert "lost_until_ms" not in state["legs"][0]


async def test_agent_socket_drops_mid_interaction_and_asynchronous_work_goes_back_where_the_queue_says_so(
    autojump_clock: MockClock,
) -> None:
    async with scene(queue("que_mail", Channel.EMAIL, async_release_ms=60_000)) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.arrives("que_mail")
        await ana.gets(interaction)
        ana.cut()
        await at.passes(300_000 + 59_999)
        before = (await at.state(interaction))["legs"]
        await at.passes(1)
        card = await bruno.gets(interaction)

    assert [(leg["agent"], leg["state"]) for leg in before] == [("agt_ana", "lost")]
    assert card["started_at_ms"] == before[0]["lost_until_ms"]


# --- coming back


async def test_agent_reconnects_and_gets_what_was_missed_in_order(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await at.settles()
        ana.cut()
        await at.settles()
        for number in range(5):
            await consumer.says(interaction, f"line {number}")
        back = await at.returns(ana)
        welcome = back.seen[0]
        missed = [event["data"]["text"] for event in back.told("segment.final")]
        caught_up = [frame["type"] for frame in back.seen].count("caught_up")

    assert welcome["session"]["resumed"]
    assert all(stream["recovered"] for stream in welcome["streams"].values())
    assert missed == [f"line {number}" for number in range(5)]
    assert caught_up == 1


async def test_agent_reconnects_without_a_position_and_the_snapshot_has_everything(autojump_clock: MockClock) -> None:
    async with scene(queue(ring_ms=40_000), queue("que_mail", Channel.EMAIL)) as at:
        ana = await at.agent("ana")
        wrapping = await at.talks(ana)
        await ana.ask("note.save", {"interaction": wrapping, "text": "half a"})
        await ana.ask("disposition.save", {"interaction": wrapping, "dispositions": ["sold"]})
        await ana.ends(wrapping)
        mail = await at.arrives("que_mail")
        await ana.gets(mail)
        await ana.ask("draft.save", {"interaction": mail, "text": "Dear Mar"})
        ring = await ana.rings(await at.arrives())
        await ana.chooses("not_ready", "lunch", pending_offers="keep")
        ana.cut()
        await at.passes(3_000)
        back = await at.connects("agt_ana")
        view = (await back.snapshot("agent/agt_ana"))["state"]
        kept, draft = await back.reads(wrapping), await back.reads(mail)

    legs = {card["interaction"]: card for card in view["legs"]}
    assert view["offers"][0]["expires_at_ms"] == ring["at_ms"] + 40_000
    assert view["status"]["next_status"] == {"status": "not_ready", "reason": "lunch"}
    assert legs[wrapping]["wrap_up"]["until_at_ms"] == ring["at_ms"] + 30_000
    assert legs[mail]["state"] == "active"
    assert [note["text"] for note in kept["notes"]] == ["half a"]
    assert kept["legs"][0]["dispositions"] == ["sold"]
    assert draft["draft"]["text"] == "Dear Mar"


# --- more than one device


async def test_same_agent_signs_in_elsewhere_and_one_device_is_primary_while_all_see_the_state(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        desk, phone = await at.agent("ana"), await at.connects("agt_ana", device="dev_phone")
        await desk.chooses("not_ready", "lunch")
        seen = await phone.event("agent.status_changed", reason="lunch")
        before = (await phone.snapshot("agent/agt_ana"))["state"]["devices"]
        await phone.ask("session.make_primary")
        moved = await desk.event("device.primary")
        phone.cut()
        fallen_back = await desk.event("device.primary")

    assert seen["data"]["status"] == "not_ready"
    assert [(one["device"], one["primary"]) for one in before] == [("dev_raw", True), ("dev_phone", False)]
    assert moved["data"]["session"] == phone.session["id"]
    assert fallen_back["data"]["session"] == desk.session["id"]


async def test_same_agent_signs_in_elsewhere_and_a_kick_is_explicit(autojump_clock: MockClock) -> None:
    async with scene() as at:
        desk, phone = await at.agent("ana"), await at.connects("agt_ana", device="dev_phone")
        await phone.ask("session.kick", {"session": desk.session["id"]})
        kicked = await desk.closed()
        await phone.chooses("ready")
        replaced_by = await at.connects("agt_ana", session={"mode": "new", "on_conflict": "replace"})
        replaced = await phone.closed()
        await replaced_by.chooses("ready")

    assert kicked == replaced == (4306, "kicked")
