"""J. What operators do, and what happens to machines."""

from functools import partial
from typing import Final

import trio

from ringline_client.chance import new_name
from ringline_client.conformance.account import ANA, DEV, MANUAL_RING, PHONE, QUIET, RING_S, SERVICE, SUPPORT
from ringline_client.conformance.broken import check, equal
from ringline_client.conformance.cases import case
from ringline_client.conformance.f_streams import pushed
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.party import Party

READERS: Final = 8
SPREAD_MS: Final = 5_000
STOP_S: Final = 15
STORM: Final = 1_000
SHORT_STORM: Final = 100
STORM_S: Final = 15
PER_ADDRESS: Final = 10
"""An address may have only so many connections that did not say hello yet."""
OTHER_RING_S: Final = 45
HOUR_S: Final = 3_600


@case("J135", is_alone=True, patience_s=60)
async def says_goodbye_when_it_stops(at: Floor) -> None:
    interaction = (await at.arrives(QUIET))["interaction"]
    stream = f"interaction/{interaction}"
    readers = [await at.greet(SERVICE) for _ in range(READERS)]
    for reader in readers:
        await reader.reads(stream)
    took_s: list[float] = []
    async with trio.open_nursery() as nursery:

        async def stop() -> None:
            took_s.append(await at.power.stop())

        nursery.start_soon(stop)
        for reader in readers:
            nursery.start_soon(_is_sent_away, reader)
    check(took_s[0] <= STOP_S, f"it took {took_s[0]:.1f} s to stop")
    spread_ms = [_drained_ms(reader) for reader in readers]
    check(all(0 <= one <= SPREAD_MS for one in spread_ms), f"told to come back after {spread_ms} ms")
    check(len(set(spread_ms)) > READERS // 2, f"all told to come back at once: {spread_ms} ms")
    await at.cut_all()
    at.forget_service()
    await at.power.start()
    await pushed(at, interaction, 1)
    for reader in readers:
        back = await at.resume(reader)
        verdict = next(one for one in back.seen if one["type"] == "welcome")["streams"][stream]
        equal("recovered", verdict["recovered"], True)
        await back.event("segment.final", stream, segment="s0")


@case("J136", is_alone=True, patience_s=120)
async def takes_everybody_back_at_once(at: Floor) -> None:
    """A hundred, or with `--patient` over TCP a thousand."""
    count = STORM if at.power.is_patient and not at.power.is_virtual else SHORT_STORM
    interaction = (await at.arrives(QUIET))["interaction"]
    stream, readers = f"interaction/{interaction}", list[Party]()
    for number in range(count):
        reader = await at.greet(SERVICE, source=_source(at, number))
        await reader.reads(stream)
        await reader.cut()
        readers.append(reader)
    at.forget_service()  # it may have been silent for too long
    await pushed(at, interaction, 1)
    started_s, back = trio.current_time(), list[Party]()

    async def comes_back(number: int, reader: Party) -> None:
        back.append(await at.resume(reader, source=_source(at, number)))

    async with trio.open_nursery() as nursery:
        for number, reader in enumerate(readers):
            nursery.start_soon(partial(comes_back, number, reader))
    took_s = trio.current_time() - started_s
    equal("caught up", len(back), count)
    check(took_s <= STORM_S, f"they were caught up after {took_s:.1f} s")
    for reader in back:
        equal("events", [one["event"] for one in reader.events(stream)], ["segment.final"])


@case("J137", is_alone=True, patience_s=45)
async def says_that_its_disk_is_full(at: Floor) -> None:
    service, interaction = await at.service(), (await at.arrives(QUIET))["interaction"]
    await service.reads(f"interaction/{interaction}")
    params = {"interaction": interaction, "variable": {"name": "full", "value": "v"}}
    key = new_name("key")
    async with at.power.full_disk():
        error = await service.error("variable.set", params, key=key)
        equal("the error", error["code"], "unavailable")
        told = [one["event"] for one in service.events(f"interaction/{interaction}")]
        equal("what is told meanwhile", told, [])
    again = await service.request("variable.set", params, key=key)
    check("result" in again, f"refused when there is room again: {again}")
    equal("replayed", again["replayed"], False)
    await service.event("variable.set", f"interaction/{interaction}")


@case("J138", DEV, PHONE, is_alone=True, patience_s=3 * RING_S)
async def does_not_look_at_the_wall(at: Floor) -> None:
    for shift_s in (HOUR_S, -HOUR_S):
        dev = await at.agent(DEV, PHONE)
        interaction = (await at.arrives(PHONE))["interaction"]
        ring = await at.rings(dev, interaction)
        started_s = trio.current_time()
        async with at.power.other_time(shift_s):
            await pushed(at, interaction, 3)
            dev.patience_s = RING_S + 5
            end = await dev.event("offer.ended", dev.own, offer=ring["offer"])
        took_s = trio.current_time() - started_s
        check(abs(took_s - RING_S) < 1, f"with a clock {shift_s} s off it rang for {took_s:.1f} s")
        equal("how it ended", end["data"]["state"], "expired")
        service = await at.service()
        read = await service.ask("transcript.read", {"interaction": interaction}, key=None)
        equal("the segments", [one["segment"] for one in read["segments"]], ["s0", "s1", "s2"])
        moments = [one["at_ms"] for one in dev.events(dev.own)]
        equal("the moments of the events", moments, sorted(moments))
        await at.tidy()


@case("J139", ANA, SUPPORT, is_alone=True, patience_s=60)
async def keeps_deadlines_when_it_is_told_others(at: Floor) -> None:
    ana = await at.agent(ANA, SUPPORT)
    interaction = (await at.arrives(SUPPORT))["interaction"]
    ring = await at.rings(ana, interaction)
    await at.power.reload(MANUAL_RING, f'ring = "{OTHER_RING_S}s"')
    await trio.sleep(1)
    offer = (await at.state(interaction))["offers"][-1]
    equal("the deadline of the ring", offer["expires_at_ms"], ring["expires_at_ms"])
    ana.patience_s = ring["ring_ms"] / 1000 + 5
    end = await ana.event("offer.ended", ana.own, offer=ring["offer"])
    equal("how it ended", end["data"]["state"], "expired")
    check(abs(end["at_ms"] - ring["expires_at_ms"]) < 1000, f"at {end['at_ms']}, due at {ring['expires_at_ms']}")
    at.forget_service()  # it was silent for too long
    await ana.ask("agent.set_status", {"status": "ready"})
    fresh = await at.rings(ana, (await at.arrives(SUPPORT))["interaction"])
    equal("the time of the next ring", fresh["ring_ms"], OTHER_RING_S * 1000)


async def _is_sent_away(reader: Party) -> None:
    reader.patience_s = STOP_S
    equal("the close code", (await reader.closed())[0], 4000)


def _drained_ms(reader: Party) -> int:
    told = [one for one in reader.seen if one["type"] == "notice"]
    equal("the notices", [one["notice"] for one in told], ["draining"])
    spread_ms: int = told[0]["reconnect_in_ms"]
    return spread_ms


def _source(at: Floor, number: int) -> str:
    """Ten of each address: 127.0.1.0, 127.0.1.1 …"""
    at.neighbour(1)
    return f"127.0.{1 + number // PER_ADDRESS // 250}.{1 + number // PER_ADDRESS % 250}"
