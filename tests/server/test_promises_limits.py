"""Promise: every limit of protocol.md 8 is exact, is answered exactly, and costs nobody anything else."""

import json
from typing import Any

import pytest
import trio
from kit.accounts import account, queue
from kit.person import Person
from kit.raw_client import Frame, RawClient
from kit.scene import Scene, scene
from kit.virtual import virtual_server
from ringline_protocol.codes import CloseCode
from ringline_protocol.limits import (
    AGENT_DEVICES_MAX,
    ARRAY_ITEMS_MAX,
    ID_CHARS_MAX,
    JSON_DEPTH_MAX,
    MESSAGE_BYTES_MAX,
    NOTE_BYTES_MAX,
    OBJECT_KEYS_MAX,
    PAGE_ITEMS_MAX,
    SUBSCRIPTIONS_MAX,
    SUPERVISOR_SUBSCRIPTIONS_MAX,
    TEXT_CHARS_MAX,
)
from trio.testing import MockClock

FOUR_BYTES = "😀"


def padded(size: int) -> str:
    """A ping of exactly so many bytes."""
    frame = json.dumps({"type": "ping", "id": "p1"})
    return frame + " " * (size - len(frame.encode()))


def message(interaction: str, text: str, **more: Any) -> str:
    """A command as text, its characters unescaped."""
    params = {"interaction": interaction, "text": text}
    frame = {"type": "command", "id": "m1", "method": "message.send", "key": "m1", "params": params, **more}
    return json.dumps(frame, ensure_ascii=False)


async def still_there(person: RawClient) -> None:
    """The connection lives."""
    await person.send({"type": "ping", "id": "still"})
    await person.frame(lambda frame: frame["type"] == "pong" and frame.get("id") == "still")


# --- the message


async def test_a_message_of_65536_bytes_is_read_and_one_more_closes_1009(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        await ana.send(padded(MESSAGE_BYTES_MAX))
        pong = await ana.frame(lambda frame: frame["type"] == "pong")
        await ana.send(padded(MESSAGE_BYTES_MAX + 1))
        closed = await ana.closed()

    assert pong["id"] == "p1"
    assert closed[0] == CloseCode.TOO_BIG


async def test_bytes_count_and_not_characters_and_nothing_is_lost_by_the_close(autojump_clock: MockClock) -> None:
    """16,384 characters of four bytes are within the limit of a text, and beyond that of a message."""
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        room = MESSAGE_BYTES_MAX - len(message(interaction, "").encode())
        fits = FOUR_BYTES * (room // 4) + "x" * (room % 4)
        assert len(message(interaction, fits).encode()) == MESSAGE_BYTES_MAX
        assert len(fits) < TEXT_CHARS_MAX

        await ana.send(message(interaction, fits))
        said = await ana.event("segment.final")
        await ana.reply("m1")
        await ana.send(message(interaction, fits + "x", id="m2", key="m2"))
        closed = await ana.closed()
        back = await at.returns(ana)
        state = await at.state(interaction)

    assert said["data"]["text"] == fits
    assert closed[0] == CloseCode.TOO_BIG
    assert back.session["resumed"]
    assert [segment["text"] for segment in state["segments"]] == [fits]
    assert [leg["state"] for leg in state["legs"]] == ["active"]


# --- JSON


def nested(depth: int) -> str:
    """Arrays in a field that may be anything, so that the whole frame is that deep."""
    return '{"type":"ping","id":' + "[" * (depth - 1) + "]" * (depth - 1) + "}"


def object_of(keys: int) -> str:
    """An ack with so many positions."""
    return json.dumps({"type": "ack", "pos": {f"interaction/int_{n}": 0 for n in range(keys)}})


def array_of(items: int) -> str:
    """A command with that many items."""
    params = {"channels": [], "queues": [f"que_{n}" for n in range(items)]}
    return json.dumps({"type": "command", "id": "a1", "method": "agent.set_opt_outs", "key": "a1", "params": params})


async def fault(ana: RawClient, text: str) -> Frame:
    """The error frame that answers it."""
    await ana.send(text)
    error = await ana.frame(lambda frame: frame["type"] == "error")
    assert not error["fatal"]
    body: Frame = error["error"]
    return body


async def test_depth_keys_and_items_are_bounded_one_by_one(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        async with server.agent("agt_ana") as ana:
            within = await fault(ana, nested(JSON_DEPTH_MAX))
            beyond = await fault(ana, nested(JSON_DEPTH_MAX + 1))
            await ana.send(object_of(OBJECT_KEYS_MAX))
            await still_there(ana)
        async with server.agent("agt_ana") as ana:
            keys = await fault(ana, object_of(OBJECT_KEYS_MAX + 1))
            await ana.send(array_of(ARRAY_ITEMS_MAX))
            read = await ana.reply("a1")
            await ana.send(array_of(ARRAY_ITEMS_MAX + 1))
            items = (await ana.reply("a1"))["error"]

    assert (within["code"], within["details"]) == ("bad_request", {"path": "id"}), "read, and of the wrong type"
    assert beyond["code"] == "parse_error"
    assert keys["code"] == items["code"] == "bad_request"
    assert read["error"]["code"] == "bad_request", "read, and of queues that are not there"
    assert (read["error"]["message"], items["details"]["path"]) == ("not a member of it", "params.queues")
    assert items["message"] != read["error"]["message"]


@pytest.mark.parametrize("place", ["id", "key", "interaction"])
async def test_an_id_has_at_most_64_characters(autojump_clock: MockClock, place: str) -> None:
    def frame(size: int) -> Frame:
        ids = {"id": "i1", "key": "k1", "interaction": "int_1", place: "x" * size}
        params = {"interaction": ids.pop("interaction"), "text": "x"}
        return {"type": "command", "method": "message.send", "params": params, **ids}

    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        await ana.send(frame(ID_CHARS_MAX))
        read = await ana.reply(frame(ID_CHARS_MAX)["id"])
        await ana.send(frame(ID_CHARS_MAX + 1))
        refused = await ana.frame(lambda one: one["type"] in ("reply", "error"))
        await still_there(ana)

    assert read["error"]["code"] == "forbidden"
    assert refused["type"] == ("error" if place == "id" else "reply")
    assert refused["error"]["code"] == "bad_request"
    assert refused["error"]["details"]["path"] == {"interaction": "params.interaction"}.get(place, place)


# --- texts


async def talking(at: Scene) -> tuple[Person, str]:
    """Ana and her interaction."""
    ana = await at.agent("ana")
    return ana, await at.talks(ana)


@pytest.mark.parametrize("character", ["x", "é", "漢"])
async def test_a_text_has_at_most_16384_characters(autojump_clock: MockClock, character: str) -> None:
    async with scene() as at:
        ana, interaction = await talking(at)
        text = character * TEXT_CHARS_MAX
        await ana.send(message(interaction, text))
        said = await ana.event("segment.final")
        await ana.send(message(interaction, text + character, id="m2", key="m2"))
        refused = await ana.reply("m2")
        segments = (await at.state(interaction))["segments"]

    assert said["data"]["text"] == text
    assert (refused["error"]["code"], refused["error"]["details"]["path"]) == ("too_large", "params.text")
    assert len(segments) == 1


@pytest.mark.parametrize(
    ("method", "event"), [("note.save", "note.saved"), ("draft.save", "draft.saved")], ids=["note", "draft"]
)
async def test_a_note_and_a_draft_have_at_most_32_kib_of_bytes(
    autojump_clock: MockClock, method: str, event: str
) -> None:
    async with scene() as at:
        ana, interaction = await talking(at)
        text = "é" * (NOTE_BYTES_MAX // 2)
        await ana.ask(method, {"interaction": interaction, "text": text})
        saved = await ana.event(event)
        refused = await ana.error(method, {"interaction": interaction, "text": text + "x"})
        await ana.ask("note.save", {"interaction": interaction, "text": "short"})
        state = await at.state(interaction)

    assert saved["data"]["text"] == text
    assert (refused["code"], refused["details"]["path"]) == ("too_large", "params.text")
    kept = [note["text"] for note in state["notes"]] + ([state["draft"]["text"]] if state.get("draft") else [])
    assert sorted(kept, key=len) == ["short", text]


async def test_a_page_has_at_most_200_items(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, _ = await talking(at)
        for method in ("interaction.list", "transcript.search", "directory.read"):
            more = {"text": "x"} if method != "interaction.list" else {}
            await ana.ask(method, {"limit": PAGE_ITEMS_MAX, **more}, key=None)
            refused = await ana.error(method, {"limit": PAGE_ITEMS_MAX + 1, **more}, key=None)
            assert (refused["code"], refused["details"]["path"]) == ("bad_request", "params.limit"), method


# --- how much at once


@pytest.mark.parametrize(
    ("name", "limit"), [("agt_ana", SUBSCRIPTIONS_MAX), ("agt_sofia", SUPERVISOR_SUBSCRIPTIONS_MAX)]
)
async def test_so_many_subscriptions_and_one_more_is_sub_limit(
    autojump_clock: MockClock, name: str, limit: int
) -> None:
    queues = [queue(f"que_{number}") for number in range(limit)]
    async with virtual_server(account(*queues)) as server, server.connect() as client:
        welcome = await client.hello(server.token(name))
        assert welcome["limits"]["subscriptions"] == limit
        for one in queues[: limit - 1]:  # one's own stream is the first
            await client.ask("stream.subscribe", {"stream": f"queue/{one.id}"}, key=None)
            await trio.sleep(0.1)
        last = {"stream": f"queue/{queues[-1].id}"}
        refused = await client.error("stream.subscribe", last, key=None)
        await client.ask("stream.subscribe", {"stream": "queue/que_0"}, key=None)  # again is no further one
        await client.ask("stream.unsubscribe", {"stream": "queue/que_0"}, key=None)
        await client.ask("stream.subscribe", last, key=None)

    assert (refused["code"], refused["details"]) == ("sub_limit", {"limit": limit})


async def test_five_devices_are_welcome_and_the_sixth_is_refused_without_a_word_to_the_others(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        devices = [await at.connects("agt_ana", device=f"dev_{number}") for number in range(AGENT_DEVICES_MAX)]
        seen = [len(device.seen) for device in devices]
        async with at.server.connect() as sixth:
            sixth_hello = {"name": "raw", "version": "1", "device": "dev_6"}
            auth = {"scheme": "bearer", "token": at.server.token("agt_ana")}
            await sixth.send({"type": "hello", "id": "h1", "auth": auth, "client": sixth_hello})
            closed = await sixth.closed()
        assert [len(device.seen) for device in devices] == seen

    assert closed == (CloseCode.TOO_MANY_CONNECTIONS, "too_many_connections")


async def test_what_a_client_has_to_keep_is_in_its_welcome(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as ana:
        limits = (await ana.hello(server.token("agt_ana")))["limits"]

    assert limits["message_bytes"] == MESSAGE_BYTES_MAX
    assert (limits["text_chars"], limits["note_bytes"], limits["id_chars"]) == (16_384, 32_768, 64)
    assert (limits["commands_per_s"], limits["commands_burst"], limits["in_flight"]) == (10, 30, 16)
    assert (limits["batch_frames"], limits["batch_commands"]) == (64, 16)
