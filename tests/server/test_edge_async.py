"""Asynchronous work and automatic acceptance, end to end: assigned, open, answered, parked, released, resolved."""

import pytest
from kit.accounts import queue
from kit.scene import scene
from ringline_protocol.values import Acceptance, Channel
from ringline_server.domain.policy import Capacity, RequeuePosition, WrapUpPolicy
from trio.testing import MockClock

MAIL = queue("que_mail", Channel.EMAIL)


# --- begins by itself


@pytest.mark.parametrize(("name", "channel"), [("que_mail", Channel.EMAIL), ("que_items", Channel.WORK_ITEM)])
async def test_i134_asynchronous_work_is_assigned_without_a_ring_and_is_on_the_open_list(
    autojump_clock: MockClock, name: str, channel: Channel
) -> None:
    async with scene(queue(name, channel)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives(name, subject="Refund")
        card = await ana.gets(interaction)
        offer, end = ana.last("offer.created", ana.own), ana.last("offer.ended", ana.own)
        listed = (await ana.ask("interaction.list", {"mine": True, "open_only": True}, key=None))["interactions"]

    assert (offer["acceptance"], offer["ring_ms"], end["state"]) == ("automatic", 0, "accepted")
    assert (card["subject"], card["opened"], card["state"]) == ("Refund", False, "active")
    assert [(row["id"], row["phase"], row["channel"]) for row in listed] == [(interaction, "active", channel)]


async def test_e66_an_automatic_queue_begins_by_itself_without_an_accept(autojump_clock: MockClock) -> None:
    async with scene(queue("que_auto", acceptance=Acceptance.AUTOMATIC)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives("que_auto")
        card = await ana.gets(interaction)
        state = await at.state(interaction)

        assert ana.last("offer.created", ana.own)["acceptance"] == "automatic"

    assert (state["phase"], card["started_at_ms"]) == ("active", state["created_at_ms"])
    assert [offer["state"] for offer in state["offers"]] == ["accepted"]


async def test_asynchronous_work_waits_until_somebody_has_capacity(autojump_clock: MockClock) -> None:
    async with scene(MAIL, agents=("ana",)) as at:
        ana = await at.agent("ana")
        mails = [await at.arrives("que_mail") for _ in range(11)]
        for mail in mails[:10]:
            await ana.gets(mail)
        await at.passes(60_000)
        waiting = (await at.state(mails[10]))["phase"]
        await ana.ask("interaction.resolve", {"interaction": mails[0]})
        card = await ana.gets(mails[10])

    assert Capacity().channel_max[Channel.EMAIL] == 10
    assert waiting == "queued"
    assert card["started_at_ms"] == at.now_ms


# --- correspondence


async def test_open_correspond_and_resolve(autojump_clock: MockClock) -> None:
    policy = queue("que_mail", Channel.EMAIL, wrap_up=WrapUpPolicy(dispositions="outcomes", mandatory=True))
    async with scene(policy) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives("que_mail")
        await ana.gets(interaction)
        await ana.reads(interaction)
        consumer = await at.consumer(interaction)
        await consumer.says(interaction, "Where is my refund?")
        unread = await ana.event("leg.changed", ana.own)
        await ana.ask("interaction.open", {"interaction": interaction})
        read = await ana.event("leg.changed", ana.own)
        await ana.ask("draft.save", {"interaction": interaction, "text": "On its w"})
        conflict = await ana.error("draft.save", {"interaction": interaction, "text": "x"}, expect={"rev": 7})
        await ana.says(interaction, "On its way.")
        answered = await consumer.event("segment.final", role="agent")
        no_draft = (await at.state(interaction)).get("draft")
        error = await ana.error("interaction.resolve", {"interaction": interaction})
        await ana.ask("interaction.resolve", {"interaction": interaction, "dispositions": ["solved"]})
        state, line = await at.state(interaction), await ana.event("leg.ended", ana.own)

    assert (unread["data"]["card"]["unread"], read["data"]["card"]["unread"]) == (1, 0)
    assert (conflict["code"], conflict["details"]["current"]["rev"]) == ("conflict", 1)
    assert (answered["data"]["text"], no_draft) == ("On its way.", None)
    assert error["code"] == "disposition_required"
    assert (state["phase"], state["closed"]["reason"]) == ("closed", "resolved")
    assert state["legs"][0]["outcome"]["dispositions"] == ["solved"]
    assert line["data"]["interaction"] == interaction


async def test_a_reply_to_resolved_work_reopens_it_for_its_agent_within_30_days(autojump_clock: MockClock) -> None:
    async with scene(MAIL) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives("que_mail")
        await ana.gets(interaction)
        await ana.ask("interaction.resolve", {"interaction": interaction})
        consumer = await at.consumer(interaction)
        await consumer.says(interaction, "One more thing.")
        card = await ana.gets(interaction)
        state = await at.state(interaction)

    assert (state["phase"], card["opened"]) == ("active", False)
    assert [leg["agent"] for leg in state["legs"]] == ["agt_ana", "agt_ana"]


# --- parked


async def test_park_until_a_time_takes_it_off_the_capacity_and_brings_it_back_on_the_moment(
    autojump_clock: MockClock,
) -> None:
    async with scene(MAIL) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives("que_mail")
        await ana.gets(interaction)
        until_at_ms = at.now_ms + 1_800_000
        await ana.ask("interaction.park", {"interaction": interaction, "until_at_ms": until_at_ms})
        parked = ana.last("agent.state_changed")["units_used"]
        card = ana.last("leg.changed", ana.own)["card"]
        await at.passes(1_799_999)
        before = (await at.state(interaction))["phase"]
        await at.passes(1)
        [unparked] = await at.history(interaction, "interaction.unparked")

        assert ana.last("agent.state_changed")["units_used"] == 10

    assert (parked, card["state"], card["parked"]["until_at_ms"]) == (0, "parked", until_at_ms)
    assert before == "parked"
    assert (unparked["at_ms"], unparked["data"]["reason"]) == (until_at_ms, "time")


async def test_park_until_a_reply_and_the_reply_brings_it_back(autojump_clock: MockClock) -> None:
    async with scene(MAIL) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives("que_mail")
        await ana.gets(interaction)
        await ana.ask("interaction.park", {"interaction": interaction, "until_reply": True})
        await (await at.consumer(interaction)).says(interaction, "Here is the number.")
        [unparked] = await at.history(interaction, "interaction.unparked")
        state = await at.state(interaction)

    assert unparked["data"]["reason"] == "reply"
    assert (state["phase"], state["legs"][0]["state"]) == ("active", "active")


# --- released


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (RequeuePosition.KEEP, "released first"),
        (RequeuePosition.FRONT, "released first"),
        (RequeuePosition.BACK, "last"),
    ],
)
async def test_i132_release_to_the_queue_takes_the_place_that_the_queue_gives_and_carries_the_packet(
    autojump_clock: MockClock, position: RequeuePosition, order: str
) -> None:
    async with scene(queue("que_mail", Channel.EMAIL, release_position=position)) as at:
        ana = await at.agent("ana")
        released = await at.arrives("que_mail")
        await ana.gets(released)
        await ana.chooses("not_ready", "lunch")
        await at.passes(1_000)
        other = await at.arrives("que_mail")
        await at.passes(1_000)
        await ana.ask("interaction.release", {"interaction": released, "note": "needs a manager"})
        state = await at.state(released)
        sofia = await at.connects("agt_sofia")
        line = [row["interaction"] for row in (await sofia.ask("queue.read", {"queue": "que_mail"}, key=None))["rows"]]
        bruno = await at.agent("bruno")
        packet = (await bruno.rings(released))["data"]["card"]["hand_over"]

    assert line == ([other, released] if order == "last" else [released, other])
    assert (state["phase"], state["waiting"]["reason"]) == ("queued", "release")
    assert (state["legs"][0]["state"], state["legs"][0]["end_reason"]) == ("wrapping", "released")
    assert (packet["reason"], packet["agent_name"]) == ("released", "Ana")
    assert [note["text"] for note in packet["notes"]] == ["needs a manager"]


async def test_an_agent_takes_waiting_work_past_the_order(autojump_clock: MockClock) -> None:
    async with scene(MAIL, queue("que_chat")) as at:
        ana = await at.agent("ana", status=None)
        first, second = await at.arrives(), await at.arrives()
        refused = await ana.error("interaction.take", {"interaction": second})
        await ana.chooses("ready")
        await ana.rings(first)
        await ana.ask("agent.set_opt_outs", {"queues": ["que_chat"]})
        bruno = await at.agent("bruno")
        await bruno.ask("interaction.take", {"interaction": second})
        card = await bruno.gets(second)

    assert (refused["code"], refused["details"]["allowed"]) == ("invalid_state", ["agent.set_status"])
    assert card["state"] == "active"
