"""E. Offers: who gets a ring, who may take it, and that it ends exactly once."""

from typing import Final

import trio

from ringline_client.conformance.account import (
    ANA,
    BRUNO,
    CARLA,
    DEV,
    PHONE,
    QUEUES_OF,
    RING_S,
    SALES,
    SOFIA,
    SUPPORT,
)
from ringline_client.conformance.broken import check, equal
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.party import Party
from ringline_client.conformance.raw_client import Frame

UNREACHABLE_S: Final = 5
UNACKNOWLEDGED_S: Final = 3
TOLERANCE_S: Final = 1.5


@case("E65", ANA, SUPPORT)
async def rings_with_its_times(at: Floor) -> None:
    _, interaction, ring = await _ringing(at)
    check(ring["ring_ms"] > 0, f"ring_ms is {ring.get('ring_ms')}")
    left_ms = ring["expires_at_ms"] - ring["server_at_ms"]
    check(0 <= ring["ring_ms"] - left_ms < 1000, f"of {ring['ring_ms']} ms {left_ms} ms are left")
    equal("acceptance", ring["acceptance"], "manual")
    pending = [one for one in (await at.state(interaction))["offers"] if one["state"] == "pending"]
    equal("pending offers", [one["offer"] for one in pending], [ring["offer"]])


@case("E66", BRUNO, SALES)
async def begins_by_itself(at: Floor) -> None:
    bruno = await at.agent(BRUNO, SALES)
    interaction = (await at.arrives(SALES))["interaction"]
    await bruno.frame(
        lambda frame: (
            frame.get("event") == "leg.started" and frame["data"].get("card", {}).get("interaction") == interaction
        )
    )
    equal("legs", len((await at.state(interaction))["legs"]), 1)


@case("E67", ANA, SUPPORT)
async def accepting_makes_a_leg(at: Floor) -> None:
    ana, interaction, ring = await _ringing(at)
    phone = await at.greet(ANA, device="dev_phone")
    accepted = await ana.request("offer.accept", {"offer": ring["offer"]})
    check("result" in accepted, f"refused: {accepted}")
    before = ana.seen[: ana.seen.index(accepted)]
    ends = [one["data"]["state"] for one in before if one.get("event") == "offer.ended"]
    equal("ends of the offer before the reply", ends, ["accepted"])
    elsewhere = (await phone.event("offer.ended", phone.own, offer=ring["offer"]))["data"]
    equal("on the other device", elsewhere["state"], "accepted")
    equal("the device that accepted", elsewhere["by_session"], ana.session["id"])
    await _has_one_leg(at, interaction, accepted["result"]["leg"])


@case("E68", ANA, SUPPORT)
async def accepts_a_repetition(at: Floor) -> None:
    ana, interaction, ring = await _ringing(at)
    key = ana.next_key()
    first = await ana.request("offer.accept", {"offer": ring["offer"]}, key=key)
    again = await ana.request("offer.accept", {"offer": ring["offer"]}, key=key)
    equal("the second result", again.get("result"), first["result"])
    equal("replayed", again["replayed"], True)
    await _has_one_leg(at, interaction, first["result"]["leg"])


@case("E69", ANA, SUPPORT)
async def gives_one_of_two_devices_the_leg(at: Floor) -> None:
    ana, interaction, ring = await _ringing(at)
    phone = await at.greet(ANA, device="dev_phone")
    asked = [(device, await device.tell("offer.accept", {"offer": ring["offer"]})) for device in (ana, phone)]
    replies = [await device.reply(command) for device, command in asked]
    legs = [reply["result"]["leg"] for reply in replies if "result" in reply]
    errors = [reply["error"] for reply in replies if "error" in reply]
    equal("legs and errors", (len(legs), [error["code"] for error in errors]), (1, ["offer_already_accepted"]))
    equal("the leg that the other is told", errors[0]["details"]["leg"], legs[0])
    await _has_one_leg(at, interaction, legs[0])


@case("E72", ANA, SUPPORT)
async def ends_an_offer_once(at: Floor) -> None:
    ana = await at.agent(ANA, SUPPORT)
    made = await at.arrives(SUPPORT)
    interaction, consumer = made["interaction"], await at.consumer(made)
    ring = await at.rings(ana, interaction)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(consumer.request, "interaction.end", {"interaction": interaction})
        accepted = await ana.request("offer.accept", {"offer": ring["offer"]})
    state = await at.state(interaction)
    offer, legs = state["offers"][-1], state["legs"]
    if "result" in accepted:
        equal("offer and legs", (offer["state"], len(legs)), ("accepted", 1))
    else:
        equal("the error", accepted["error"]["code"], "offer_not_pending")
        equal("offer and legs", (offer["state"], len(legs)), ("canceled", 0))


@case("E73", ANA, CARLA, SUPPORT)
async def goes_on_after_a_decline(at: Floor) -> None:
    agents = {name: await at.agent(name, SUPPORT) for name in (ANA, CARLA)}
    made = await at.arrives(SUPPORT)
    first, ring = await _rung(at, agents, made["interaction"])
    before = (await at.state(made["interaction"]))["waiting"]["enqueued_at_ms"]
    await first.ask("offer.decline", {"offer": ring["offer"]})
    others = {name: agent for name, agent in agents.items() if agent is not first}
    second, _ = await _rung(at, others, made["interaction"])
    check(second is not first, "the decliner was offered it again")
    state = await at.state(made["interaction"])
    equal("the moment of entering the queue", state["waiting"]["enqueued_at_ms"], before)
    again = [one for one in first.seen if one.get("event") == "offer.created"]
    equal("rings at the decliner", len(again), 1)


@case("E74", ANA, SOFIA, SUPPORT)
async def waits_on_when_all_decline(at: Floor) -> None:
    ana, sofia = await at.agent(ANA, SUPPORT), await at.greet(SOFIA)
    await sofia.reads(f"queue/{SUPPORT}")
    interaction = (await at.arrives(SUPPORT))["interaction"]
    ring = await at.rings(ana, interaction)
    await ana.ask("offer.decline", {"offer": ring["offer"]})
    await sofia.event("queue.no_takers", f"queue/{SUPPORT}", interaction=interaction)
    equal("its phase", (await at.state(interaction))["phase"], "queued")


@case("E75", DEV, PHONE, patience_s=RING_S + 15)
async def expires(at: Floor) -> None:
    dev = await at.agent(DEV, PHONE)
    interaction = (await at.arrives(PHONE))["interaction"]
    ring = await at.rings(dev, interaction)
    dev.patience_s = RING_S + 5
    end = await dev.event("offer.ended", dev.own, offer=ring["offer"])
    equal("how it ended", end["data"]["state"], "expired")
    check(abs(end["at_ms"] - ring["expires_at_ms"]) < 1000, f"at {end['at_ms']}, due at {ring['expires_at_ms']}")
    await dev.event("agent.status_changed", dev.own, status="not_ready", reason="missed")
    state = await at.state(interaction)
    equal("phase and legs", (state["phase"], state["legs"]), ("queued", []))


@case("E76", ANA, BRUNO, SUPPORT)
async def hides_offers_of_others(at: Floor) -> None:
    _, _, ring = await _ringing(at)
    bruno = await at.greet(BRUNO)
    theirs = await bruno.error("offer.accept", {"offer": ring["offer"]})
    unknown = await bruno.error("offer.accept", {"offer": "off_nobody_has_this"})
    equal("the answers to another's offer and to none", theirs["code"], unknown["code"])


@case("E77", BRUNO)
async def knows_its_offers(at: Floor) -> None:
    """The answer for what one may not see is the same: `forbidden` is right as well."""
    error = await (await at.greet(BRUNO)).error("offer.accept", {"offer": "off_nobody_has_this"})
    check(error["code"] in ("not_found", "forbidden"), f"the error is {error}")


@case("E78", ANA, SUPPORT)
async def takes_a_ring_back_when_nobody_is_there(at: Floor) -> None:
    ana, interaction, ring = await _ringing(at)
    started_s = trio.current_time()
    await ana.cut()
    offer = await _ended(at, interaction, ring, UNREACHABLE_S + TOLERANCE_S)
    took_s = trio.current_time() - started_s
    check(took_s > UNREACHABLE_S - TOLERANCE_S, f"taken back after {took_s:.1f} s")
    equal("how it ended", (offer["state"], offer.get("detail")), ("canceled", "agent_unreachable"))
    await _is_not_blamed(at)


@case("E79", ANA, SUPPORT)
async def rings_on_at_the_other_device(at: Floor) -> None:
    ana, interaction, ring = await _ringing(at)
    phone = await at.greet(ANA, device="dev_phone")
    await phone.acknowledge()
    await ana.cut()
    await trio.sleep(UNREACHABLE_S + 1)
    accepted = await phone.ask("offer.accept", {"offer": ring["offer"]})
    await _has_one_leg(at, interaction, accepted["leg"])


@case("E80", ANA, SUPPORT)
async def takes_an_unheard_ring_back(at: Floor) -> None:
    ana = await at.agent(ANA, SUPPORT)
    interaction = (await at.arrives(SUPPORT))["interaction"]
    ring = await at.rings(ana, interaction, acknowledges=False)
    end = await ana.event("offer.ended", ana.own, offer=ring["offer"])
    equal("how it ended", (end["data"]["state"], end["data"].get("detail")), ("canceled", "agent_unreachable"))
    took_ms = end["at_ms"] - ring["server_at_ms"]
    check(abs(took_ms - UNACKNOWLEDGED_S * 1000) < 1000, f"taken back after {took_ms} ms")
    await _is_not_blamed(at)


@case("E81", DEV, PHONE)
async def requeues_when_media_fails(at: Floor) -> None:
    """One side says at once that media failed; the ten seconds of silence are in tests/server/test_edge_accept.py."""
    dev = await at.agent(DEV, PHONE)
    interaction = (await at.arrives(PHONE))["interaction"]
    ring = await at.rings(dev, interaction)
    await dev.ask("offer.accept", {"offer": ring["offer"]})
    await dev.event("offer.accepting", dev.own, offer=ring["offer"])
    await dev.ask("media.report", {"interaction": interaction, "ok": False, "reason": "no microphone"})
    end = await dev.event("offer.ended", dev.own, offer=ring["offer"])
    equal("how it ended", end["data"]["state"], "failed")
    state = await at.state(interaction)
    equal("legs", state["legs"], [])
    check(not _misses(dev), "the agent is blamed")


@case("E84", ANA, SUPPORT, PHONE)
async def offers_no_more_than_fits(at: Floor) -> None:
    """A call takes all of an agent's units, and a chat some: only one of the two fits."""
    ana = await at.greet(ANA)
    others = [queue for queue in QUEUES_OF[ANA] if queue not in (SUPPORT, PHONE)]
    await ana.ask("agent.set_opt_outs", {"queues": others})
    waiting = [(await at.arrives(queue))["interaction"] for queue in (SUPPORT, PHONE)]
    await ana.ask("agent.set_status", {"status": "ready"})
    ring = (await ana.event("offer.created", ana.own))["data"]
    await ana.acknowledge()
    await trio.sleep(1)
    pending = [one for interaction in waiting for one in (await at.state(interaction)).get("offers", ())]
    equal("offers", [one["offer"] for one in pending], [ring["offer"]])
    await ana.ask("offer.decline", {"offer": ring["offer"]})
    (other,) = set(waiting) - {ring["interaction"]}
    await at.rings(ana, other)


@case("E85", ANA, SUPPORT)
async def ends_the_ring_of_who_is_not_ready(at: Floor) -> None:
    ana, interaction, ring = await _ringing(at)
    await ana.ask("agent.set_status", {"status": "not_ready", "reason": "lunch"})
    end = (await ana.event("offer.ended", ana.own, offer=ring["offer"]))["data"]
    equal("how it ended", end["state"], "canceled")
    equal("its phase", (await at.state(interaction))["phase"], "queued")
    check(not _misses(ana), "the agent is blamed")


async def _ringing(at: Floor) -> tuple[Party, str, Frame]:
    ana = await at.agent(ANA, SUPPORT)
    interaction: str = (await at.arrives(SUPPORT))["interaction"]
    return ana, interaction, await at.rings(ana, interaction)


async def _rung(at: Floor, agents: dict[str, Party], interaction: str) -> tuple[Party, Frame]:
    """Whoever of them it rings at, and the ring."""
    found: list[tuple[Party, Frame]] = []
    async with trio.open_nursery() as nursery:

        async def listen(agent: Party) -> None:
            found.append((agent, await at.rings(agent, interaction)))
            nursery.cancel_scope.cancel()

        for agent in agents.values():
            nursery.start_soon(listen, agent)
    return found[0]


async def _ended(at: Floor, interaction: str, ring: Frame, within_s: float) -> Frame:
    service, stream = await at.service(), f"interaction/{interaction}"
    service.patience_s = within_s
    await service.reads(stream)
    end: Frame = (await service.event("offer.ended", stream, offer=ring["offer"]))["data"]
    return end


async def _has_one_leg(at: Floor, interaction: str, leg: str) -> None:
    equal("legs", [one["leg"] for one in (await at.state(interaction))["legs"]], [leg])


async def _is_not_blamed(at: Floor) -> None:
    again = await at.greet(ANA)
    status = again.snapshots(again.own)[-1]["state"]["status"]
    check(status.get("reason") != "missed", f"the agent is blamed: {status}")


def _misses(agent: Party) -> list[Frame]:
    return [one for one in agent.seen if one.get("event") == "agent.status_changed" and "missed" in str(one["data"])]
