"""The first frame and what follows it: conformance B and G, on the virtual clock."""

import pytest
import trio
from kit.accounts import account
from kit.raw_client import Closed, RawClient
from kit.server import tokens
from kit.virtual import VirtualServer, virtual_server
from ringline_protocol.codes import CloseCode
from ringline_protocol.limits import AGENT_DEVICES_MAX, HELLO_MS, SESSION_WINDOW_MS, SUBSCRIPTIONS_MAX
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.principal import Principal
from trio.testing import MockClock

STREAM = "agent/agt_ana"


async def refused(client: RawClient, token: str, **more: object) -> int:
    """The code with which a hello is refused."""
    with pytest.raises(Closed) as closed:
        await client.hello(token, **more)
    return closed.value.code


def positions(client: RawClient, stream: str = STREAM) -> dict[str, list[object]]:
    """Where a client stands, as it would say in its next hello."""
    snapshot = next(frame for frame in client.seen if frame["type"] == "snapshot" and frame["stream"] == stream)
    seq = max([snapshot["seq"], *(event["seq"] for event in client.events(stream))])
    return {stream: [snapshot["epoch"], seq]}


async def test_b17_a_valid_hello_gets_one_welcome_then_a_snapshot_then_one_caught_up(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server, server.connect() as ana:
        welcome = await ana.hello(server.token("agt_ana"))
        await ana.frame(lambda frame: frame["type"] == "caught_up")

    assert [frame["type"] for frame in ana.seen] == ["welcome", "snapshot", "caught_up"]
    assert welcome["id"] == ana.seen[2]["id"] == "h1"
    assert welcome["principal"] == {"kind": "agent", "id": "agt_ana", "name": "Ana"}
    assert welcome["streams"][STREAM]["reason"] == "new"
    assert welcome["limits"]["subscriptions"] == SUBSCRIPTIONS_MAX
    assert not welcome["session"]["resumed"]


async def test_a16_silence_after_the_upgrade_closes_4304_at_five_seconds(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as client:
        started = trio.current_time()
        code, reason = await client.closed()

    assert (code, reason) == (CloseCode.HELLO_TIMEOUT, "hello_timeout")
    assert trio.current_time() - started == pytest.approx(HELLO_MS / 1000, abs=0.5)


async def test_b18_a_command_before_hello_closes_4303_and_has_no_effect(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as ana:
        await ana.tell("agent.set_status", {"status": "ready"})

        assert (await ana.closed())[0] == CloseCode.HELLO_EXPECTED


async def test_b19_a_second_hello_closes_4303(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as ana:
        await ana.hello(server.token("agt_ana"))

        assert await refused(ana, server.token("agt_ana")) == CloseCode.HELLO_EXPECTED


async def test_b20_every_bad_token_closes_4300_without_saying_why(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        for token in ("nonsense", "a.b.c", server.token("agt_ana")[:-4] + "AAAA"):
            async with server.connect() as client:
                with pytest.raises(Closed) as closed:
                    await client.hello(token)
            assert (closed.value.code, closed.value.reason) == (CloseCode.AUTH_FAILED, "auth_failed")
            await trio.sleep(60)


async def test_b22_a_ticket_lets_in_once(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        ticket = (await ana.ask("session.make_ticket"))["ticket"]
        async with server.connect() as first:
            welcome = await first.hello(ticket, scheme="ticket", device="dev_2")
        async with server.connect() as second:
            code = await refused(second, ticket, scheme="ticket")

    assert welcome["principal"]["id"] == "agt_ana"
    assert code == CloseCode.AUTH_FAILED


async def test_b23_a_hello_of_nine_kib_is_too_big(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as client:
        assert await refused(client, "x" * 9_000) in (CloseCode.TOO_BIG, CloseCode.MALFORMED)


async def test_b25_an_expiring_token_is_announced_a_minute_before_and_closes_4200(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as ana:
        now_ms = server.clock.now_ms()
        await ana.hello(tokens().issue(Principal(PrincipalKind.AGENT, "agt_ana", now_ms + 180_000, "Ana"), now_ms))
        notice = await ana.frame(lambda frame: frame["type"] == "notice")
        warned_ms = server.clock.now_ms()
        code, _ = await ana.closed()
        closed_ms = server.clock.now_ms()

    assert (notice["notice"], notice["expires_at_ms"]) == ("token_expiring", now_ms + 180_000)
    assert warned_ms - now_ms == pytest.approx(120_000, abs=2_000)
    assert code == CloseCode.TOKEN_EXPIRED
    assert closed_ms - now_ms == pytest.approx(180_000, abs=2_000)


async def test_a_token_refreshed_in_band_keeps_the_session(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as ana:
        now_ms = server.clock.now_ms()
        await ana.hello(tokens().issue(Principal(PrincipalKind.AGENT, "agt_ana", now_ms + 90_000, "Ana"), now_ms))
        await ana.ask("auth.refresh", {"token": server.token("agt_ana")}, key=None)
        ana.patience_s = 10_000
        with trio.move_on_after(600):
            await ana.closed()

        assert (await ana.ask("agent.set_status", {"status": "ready"})) is not None


async def test_b26_a_refresh_with_another_agents_token_changes_nothing(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        error = await ana.error("auth.refresh", {"token": server.token("agt_bruno")}, key=None)
        await ana.ask("agent.set_status", {"status": "not_ready", "reason": "lunch"})

    assert error["code"] == "unauthenticated"


async def test_b27_a_revoked_principal_is_off_all_devices_within_five_seconds(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as first, server.connect() as second:
        await second.hello(server.token("agt_ana"), device="dev_2")
        now_ms = server.clock.now_ms()
        server.server.tokens.revocations.revoke("agt_ana", now_ms)

        codes = [(await client.closed())[0] for client in (first, second)]

        assert codes == [CloseCode.REVOKED] * 2
        assert server.clock.now_ms() - now_ms <= 5_000


async def test_b28_the_sixth_bad_hello_of_a_minute_is_refused_and_others_are_not_affected(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server:
        for _ in range(5):
            async with server.connect() as client:
                await refused(client, "nonsense")
        async with server.connect() as client:
            assert await refused(client, server.token("agt_ana")) == CloseCode.AUTH_FAILED
        await trio.sleep(60)
        async with server.connect() as client:
            await client.hello(server.token("agt_ana"))


async def test_h120_the_sixth_device_joins_replaces_or_is_denied_as_it_wished(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, trio.open_nursery() as nursery:
        others: list[RawClient] = []

        async def stay(number: int, task_status: trio.TaskStatus[None]) -> None:
            async with server.connect() as client:
                await client.hello(server.token("agt_ana"), device=f"dev_{number}")
                others.append(client)
                task_status.started()
                await trio.sleep_forever()

        for number in range(AGENT_DEVICES_MAX):
            await nursery.start(stay, number)
        async with server.connect() as sixth:
            joined = await refused(sixth, server.token("agt_ana"))
        async with server.connect() as sixth:
            denied = await refused(sixth, server.token("agt_ana"), session={"mode": "new", "on_conflict": "deny"})
        async with server.connect() as sixth:
            await sixth.hello(server.token("agt_ana"), session={"mode": "new", "on_conflict": "replace"})
            kicked = [(await client.closed())[0] for client in others]
        nursery.cancel_scope.cancel()

    assert joined == denied == CloseCode.TOO_MANY_CONNECTIONS
    assert kicked == [CloseCode.KICKED] * AGENT_DEVICES_MAX


# --- G: resume


async def cut_and_change(server: VirtualServer, changes: int) -> RawClient:
    """Ana is connected, cut off, and things change while she is away (over another device)."""
    async with server.agent("agt_ana") as ana:
        await ana.event("agent.status_changed", STREAM, status="ready")
    async with server.connect() as other:
        await other.hello(server.token("agt_ana"), device="dev_other")
        for number in range(changes):
            status = {"status": "not_ready", "reason": ("lunch", "break")[number % 2]}
            await other.ask("agent.set_status", status)
        await other.event("agent.status_changed", STREAM, reason=("lunch", "break")[(changes - 1) % 2])
    return ana


async def test_g95_after_a_cut_exactly_the_missed_events_come_in_order(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        ana = await cut_and_change(server, 10)
        pos = positions(ana)
        async with server.connect() as back:
            welcome = await back.resume(server.token("agt_ana"), ana, pos)
            await back.frame(lambda frame: frame["type"] == "caught_up")

    seqs = [event["seq"] for event in back.events(STREAM)]
    assert welcome["session"]["resumed"]
    assert welcome["streams"][STREAM]["recovered"]
    assert welcome["streams"][STREAM]["from_seq"] == pos[STREAM][1]
    assert len(seqs) >= 10
    assert seqs == list(range(int(str(pos[STREAM][1])) + 1, seqs[-1] + 1))
    assert [frame["type"] for frame in back.seen].count("caught_up") == 1


async def test_g96_with_nothing_missed_nothing_is_replayed(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as bruno, server.agent("agt_ana") as ana:
        await ana.event("agent.status_changed", STREAM, status="ready")
        await bruno.hello(server.token("agt_ana"), device="dev_other")
        await bruno.frame(lambda frame: frame["type"] == "caught_up")
        pos = positions(bruno)
        async with server.connect() as third:
            welcome = await third.hello(server.token("agt_ana"), pos=pos, device="dev_other")

    assert welcome["streams"][STREAM]["recovered"]


@pytest.mark.parametrize(
    ("epoch", "seq", "reason"), [("wrong", 1, "epoch_changed"), (None, 10_000, "ahead")], ids=["g97", "g98"]
)
async def test_a_position_that_cannot_be_recovered_gets_a_snapshot_and_the_reason(
    autojump_clock: MockClock, epoch: str | None, seq: int, reason: str
) -> None:
    async with virtual_server(account()) as server:
        ana = await cut_and_change(server, 1)
        known = positions(ana)[STREAM][0]
        async with server.connect() as back:
            welcome = await back.resume(server.token("agt_ana"), ana, {STREAM: [epoch or known, seq]})
            await back.snapshot(STREAM)

    assert welcome["streams"][STREAM] == {
        "epoch": known,
        "head": welcome["streams"][STREAM]["head"],
        "recovered": False,
        "reason": reason,
    }


async def test_g102_a_resume_token_is_good_once_and_a_new_hello_still_works(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        ana = await cut_and_change(server, 1)
        async with server.connect() as back:
            await back.resume(server.token("agt_ana"), ana, {})
        async with server.connect() as again:
            with pytest.raises(Closed) as closed:
                await again.resume(server.token("agt_ana"), ana, {})
        async with server.connect() as fresh:
            await fresh.hello(server.token("agt_ana"))

    assert closed.value.code == CloseCode.SESSION_UNKNOWN


async def test_g103_a_resume_with_another_agents_credentials_closes_4300(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        ana = await cut_and_change(server, 1)
        async with server.connect() as thief:
            with pytest.raises(Closed) as closed:
                await thief.resume(server.token("agt_bruno"), ana, {})

    assert closed.value.code == CloseCode.AUTH_FAILED
    assert thief.seen == []


async def test_g104_a_resume_while_the_old_connection_lives_takes_over(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as old, server.connect() as new:
        welcome = await new.resume(server.token("agt_ana"), old, {})
        code, _ = await old.closed()
        await new.ask("agent.set_status", {"status": "not_ready", "reason": "lunch"})

    assert welcome["session"]["resumed"]
    assert code == CloseCode.SUPERSEDED
    assert "superseded" in [frame.get("notice") for frame in old.seen]
    assert [event for event in old.events(STREAM) if event["data"].get("reason") == "lunch"] == []


async def test_g106_after_the_window_the_session_is_new_but_data_recovers_by_position(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server:
        ana = await cut_and_change(server, 3)
        await trio.sleep(SESSION_WINDOW_MS / 1000 + 1)
        async with server.connect() as back:
            welcome = await back.resume(server.token("agt_ana"), ana, positions(ana))

    assert not welcome["session"]["resumed"]
    assert welcome["streams"][STREAM]["recovered"]


async def test_g107_after_bye_a_resume_is_told_4100(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        async with server.connect() as ana:
            await ana.hello(server.token("agt_ana"))
            await ana.send({"type": "bye"})
            assert (await ana.closed())[0] == CloseCode.NORMAL
        async with server.connect() as back:
            with pytest.raises(Closed) as closed:
                await back.resume(server.token("agt_ana"), ana, {})

    assert closed.value.code == CloseCode.SESSION_UNKNOWN


@pytest.mark.parametrize(
    "pos", [{STREAM: ["e", -1]}, {STREAM: ["e", "1"]}, {f"agent/a{n}": ["e", 1] for n in range(200)}]
)
async def test_g109_a_tampered_position_is_a_bad_request(autojump_clock: MockClock, pos: dict[str, object]) -> None:
    async with virtual_server(account()) as server, server.connect() as client:
        with pytest.raises(Closed) as closed:
            await client.hello(server.token("agt_ana"), pos=pos)

    assert closed.value.code == CloseCode.MALFORMED
    assert client.seen[0]["error"]["code"] == "bad_request"


async def test_a_stream_that_one_may_not_see_is_forbidden_like_one_that_is_not_there(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server, server.connect() as ana:
        welcome = await ana.hello(
            server.token("agt_ana"), pos={"agent/agt_bruno": ["e", 1], "interaction/int_none": ["e", 1]}
        )

    states = [welcome["streams"][name] for name in ("agent/agt_bruno", "interaction/int_none")]
    assert states[0] == states[1] == {"epoch": "", "head": 0, "recovered": False, "reason": "forbidden"}
