"""What a client does with its commands when replies are late, lost, or no."""

from typing import Final

import trio

from ringline_client.certification.peer import OWN, Frame, Peer
from ringline_client.certification.register import case
from ringline_client.certification.stage import Stage
from ringline_client.conformance.broken import check, equal

IN_FLIGHT: Final = 2
ASKED: Final = 6
QUIET_S: Final = 2
ACCEPT: Final = "offer.accept"
QUEUE: Final = "queue/que_1"


@case("K23", "a command whose reply is lost with its connection / sent again under the same key, and answered once")
async def repeats_under_its_key(on: Stage) -> None:
    async with on.live() as peer:
        number = await on.commands(ACCEPT, offer="off_1")
        first = await _command(peer)
        check(bool(first.get("key")), f"no key: {first}")
        await peer.cuts()
        back = await on.accept()
        await back.welcomes("rt_2", is_back=True)
        again = await _command(back)
        equal("method and params", (again["method"], again["params"]), (first["method"], first["params"]))
        equal("the key", again["key"], first["key"])
        await back.replies(again, leg="leg_1", interaction="int_1")
        equal("what its user is told", (await on.answer(number)).get("result", {}).get("leg"), "leg_1")
        await trio.sleep(QUIET_S)
        equal("commands on the new connection", len(_accepts(back)), 1)


@case("K24", "two commands / two keys")
async def makes_keys(on: Stage) -> None:
    async with on.live() as peer:
        for offer in ("off_1", "off_2"):
            await on.commands(ACCEPT, offer=offer)
        commands = [await _command(peer) for _ in range(2)]
        check(commands[0]["key"] != commands[1]["key"], f"both under {commands[0]['key']}")
        for command in commands:
            await peer.replies(command, leg="leg_1", interaction="int_1")


@case("K25", "timeout, retry now / the same key again")
async def repeats_what_is_unknown(on: Stage) -> None:
    async with on.live() as peer:
        number = await on.commands(ACCEPT, offer="off_1")
        first = await _command(peer)
        await peer.refuses(first, "timeout", "now")
        again = await _command(peer)
        equal("the key", again["key"], first["key"])
        await peer.replies(again, leg="leg_1", interaction="int_1")
        equal("what its user is told", (await on.answer(number)).get("result", {}).get("leg"), "leg_1")


@case("K26", "retry never / not sent again; the user is told the code")
async def takes_no_for_an_answer(on: Stage) -> None:
    async with on.live() as peer:
        number = await on.commands(ACCEPT, offer="off_1")
        await peer.refuses(await _command(peer), "offer_not_pending", "never", details={"state": "expired"})
        equal("what its user is told", (await on.answer(number)).get("error"), "offer_not_pending")
        await trio.sleep(QUIET_S)
        equal("commands", len(_accepts(peer)), 1)


@case("K27", "retry backoff with a time / again, under the same key, and not before")
async def waits_before_it_repeats(on: Stage) -> None:
    async with on.live() as peer:
        number = await on.commands(ACCEPT, offer="off_1")
        first = await _command(peer)
        refused_s = trio.current_time()
        await peer.refuses(first, "rate_limited", "backoff", retry_after_ms=1_500)
        again = await peer.hears("command", method=ACCEPT)
        check(again.at_s - refused_s >= 1.4, f"again after {again.at_s - refused_s:.1f} s")
        equal("the key", again.frame["key"], first["key"])
        await peer.replies(again.frame, leg="leg_1", interaction="int_1")
        check("result" in await on.answer(number), "its user is not told that it worked")


@case("K28", "a welcome that allows two commands in flight / never three without a reply")
async def keeps_the_limit(on: Stage) -> None:
    async with on.live(limits={"in_flight": IN_FLIGHT}) as peer:
        numbers = [await on.commands(ACCEPT, offer=f"off_{number}") for number in range(ASKED)]
        for answered in range(ASKED):
            command = await _command(peer)
            if answered == 0:
                await trio.sleep(1)
            check(len(_accepts(peer)) - answered <= IN_FLIGHT, f"{len(_accepts(peer)) - answered} are in flight")
            await peer.replies(command, leg="leg_1", interaction="int_1")
        for number in numbers:
            check("result" in await on.answer(number), "its user is not told that it worked")


@case("K29", "a command while the connection is lost / sent when it is back")
async def keeps_what_it_was_asked(on: Stage) -> None:
    async with on.live() as peer:
        await peer.cuts()
        number = await on.commands(ACCEPT, offer="off_1")
        back = await on.accept()
        await back.welcomes("rt_2", is_back=True)
        await back.replies(await _command(back), leg="leg_1", interaction="int_1")
        check("result" in await on.answer(number), "its user is not told that it worked")


@case("K30", "a stream that it reads, and a new session / it asks for the stream again")
async def reads_on(on: Stage) -> None:
    async with on.live() as peer:
        await on.subject.tell({"do": "subscribe", "stream": QUEUE})
        asked = (await peer.hears("command", method="stream.subscribe")).frame
        equal("the stream", asked["params"]["stream"], QUEUE)
        state = {"epoch": "q1", "head": 5, "recovered": False, "reason": "new"}
        await peer.replies(asked, stream=QUEUE, state=state)
        figures = {"queue": "que_1", "name": "Support", "channel": "messaging", "waiting": 0, "members": []}
        await peer.says({"type": "snapshot", "stream": QUEUE, "epoch": "q1", "seq": 5, "state": figures})
        await peer.says({"type": "caught_up", "id": asked["id"], "pos": {QUEUE: 5}})
        await on.shows(None)
        await peer.closes(4100)
        back = await on.accept()
        hello = await back.welcomes("rt_2")
        if QUEUE not in hello.get("pos", {}):
            again = (await back.hears("command", method="stream.subscribe")).frame
            equal("the stream", again["params"]["stream"], QUEUE)
        else:
            check(OWN in hello["pos"], f"its positions are {hello['pos']}")


async def _command(peer: Peer) -> Frame:
    return (await peer.hears("command", method=ACCEPT)).frame


def _accepts(peer: Peer) -> list[Frame]:
    return [frame for frame in peer.of("command") if frame["method"] == ACCEPT]
