"""H, continued: who stays for long, who does not read, who reads late, who never acknowledges."""

from typing import Final

import trio

from ringline_client.conformance.account import ANA, QUIET, SERVICE, SUPPORT
from ringline_client.conformance.broken import Skipped, check, equal, one_of
from ringline_client.conformance.cases import case
from ringline_client.conformance.f_streams import pushed
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.power import IN_MEMORY

IDLE_S: Final = 605
LONG_TEXT: Final = "long " * 3_200
FLOOD: Final = 640
"""Segments of 16 kB: 10 MB."""
GONE_S: Final = 10
HEALTHY_S: Final = 2
WAITING: Final = 200
"""Events before a ring: more than one message holds."""
MESSAGE_FRAMES: Final = 64
UNACKNOWLEDGED: Final = 500
PUSHED_S: Final = 80


@case("H110", patience_s=IDLE_S + 30)
async def keeps_who_is_idle(at: Floor) -> None:
    if not at.power.is_patient:
        raise Skipped(f"takes {IDLE_S} s: say --patient")
    party = await at.greet(SERVICE)
    party.patience_s = IDLE_S
    await party.send({"type": "ping", "id": "first"})
    with trio.move_on_after(IDLE_S):
        await party.closed()
    party.patience_s = HEALTHY_S
    await party.send({"type": "ping", "id": "last"})
    await party.frame(lambda frame: frame["type"] == "pong" and frame.get("id") == "last")
    check(any(frame["type"] == "ping" for frame in party.seen), "the server never asked whether it is there")


@case("H114", patience_s=120)
async def lets_go_of_who_never_reads(at: Floor) -> None:
    """Its memory and the others' last per cent cannot be seen from here: tests/server/edges/test_outbox.py."""
    interaction = (await at.arrives(QUIET))["interaction"]
    stream, service = f"interaction/{interaction}", await at.service()
    reader = await at.greet(SERVICE, is_narrow=True)
    await reader.reads(stream)
    slowest_s, started_s = 0.0, trio.current_time()
    for number in range(FLOOD):
        asked_s = trio.current_time()
        await service.pushes(interaction, f"flood{number}", LONG_TEXT)
        slowest_s = max(slowest_s, trio.current_time() - asked_s)
    check(slowest_s <= HEALTHY_S, f"somebody else waited {slowest_s:.1f} s")
    await trio.sleep(max(0.0, started_s + GONE_S + 2 - trio.current_time()))
    code, _ = await reader.closed()
    one_of("the close code", code, 4005, 1006)
    got = len(reader.events(stream))
    check(got < FLOOD, "everything was kept for who does not read")
    back = await at.resume(reader)
    while len(back.events(stream)) + got < FLOOD and not back.snapshots(stream):
        await back.event("segment.final", stream)


@case("H115", ANA, SUPPORT, patience_s=60)
async def lets_rings_go_first(at: Floor) -> None:
    """On a link that holds nothing back: two hundred events wait for a reader, and then a ring does. What is on its way
    already (one message) comes before it, and nothing else."""
    if not at.power.is_virtual:
        raise Skipped(f"needs a link without buffers: {IN_MEMORY}")
    ana = await at.agent(ANA, SUPPORT, is_narrow=True)
    interaction = (await at.arrives(SUPPORT))["interaction"]
    ring = await at.rings(ana, interaction)
    await ana.ask("offer.accept", {"offer": ring["offer"]})
    stream = f"interaction/{interaction}"
    await ana.reads(stream)
    mark = len(ana.seen)
    await pushed(at, interaction, WAITING)  # Ana reads nothing meanwhile
    other = (await at.arrives(SUPPORT))["interaction"]
    await trio.sleep(0.5)
    await at.rings(ana, other)
    late = ana.seen[mark:]
    place = next(number for number, one in enumerate(late) if one.get("event") == "offer.created")
    check(place <= 3 * MESSAGE_FRAMES, f"{place} frames came before the ring")
    before = {one["stream"] for one in late[:place] if one["type"] == "event"}
    check(len(ana.events(stream)) < WAITING, "the ring came after everything else")
    check(before <= {stream, ana.own}, f"before the ring came {before}")
    await ana.event("segment.final", stream, segment=f"s{WAITING - 1}")


@case("H116", patience_s=90)
async def serves_who_never_acknowledges(at: Floor) -> None:
    """The protocol has no window: an acknowledgement says that a ring has arrived. Who gives none loses nothing."""
    interaction = (await at.arrives(QUIET))["interaction"]
    stream, reader = f"interaction/{interaction}", await at.greet(SERVICE)
    await reader.reads(stream)
    reader.patience_s = PUSHED_S
    async with trio.open_nursery() as nursery:
        nursery.start_soon(pushed, at, interaction, UNACKNOWLEDGED)
        await reader.event("segment.final", stream, segment=f"s{UNACKNOWLEDGED - 1}")
    finals = [one for one in reader.events(stream) if one["event"] == "segment.final"]
    equal("finals without an acknowledgement", len(finals), UNACKNOWLEDGED)
    await reader.acknowledge()
    await pushed(at, interaction, 1, UNACKNOWLEDGED)
    await reader.event("segment.final", stream, segment=f"s{UNACKNOWLEDGED}")
    equal("errors", [one for one in reader.seen if one["type"] == "error"], [])
