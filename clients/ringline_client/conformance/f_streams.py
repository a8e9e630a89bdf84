"""F. Streams: a snapshot, then every event once and in order; and nothing that one may not see."""

from typing import Any, Final

import trio
from ringline_protocol.events import EVENTS
from ringline_protocol.parts import join_state
from ringline_protocol.shape import read_tolerant
from ringline_protocol.view import AgentView, ConsumerView, InteractionView, apply, view_from_json

from ringline_client.conformance.account import ANA, BRUNO, OUTCOME_OF, QUIET, SALES, SERVICE, SUPPORT
from ringline_client.conformance.broken import check, equal
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.party import Party
from ringline_client.conformance.raw_client import Frame

EVENTS_AT_THE_SEAM: Final = 200
SEAM_S: Final = 50
SUBSCRIPTIONS: Final = 64
LONG_TEXT: Final = "long " * 3_000
LONG_TEXTS: Final = 20
PART_BYTES: Final = 262_144


@case("F86")
async def goes_on_after_the_snapshot(at: Floor) -> None:
    interaction, stream = await _waiting(at)
    reader = await at.greet(SERVICE)
    await reader.reads(stream)
    equal("snapshots", len(reader.snapshots(stream)), 1)
    start = reader.snapshots(stream)[0]["seq"]
    await pushed(at, interaction, 5)
    await reader.event("segment.final", stream, segment="s4")
    seqs = [one["seq"] for one in reader.events(stream)]
    equal("the seqs after the snapshot", seqs, list(range(start + 1, start + 6)))


@case("F87", patience_s=60)
async def has_no_seam(at: Floor) -> None:
    """200 events, while nine readers subscribe one after the other."""
    interaction, stream = await _waiting(at)
    readers = [await at.greet(SERVICE) for _ in range(9)]
    async with trio.open_nursery() as nursery:
        nursery.start_soon(pushed, at, interaction, EVENTS_AT_THE_SEAM)
        for reader in readers:
            await reader.reads(stream)
            nursery.start_soon(_has_all, reader, stream)


async def _has_all(reader: Party, stream: str) -> None:
    """Every segment once: in the snapshot, or told."""
    known = {one["segment"] for one in reader.snapshots(stream)[-1]["state"].get("segments", [])}
    last = f"s{EVENTS_AT_THE_SEAM - 1}"
    if last not in known:
        reader.patience_s = SEAM_S
        await reader.event("segment.final", stream, segment=last)
    told = [one["data"]["segment"] for one in reader.events(stream) if one["event"] == "segment.final"]
    check(not known & set(told), f"both in the snapshot and told: {sorted(known & set(told))[:5]}")
    equal("segments", known | set(told), {f"s{number}" for number in range(EVENTS_AT_THE_SEAM)})
    seqs = [one["seq"] for one in reader.events(stream)]
    equal("the seqs", seqs, list(range(seqs[0], seqs[0] + len(seqs))) if seqs else [])


@case("F88", BRUNO, SALES)
async def folds_to_the_snapshot(at: Floor) -> None:
    """Every event of a conversation from its ring to its end, as agent and as consumer: not of every type there is."""
    bruno = await at.agent(BRUNO, SALES)
    made = await at.arrives(SALES)
    interaction, consumer = made["interaction"], await at.consumer(made)
    stream = f"interaction/{interaction}"
    await bruno.event("leg.started", bruno.own)
    await bruno.reads(stream)
    await consumer.ask("message.send", {"interaction": interaction, "text": "Hello?"})
    await bruno.ask("message.send", {"interaction": interaction, "text": "Hello!"})
    await bruno.ask("note.save", {"interaction": interaction, "text": "A note."})
    await bruno.ask("draft.save", {"interaction": interaction, "text": "A draft"})
    await bruno.ask("disposition.save", {"interaction": interaction, "dispositions": [OUTCOME_OF[SALES]]})
    await bruno.ask("interaction.end", {"interaction": interaction})
    await bruno.ask("wrap_up.complete", {"interaction": interaction})
    await consumer.event("interaction.ended", stream)
    for party, name, cls in (
        (bruno, stream, InteractionView),
        (consumer, stream, ConsumerView),
        (bruno, bruno.own, AgentView),
    ):
        await _agrees(party, name, cls)


@case("F89")
async def stops_when_told_to(at: Floor) -> None:
    interaction, stream = await _waiting(at)
    reader = await at.greet(SERVICE)
    await reader.reads(stream)
    await reader.ask("stream.unsubscribe", {"stream": stream}, key=None)
    mark = len(reader.seen)
    await pushed(at, interaction, 3)
    await reader.send({"type": "ping", "id": "after"})
    await reader.frame(lambda frame: frame["type"] == "pong" and frame.get("id") == "after")
    late = [one for one in reader.seen[mark:] if one.get("stream") == stream]
    equal("frames of the stream afterwards", late, [])
    await reader.reads(stream)
    equal("snapshots", len(reader.snapshots(stream)), 2)


@case("F90", BRUNO)
async def does_not_tell_what_is_there(at: Floor) -> None:
    _, stream = await _waiting(at)
    bruno = await at.greet(BRUNO)
    hidden = await bruno.error("stream.subscribe", {"stream": stream}, key=None)
    absent = await bruno.error("stream.subscribe", {"stream": "interaction/int_nobody_has_this"}, key=None)
    equal("the error", hidden["code"], "forbidden")
    equal("the answer for what is not there", absent, hidden)


@case("F91", ANA, SUPPORT)
async def says_that_the_right_to_read_is_gone(at: Floor) -> None:
    """Who is rung may read; who has declined may not."""
    ana = await at.agent(ANA, SUPPORT)
    interaction = (await at.arrives(SUPPORT))["interaction"]
    stream, ring = f"interaction/{interaction}", await at.rings(ana, interaction)
    await ana.reads(stream)
    await ana.ask("offer.decline", {"offer": ring["offer"]})
    notice = await ana.frame(lambda frame: frame["type"] == "notice" and frame.get("stream") == stream)
    equal("the notice", (notice["notice"], notice.get("reason")), ("unsubscribed", "forbidden"))
    await pushed(at, interaction, 3)
    await ana.send({"type": "ping", "id": "after"})
    await ana.frame(lambda frame: frame["type"] == "pong" and frame.get("id") == "after")
    after = ana.seen[ana.seen.index(notice) + 1 :]
    equal("frames of the stream afterwards", [one for one in after if one.get("stream") == stream], [])
    error = await ana.error("stream.subscribe", {"stream": stream}, key=None)
    equal("the error", error["code"], "forbidden")


@case("F92", patience_s=30)
async def limits_subscriptions(at: Floor) -> None:
    streams = [f"interaction/{(await at.arrives(QUIET))['interaction']}" for _ in range(SUBSCRIPTIONS + 1)]
    reader = await at.greet(SERVICE)
    for stream in streams[:SUBSCRIPTIONS]:
        await reader.reads(stream)
    error = await reader.error("stream.subscribe", {"stream": streams[-1]}, key=None)
    equal("the error", error["code"], "sub_limit")


@case("F93")
async def sends_large_snapshots_in_parts(at: Floor) -> None:
    interaction, stream = await _waiting(at)
    service = await at.service()
    for number in range(LONG_TEXTS):
        segment = {"segment": f"long{number}", "role": "bot", "text": LONG_TEXT}
        await service.ask("segment.push", {"interaction": interaction, "segment": segment})
    reader = await at.greet(SERVICE)
    await reader.reads(stream)
    parts = reader.snapshots(stream)
    check(len(parts) > 1, "a state of more than 256 KiB came in one part")
    equal("the parts", [(one["part"], one["parts"]) for one in parts], [(n + 1, len(parts)) for n in range(len(parts))])
    equal("their seqs", len({one["seq"] for one in parts}), 1)
    state = join_state([one["state"] for one in parts])
    equal("the segments", [one["segment"] for one in state["segments"]], [f"long{n}" for n in range(LONG_TEXTS)])


@case("F94", BRUNO, SALES)
async def keeps_the_place_of_what_is_hidden(at: Floor) -> None:
    bruno = await at.agent(BRUNO, SALES)
    made = await at.arrives(SALES)
    interaction, consumer = made["interaction"], await at.consumer(made)
    stream = f"interaction/{interaction}"
    await bruno.event("leg.started", bruno.own)
    await bruno.reads(stream)
    await bruno.ask("note.save", {"interaction": interaction, "text": "Not for the consumer."})
    await bruno.ask("message.send", {"interaction": interaction, "text": "For the consumer."})
    await consumer.event("segment.final", stream)
    seen = {one["seq"]: one["event"] for one in consumer.events(stream)}
    for one in bruno.events(stream):
        if one["event"] == "note.saved" and one["seq"] in seen:
            equal("the note, as the consumer gets it", seen[one["seq"]], "hidden")
            break
    else:
        check(False, "the consumer's stream has no place for the note")
    check("Not for the consumer" not in str(consumer.seen), "the consumer can read the note")


async def pushed(at: Floor, interaction: str, count: int, start: int = 0) -> None:
    """So many segments, one after the other: `s0`, `s1` …"""
    service = await at.service()
    for number in range(start, start + count):
        await service.pushes(interaction, f"s{number}", f"This is {number}.")


async def _waiting(at: Floor) -> tuple[str, str]:
    interaction: str = (await at.arrives(QUIET))["interaction"]
    return interaction, f"interaction/{interaction}"


async def _agrees(party: Party, stream: str, cls: type[Any]) -> None:
    """fold(events since the first snapshot) == a snapshot of now."""
    first = party.snapshots(stream)[0]
    await party.reads(stream)
    last = party.snapshots(stream)[-1]
    view = view_from_json(cls, first["state"])
    for frame in party.events(stream):
        if first["seq"] < frame["seq"] <= last["seq"]:
            view = _after(view, frame)
    equal(f"{stream}, folded to {last['seq']}", view, view_from_json(cls, last["state"]))


def _after(view: Any, frame: Frame) -> Any:
    name = frame["event"]
    data = None if name == "hidden" else read_tolerant(EVENTS[name], frame["data"])[0]
    return apply(view, name, data, frame["at_ms"])
