"""G. Coming back: exactly what was missed, or a snapshot and the reason; never a part."""

from typing import Any, Final

import trio

from ringline_client.conformance.account import ANA, BRUNO, QUIET, SERVICE, SOFIA, SUPPORT, TASKS
from ringline_client.conformance.broken import Skipped, check, equal, one_of
from ringline_client.conformance.cases import case
from ringline_client.conformance.f_streams import pushed
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.party import Party
from ringline_client.conformance.raw_client import Closed, Frame

MISSED: Final = 50
RESUMES: Final = 10
MANY: Final = 10_000
FEW: Final = 5
FORGOTTEN: Final = 1_000
"""Events that a stream without a journal keeps for who comes back."""
WINDOW_S: Final = 120


@case("G95")
async def gives_what_was_missed(at: Floor) -> None:
    reader, interaction, stream = await _reader(at)
    _, head = reader.promises.pos[stream]
    await reader.cut()
    await pushed(at, interaction, MISSED)
    back = await at.resume(reader)
    verdict = _welcome(back)
    equal("resumed", verdict["session"]["resumed"], True)
    equal("recovered", verdict["streams"][stream]["recovered"], True)
    equal("the seqs", [one["seq"] for one in back.events(stream)], list(range(head + 1, head + MISSED + 1)))
    equal("snapshots", back.snapshots(stream), [])
    equal("caught_ups", [one["type"] for one in back.seen].count("caught_up"), 1)


@case("G96")
async def gives_nothing_when_nothing_was_missed(at: Floor) -> None:
    reader, _, stream = await _reader(at)
    await reader.cut()
    back = await at.resume(reader)
    equal("recovered", _welcome(back)["streams"][stream]["recovered"], True)
    equal("events and snapshots", [*back.events(stream), *back.snapshots(stream)], [])


@case("G97")
async def tells_that_the_epoch_is_another(at: Floor) -> None:
    await _is_not_recovered(at, lambda epoch, head: ["another", head], "epoch_changed")


@case("G98")
async def tells_that_the_position_is_ahead(at: Floor) -> None:
    await _is_not_recovered(at, lambda epoch, head: [epoch, head + 1_000], "ahead")


@case("G99", SOFIA, TASKS, patience_s=120)
async def tells_that_the_position_is_too_old(at: Floor) -> None:
    """The stream of a queue keeps a thousand events in memory, and no others."""
    stream, sofia, service = f"queue/{TASKS}", await at.greet(SOFIA), await at.service()
    await sofia.reads(stream)
    epoch, head = sofia.promises.pos[stream]
    await sofia.cut()
    for _ in range(FORGOTTEN // 2 + 1):
        made = await service.ask("interaction.create", {"queue": TASKS})
        await service.ask("interaction.end", {"interaction": made["interaction"]})
    back = await at.greet(SOFIA)
    again = await back.reads(stream, pos=[epoch, head])
    verdict = again["state"]
    equal("the verdict", (verdict["recovered"], verdict.get("reason")), (False, "too_old"))
    check(verdict["head"] >= head + FORGOTTEN, f"only {verdict['head'] - head} events were missed")
    equal("snapshots", [one["seq"] for one in back.snapshots(stream)], [verdict["head"]])


@case("G100", is_alone=True)
async def gives_what_was_missed_after_its_death(at: Floor) -> None:
    reader, interaction, stream = await _reader(at)
    _, head = reader.promises.pos[stream]
    await reader.cut()
    await pushed(at, interaction, FEW)
    await at.restarts()
    back = await at.resume(reader)
    verdict = _welcome(back)["streams"][stream]
    equal("recovered", verdict["recovered"], True)
    equal("the first seqs", [one["seq"] for one in back.events(stream)][:FEW], list(range(head + 1, head + FEW + 1)))
    texts = [one["data"]["text"] for one in back.events(stream) if one["event"] == "segment.final"]
    equal("the texts", texts, [f"This is {number}." for number in range(FEW)])


@case("G102")
async def takes_a_resume_token_once(at: Floor) -> None:
    reader, _, _ = await _reader(at)
    await reader.cut()
    await at.resume(reader)
    equal("the close code", await _refused(at, reader), 4100)
    await at.greet(SERVICE)


@case("G103", ANA, BRUNO)
async def resumes_only_its_own(at: Floor) -> None:
    ana = await at.greet(ANA)
    await ana.cut()
    thief = await at.connect(BRUNO, source=at.neighbour(103))
    await thief.send(at.hello_frame(BRUNO, session=_session(ana), pos=ana.promises.pos))
    equal("the close code", (await thief.closed())[0], 4300)
    equal("what leaked", [one for one in thief.seen if one["type"] != "error"], [])


@case("G104")
async def takes_a_live_session_over(at: Floor) -> None:
    reader, interaction, stream = await _reader(at)
    back = await at.resume(reader)
    await pushed(at, interaction, 3)
    equal("the old one's close code", (await reader.closed())[0], 4305)
    await back.event("segment.final", stream, segment="s2")
    notices = [one["notice"] for one in reader.seen if one["type"] == "notice"]
    equal("the old one's notices", notices, ["superseded"])
    equal("its events", reader.events(stream), [])


@case("G105")
async def survives_a_burst_of_resumes(at: Floor) -> None:
    reader, interaction, stream = await _reader(at)
    chain = [reader]
    for number in range(RESUMES):
        await pushed(at, interaction, 1, number)
        chain.append(await at.resume(chain[-1], _farthest(chain, stream)))
    await pushed(at, interaction, 1, RESUMES)
    await chain[-1].event("segment.final", stream, segment=f"s{RESUMES}")
    for older in chain[:-1]:
        equal("an older one's close code", (await older.closed())[0], 4305)
    seqs = [one["seq"] for party in chain for one in party.events(stream)]
    check(set(range(min(seqs), max(seqs) + 1)) == set(seqs), f"the seqs have holes: {sorted(set(seqs))}")


@case("G106", patience_s=WINDOW_S + 30)
async def recovers_without_the_session(at: Floor) -> None:
    if not at.power.is_patient:
        raise Skipped(f"takes {WINDOW_S} s: say --patient")
    reader, interaction, stream = await _reader(at)
    _, head = reader.promises.pos[stream]
    await reader.cut()
    await pushed(at, interaction, FEW)
    await trio.sleep(reader_window_s(reader) + 1)
    back = await at.resume(reader)
    equal("resumed", _welcome(back)["session"]["resumed"], False)
    equal("recovered", _welcome(back)["streams"][stream]["recovered"], True)
    equal("the seqs", [one["seq"] for one in back.events(stream)], list(range(head + 1, head + FEW + 1)))


@case("G107")
async def ends_a_session_with_bye(at: Floor) -> None:
    reader, _, _ = await _reader(at)
    await reader.send({"type": "bye"})
    equal("the close code", (await reader.closed())[0], 1000)
    equal("the close code of the resume", await _refused(at, reader), 4100)


@case("G108", ANA, SUPPORT)
async def keeps_a_session_that_reloads(at: Floor) -> None:
    ana = await at.agent(ANA, SUPPORT)
    interaction = (await at.arrives(SUPPORT))["interaction"]
    ring = await at.rings(ana, interaction)
    await ana.websocket.aclose(1001, "going away")
    back = await at.resume(ana)
    equal("resumed", _welcome(back)["session"]["resumed"], True)
    accepted = await back.request("offer.accept", {"offer": ring["offer"]})
    check("result" in accepted, f"the ring is gone: {accepted}")


@case("G109")
async def refuses_a_tampered_position(at: Floor) -> None:
    """The hello itself is refused, with the reason; a hello of 10,000 positions is too large to be read."""
    for pos in ({"interaction/int_1": ["e", -1]}, {"interaction/int_1": ["e", "1"]}, {"interaction/int_1": "1"}):
        party = await at.connect(SERVICE)
        await party.send(at.hello_frame(SERVICE, pos=pos))
        equal(f"the close code for {pos}", (await party.closed())[0], 4302)
        equal("the error", [one["error"]["code"] for one in party.seen if one["type"] == "error"], ["bad_request"])
    party = await at.connect(SERVICE)
    await party.send(at.hello_frame(SERVICE, pos={f"interaction/int_{n}": ["e", 1] for n in range(MANY)}))
    one_of("the close code for 10,000", (await party.closed())[0], 1009, 4302)


def reader_window_s(reader: Party) -> float:
    """How long the server keeps the session of who is gone."""
    window_s: float = reader.session["window_ms"] / 1000
    check(window_s <= WINDOW_S, f"the window is {window_s} s")
    return window_s


async def _reader(at: Floor) -> tuple[Party, str, str]:
    """Somebody who reads a waiting interaction."""
    interaction: str = (await at.arrives(QUIET))["interaction"]
    reader = await at.greet(SERVICE)
    await reader.reads(f"interaction/{interaction}")
    return reader, interaction, f"interaction/{interaction}"


async def _is_not_recovered(at: Floor, tamper: Any, reason: str) -> None:
    reader, _, stream = await _reader(at)
    epoch, head = reader.promises.pos[stream]
    await reader.cut()
    back = await at.resume(reader, {stream: tamper(epoch, head)})
    verdict = _welcome(back)["streams"][stream]
    equal("the verdict", (verdict["recovered"], verdict.get("reason")), (False, reason))
    equal("snapshots", [one["seq"] for one in back.snapshots(stream)], [head])


async def _refused(at: Floor, earlier: Party) -> int:
    party = await at.connect(SERVICE)
    await party.send(at.hello_frame(SERVICE, session=_session(earlier)))
    try:
        await party.frame(lambda frame: frame["type"] == "welcome")
    except Closed as closed:
        return closed.code
    return 0


def _session(earlier: Party) -> Frame:
    return {"mode": "resume", "id": earlier.session["id"], "token": earlier.session["token"]}


def _welcome(party: Party) -> Frame:
    return next(frame for frame in party.seen if frame["type"] == "welcome")


def _farthest(chain: list[Party], stream: str) -> Frame:
    """Where the newest of them that knows the stream is."""
    return next(party.promises.pos for party in reversed(chain) if stream in party.promises.pos)
