"""H. Heartbeats, acknowledgements, limits."""

from collections.abc import Mapping
from typing import Final

import trio

from ringline_client.conformance.account import CARLA, QUIET, SERVICE, SOFIA
from ringline_client.conformance.broken import Skipped, check, equal
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.party import Party
from ringline_client.conformance.raw_client import Closed, Frame

SILENCE_S: Final = 25
JITTER_S: Final = 7.5
"""The first ping may come earlier, at a moment of its own."""
PONG_S: Final = 1
BURST: Final = 30
RATE: Final = 10
ABUSE: Final = 40
DEVICES: Final = 5
COMMANDS_S: Final = 27
SPOKEN: Final = 5
REVISIONS: Final = 40
IN_FLIGHT: Final = 8


@case("H111", patience_s=SILENCE_S + 10)
async def notices_who_is_silent(at: Floor) -> None:
    party = await at.greet(SERVICE)
    party.answers_pings, party.patience_s = False, SILENCE_S + 3
    started_s = trio.current_time()
    equal("the close code", (await party.closed())[0], 4002)
    took_s = trio.current_time() - started_s
    check(SILENCE_S - JITTER_S - 1 <= took_s <= SILENCE_S + 1, f"closed after {took_s:.1f} s")


@case("H112", patience_s=COMMANDS_S + 10)
async def takes_commands_for_life(at: Floor) -> None:
    interaction = (await at.arrives(QUIET))["interaction"]
    party = await at.greet(SERVICE)
    party.answers_pings = False
    for _ in range(COMMANDS_S // 3):
        await trio.sleep(3)
        await party.ask("interaction.read", {"interaction": interaction}, key=None)


@case("H113")
async def answers_pings(at: Floor) -> None:
    service = await at.service()
    started_s = trio.current_time()
    await service.send({"type": "ping", "id": "p1"})
    await service.frame(lambda frame: frame["type"] == "pong" and frame.get("id") == "p1")
    took_s = trio.current_time() - started_s
    check(took_s <= PONG_S, f"after {took_s:.1f} s")


@case("H117", CARLA)
async def checks_acknowledgements(at: Floor) -> None:
    carla = await at.greet(CARLA)
    head = carla.promises.heads[carla.own]
    await carla.send({"type": "ack", "pos": {carla.own: head}})
    await carla.send({"type": "ack", "pos": {carla.own: max(0, head - 1)}})
    await carla.send({"type": "ping", "id": "fine"})
    await carla.frame(lambda frame: frame["type"] in ("pong", "error"))
    equal("errors so far", [one for one in carla.seen if one["type"] == "error"], [])
    await carla.send({"type": "ack", "pos": {carla.own: head + 1_000}})
    error = await carla.frame(lambda frame: frame["type"] == "error")
    equal("the error", error["error"]["code"], "bad_request")


@case("H118", CARLA)
async def limits_the_rate(at: Floor) -> None:
    """One after the other, as fast as replies come: the bucket fills by one each 100 ms meanwhile."""
    carla = await at.greet(CARLA)
    started_s = trio.current_time()
    taken = 0
    while taken < ABUSE + 60:
        reply = await _asked_once(carla)
        if reply["error"]["code"] == "rate_limited":
            break
        taken += 1
    else:
        took_s = trio.current_time() - started_s
        if taken - BURST <= took_s * RATE:
            raise Skipped("this link is too slow to go over the rate")
        check(False, f"{taken} commands within {took_s:.1f} s were taken")
    check(taken >= BURST, f"only {taken} commands were taken")
    wait_ms = reply["error"].get("retry_after_ms")
    check(isinstance(wait_ms, int) and wait_ms > 0, f"no retry_after_ms: {reply}")
    await trio.sleep(wait_ms / 1000)
    after = await _asked_once(carla)
    equal("the answer after the wait", after["error"]["code"], "forbidden")


async def _asked_once(party: Party) -> Frame:
    """The reply, if it is about the rate, too."""
    return await party.reply(await party.tell("interaction.read", {"interaction": "int_nobody_has_this"}, key=None))


@case("H119", SOFIA)
async def closes_who_does_not_stop(at: Floor) -> None:
    sofia = await at.greet(SOFIA)
    read = {"type": "command", "method": "interaction.read", "params": {"interaction": "int_nobody_has_this"}}
    try:
        for batch in range(ABUSE):
            await sofia.send([{**read, "id": f"b{batch}_{number}"} for number in range(16)])
            await sofia.reply(f"b{batch}_15")
    except Closed as closed:
        equal("the close code", closed.code, 4103)
        return
    check(False, f"{ABUSE * 16} commands and no close")


@case("H120", CARLA)
async def limits_devices(at: Floor) -> None:
    devices = [await at.greet(CARLA, device=f"dev_{number}") for number in range(DEVICES)]
    for on_conflict in ("join", "deny"):
        more = await at.connect(CARLA)
        await more.send(at.hello_frame(CARLA, device="dev_more", session={"mode": "new", "on_conflict": on_conflict}))
        equal(f"the close code for {on_conflict}", (await more.closed())[0], 4102)
    await at.greet(CARLA, device="dev_only", session={"mode": "new", "on_conflict": "replace"})
    for device in devices:
        equal("the close code of a replaced device", (await device.closed())[0], 4306)


@case("H121")
async def lets_partials_go_before_anything_else(at: Floor) -> None:
    """The reader sleeps while five segments are spoken in forty revisions each, and a sixth one is not finished."""
    interaction = (await at.arrives(QUIET))["interaction"]
    stream, service, reader = f"interaction/{interaction}", await at.service(), await at.greet(SERVICE)
    await reader.reads(stream)
    for number in range(SPOKEN + 1):
        segment = {"segment": f"s{number}", "role": "consumer", "text": "para el martes"}
        for revision in range(1, REVISIONS + 1):
            partial = {**segment, "revision": revision}
            await service.tell("segment.partial", {"interaction": interaction, "segment": partial}, key=None)
            if revision % IN_FLIGHT == 0:
                await service.reply(f"c{_newest(service.promises.owed)}")
        if number < SPOKEN:
            await service.ask("segment.push", {"interaction": interaction, "segment": segment})
    await reader.event("segment.partial", stream, segment=f"s{SPOKEN}", revision=REVISIONS)
    finals = [one["data"]["segment"] for one in reader.events(stream) if one["event"] == "segment.final"]
    equal("finals", finals, [f"s{number}" for number in range(SPOKEN)])


def _newest(owed: Mapping[str, int]) -> int:
    return max(int(command.removeprefix("c")) for command in owed)
