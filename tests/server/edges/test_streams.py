"""A sink between an actor and an outbox: in order, without a hole, and as fast as the client takes it."""

import itertools
import json
from typing import Any

import attrs
import pytest
import trio
import trio.testing
from kit.house import principal
from ringline_protocol.handshake import NotRecoveredReason
from ringline_protocol.limits import OUTBOX_BYTES_MAX, OUTBOX_FRAMES_MAX, SNAPSHOT_PART_BYTES_MAX
from ringline_server.actors.feed import RESTARTED, Attached, WireEvent
from ringline_server.edges import streams as module
from ringline_server.edges.outbox import Outbox, SlowConsumer
from ringline_server.edges.streams import HELD_EPHEMERALS_MAX, StreamSink

STREAM = "interaction/int_1"
FRESH = Attached("e1", 10, recovered=False, reason=NotRecoveredReason.NEW)
RECOVERED = Attached("e1", 10, recovered=True)


@attrs.frozen
class View:
    text: str
    segments: tuple[str, ...] = ()


class Reader:
    """A sink and what went out through it."""

    def __init__(self, stream: str = STREAM) -> None:
        self.outbox = Outbox()
        self.gone: list[StreamSink] = []
        self.sink = StreamSink(stream, "ses_1", principal("agt_ana"), self.outbox, lambda: 0, self.gone.append)

    def out(self) -> list[dict[str, Any]]:
        frames = itertools.chain.from_iterable(iter(lambda: self.outbox.take(0), []))
        return [json.loads(frame) for frame in frames]

    def seqs(self) -> list[int]:
        return [frame["seq"] for frame in self.out()]


def event(seq: int, name: str = "note.saved", final_of: str = "", size: int = 0) -> WireEvent:
    frame = {"type": "event", "stream": STREAM, "seq": seq, "event": name, "data": "x" * size}
    return WireEvent(seq, name, json.dumps(frame).encode(), final_of)


async def test_a_new_reader_gets_one_snapshot_and_then_what_is_live() -> None:
    reader = Reader()
    reader.sink.attached(FRESH, View("now"), ())
    reader.sink.event(event(11))
    assert reader.out() == [], "nothing before the verdict has been told"

    await reader.sink.release()
    reader.sink.event(event(12))

    snapshot, *events = reader.out()
    assert (snapshot["type"], snapshot["seq"], snapshot["state"]["text"]) == ("snapshot", 10, "now")
    assert [one["seq"] for one in events] == [11, 12]
    assert reader.sink.head == 12


async def test_who_comes_back_gets_exactly_what_was_missed_and_no_snapshot() -> None:
    reader = Reader()
    reader.sink.attached(RECOVERED, None, [event(9), event(10)])
    reader.sink.event(event(11))
    await reader.sink.release()
    reader.sink.event(event(12))
    assert reader.seqs() == [9, 10, 11, 12]


async def test_what_the_journal_had_goes_before_what_is_live_and_replaces_the_snapshot() -> None:
    reader = Reader()
    reader.sink.attached(attrs.evolve(FRESH, reason=NotRecoveredReason.TOO_OLD), View("now"), ())
    reader.sink.event(event(11))

    reader.sink.recovered([event(seq) for seq in range(3, 11)])
    await reader.sink.release()

    assert reader.seqs() == list(range(3, 12))
    state = reader.sink.state(("e1", 2))
    assert (state.recovered, state.from_seq, state.reason, state.head) == (True, 2, None, 10)


async def test_the_verdict_says_from_where_only_if_it_is_recovered() -> None:
    reader = Reader()
    reader.sink.attached(FRESH, View("now"), ())
    state = reader.sink.state(("e0", 3))
    assert (state.epoch, state.head, state.recovered, state.from_seq) == ("e1", 10, False, None)
    assert state.reason is NotRecoveredReason.NEW


async def test_a_refused_reader_is_told_forbidden_and_gets_nothing() -> None:
    reader = Reader()
    reader.sink.refused()
    await reader.sink.answered.wait()
    await reader.sink.release()
    reader.sink.event(event(1))

    assert reader.sink.state(None).reason is NotRecoveredReason.FORBIDDEN
    assert reader.out() == []


async def test_an_offer_goes_ahead_of_other_streams() -> None:
    reader = Reader("agent/agt_ana")
    reader.sink.attached(RECOVERED, None, ())
    await reader.sink.release()
    reader.outbox.put_event(b'{"seq":1}', "interaction/int_9", 0)
    reader.sink.event(event(11, "offer.created"))
    assert reader.seqs() == [11, 1]


async def test_a_final_outdates_the_partials_of_its_key_that_still_wait() -> None:
    reader = Reader()
    reader.sink.attached(RECOVERED, None, ())
    await reader.sink.release()
    reader.sink.ephemeral("segment.partial", "seg_1", b'{"seq":0}')
    reader.sink.event(event(11, "segment.final", final_of="seg_1"))
    assert reader.seqs() == [11]


async def test_passing_facts_are_held_until_the_snapshot_is_out_the_latest_of_each_key() -> None:
    reader = Reader()
    reader.sink.attached(FRESH, View("now"), ())
    for revision in (1, 2):
        reader.sink.ephemeral("segment.partial", "seg_1", b'{"type":"ephemeral","seq":%d}' % revision)
    assert reader.out() == []

    await reader.sink.release()

    assert [(frame["type"], frame["seq"]) for frame in reader.out()] == [("snapshot", 10), ("ephemeral", 2)]


async def test_a_final_outdates_the_partials_of_its_key_that_are_still_held() -> None:
    reader = Reader()
    reader.sink.attached(FRESH, View("now"), ())
    reader.sink.ephemeral("segment.partial", "seg_1", b'{"partial": 1}')
    reader.sink.ephemeral("segment.partial", "seg_2", b'{"partial": 2}')
    reader.sink.event(event(11, "segment.final", final_of="seg_1"))
    reader.sink.event(event(12))
    await reader.sink.release()

    assert [one.get("partial", one.get("seq")) for one in reader.out()] == [10, 11, 12, 2]


async def test_only_so_many_passing_facts_are_held() -> None:
    reader = Reader()
    reader.sink.attached(RECOVERED, None, ())
    for number in range(HELD_EPHEMERALS_MAX + 1):
        reader.sink.ephemeral("typing", f"agent:{number}", b'{"seq":%d}' % number)
    await reader.sink.release()
    assert reader.seqs() == list(range(1, HELD_EPHEMERALS_MAX + 1))


async def test_when_too_much_is_held_the_client_is_cut_off_and_resumes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD_EVENTS_MAX", 2)
    reader = Reader()
    ends: list[str] = []
    reader.outbox.on_overflow = lambda: ends.append("4005")
    reader.sink.attached(RECOVERED, None, ())
    for seq in (11, 12):
        reader.sink.event(event(seq))
    assert ends == []

    reader.sink.event(event(13))
    reader.sink.event(event(14))
    await reader.sink.release()

    assert ends == ["4005"]
    assert reader.out() == [], "a hole is never shown"


async def test_a_withdrawn_right_ends_the_stream_behind_what_was_sent_before() -> None:
    reader = Reader()
    reader.sink.attached(RECOVERED, None, ())
    await reader.sink.release()
    reader.sink.event(event(11))

    reader.sink.detached("forbidden")
    reader.sink.event(event(12))
    reader.sink.ephemeral("typing", "agent:1", b"{}")
    reader.sink.detached("forbidden")

    told, notice = reader.out()
    assert told["seq"] == 11
    assert (notice["type"], notice["notice"], notice["stream"]) == ("notice", "unsubscribed", STREAM)
    assert notice["reason"] == "forbidden"
    assert reader.gone == [reader.sink]


async def test_a_closed_sink_sends_nothing_more() -> None:
    reader = Reader()
    reader.sink.attached(FRESH, View("now"), [event(11)])
    reader.sink.ephemeral("typing", "agent:1", b"{}")
    reader.sink.close()
    await reader.sink.release()
    reader.sink.event(event(12))
    assert reader.out() == []


@pytest.mark.parametrize("missed", [OUTBOX_FRAMES_MAX + 1, module.REPLAY_EVENTS_MAX])
async def test_a_long_history_is_no_slow_client(missed: int) -> None:
    """More events than an outbox holds, and events go on while they are sent."""
    reader = Reader()
    reader.sink.attached(RECOVERED, None, [event(seq, size=100) for seq in range(1, missed + 1)])
    seen = await drained(reader, [event(missed + 1 + n) for n in range(100)])
    assert [frame["seq"] for frame in seen] == list(range(1, missed + 101))


async def test_a_snapshot_larger_than_the_outbox_arrives_in_parts() -> None:
    reader = Reader()
    view = View("now", tuple("x" * 10_000 for _ in range(200)))
    reader.sink.attached(FRESH, view, ())

    seen = await drained(reader, [event(11), event(12)])

    *pieces, first, second = seen
    assert sum(len(json.dumps(piece)) for piece in pieces) > 3 * OUTBOX_BYTES_MAX
    assert all(len(json.dumps(piece["state"])) <= SNAPSHOT_PART_BYTES_MAX for piece in pieces)
    assert [piece["part"] for piece in pieces] == list(range(1, len(pieces) + 1))
    assert {(piece["parts"], piece["seq"]) for piece in pieces} == {(len(pieces), 10)}
    assert sum(len(piece["state"].get("segments", ())) for piece in pieces) == 200
    assert (first["seq"], second["seq"]) == (11, 12)


async def test_a_client_that_does_not_take_its_history_is_not_waited_for_by_the_actor() -> None:
    reader = Reader()
    reader.sink.attached(RECOVERED, None, [event(seq, size=1_000) for seq in range(1, 501)])
    async with trio.open_nursery() as nursery:
        nursery.start_soon(reader.sink.release)
        await trio.testing.wait_all_tasks_blocked()
        reader.sink.event(event(501))
        assert not reader.sink.is_released
        reader.outbox.put_event(b"x" * OUTBOX_BYTES_MAX, "agent/agt_ana", 0)
    with pytest.raises(SlowConsumer):
        reader.outbox.take(0)


async def drained(reader: Reader, live: list[WireEvent]) -> list[dict[str, Any]]:
    """What a client gets that takes frames, while the actor goes on telling."""
    seen: list[dict[str, Any]] = []

    async def tell() -> None:
        for one in live:
            reader.sink.event(one)
            await trio.lowlevel.checkpoint()

    async with trio.open_nursery() as nursery:
        nursery.start_soon(tell)
        nursery.start_soon(reader.sink.release)
        while nursery.child_tasks or reader.outbox:
            seen.extend(json.loads(frame) for frame in reader.outbox.take(0))
            await trio.lowlevel.checkpoint()
    return seen


async def test_a_stream_that_begins_anew_is_said_to_the_connection_not_to_the_client() -> None:
    reader = Reader()
    restarts: list[str] = []
    reader.sink.on_restarted = lambda: restarts.append("again")
    reader.sink.attached(FRESH, View("now"), ())
    await reader.sink.release()
    reader.out()
    reader.sink.detached(RESTARTED)
    reader.sink.event(event(11))

    assert restarts == ["again"]
    assert reader.out() == []
    assert reader.gone == []
