"""Who was thrown out is out, on disk before in memory, and after a restart."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from kit.accounts import account
from kit.process import ServerProcess
from kit.raw_client import Closed, RawClient, raw_client
from kit.virtual import VirtualServer, virtual_server
from ringline_protocol.codes import CloseCode, ErrorCode, Refused
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.principal import Principal
from ringline_server.edges import revoking
from ringline_server.edges.auth import LIFETIME_MS_MAX
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import RevocationRow, StoreUnavailable
from trio.testing import MockClock

SOFIA = Principal(PrincipalKind.SUPERVISOR, "agt_sofia", 2**50)
ANA = Principal(PrincipalKind.AGENT, "agt_ana", 2**50)
CONFIG = """
[[queues]]
id = "que_chat"
name = "Chat"
channel = "messaging"

[[agents]]
id = "agt_ana"
name = "Ana"
queues = ["que_chat"]

[[agents]]
id = "agt_sofia"
name = "Sofía"
supervisor = true
"""


async def refused(client: RawClient, token: str) -> int:
    """The code that this hello is closed with."""
    with pytest.raises(Closed) as closed:
        await client.hello(token)
    return closed.value.code


async def test_who_is_thrown_out_is_off_the_line_and_it_is_noted(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        token = server.token("agt_ana")
        at_ms = await revoking.revoke(server.server, SOFIA, "agt_ana")
        code, _ = await ana.closed()
        async with server.connect() as again:
            assert await refused(again, token) == CloseCode.AUTH_FAILED
        rows = await server.server.disk.audited(at_ms, at_ms + 1)

    assert code == CloseCode.REVOKED
    assert [(row.principal, row.object) for row in rows if row.act == "principal.revoke"] == [
        ("supervisor:agt_sofia", "agt_ana")
    ]


async def test_only_supervisors_throw_somebody_out(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana"):
        with pytest.raises(Refused) as error:
            await revoking.revoke(server.server, ANA, "agt_bruno")

    assert error.value.code is ErrorCode.FORBIDDEN


async def test_what_the_store_cannot_take_has_no_effect(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        server.medium.faults.fails = True
        with pytest.raises(StoreUnavailable):
            await revoking.revoke(server.server, SOFIA, "agt_ana")
        server.medium.faults.fails = False
        await ana.ask("account.read", {}, key=None)


async def restarted(medium: MemoryMedium, server: VirtualServer) -> dict[str, Any]:
    medium.crash()
    return {"medium": medium, "clock": server.clock}


async def test_a_restart_knows_it_for_as_long_as_a_token_may_live(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        token = server.token("agt_ana")
        at_ms = await revoking.revoke(server.server, SOFIA, "agt_ana")
        before = await restarted(server.medium, server)
    async with virtual_server(account(), **before) as server:
        async with server.connect() as client:
            assert await refused(client, token) == CloseCode.AUTH_FAILED
        assert await server.server.disk.revocations(0) == [RevocationRow("agt_ana", at_ms)]
        await server.server.disk.forget_revocations(at_ms + 1)
        assert await server.server.disk.revocations(0) == []


async def test_a_later_token_is_good_again(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        await revoking.revoke(server.server, SOFIA, "agt_ana")
        autojump_clock.jump(1)
        async with server.connect() as client:
            await client.hello(server.token("agt_ana"))


async def test_there_is_room_for_so_many_at_once(autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revoking, "REVOCATIONS_MAX", 2)
    async with virtual_server(account()) as server:
        for name in ("agt_ana", "agt_bruno", "agt_ana"):
            await revoking.revoke(server.server, SOFIA, name)
        with pytest.raises(Refused) as error:
            await revoking.revoke(server.server, SOFIA, "svc_1")
        autojump_clock.jump((error.value.retry_after_ms or 0) / 1000)
        await revoking.revoke(server.server, SOFIA, "svc_1")

    assert error.value.code is ErrorCode.UNAVAILABLE
    assert error.value.retry_after_ms == LIFETIME_MS_MAX + 1


@pytest.mark.timeout(150)
async def test_a_real_process_that_is_killed_still_knows_who_was_thrown_out(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    await server.start()
    try:
        token = server.token("agt_ana", PrincipalKind.AGENT)
        async with raw_client(server.url) as ana:
            await ana.hello(token)
            bearer = f"Bearer {server.token('agt_sofia', PrincipalKind.SUPERVISOR)}"
            async with httpx.AsyncClient(base_url=server.url.replace("ws:", "http:").removesuffix("/ws")) as http:
                who, headers = {"principal": "agt_ana"}, {"authorization": bearer}
                answer = await http.post("/v1/revocations", json=who, headers=headers)
            code, _ = await ana.closed()
        await server.kill()
        await server.start()
        async with raw_client(server.url) as ana:
            after = await refused(ana, token)
        async with raw_client(server.url) as sofia:
            await sofia.hello(server.token("agt_sofia", PrincipalKind.SUPERVISOR))
    finally:
        await server.kill()

    assert (answer.status_code, answer.json()["principal"]) == (201, "agt_ana")
    assert (code, after) == (CloseCode.REVOKED, CloseCode.AUTH_FAILED)
