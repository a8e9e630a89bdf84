"""Promise: exactly one reply to each command, its own, with its effects before it (protocol.md sections 4 and 5)."""

from typing import Any

import pytest
import trio
from kit.accounts import account
from kit.scene import scene
from kit.virtual import virtual_server
from ringline_protocol.codes import CloseCode
from ringline_protocol.limits import COMMAND_MS
from trio.testing import MockClock, wait_all_tasks_blocked

LUNCH = {"status": "not_ready", "reason": "lunch"}
BREAK = {"status": "not_ready", "reason": "break"}


def command(number: int, method: str, **params: Any) -> dict[str, Any]:
    """A frame for a batch."""
    return {"type": "command", "id": f"b{number}", "method": method, "key": f"batch-{number}", "params": params}


async def test_an_id_that_comes_again_gets_the_reply_to_the_new_command_and_not_the_late_one_of_the_old(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        server.medium.faults.stalls_before = stalled = trio.Event()
        old = await ana.request("agent.set_status", LUNCH, id="same")
        await ana.tell("agent.set_status", BREAK, id="same")
        await wait_all_tasks_blocked()
        stalled.set()
        new = await ana.reply("same")

    assert old["error"]["code"] == "timeout"
    assert new["result"]["reason"] == "break"


async def test_an_id_that_comes_again_has_the_whole_time_of_a_command(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        await ana.ask("agent.set_status", LUNCH, id="same")
        await trio.sleep(COMMAND_MS / 1000 - 1)
        server.medium.faults.stalls_before = stalled = trio.Event()
        await ana.tell("agent.set_status", BREAK, id="same")
        await trio.sleep(2)
        stalled.set()
        reply = await ana.reply("same")

    assert reply["result"]["reason"] == "break"


@pytest.mark.parametrize(
    ("goodbye", "code"),
    [({"type": "bye"}, CloseCode.NORMAL), ({"type": "hello", "id": "h2"}, CloseCode.HELLO_EXPECTED)],
    ids=["bye", "second_hello"],
)
async def test_what_stands_behind_a_goodbye_in_a_batch_is_not_carried_out(
    autojump_clock: MockClock, goodbye: dict[str, Any], code: CloseCode
) -> None:
    async with virtual_server(account()) as server:
        if goodbye["type"] == "hello":
            device = {"name": "raw", "version": "1", "device": "dev_raw"}
            goodbye |= {"auth": {"scheme": "bearer", "token": server.token("agt_ana")}, "client": device}
        async with server.agent("agt_ana") as ana:
            before = command(1, "agent.set_status", **LUNCH)
            await ana.send([before, goodbye, command(2, "agent.set_status", **BREAK)])
            closed = await ana.closed()
        await trio.sleep(1)
        answered = [await server.server.disk.answered("agent:agt_ana", f"batch-{number}") for number in (1, 2)]

    assert closed[0] == code
    assert [row is not None for row in answered] == [True, False]


async def test_each_command_of_a_batch_has_its_effects_before_its_own_reply(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        said = [
            command(1, "message.send", interaction=interaction, text="One."),
            command(2, "note.save", interaction=interaction, text="A note."),
            command(3, "message.send", interaction=interaction, text="Two."),
            command(4, "disposition.save", interaction=interaction, dispositions=["solved"]),
            command(5, "interaction.end", interaction=interaction),
        ]
        await ana.send(said)
        replies = [await ana.reply(frame["id"]) for frame in said]

    stream = f"interaction/{interaction}"
    for reply in replies:
        at_reply = ana.seen.index(reply)
        for read, seq in reply["pos"].items():
            heads = [one["seq"] for one in ana.seen[:at_reply] if one["type"] == "event" and one["stream"] == read]
            assert heads[-1] >= seq, (reply["id"], read)
    made = {1: "segment.final", 2: "note.saved", 3: "segment.final", 4: "disposition.saved"}
    events = {event["seq"]: event["event"] for event in ana.events(stream)}
    for number, name in made.items():
        assert events[replies[number - 1]["pos"][stream]] == name
    assert len({reply["pos"][stream] for reply in replies}) == len(replies)


def names_only_what_was_told(seen: list[dict[str, Any]], reply: dict[str, Any]) -> bool:
    """Each stream of its `pos` had been told that far, by an event or a snapshot, when the reply came."""
    told = {one["stream"]: one["seq"] for one in seen[: seen.index(reply)] if one["type"] in ("event", "snapshot")}
    return bool(reply["pos"]) and all(told.get(stream, 0) >= seq for stream, seq in reply["pos"].items())


async def test_a_stream_that_begins_anew_meanwhile_tells_the_effects_before_the_reply(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        server.medium.faults.stalls_before = stalled = trio.Event()
        await ana.tell("agent.set_status", LUNCH, id="status")
        await ana.tell("stream.subscribe", {"stream": "agent/agt_ana"}, key=None, id="again")
        await wait_all_tasks_blocked()
        stalled.set()
        replies = [await ana.reply(one) for one in ("again", "status")]

    assert [reply.get("error") for reply in replies] == [None, None]
    assert ana.seen.index(replies[0]) < ana.seen.index(replies[1])
    assert names_only_what_was_told(ana.seen, replies[1])


async def test_a_stream_that_begins_and_is_left_meanwhile_keeps_no_reply(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        server.medium.faults.stalls_before = stalled = trio.Event()
        await ana.tell("agent.set_status", LUNCH, id="status")
        for name in ("subscribe", "unsubscribe"):
            await ana.tell(f"stream.{name}", {"stream": "agent/agt_ana"}, key=None, id=name)
        await wait_all_tasks_blocked()
        stalled.set()
        replies = [await ana.reply(one) for one in ("status", "unsubscribe")]

    assert [reply.get("error") for reply in replies] == [None, None]


async def test_who_comes_back_to_a_long_history_has_it_before_the_reply_that_names_its_end(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        interaction, service = await at.arrives(), await at.service()
        for number in range(150):
            said = {"segment": f"s{number}", "role": "consumer", "text": f"{number} ".ljust(15_000, "x")}
            await service.ask("segment.push", {"interaction": interaction, "segment": said})
        stream, epoch = f"interaction/{interaction}", at.server.server.disk.identity.epoch
        async with at.server.connect() as client:
            await client.hello(at.server.token("svc_1"), pos={stream: [epoch, 2]})
            said = {"segment": "last", "role": "consumer", "text": "Back again."}
            reply = await client.request("segment.push", {"interaction": interaction, "segment": said})

    assert stream in reply["pos"]
    assert names_only_what_was_told(client.seen, reply)


async def test_a_command_that_changed_nothing_is_remembered_through_a_crash_like_any_other(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        draft = {"interaction": interaction, "text": "Dear María"}
        await ana.ask("draft.save", draft)
        unchanged = await ana.request("draft.save", draft, key="again")
        await ana.ask("draft.save", {**draft, "text": "Dear Ms R."})
        before = at.kill()
    async with scene(**before) as at:
        ana = await at.connects("agt_ana")
        retried = await ana.request("draft.save", draft, key="again")
        state = await at.state(interaction)

    assert (retried["result"], retried["replayed"]) == (unchanged["result"], True)
    assert state["draft"]["text"] == "Dear Ms R."


async def test_a_choice_of_status_that_changed_nothing_is_remembered_through_a_crash_too(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        already = await ana.request("agent.set_opt_outs", {"channels": []}, key="again")
        await ana.ask("agent.set_opt_outs", {"channels": ["voice"]})
        before = at.kill()
    async with scene(**before) as at:
        ana = await at.connects("agt_ana")
        retried = await ana.request("agent.set_opt_outs", {"channels": []}, key="again")
        out = ana.told("agent.opt_outs_changed")

    assert (retried["result"], retried["replayed"]) == (already["result"], True)
    assert out == []


@pytest.mark.parametrize("method", ["message.send", "disposition.save", "interaction.end"])
async def test_an_expectation_that_nobody_checks_is_refused(autojump_clock: MockClock, method: str) -> None:
    params: dict[str, dict[str, Any]] = {
        "message.send": {"text": "x"},
        "disposition.save": {"dispositions": ["solved"]},
    }
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        before = (await at.state(interaction))["seq"]
        wish = {"interaction": interaction, **params.get(method, {})}
        refused = await ana.error(method, wish, expect={"rev": 7})
        after = (await at.state(interaction))["seq"]

    assert (refused["code"], refused["details"]) == ("bad_request", {"path": "expect"})
    assert after == before
