"""Promise: never a partial recovery, whatever was missed and however large it is (protocol.md sections 4 and 10)."""

from typing import Any

import pytest
import trio
from kit.accounts import account
from kit.raw_client import Frame, RawClient
from kit.scene import scene
from kit.virtual import VirtualServer, virtual_server
from ringline_protocol.json_text import dump
from ringline_protocol.limits import OUTBOX_BYTES_MAX, PAGE_BYTES_MAX, SNAPSHOT_PART_BYTES_MAX, WINDOW_EVENTS_MAX
from ringline_protocol.parts import join_state
from ringline_protocol.values import Role, SegmentPhase
from ringline_server.clock import Clock
from ringline_server.domain.events import SegmentAdded
from ringline_server.edges.streams import REPLAY_EVENTS_MAX, StreamSink
from ringline_server.store import facts
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import Append
from trio.testing import MockClock

CHUNK = 1_000


def segment(number: int, text: str) -> SegmentAdded:
    """What a bot said."""
    return SegmentAdded(f"seg_{number}", Role.BOT, "", text, SegmentPhase.QUEUE, 1_800_000_000_000, by="service:svc_1")


async def spoken(count: int, text: str = "word") -> tuple[MemoryMedium, Clock, str, int]:
    """A server died that had an interaction with so many segments: its disk, the clock, the interaction, its head."""
    async with virtual_server(account()) as server, server.service() as service:
        interaction = (await service.ask("interaction.create", {"queue": "que_chat"}))["interaction"]
        read = await service.request("interaction.read", {"interaction": interaction}, key=None)
        head: int = read["result"]["interaction"]["seq"]
        medium, clock = server.medium, server.clock
    medium.crash()
    disk, stream = medium.open(), f"interaction/{interaction}"
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        events = [segment(number, f"{text} {number}") for number in numbers]
        records = tuple(facts.record(head + n, clock.now_ms(), event) for n, event in enumerate(events, 1))
        assert await disk.commit([Append(stream, head, records)]) == [None]
        head += len(records)
    return medium, clock, interaction, head


async def comes_back(server: VirtualServer, client: RawClient, interaction: str, seq: int) -> Frame:
    """The service, who has read up to there. The verdict; everything has been told then."""
    stream, epoch = f"interaction/{interaction}", server.server.disk.identity.epoch
    welcome = await client.hello(server.token("svc_1"), pos={stream: [epoch, seq]})
    await client.frame(lambda frame: frame["type"] == "caught_up")
    verdict: Frame = welcome["streams"][stream]
    return verdict


@pytest.mark.parametrize("missed", [WINDOW_EVENTS_MAX, WINDOW_EVENTS_MAX + 1, REPLAY_EVENTS_MAX])
async def test_what_the_window_has_not_the_journal_has(autojump_clock: MockClock, missed: int) -> None:
    medium, clock, interaction, head = await spoken(REPLAY_EVENTS_MAX)
    async with virtual_server(account(), medium, clock=clock) as server, server.connect() as client:
        verdict = await comes_back(server, client, interaction, head - missed)
        await client.ask("message.send", {"interaction": interaction, "text": "live"})
        events = client.events(f"interaction/{interaction}")

    assert (verdict["recovered"], verdict["from_seq"]) == (True, head - missed)
    assert [event["seq"] for event in events] == list(range(head - missed + 1, head + 2))
    assert events[-1]["data"]["text"] == "live"
    assert [frame for frame in client.seen if frame["type"] == "snapshot"] == []


async def test_who_is_further_behind_gets_the_whole_and_not_a_part(autojump_clock: MockClock) -> None:
    medium, clock, interaction, head = await spoken(REPLAY_EVENTS_MAX + 1)
    async with virtual_server(account(), medium, clock=clock) as server, server.connect() as client:
        verdict = await comes_back(server, client, interaction, head - REPLAY_EVENTS_MAX - 1)
        snapshot = await client.snapshot(f"interaction/{interaction}")
        ahead = await client.ask(
            "stream.subscribe", {"stream": f"interaction/{interaction}", "pos": [snapshot["epoch"], head + 1]}, key=None
        )
        other = await client.ask(
            "stream.subscribe", {"stream": f"interaction/{interaction}", "pos": ["another", head]}, key=None
        )

    assert (verdict["recovered"], verdict["reason"], verdict["head"]) == (False, "too_old", head)
    assert snapshot["seq"] == head
    assert (ahead["state"]["recovered"], ahead["state"]["reason"]) == (False, "ahead")
    assert (other["state"]["recovered"], other["state"]["reason"]) == (False, "epoch_changed")
    assert client.events(f"interaction/{interaction}") == []


# --- large ones


LONG = "lorem ipsum " * 500


async def test_a_large_state_arrives_in_parts_at_one_seq(autojump_clock: MockClock) -> None:
    medium, clock, interaction, head = await spoken(200, LONG)
    async with virtual_server(account(), medium, clock=clock) as server, server.connect() as client:
        await comes_back(server, client, interaction, head + 1)
        parts = [frame for frame in client.seen if frame["type"] == "snapshot"]
        await client.ask("message.send", {"interaction": interaction, "text": "live"})
        after = client.events(f"interaction/{interaction}")

    whole: dict[str, Any] = join_state([part["state"] for part in parts])
    assert len(parts) > OUTBOX_BYTES_MAX // SNAPSHOT_PART_BYTES_MAX
    assert [(part["part"], part["parts"], part["seq"]) for part in parts] == [
        (number, len(parts), head) for number in range(1, len(parts) + 1)
    ]
    assert [said["text"] for said in whole["segments"]] == [f"{LONG} {number}" for number in range(200)]
    assert [event["seq"] for event in after] == [head + 1]


async def test_a_large_interaction_can_be_read_page_by_page_and_as_a_whole(autojump_clock: MockClock) -> None:
    medium, clock, interaction, _ = await spoken(200, LONG)
    async with virtual_server(account(), medium, clock=clock) as server, server.service() as service:
        whole = (await service.ask("interaction.read", {"interaction": interaction}, key=None))["interaction"]
        await service.ask("message.send", {"interaction": interaction, "text": LONG})
        await service.ask("interaction.list", {}, key=None)

    newest = [said["text"] for said in whole["segments"]]
    assert PAGE_BYTES_MAX - 2 * len(LONG) < sum(len(dump(said)) for said in whole["segments"]) <= PAGE_BYTES_MAX
    assert newest == [f"{LONG} {number}" for number in range(200)][-len(newest) :]
    assert whole["segment_count"] == 200


async def test_a_page_of_long_segments_is_as_long_as_the_line_bears(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service:
        interaction = (await service.ask("interaction.create", {"queue": "que_chat"}))["interaction"]
        for number in range(60):
            await service.ask("message.send", {"interaction": interaction, "text": "漢" * 16_000 + f" tail {number}"})
        texts: list[Frame] = []
        for way, start in (("after_seq", 0), ("before_seq", 10**6)):
            texts, seq, more = [], start, True
            while more:
                page = await service.ask("transcript.read", {"interaction": interaction, way: seq}, key=None)
                said, more = page["segments"], page["more"]
                seq = said[-1 if way == "after_seq" else 0]["seq"]
                texts = [*texts, *said] if way == "after_seq" else [*said, *texts]
            assert [one["text"][16_000:] for one in texts] == [f" tail {number}" for number in range(60)]
        found: list[str] = []
        cursor: dict[str, str] = {}
        for _ in range(60):
            wish = {"interaction": interaction, "text": "tail", **cursor}
            page = await service.ask("transcript.search", wish, key=None)
            found += [hit["text"] for hit in page["hits"]]
            if page.get("cursor") is None:
                break
            cursor = {"cursor": page["cursor"]}

    assert [text[16_000:] for text in found] == [f" tail {number}" for number in reversed(range(60))]


async def test_caught_up_names_the_heads_of_its_own_moment(
    autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One stream takes a second to be told; meanwhile another one, which has been told, goes on."""
    release = StreamSink.release

    async def slow(sink: StreamSink) -> None:
        await trio.sleep(1 if sink.stream.startswith("interaction/") else 0)
        await release(sink)

    async with scene() as at:
        ana = await at.agent("ana")
        await at.talks(ana)
        ana.cut()
        await at.settles()
        monkeypatch.setattr(StreamSink, "release", slow)

        async def ring() -> None:
            await trio.sleep(0.5)
            await at.arrives()

        async with trio.open_nursery() as nursery:
            nursery.start_soon(ring)
            back = await at.returns(ana)
        monkeypatch.undo()

        place = next(n for n, frame in enumerate(back.seen) if frame["type"] == "caught_up")
        told = [frame["seq"] for frame in back.seen[:place] if frame["type"] == "event" and frame["stream"] == ana.own]

    assert any(frame.get("event") == "offer.created" for frame in back.seen[:place])
    assert back.seen[place]["pos"][ana.own] == told[-1]
