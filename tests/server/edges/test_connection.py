"""A connection's life: heartbeats, slow readers, bad traffic, drain. Conformance C, H and J, on the virtual clock."""

import json
from typing import Any

import pytest
import trio
from kit.accounts import account
from kit.server import tokens
from kit.virtual import VirtualServer, virtual_server
from ringline_protocol.codes import CloseCode
from ringline_protocol.limits import CLOSE_MS, HEARTBEAT_INTERVAL_MS, HEARTBEAT_TIMEOUT_MS
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.principal import Principal
from ringline_server.edges.connection import Live
from trio.testing import MockClock


async def deaf(server: VirtualServer, token: str, *, lockstep: bool = False) -> trio.abc.Stream:
    """Somebody who says hello, and from then on nothing: no pong, no goodbye."""
    stream = server.listener.connect(lockstep=lockstep)
    await stream.send_all(
        b"GET /ws HTTP/1.1\r\nHost: ring.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Protocol: ringline.v1\r\n\r\n"
    )
    assert b"101" in await stream.receive_some(4_096)
    hello = {
        "type": "hello",
        "id": "h1",
        "auth": {"scheme": "bearer", "token": token},
        "client": {"name": "deaf", "version": "1", "device": "dev_deaf"},
    }
    body = json.dumps(hello).encode()
    await stream.send_all(b"\x81\xfe" + len(body).to_bytes(2) + b"\0\0\0\0" + body)
    return stream


async def test_h110_an_idle_client_that_answers_pings_stays(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        with trio.move_on_after(660):
            ana.patience_s = 10_000
            await ana.closed()

        await ana.ask("agent.set_status", {"status": "not_ready", "reason": "lunch"})

    assert [frame["type"] for frame in ana.seen].count("ping") >= 600 // 15 - 1


async def test_h111_a_client_that_stops_answering_is_closed_4002_within_25_seconds(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as ana:
        await ana.hello(server.token("agt_ana"))
        started = trio.current_time()
        ana.answers_pings = False

        code, _ = await ana.closed()

    took_s = trio.current_time() - started
    assert code == CloseCode.HEARTBEAT
    assert HEARTBEAT_TIMEOUT_MS / 1000 <= took_s <= (HEARTBEAT_INTERVAL_MS + HEARTBEAT_TIMEOUT_MS) / 1000 + 1


async def test_what_fails_when_its_time_comes_ends_that_connection_only(
    autojump_clock: MockClock, log_lines: Any
) -> None:
    def fail() -> None:
        raise KeyError("a bug")

    async with virtual_server(account()) as server, server.agent("agt_ana") as ana, server.agent("agt_bruno") as bruno:
        (session,) = server.server.sessions.of_id("agt_ana")
        assert isinstance(session.life, Live)
        session.life.outbox.on_put = fail  # the next ping

        await ana.closed()

        await bruno.ask("agent.set_opt_outs", {})
    assert [line["error"] for line in log_lines("connection failed")] == ["ExceptionGroup"]


async def test_h112_commands_are_as_good_as_pongs(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        ana.answers_pings = False
        for _ in range(12):
            await trio.sleep(10)
            await ana.ask("agent.set_opt_outs", {})


async def test_h113_a_ping_is_answered(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        await ana.send({"type": "ping", "id": "p1"})

        pong = await ana.frame(lambda frame: frame["type"] == "pong")

    assert pong["id"] == "p1"


@pytest.mark.parametrize("text", ['{"type"', "", "42", '"x"', "null", "[]", "[[]]", "{}"])
async def test_c38_the_third_unreadable_message_closes_4302(autojump_clock: MockClock, text: str) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        for _ in range(2):
            await ana.send(text)
            error = await ana.frame(lambda frame: frame["type"] == "error")
            assert error["error"]["code"] in ("parse_error", "bad_request")
            assert not error["fatal"]
        await ana.send(text)

        assert (await ana.closed())[0] == CloseCode.MALFORMED


async def test_c46_a_batch_of_17_commands_is_refused_whole_and_one_of_16_gets_16_replies(
    autojump_clock: MockClock,
) -> None:
    def command(number: int) -> dict[str, object]:
        return {
            "type": "command",
            "id": f"b{number}",
            "method": "agent.set_opt_outs",
            "key": f"b{number}",
            "params": {},
        }

    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        await ana.send([command(number) for number in range(17)])
        error = await ana.frame(lambda frame: frame["type"] == "error")
        await trio.sleep(5)
        await ana.send([command(number) for number in range(16)])
        replies = [await ana.reply(f"b{number}") for number in range(16)]

    assert error["error"]["code"] == "bad_request"
    assert all("result" in reply for reply in replies)
    assert [frame for frame in ana.seen if frame["type"] == "reply" and frame["id"] == "b16"] == []


async def test_h114_a_client_that_never_reads_is_cut_off_and_others_do_not_wait(
    autojump_clock: MockClock, log_lines: Any
) -> None:
    async with virtual_server(account()) as server, server.agent("agt_bruno") as bruno:
        stream = await deaf(server, server.token("agt_ana"), lockstep=True)
        session = None
        while session is None:
            await trio.sleep(0.1)
            session = next((one for one in server.server.sessions.of_id("agt_ana") if one.life is not None), None)

        started = trio.current_time()
        while session.life is not None:
            await trio.sleep(0.5)
            await bruno.ask("agent.set_opt_outs", {})
            assert trio.current_time() - started <= 16

        assert session.ends_at_ms is not None
        assert [line["session"] for line in log_lines("slow consumer cut off")] == [session.id]
        await trio.aclose_forcefully(stream)


async def test_j135_sigterm_tells_clients_to_come_back_and_closes_4000(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        server.draining.set()
        notice = await ana.frame(lambda frame: frame["type"] == "notice")
        code, reason = await ana.closed()

    assert notice["notice"] == "draining"
    assert "reconnect_in_ms" in notice
    assert (code, reason) == (CloseCode.RESTART, "restart")


def token_for(server: VirtualServer, life_ms: int) -> str:
    """Ana's, from now on."""
    now_ms = server.clock.now_ms()
    return tokens().issue(Principal(PrincipalKind.AGENT, "agt_ana", now_ms + life_ms, "Ana"), now_ms)


async def test_a_token_that_ends_for_somebody_who_says_no_goodbye_is_looked_at_once(autojump_clock: MockClock) -> None:
    """A moment that is past woke the connection for ever while it closed: then this clock stands still."""
    async with virtual_server(account()) as server:
        stream = await deaf(server, token_for(server, 10_000))
        started = trio.current_time()
        while await stream.receive_some(4_096):
            pass

    assert trio.current_time() - started <= 10 + 2 * CLOSE_MS / 1000


@pytest.mark.parametrize("after_ms", [0, 1, 60_000, 119_999, 120_000, 120_001, 150_000, 179_999])
@pytest.mark.parametrize("life_ms", [1_000, 30_000, 60_000, 90_000])
async def test_a_token_that_was_renewed_by_one_ends_with_the_newer_one_whenever_that_came(
    autojump_clock: MockClock, after_ms: int, life_ms: int
) -> None:
    """Before its owner is told that it ends, at that very moment, behind it; for a shorter time and for a longer."""
    async with virtual_server(account()) as server, server.connect() as ana:
        await ana.hello(token_for(server, 180_000))
        began_ms = server.clock.now_ms()
        ana.patience_s = 10_000
        with trio.move_on_after(after_ms / 1000):
            await ana.closed()
        newer = token_for(server, life_ms)
        ends_ms = (server.clock.now_ms() + life_ms) // 1000 * 1000
        answer = await ana.ask("auth.refresh", {"token": newer}, key=None)
        code, _ = await ana.closed()
        closed_ms = server.clock.now_ms()

    assert began_ms + after_ms <= answer["expires_at_ms"] == ends_ms
    assert code == CloseCode.TOKEN_EXPIRED
    assert ends_ms <= closed_ms <= ends_ms + CLOSE_MS


async def test_a_goodbye_to_a_client_that_has_just_gone_harms_nobody(autojump_clock: MockClock) -> None:
    """A drain, a revocation and an overflow meet sessions whose last task has ended and that still stand there."""
    async with virtual_server(account()) as server:
        async with server.agent("agt_ana"):
            (session,) = server.server.sessions.connected()
            live = session.life
            assert isinstance(live, Live)
        await trio.sleep(1)
        assert session.life is None

        live.end(CloseCode.RESTART)
        live.cut_off()

        async with server.agent("agt_bruno"):
            pass


async def test_h117_an_ack_above_what_was_sent_is_a_bad_request_and_a_lower_one_is_ignored(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        head = (await ana.event("agent.status_changed"))["seq"]
        await ana.send({"type": "ack", "pos": {"agent/agt_ana": head}})
        await ana.send({"type": "ack", "pos": {"agent/agt_ana": 0}})
        await ana.send({"type": "ack", "pos": {"agent/agt_ana": head + 100}})
        error = await ana.frame(lambda frame: frame["type"] == "error")

    assert error["error"]["code"] == "bad_request"
