"""What a client makes of what it is told: hello, fold, tolerance, acknowledgements, heartbeats."""

from typing import Final

import trio

from ringline_client.certification.peer import NOW_MS, OWN, Peer, event, ring_ends, rings, snapshot, status
from ringline_client.certification.register import case
from ringline_client.certification.stage import Stage, positions
from ringline_client.conformance.broken import check, equal

RING_ACK_S: Final = 2.5
"""A ring that nobody acknowledged is taken back after 3 s."""
ACK_S: Final = 20
PONG_S: Final = 2
SILENCE_S: Final = 25
MARGIN_S: Final = 4
AFTER_SILENCE_S: Final = 5
CARD: Final = {"consumer": {"name": "M", "shoe_size": 41}, "queue_name": "", "waited_ms": 1}


@case("K1", "connects / one hello, first, with its version of the protocol, a token and a device")
async def says_hello(on: Stage) -> None:
    async with on.client() as peer:
        hello = await peer.welcomes()
        check(hello["session"]["mode"] == "new", f"the session is {hello['session']}")
        check(bool(hello["client"]["device"]), "no device")
        await on.shows(None)
        equal("hellos", len(peer.of("hello")), 1)


@case("K2", "unknown frames, events, notices, fields and words / skipped, and the event's place is counted")
async def bears_what_is_new(on: Stage) -> None:
    async with on.live(capabilities=["levitation"], colour="blue") as peer:
        await peer.says(
            {"type": "levitate", "height": 3},
            event(2, "agent.levitated", {"height": 3}),
            rings(
                3, "off_1", colour="blue", card={"consumer": {"name": "M", "aura": 1}, "queue_name": "", "waited_ms": 1}
            ),
            {"type": "ephemeral", "stream": OWN, "event": "aura.changed", "key": "a", "data": {}},
            {"type": "notice", "notice": "full_moon", "phase": 1},
            event(4, "hidden"),
            status(5, "ready"),
        )
        await peer.says(event(6, "offer.ended", {"offer": "off_9", "state": "abducted", "interaction": "int_9"}))
        await on.shows("ready", "off_1")
        await peer.cuts()
        again = await on.accept()
        equal("its position", positions((await again.hears("hello")).frame), ["e1", 6])


@case("K3", "events in order, alone and in batches / its view is their fold")
async def folds(on: Stage) -> None:
    async with on.live() as peer:
        await peer.says(rings(2, "off_1"))
        await peer.says(rings(3, "off_2"), status(4, "ready"), ring_ends(5, "off_1"))
        await on.shows("ready", "off_2")
        await peer.says(ring_ends(6, "off_2"), rings(7, "off_3"), status(8, "not_ready"))
        await on.shows("not_ready", "off_3")


@case("K4", "an event that was there already / nothing changes")
async def knows_what_it_had(on: Stage) -> None:
    async with on.live() as peer:
        await peer.says(rings(2, "off_1"), ring_ends(3, "off_1"), rings(4, "off_2"))
        await peer.says(rings(2, "off_1"), rings(4, "off_2"), status(5, "ready"))
        await on.shows("ready", "off_2")


@case("K5", "a gap in the numbers / not folded over: the stream is asked for again")
async def sees_a_gap(on: Stage) -> None:
    async with on.live() as peer:
        await peer.says(rings(2, "off_1"))
        await peer.says(ring_ends(5, "off_1"))
        with trio.move_on_after(8):
            if await _asks_again(peer):
                return
        again = await on.accept()
        equal("its position", positions((await again.hears("hello")).frame), ["e1", 2])


async def _asks_again(peer: Peer) -> bool:
    """By a subscription (True), or by coming back (False)."""
    while not peer.is_gone:
        for command in peer.of("command"):
            if command["method"] == "stream.subscribe" and command["params"]["stream"] == OWN:
                return True
        await trio.sleep(0.1)
    return False


@case("K6", "a snapshot in parts / put together")
async def joins_parts(on: Stage) -> None:
    async with on.client() as peer:
        hello = (await peer.hears("hello")).frame
        whole = snapshot(7, "off_1", "off_2")
        first, second = whole["state"]["offers"]
        state = {name: value for name, value in whole["state"].items() if name != "offers"}
        await peer.says_welcome(hello, head=7)
        await peer.says({**whole, "part": 1, "parts": 2, "state": {**state, "offers": [first]}})
        await peer.says({**whole, "part": 2, "parts": 2, "state": {"offers": [second]}})
        await peer.says({"type": "caught_up", "id": hello["id"], "pos": {OWN: 7}}, rings(8, "off_3"))
        await on.shows(None, "off_1", "off_2", "off_3")


@case("K7", "a ring / acknowledged in time; other events, too")
async def acknowledges(on: Stage) -> None:
    async with on.live() as peer:
        await peer.says(rings(2, "off_1"))
        await _acknowledges(peer, 2, RING_ACK_S)
        await peer.says(status(3, "ready"), event(4, "hidden"))
        await _acknowledges(peer, 4, ACK_S)


async def _acknowledges(peer: Peer, seq: int, within_s: float) -> None:
    with trio.move_on_after(within_s):
        while not any(ack.get("pos", {}).get(OWN, 0) >= seq for ack in peer.of("ack")):
            await peer.hears("ack", within_s)
        return
    check(False, f"event {seq} is not acknowledged within {within_s} s")


@case("K8", "the server's ping / a pong with its id, also while other things happen")
async def answers_pings(on: Stage) -> None:
    async with on.live() as peer:
        for number in range(3):
            await peer.says(status(2 + number, "ready"), {"type": "ping", "id": f"p{number}"})
            await peer.hears("pong", PONG_S, id=f"p{number}")
        await peer.says({"type": "ping"})
        await peer.hears("pong", PONG_S)


@case("K9", "a server that falls silent / pinged, then given up, and come back to", patience_s=SILENCE_S + 60)
async def notices_silence(on: Stage) -> None:
    async with on.live() as peer:
        peer.answers_pings = False
        asked = await peer.hears("ping", 15 + MARGIN_S)
        await peer.ends(10 + MARGIN_S)
        took_s = trio.current_time() - asked.at_s
        check(took_s >= 5, f"given up {took_s:.1f} s after its ping")
        again = await on.accept(AFTER_SILENCE_S)
        await again.welcomes("rt_2", is_back=True)
        await again.says(status(2, "ready"))
        await on.shows("ready")


@case("K10", "partial words, figures, hidden events / no position moves but by numbered events")
async def keeps_its_place(on: Stage) -> None:
    async with on.live() as peer:
        partial = {"segment": "seg_1", "revision": 1, "role": "consumer", "text": "para el"}
        for revision in range(1, 6):
            data = {**partial, "revision": revision}
            frame = {"type": "ephemeral", "stream": OWN, "event": "segment.partial", "key": "seg_1", "data": data}
            await peer.says({**frame, "at_ms": NOW_MS})
        await peer.says(event(2, "hidden"), status(3, "ready"))
        await on.shows("ready")
        await peer.cuts()
        again = await on.accept()
        equal("its position", positions((await again.hears("hello")).frame), ["e1", 3])
