"""The races of the protocol, end to end: one writer decides an accept, in one turn, stored before it is answered.

Each test is named after its row; conformance numbers stand in front where a case says more.
"""

import pytest
import trio
from kit.accounts import account, queue
from kit.person import Person
from kit.scene import Scene, scene
from ringline_protocol.values import Channel
from ringline_server.domain.policy import Selection
from trio.testing import MockClock


async def ringing(at: Scene) -> tuple[Person, str, dict[str, str]]:
    """Ana, what rings at her, and how she accepts it."""
    ana = await at.agent("ana")
    interaction = await at.arrives()
    ring = await ana.rings(interaction)
    return ana, interaction, {"offer": ring["data"]["offer"]}


# --- same agent, same key


async def test_same_agent_and_key_on_the_same_device_gives_the_stored_reply(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, interaction, offer = await ringing(at)
        first = await ana.request("offer.accept", offer, key="k1")
        again = await ana.request("offer.accept", offer, key="k1")
        legs = (await at.state(interaction))["legs"]

    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["result"] == again["result"]
    assert [leg["leg"] for leg in legs] == [first["result"]["leg"]]


async def test_same_agent_and_key_on_another_device_gives_the_stored_reply(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, interaction, offer = await ringing(at)
        phone = await at.connects("agt_ana", device="dev_phone")
        first = await ana.request("offer.accept", offer, key="k1")
        again = await phone.request("offer.accept", offer, key="k1")

        assert len((await at.state(interaction))["legs"]) == 1

    assert again["replayed"]
    assert again["result"] == first["result"]


async def test_same_agent_and_key_on_both_devices_at_once_is_one_leg_and_one_answer(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, interaction, offer = await ringing(at)
        phone = await at.connects("agt_ana", device="dev_phone")
        ids = [await device.tell("offer.accept", offer, key="k1") for device in (ana, phone)]
        replies = [await device.reply(one) for device, one in zip((ana, phone), ids, strict=True)]

        assert len((await at.state(interaction))["legs"]) == 1

    assert replies[0]["result"] == replies[1]["result"]
    assert sorted(reply["replayed"] for reply in replies) == [False, True]


async def test_e82_same_agent_and_key_after_a_crash_between_commit_and_reply_gives_the_stored_reply(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, interaction, offer = await ringing(at)
        at.server.medium.faults.stalls_after = trio.Event()
        asked = await ana.tell("offer.accept", offer, key="k1")
        await at.settles()
        unanswered = [frame for frame in ana.seen if frame.get("id") == asked]
        before = at.kill()
    async with scene(**before) as at:
        ana = await at.connects("agt_ana")
        again = await ana.request("offer.accept", offer, key="k1")
        legs = (await at.state(interaction))["legs"]

    assert unanswered == []
    assert again["replayed"]
    assert [leg["leg"] for leg in legs] == [again["result"]["leg"]]


# --- same agent, other key


async def test_e69_same_agent_on_another_device_with_another_key_is_told_the_leg_and_answered_elsewhere(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, interaction, offer = await ringing(at)
        phone = await at.connects("agt_ana", device="dev_phone")
        ids = [await device.tell("offer.accept", offer) for device in (ana, phone)]
        won, lost = await ana.reply(ids[0]), await phone.reply(ids[1])
        end = (await phone.event("offer.ended", offer=offer["offer"]))["data"]
        state = await at.state(interaction)

    leg = won["result"]["leg"]
    assert lost["error"]["code"] == "offer_already_accepted"
    assert (lost["error"]["details"]["leg"], lost["error"]["details"]["interaction"]) == (leg, interaction)
    assert (end["state"], end["by_session"]) == ("accepted", ana.session["id"])
    assert [one["leg"] for one in state["legs"]] == [leg]


# --- two agents


@pytest.mark.parametrize("first", ["ana", "bruno"])
async def test_e70_two_agents_in_a_simultaneous_ring_and_the_first_in_the_mailbox_wins(
    autojump_clock: MockClock, first: str
) -> None:
    async with scene(queue(selection=Selection.SIMULTANEOUS, ring_many=2)) as at:
        people = {name: await at.agent(name) for name in ("ana", "bruno")}
        interaction = await at.arrives()
        offers = {name: {"offer": (await one.rings(interaction))["data"]["offer"]} for name, one in people.items()}
        winner, loser = (people[first], people["bruno" if first == "ana" else "ana"])
        won = await winner.tell("offer.accept", offers[first])
        await at.settles()
        lost = await loser.error("offer.accept", offers["bruno" if first == "ana" else "ana"])
        leg = (await winner.reply(won))["result"]["leg"]
        state = await at.state(interaction)

    assert lost["code"] == "offer_rescinded"
    assert [one["leg"] for one in state["legs"]] == [leg]
    assert sorted(offer["state"] for offer in state["offers"]) == ["accepted", "rescinded"]


# --- accept and expiry, accept and leave


@pytest.mark.parametrize(("at_ms", "is_accepted"), [(29_999, True), (30_000, False), (30_001, False)])
async def test_e71_accept_and_expiry_by_the_order_of_the_mailbox(
    autojump_clock: MockClock, at_ms: int, is_accepted: bool
) -> None:
    async with scene(agents=("ana",)) as at:
        ana, interaction, offer = await ringing(at)
        await trio.sleep(at_ms / 1000)
        reply = await ana.request("offer.accept", offer)
        states = [one["state"] for one in (await at.state(interaction))["offers"]]

    if is_accepted:
        assert ("leg" in reply["result"], states) == (True, ["accepted"])
    else:
        assert (reply["error"]["code"], states) == ("offer_not_pending", ["expired"])
        assert reply["error"]["details"]["state"] == "expired"
        assert reply["error"]["details"]["ended_at_ms"] == ana.last("offer.created")["expires_at_ms"]


@pytest.mark.parametrize("leaves_first", [True, False])
async def test_e72_accept_and_consumer_leaves_by_the_order_of_the_mailbox(
    autojump_clock: MockClock, leaves_first: bool
) -> None:
    async with scene() as at:
        ana, interaction, offer = await ringing(at)
        consumer = await at.consumer(interaction)
        acts = [(consumer, "interaction.end", {"interaction": interaction}), (ana, "offer.accept", offer)]
        for person, method, params in acts if leaves_first else reversed(acts):
            await person.tell(method, params)
            await at.settles()
        accept = next(frame for frame in reversed(ana.seen) if frame["type"] == "reply")
        state = await at.state(interaction)

    if leaves_first:
        assert (accept["error"]["code"], accept["error"]["details"]["state"]) == ("offer_not_pending", "canceled")
        assert (state["closed"]["reason"], state["legs"]) == ("short_abandoned", [])
    else:
        assert state["ended"]["reason"] == "consumer_left"
        assert [leg["state"] for leg in state["legs"]] == ["wrapping"]
    assert [one["state"] for one in state["offers"]] == ["canceled" if leaves_first else "accepted"]


# --- the server dies before the commit


async def test_e83_server_dies_before_the_commit_and_nothing_happened_and_it_rings_with_a_new_offer(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, interaction, offer = await ringing(at)
        at.server.medium.faults.stalls_before = trio.Event()
        asked = await ana.tell("offer.accept", offer, key="k1")
        await at.settles()
        unanswered = [frame for frame in ana.seen if frame.get("id") == asked]
        before = at.kill()
    async with scene(**before) as at:
        ana = await at.connects("agt_ana")
        legs = (await at.state(interaction))["legs"]
        fresh = await ana.rings(interaction)
        retry = await ana.error("offer.accept", offer, key="k1")
        await ana.accepts(fresh)
        state = await at.state(interaction)

    assert (unanswered, legs) == ([], [])
    assert fresh["data"]["offer"] != offer["offer"]
    assert retry["code"] == "offer_not_pending"
    assert len(state["legs"]) == 1


# --- a ring that nobody hears


async def test_e80_a_ring_no_device_acknowledged_within_3_s_is_canceled_and_the_agent_is_not_blamed(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        deaf = await at.agent("ana", acks=False)
        bruno = await at.agent("bruno")
        interaction = await at.arrives()
        ring = await deaf.rings(interaction)
        end = await deaf.hears_the_end(ring)
        following = await bruno.rings(interaction)

        assert deaf.told("agent.status_changed", reason="missed") == []

    assert (end["data"]["state"], end["data"]["detail"]) == ("canceled", "agent_unreachable")
    assert end["at_ms"] == following["at_ms"] == ring["at_ms"] + 3_000


async def test_a_ring_that_one_of_two_devices_acknowledged_goes_on(autojump_clock: MockClock) -> None:
    async with scene(agents=("ana",)) as at:
        deaf = await at.agent("ana", acks=False)
        await at.connects("agt_ana", device="dev_phone")
        ring = await deaf.rings(await at.arrives())
        end = await deaf.hears_the_end(ring)

    assert (end["data"]["state"], end["at_ms"]) == ("expired", ring["data"]["expires_at_ms"])


# --- capacity


async def test_e84_capacity_for_one_and_two_queues_in_the_same_tick_is_one_offer(autojump_clock: MockClock) -> None:
    queues = (queue("que_1", Channel.VOICE), queue("que_2", Channel.VOICE))
    async with scene(of=account(*queues, agents=("ana",))) as at:
        ana = await at.agent("ana", status=None)
        waiting = [await at.arrives("que_2")]
        await at.passes(1)
        waiting.append(await at.arrives("que_1"))
        await ana.chooses("ready")
        await at.passes(1_000)
        rings = ana.told("offer.created")
        phases = [(await at.state(one))["phase"] for one in waiting]
        units = ana.last("agent.state_changed")["units_used"]

    assert [ring["data"]["interaction"] for ring in rings] == [waiting[0]]
    assert phases == ["offered", "queued"]
    assert units == 100
