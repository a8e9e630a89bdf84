"""Promise: a session ends at once and for good, and its commands keep the order of effects (protocol.md 4, 10, 11)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import trio
from kit.accounts import account
from kit.raw_client import Closed, RawClient
from kit.scene import Scene, scene
from kit.virtual import PATIENCE_S, VirtualServer, virtual_server
from ringline_protocol.codes import CloseCode
from trio.testing import MockClock, wait_all_tasks_blocked
from trio_websocket import wrap_client_stream

STREAM = "agent/agt_ana"


@asynccontextmanager
async def slow_device(server: VirtualServer) -> AsyncIterator[RawClient]:
    """Ana on a line that carries nothing which nobody reads."""
    stream: Any = server.listener.connect(lockstep=True)
    async with trio.open_nursery() as nursery:
        websocket = await wrap_client_stream(nursery, stream, "ring.test", "/ws", subprotocols=["ringline.v1"])
        client = RawClient(websocket, PATIENCE_S)
        await client.hello(server.token("agt_ana"), device="dev_slow")
        await client.frame(lambda frame: frame["type"] == "caught_up")
        yield client
        nursery.cancel_scope.cancel()
    await trio.aclose_forcefully(stream)


async def chooses(ana: RawClient, *reasons: str) -> None:
    """One status after the other, each in a message of its own."""
    for reason in reasons:
        await ana.ask("agent.set_status", {"status": "not_ready", "reason": reason})
        await wait_all_tasks_blocked()


def reasons(client: RawClient) -> list[str]:
    """Of the statuses that a device was told."""
    told = [event["data"] for event in client.events(STREAM) if event["event"] == "agent.status_changed"]
    return [data.get("reason", "") for data in told if data["status"] == "not_ready"]


async def test_after_a_kick_nothing_of_the_session_reaches_the_device_not_even_what_was_waiting(
    autojump_clock: MockClock,
) -> None:
    of = account(status_reasons=tuple("abcdefgh"))
    async with virtual_server(of) as server, server.agent("agt_ana") as ana, slow_device(server) as slow:
        await chooses(ana, *"abcdef")
        await ana.ask("session.kick", {"session": slow.session["id"]})
        await chooses(ana, *"gh")
        closed = await slow.closed()

    assert closed == (CloseCode.KICKED, "kicked")
    assert set(reasons(slow)) <= set("abc"), "only what was on the line already"


async def test_a_kicked_session_is_over_before_its_connection_is_and_cannot_be_resumed(
    autojump_clock: MockClock,
) -> None:
    of = account(status_reasons=tuple("abcdef"))
    async with virtual_server(of) as server, server.agent("agt_ana") as ana, slow_device(server) as slow:
        await chooses(ana, *"abcdef")
        await ana.ask("session.kick", {"session": slow.session["id"]})
        async with server.connect() as again:
            with pytest.raises(Closed) as refused:
                await again.resume(server.token("agt_ana"), slow, {})

    assert refused.value.code == CloseCode.SESSION_UNKNOWN


async def test_after_bye_nothing_of_the_session_reaches_the_device(autojump_clock: MockClock) -> None:
    of = account(status_reasons=tuple("abcdefgh"))
    async with virtual_server(of) as server, server.agent("agt_ana") as ana, slow_device(server) as slow:
        await chooses(ana, *"abcdef")
        await slow.send({"type": "bye"})
        await wait_all_tasks_blocked()
        await chooses(ana, *"gh")
        closed = await slow.closed()

    assert closed[0] == CloseCode.NORMAL
    assert set(reasons(slow)) <= set("abc"), "only what was on the line already"


async def test_a_kick_has_its_effects_before_its_reply(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        await sofia.subscribes(ana.own)
        reply = await sofia.request("session.kick", {"session": ana.session["id"]})

        told = [
            frame["event"]
            for frame in sofia.seen[: sofia.seen.index(reply)]
            if frame.get("stream") == ana.own and frame["type"] == "event"
        ]
        head = sofia.events(ana.own)[-1]["seq"]

    assert "device.left" in told
    assert reply["pos"][ana.own] == head
    assert (await ana.closed())[0] == CloseCode.KICKED


async def test_the_primary_device_moves_before_the_reply(autojump_clock: MockClock) -> None:
    async with scene() as at:
        desk, phone = await at.agent("ana"), await at.connects("agt_ana", device="dev_phone")
        reply = await phone.request("session.make_primary", {})
        told = [frame for frame in phone.seen[: phone.seen.index(reply)] if frame.get("event") == "device.primary"]
        again = await phone.request("session.make_primary", {})

    assert [event["data"]["session"] for event in told] == [phone.session["id"]]
    assert reply["pos"] == {phone.own: told[0]["seq"]}
    assert again["pos"] == reply["pos"], "nothing changed"
    assert told[0] in desk.events(desk.own), "all devices are told"


async def test_a_kick_of_what_one_may_not_touch_is_answered_like_one_that_is_not_there(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, bruno, sofia = await at.agent("ana"), await at.agent("bruno"), await at.connects("agt_sofia")
        consumer = await at.consumer(await at.talks(ana))
        services = [await at.service(), consumer]
        wanted = ["ses_nobody", bruno.session["id"], sofia.session["id"], *(one.session["id"] for one in services)]
        answers = [await ana.error("session.kick", {"session": session}) for session in wanted]
        by_sofia = await sofia.error("session.kick", {"session": consumer.session["id"]})

    assert [answer for answer in answers if answer != answers[0]] == []
    assert by_sofia == answers[0]
    assert answers[0]["code"] == "forbidden"


# --- who did what


async def audited(at: Scene) -> list[tuple[str, str, str]]:
    """Everything in the audit log."""
    rows = await at.server.server.disk.audited(0, at.now_ms + 1)
    return [(row.principal, row.act, row.object) for row in rows]


async def test_every_supervisory_act_is_in_the_audit_log_before_its_reply(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno, sofia = await at.agent("ana"), await at.agent("bruno"), await at.connects("agt_sofia")
        interaction = await at.talks(ana)
        acts: list[tuple[str, dict[str, Any], str]] = [
            ("stream.subscribe", {"stream": f"interaction/{interaction}"}, f"interaction/{interaction}"),
            ("stream.subscribe", {"stream": "queue/que_chat"}, "queue/que_chat"),
            ("stream.subscribe", {"stream": ana.own}, ana.own),
            ("supervisor.whisper", {"interaction": interaction, "text": "canary"}, interaction),
            ("supervisor.barge", {"interaction": interaction}, interaction),
            ("supervisor.take_over", {"interaction": interaction}, interaction),
            ("supervisor.complete_wrap_up", {"interaction": interaction, "agent": "agt_ana"}, interaction),
            ("agent.set_status", {"status": "not_ready", "reason": "lunch", "agent": "agt_bruno"}, "agt_bruno"),
            ("session.kick", {"session": bruno.session["id"]}, bruno.session["id"]),
        ]
        for method, params, about in acts:
            await sofia.ask(method, params)
            assert (await audited(at))[-1] == ("supervisor:agt_sofia", method, about)

    assert "canary" not in str(await audited(at))


async def test_an_act_that_cannot_be_audited_does_not_happen(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        at.server.medium.faults.fails = True
        kick = await sofia.error("session.kick", {"session": ana.session["id"]})
        monitor = await sofia.error("stream.subscribe", {"stream": ana.own}, key=None)
        at.server.medium.faults.fails = False
        await ana.chooses("ready")

    assert kick["code"] == monitor["code"] == "unavailable"


async def test_a_sign_in_is_in_the_audit_log_once_for_each_session(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        ana.cut()
        await at.settles()
        back = await at.returns(ana)
        await at.arrives()
        rows = await audited(at)

    assert back.session["resumed"]
    assert rows == [
        ("agent:agt_ana", "session.open", ana.session["id"]),
        ("service:svc_1", "session.open", rows[1][2]),
    ]
