"""E, continued: offers that several want, that end in the same moment, or that are there while the server dies."""

from typing import Final

import trio

from ringline_client.chance import new_name
from ringline_client.conformance.account import ANA, BRUNO, DEV, PHONE, SUPPORT, TEAM
from ringline_client.conformance.broken import Skipped, check, equal, one_of
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.party import Party
from ringline_client.conformance.power import IN_MEMORY

KILLED_AFTER_S: Final = (0.0, 0.003, 0.01)
"""A process that is killed so long after it was asked has, or has not yet, committed."""


@case("E70", ANA, BRUNO, TEAM)
async def gives_one_of_two_agents_the_leg(at: Floor) -> None:
    service = await at.service()
    agents = [await at.agent(name, TEAM) for name in (ANA, BRUNO)]
    made = await service.request("interaction.create", {"queue": TEAM})
    if "error" in made:
        raise Skipped(f"needs a queue that rings at several: {TEAM} of account.toml")
    interaction = made["result"]["interaction"]
    at.interactions.append(interaction)
    rings = [await at.rings(agent, interaction) for agent in agents]
    asked = [
        await agent.tell("offer.accept", {"offer": ring["offer"]}) for agent, ring in zip(agents, rings, strict=True)
    ]
    replies = [await agent.reply(command) for agent, command in zip(agents, asked, strict=True)]
    legs = [reply["result"]["leg"] for reply in replies if "result" in reply]
    errors = [reply["error"]["code"] for reply in replies if "error" in reply]
    equal("legs and errors", (len(legs), errors), (1, ["offer_rescinded"]))
    equal("legs of the interaction", [one["leg"] for one in (await at.state(interaction))["legs"]], legs)


@case("E71", DEV, PHONE, patience_s=90)
async def expires_to_the_millisecond(at: Floor) -> None:
    if not at.power.is_virtual:
        raise Skipped(f"needs a clock that is exact to the millisecond: {IN_MEMORY}")
    for early_ms, expected in ((1, "accepted"), (-1, "expired")):
        dev = await at.agent(DEV, PHONE)
        interaction = (await at.arrives(PHONE))["interaction"]
        ring = await at.rings(dev, interaction)
        await trio.sleep((ring["expires_at_ms"] - ring["server_at_ms"] - early_ms) / 1000)
        reply = await dev.request("offer.accept", {"offer": ring["offer"]})
        offer = (await at.state(interaction))["offers"][-1]
        if expected == "accepted":
            check("result" in reply, f"refused {early_ms} ms before the end: {reply}")
            one_of("the offer", offer["state"], "accepting", "accepted")
        else:
            equal("the answer", reply["error"]["code"], "offer_not_pending")
            equal("the offer", offer["state"], expected)
        await at.tidy()


@case("E82", ANA, SUPPORT, is_alone=True, patience_s=60)
async def tells_after_its_death_what_it_had_done(at: Floor) -> None:
    """In memory: killed between commit and reply. A process: killed so soon that either may be."""
    for after_s in KILLED_AFTER_S:
        ana = await at.agent(ANA, SUPPORT)
        interaction = (await at.arrives(SUPPORT))["interaction"]
        offer = {"offer": (await at.rings(ana, interaction))["offer"]}
        key = new_name("key")
        if at.power.is_virtual:
            async with at.power.mute_disk():
                await ana.tell("offer.accept", offer, key=key)
                await trio.sleep(1)
                await at.restarts()
        else:
            await ana.tell("offer.accept", offer, key=key)
            await trio.sleep(after_s)
            await at.restarts()
        again = await at.greet(ANA)
        retry = await again.request("offer.accept", offer, key=key)
        legs = [one["leg"] for one in (await at.state(interaction))["legs"]]
        if at.power.is_virtual:
            equal("replayed", retry.get("replayed"), True)
        if "result" in retry:
            equal("legs", legs, [retry["result"]["leg"]])
        else:
            equal("the answer, and legs", (retry["error"]["code"], legs), ("offer_not_pending", []))
        await at.tidy()


@case("E83", ANA, SUPPORT, is_alone=True, patience_s=45)
async def rings_again_after_its_death(at: Floor) -> None:
    ana = await at.agent(ANA, SUPPORT)
    interaction = (await at.arrives(SUPPORT))["interaction"]
    ring = await at.rings(ana, interaction)
    await at.restarts()
    again = await at.greet(ANA)
    fresh = await _rung_again(at, again, interaction)
    check(fresh["offer"] != ring["offer"], "it rings under its old id")
    old = await again.error("offer.accept", {"offer": ring["offer"]})
    one_of("the answer to the old offer", old["code"], "offer_not_pending", "offer_rescinded", "forbidden", "not_found")
    accepted = await again.ask("offer.accept", {"offer": fresh["offer"]})
    state = await at.state(interaction)
    equal("legs", [one["leg"] for one in state["legs"]], [accepted["leg"]])
    alive = [one["offer"] for one in state["offers"] if one["state"] in ("pending", "accepting", "accepted")]
    equal("offers that did not end in vain", alive, [fresh["offer"]])


async def _rung_again(at: Floor, agent: Party, interaction: str) -> dict[str, str]:
    """In the snapshot of who comes back, or soon after."""
    known = agent.snapshots(agent.own)[-1]["state"].get("offers", [])
    for offer in known:
        if offer["interaction"] == interaction:
            await agent.acknowledge()
            found: dict[str, str] = offer
            return found
    return await at.rings(agent, interaction)
