"""I. Wrap-up, notes, transcript, release and transfer."""

from typing import Final

import trio

from ringline_client.conformance.account import (
    ANA,
    BRUNO,
    CARLA,
    MAIL,
    NO_OUTCOME,
    NOT_A_LEAF,
    OUTCOME_OF,
    QUIET,
    SALES,
    SUPPORT,
    WRAP_UP,
    WRAP_UP_S,
)
from ringline_client.conformance.broken import Skipped, check, equal
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.party import Party
from ringline_client.conformance.power import IN_MEMORY
from ringline_client.conformance.raw_client import Frame

PARTIALS: Final = 3
SHORT_WRAP_UP_S: Final = 3
SECRET: Final = "4929 1381 3370 8274"


@case("I122", BRUNO, SALES)
async def wraps_up_with_a_deadline(at: Floor) -> None:
    bruno, interaction = await _ended(at, BRUNO, SALES)
    begun = await bruno.event("wrap_up.started", f"interaction/{interaction}")
    due_ms = begun["data"]["until_at_ms"] - begun["at_ms"]
    check(abs(due_ms - WRAP_UP_S * 1000) < 1000, f"the deadline is {due_ms} ms away")
    equal("the leg", (await at.state(interaction))["legs"][-1]["state"], "wrapping")


@case("I123", ANA, SUPPORT)
async def wants_a_mandatory_disposition(at: Floor) -> None:
    ana, interaction = await _ended(at, ANA, SUPPORT)
    error = await ana.error("wrap_up.complete", {"interaction": interaction})
    equal("the error", error["code"], "disposition_required")
    await ana.ask("wrap_up.complete", {"interaction": interaction, "dispositions": [OUTCOME_OF[SUPPORT]]})


@case("I124", ANA, SUPPORT)
async def knows_its_dispositions(at: Floor) -> None:
    ana, interaction = await _ended(at, ANA, SUPPORT)
    for wrong in (NO_OUTCOME, NOT_A_LEAF):
        error = await ana.error("wrap_up.complete", {"interaction": interaction, "dispositions": [wrong]})
        equal(f"the error for {wrong}", error["code"], "disposition_invalid")


@case("I125", BRUNO, SALES, patience_s=WRAP_UP_S + 15)
async def keeps_the_draft_at_the_deadline(at: Floor) -> None:
    bruno, interaction = await _ended(at, BRUNO, SALES)
    await bruno.ask("disposition.save", {"interaction": interaction, "dispositions": [OUTCOME_OF[SALES]]})
    bruno.patience_s = WRAP_UP_S + 5
    done = await bruno.event("wrap_up.completed", f"interaction/{interaction}")
    equal("the outcome", done["data"]["dispositions"], [OUTCOME_OF[SALES]])
    await bruno.event("leg.ended", bruno.own)


@case("I126", BRUNO, SALES, patience_s=4 * WRAP_UP_S)
async def has_one_outcome_in_the_last_moment(at: Floor) -> None:
    if not at.power.is_virtual:
        raise Skipped(f"needs a clock that is exact to the millisecond: {IN_MEMORY}")
    for early_ms in (1, 0, -1):
        bruno, interaction = await _ended(at, BRUNO, SALES)
        begun = await bruno.event("wrap_up.started", f"interaction/{interaction}")
        await trio.sleep((begun["data"]["until_at_ms"] - begun["at_ms"] - early_ms) / 1000)
        reply = await bruno.request("wrap_up.complete", {"interaction": interaction, "dispositions": []})
        await bruno.event("leg.ended", bruno.own)
        if "error" in reply:
            equal("the error", reply["error"]["code"], "invalid_state")
        done = [one["event"] for one in bruno.events(f"interaction/{interaction}")].count("wrap_up.completed")
        equal(f"outcomes, asked {early_ms} ms before the end", done, 1)
        await at.tidy()


@case("I127", BRUNO, SALES, is_alone=True, patience_s=45)
async def wraps_up_while_it_is_dead(at: Floor) -> None:
    """With a shorter time than that of the account: it passes while the server is down."""
    await at.power.reload(WRAP_UP, f'duration = "{SHORT_WRAP_UP_S}s"')
    begun: Frame = {}
    while begun.get("due_ms") != SHORT_WRAP_UP_S * 1_000:  # the server reads its configuration when it gets to it
        bruno, interaction = await _ended(at, BRUNO, SALES)
        begun = await bruno.event("wrap_up.started", f"interaction/{interaction}")
        begun["due_ms"] = begun["data"]["until_at_ms"] - begun["at_ms"]
    await at.power.kill()
    await trio.sleep(SHORT_WRAP_UP_S + 0.5)
    await at.restarts()
    again = await at.greet(BRUNO)
    legs = again.snapshots(again.own)[-1]["state"].get("legs", [])
    if legs:
        await again.event("leg.ended", again.own)
    state = await at.state(interaction)
    equal("the leg", state["legs"][-1]["state"], "ended")


@case("I128")
async def sends_no_partial_after_its_final(at: Floor) -> None:
    interaction = (await at.arrives(QUIET))["interaction"]
    service, stream = await at.service(), f"interaction/{interaction}"
    await service.reads(stream)
    spoken = {"interaction": interaction, "segment": {"segment": "s1", "role": "consumer", "text": "para"}}
    for revision in range(1, PARTIALS + 1):
        partial = {**spoken["segment"], "revision": revision}
        await service.ask("segment.partial", {"interaction": interaction, "segment": partial}, key=None)
    await service.ask("segment.push", spoken)
    late = {**spoken["segment"], "revision": PARTIALS + 1}
    await service.request("segment.partial", {"interaction": interaction, "segment": late}, key=None)
    await service.send({"type": "ping", "id": "after"})
    await service.frame(lambda frame: frame["type"] == "pong" and frame.get("id") == "after")
    told = [one["event"] for one in service.seen if one.get("stream") == stream and "event" in one]
    after = told[told.index("segment.final") + 1 :]
    check("segment.partial" not in after, f"after the final: {after}")


@case("I129")
async def says_a_final_once(at: Floor) -> None:
    interaction = (await at.arrives(QUIET))["interaction"]
    service, stream = await at.service(), f"interaction/{interaction}"
    await service.reads(stream)
    spoken = {"interaction": interaction, "segment": {"segment": "s1", "role": "consumer", "text": "Hello."}}
    for _ in range(2):
        await service.ask("segment.push", spoken)
    finals = [one for one in service.events(stream) if one["event"] == "segment.final"]
    equal("finals", len(finals), 1)


@case("I130")
async def orders_segments_by_seq(at: Floor) -> None:
    interaction = (await at.arrives(QUIET))["interaction"]
    service = await at.service()
    for name, start_ms in (("later", 5_000), ("earlier", 1_000)):
        segment = {"segment": name, "role": "bot", "text": name, "start_ms": start_ms, "end_ms": 9_000}
        await service.ask("segment.push", {"interaction": interaction, "segment": segment})
    read = await service.ask("transcript.read", {"interaction": interaction}, key=None)
    equal("the segments", [one["segment"] for one in read["segments"]], ["later", "earlier"])


@case("I131", BRUNO, SALES)
async def shows_what_is_masked_to_nobody(at: Floor) -> None:
    """Not even to who set it. Its logs cannot be seen from here: tests/server/test_edge_content.py."""
    bruno = await at.agent(BRUNO, SALES)
    made = await at.arrives(SALES, variables=[{"name": "card", "value": SECRET, "masked": True}])
    interaction, consumer = made["interaction"], await at.consumer(made)
    await bruno.event("leg.started", bruno.own)
    await bruno.reads(f"interaction/{interaction}")
    again = {"name": "card", "value": SECRET[::-1], "masked": True}
    await (await at.service()).ask("variable.set", {"interaction": interaction, "variable": again})
    changed = await bruno.event("variable.set", f"interaction/{interaction}")
    await bruno.ask("profile.read", {"interaction": interaction}, key=None)
    await consumer.ask("message.send", {"interaction": interaction, "text": "Hello?"})
    state = await at.state(interaction)
    equal("the name that is told", changed["data"]["variable"]["name"], "card")
    told = str([state, *(party.seen for party in at.parties)])
    check(SECRET not in told, "the masked value was told")
    check(SECRET[::-1] not in told, "the newer masked value was told")


@case("I132", BRUNO, SALES, SUPPORT)
async def gives_it_back_to_a_queue(at: Floor) -> None:
    bruno = await at.agent(BRUNO, SALES)
    interaction = await at.talks(bruno, SALES)
    await bruno.ask("interaction.release", {"interaction": interaction, "queue": SUPPORT, "note": "Not mine."})
    state = await at.state(interaction)
    equal("phase and queue", (state["phase"], state["waiting"]["queue"]), ("queued", SUPPORT))
    check(state["legs"][-1]["state"] in ("wrapping", "ended"), f"the leg is {state['legs'][-1]}")


@case("I133", BRUNO, CARLA, SALES)
async def tells_that_a_transfer_failed(at: Floor) -> None:
    """The target cannot take it at all; one that rings in vain is in tests/server/test_edge_transfer.py."""
    bruno = await at.agent(BRUNO, SALES)
    interaction = await at.talks(bruno, SALES)
    params = {"interaction": interaction, "target": {"agent": CARLA}}
    reply = await bruno.request("transfer.start", params)
    if "result" in reply:
        ended = await bruno.event("transfer.ended", f"interaction/{interaction}")
        equal("how it ended", ended["data"]["result"], "failed")
    else:
        equal("the error", reply["error"]["code"], "transfer_target_unavailable")
    equal("the leg", (await at.state(interaction))["legs"][-1]["state"], "active")


@case("I134", CARLA, MAIL)
async def assigns_in_silence(at: Floor) -> None:
    carla = await at.agent(CARLA, MAIL)
    interaction = (await at.arrives(MAIL, subject="A letter"))["interaction"]
    started = await carla.event("leg.started", carla.own)
    equal("the line", started["data"]["card"]["interaction"], interaction)
    manual = [one for one in carla.seen if one.get("event") == "offer.created"]
    check(all(one["data"]["acceptance"] != "manual" for one in manual), f"it rang: {manual}")


async def _ended(at: Floor, name: str, queue: str) -> tuple[Party, str]:
    """An agent whose conversation is over."""
    agent = await at.agent(name, queue)
    interaction = await at.talks(agent, queue)
    await agent.ask("interaction.end", {"interaction": interaction})
    return agent, interaction
