"""K. Calls: connected only when media flows, signals between the parties alone, from a chat to a call, who listens."""

from typing import Any, Final

import attrs

from ringline_client.conformance.account import ANA, BRUNO, DEV, PHONE, SOFIA, SUPPORT
from ringline_client.conformance.broken import check, equal, one_of
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.party import Party
from ringline_client.conformance.raw_client import Frame

CONSUMER: Final = "consumer"
ACCEPTING_S: Final = 10
"""Of PHONE."""
SIGNAL_BYTES: Final = 32_768
SIGNALS: Final = 5
NOBODY: Final = "leg_nobody"


@attrs.frozen
class Call:
    """Answered; media of neither side flows yet."""

    interaction: str
    agent: Party
    consumer: Party
    leg: str
    """The one to come."""
    made: Frame

    @property
    def about(self) -> Frame:
        """For a command."""
        return {"interaction": self.interaction}

    async def flows(self) -> None:
        """On both sides: the leg is there."""
        for side in (self.agent, self.consumer):
            await side.ask("media.report", self.about)
        for side in (self.agent, self.consumer):
            await side.event("leg.started", f"interaction/{self.interaction}", leg=self.leg)

    async def signals(self, sender: Party, to: str, kind: str = "candidates", **more: Any) -> Frame:
        """What the sender is answered."""
        params = {**self.about, "to": to, "kind": kind, "source": "pag_1", **more}
        return await sender.request("call.signal", params, key=None)


@case("K141", DEV, PHONE)
async def is_not_connected_by_an_answer(at: Floor) -> None:
    call = await _answered(at)
    told = await call.consumer.event("call.connecting", leg=call.leg)
    left_ms = told["data"]["until_at_ms"] - told["at_ms"]
    check(0 < left_ms <= ACCEPTING_S * 1000, f"{left_ms} ms are left for the media")
    state = await at.state(call.interaction)
    equal("phase and legs", (state["phase"], state["legs"]), ("connecting", []))


@case("K142", DEV, PHONE)
async def is_connected_when_both_report_media(at: Floor) -> None:
    call = await _answered(at)
    await call.agent.ask("media.report", call.about)
    equal("legs, with the media of one side", (await at.state(call.interaction))["legs"], [])
    await call.consumer.ask("media.report", call.about)
    settled = await call.consumer.event("call.settled", leg=call.leg)
    equal("how it is settled", settled["data"]["ok"], True)
    await call.consumer.event("leg.started", leg=call.leg)
    state = await at.state(call.interaction)
    equal("phase and legs", (state["phase"], [leg["leg"] for leg in state["legs"]]), ("active", [call.leg]))


@case("K143", DEV, PHONE)
async def relays_signals_in_their_order(at: Floor) -> None:
    call = await _answered(at)
    for n in range(SIGNALS):
        reply = await call.signals(call.consumer, call.leg, data=str(n))
        equal("the reply", reply.get("result"), {"delivered": True})
    heard = [await call.agent.event("call.signal") for _ in range(SIGNALS)]
    equal("what the other side hears", [one["data"]["data"] for one in heard], [str(n) for n in range(SIGNALS)])
    equal("from whom", {one["data"]["sender"] for one in heard}, {CONSUMER})
    later = await at.greet(SOFIA)
    await later.reads(f"interaction/{call.interaction}")
    told = [frame for frame in (*later.seen, *call.consumer.seen) if frame.get("event") == "call.signal"]
    equal("what a later reader and the sender are told", told, [])


@case("K144", DEV, BRUNO, PHONE)
async def relays_between_the_parties_alone(at: Floor) -> None:
    call = await _answered(at)
    stranger = await at.consumer(await at.arrives(PHONE))
    for outsider in (await at.greet(BRUNO), stranger):
        error = (await call.signals(outsider, call.leg)).get("error", {})
        equal(f"the error for {outsider.name}", error.get("code"), "forbidden")
    reader = await at.greet(SOFIA)
    await reader.reads(f"interaction/{call.interaction}")
    error = (await call.signals(reader, call.leg)).get("error", {})
    one_of("the error for who only reads", error.get("code"), "invalid_state", "forbidden")
    error = (await call.signals(call.consumer, NOBODY)).get("error", {})
    equal("the error for who is not in it", error.get("code"), "not_found")
    await call.signals(call.consumer, call.leg, data="mine")
    heard = await call.agent.event("call.signal")
    equal("the first that the agent hears", heard["data"]["data"], "mine")


@case("K145", DEV, PHONE)
async def bounds_signals_in_bytes(at: Floor) -> None:
    call = await _answered(at)
    most = await call.signals(call.consumer, call.leg, data="é" * (SIGNAL_BYTES // 2))
    check("result" in most, f"{SIGNAL_BYTES} bytes were refused: {most.get('error')}")
    above = await call.signals(call.consumer, call.leg, data="é" * (SIGNAL_BYTES // 2) + "x")
    equal("the error for one more", above.get("error", {}).get("code"), "too_large")


@case("K146", DEV, PHONE)
async def relays_tones(at: Floor) -> None:
    call = await _answered(at)
    await call.flows()
    await call.consumer.ask("call.tones", {**call.about, "digits": "42#"}, key=None)
    heard = await call.agent.event("call.tones")
    equal("what is heard", (heard["data"]["sender"], heard["data"]["digits"]), (CONSUMER, "42#"))
    error = await call.consumer.error("call.tones", {**call.about, "digits": "+34"}, key=None)
    equal("the error for what no pad has", error["code"], "bad_request")


@case("K147", DEV, PHONE)
async def has_one_page_for_each_party(at: Floor) -> None:
    call = await _answered(at)
    second = await at.consumer(call.made)
    await call.signals(call.consumer, call.leg, "join")
    await call.signals(second, call.leg, "join", source="pag_2")
    bye = await call.consumer.event("call.signal", kind="bye")
    equal("from whom the first page hears it", bye["data"]["sender"], CONSUMER)
    error = (await call.signals(call.consumer, call.leg)).get("error", {})
    equal(
        "the error for the first page", (error.get("code"), error["details"]["state"]), ("invalid_state", "elsewhere")
    )


@case("K148", ANA, SUPPORT)
async def becomes_a_call_when_both_agree_and_media_flows(at: Floor) -> None:
    chat = await _chat(at)
    refused = await chat.agent.ask("upgrade.ask", {**chat.about, "channel": "voice"})
    await chat.consumer.event("upgrade.asked", upgrade=refused["upgrade"])
    await chat.consumer.ask("upgrade.refuse", {**chat.about, "upgrade": refused["upgrade"]})
    await chat.agent.event("upgrade.ended", upgrade=refused["upgrade"], result="refused")
    equal("the channel", (await at.state(chat.interaction))["channel"], "messaging")

    asked = await chat.consumer.ask("upgrade.ask", {**chat.about, "channel": "voice"})
    await chat.agent.event("upgrade.asked", f"interaction/{chat.interaction}", upgrade=asked["upgrade"])
    error = await chat.consumer.error("upgrade.accept", {**chat.about, "upgrade": asked["upgrade"]})
    check(bool(error["code"]), "who asked agrees for the other side")
    await chat.agent.ask("upgrade.accept", {**chat.about, "upgrade": asked["upgrade"]})
    await chat.agent.ask("media.report", chat.about)
    equal("the channel, with the media of one side", (await at.state(chat.interaction))["channel"], "messaging")
    await chat.consumer.ask("media.report", chat.about)
    await chat.consumer.event("upgrade.ended", upgrade=asked["upgrade"], result="completed")
    state = await at.state(chat.interaction)
    equal("channel and legs", (state["channel"], [leg["leg"] for leg in state["legs"]]), ("voice", [chat.leg]))


@case("K149", ANA, SUPPORT)
async def stays_a_chat_when_media_fails(at: Floor) -> None:
    chat = await _chat(at)
    asked = await chat.agent.ask("upgrade.ask", {**chat.about, "channel": "voice"})
    await chat.consumer.event("upgrade.asked", upgrade=asked["upgrade"])
    await chat.consumer.ask("upgrade.accept", {**chat.about, "upgrade": asked["upgrade"]})
    await chat.consumer.ask("media.report", {**chat.about, "ok": False, "reason": "denied"})
    await chat.agent.event("upgrade.ended", upgrade=asked["upgrade"], result="failed", reason="denied")
    state = await at.state(chat.interaction)
    equal("channel and phase", (state["channel"], state["phase"]), ("messaging", "active"))
    await chat.consumer.ask("message.send", {**chat.about, "text": "still here"})


@case("K150", DEV, PHONE, patience_s=ACCEPTING_S + 20)
async def goes_back_in_line_without_media(at: Floor) -> None:
    call = await _answered(at)
    place = (await at.state(call.interaction))["created_at_ms"]
    call.consumer.patience_s = ACCEPTING_S + 8
    settled = await call.consumer.event("call.settled", leg=call.leg)
    equal("how it is settled", settled["data"]["ok"], False)
    check(bool(settled["data"].get("reason")), "nobody says why")
    end = await call.agent.event("offer.ended", call.agent.own, state="failed")
    equal("what was in the way", end["data"]["detail"], "media")
    state = await at.state(call.interaction)
    equal("legs", state["legs"], [])
    check(abs(state["waiting"]["enqueued_at_ms"] - place) < 1000, "it has lost its place in line")
    statuses = [one["data"] for one in call.agent.seen if one.get("event") == "agent.status_changed"]
    check(not any(status.get("reason") == "missed" for status in statuses), "the agent is blamed")


@case("K151", DEV, SOFIA, PHONE)
async def lets_a_supervisor_listen(at: Floor) -> None:
    call = await _answered(at)
    sofia = await at.greet(SOFIA)
    await sofia.reads(f"interaction/{call.interaction}")
    early = await sofia.error("supervisor.monitor", call.about)
    equal("the error before anybody talks", early["code"], "invalid_state")
    await call.flows()
    error = await call.agent.error("supervisor.monitor", call.about)
    equal("the error for an agent", error["code"], "forbidden")
    leg = (await sofia.ask("supervisor.monitor", call.about))["leg"]
    for side in (call.agent, call.consumer):
        await side.event("leg.started", f"interaction/{call.interaction}", leg=leg, kind="monitor")
    await call.signals(call.consumer, leg, data="to who listens")
    await sofia.event("call.signal", data="to who listens")
    for method, more in (("call.tones", {"digits": "1"}), ("message.send", {"text": "hello"})):
        key = {"key": None} if method == "call.tones" else {}
        error = await sofia.error(method, {**call.about, **more}, **key)
        one_of(f"the error for {method}", error["code"], "invalid_state", "forbidden")
    await sofia.ask("leg.leave", call.about)
    await call.consumer.event("leg.ended", leg=leg)
    state = await at.state(call.interaction)
    active = [one["leg"] for one in state["legs"] if one["state"] == "active"]
    equal("phase and active legs", (state["phase"], active), ("active", [call.leg]))


async def _answered(at: Floor) -> Call:
    """Dev has answered, and both sides read it."""
    dev = await at.agent(DEV, PHONE)
    made = await at.arrives(PHONE)
    consumer = await at.consumer(made)
    ring = await at.rings(dev, made["interaction"])
    await dev.ask("offer.accept", {"offer": ring["offer"]})
    await dev.event("offer.accepting", dev.own, offer=ring["offer"])
    await dev.reads(f"interaction/{made['interaction']}")
    leg = (await at.state(made["interaction"]))["offers"][-1]["leg"]
    return Call(made["interaction"], dev, consumer, leg, made)


async def _chat(at: Floor) -> Call:
    """Ana and a consumer write to each other."""
    ana = await at.agent(ANA, SUPPORT)
    made = await at.arrives(SUPPORT)
    consumer = await at.consumer(made)
    ring = await at.rings(ana, made["interaction"])
    leg = (await ana.ask("offer.accept", {"offer": ring["offer"]}))["leg"]
    await ana.reads(f"interaction/{made['interaction']}")
    await consumer.event("leg.started", leg=leg)
    return Call(made["interaction"], ana, consumer, leg, made)
