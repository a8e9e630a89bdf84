"""What edges write into the audit log is on disk before it happens, or it does not happen."""

import pytest
from kit.accounts import account
from kit.scene import Scene, scene
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import KickSession
from ringline_protocol.values import PrincipalKind
from ringline_server.actors.messages import Key
from ringline_server.domain.principal import Principal
from ringline_server.edges import audit
from ringline_server.edges.calls import EdgeCall
from ringline_server.store.records import AuditRow, StoreUnavailable
from trio.testing import MockClock

SOFIA = Principal(PrincipalKind.SUPERVISOR, "agt_sofia", 2**50)
ANA = Principal(PrincipalKind.AGENT, "agt_ana", 2**50)
KICK = KickSession("ses_9")


def call(by: Principal, key: str = "k1") -> EdgeCall:
    """A command of theirs under a key."""
    return EdgeCall(by, lambda outcome: None, key=Key(f"agent:{by.id}", key, b"hash"))


async def rows(at: Scene) -> list[AuditRow]:
    """All of them."""
    return await at.server.server.disk.audited(0, at.now_ms + 1)


async def test_an_act_is_noted_with_who_and_about_what(autojump_clock: MockClock) -> None:
    async with scene(of=account()) as at:
        await audit.note(at.server.server, SOFIA, "stream.subscribe", "queue/que_chat")

        assert await rows(at) == [AuditRow(at.now_ms, "supervisor:agt_sofia", "stream.subscribe", "queue/que_chat")]


async def test_a_supervisors_command_is_noted_and_an_agents_only_answered(autojump_clock: MockClock) -> None:
    async with scene(of=account()) as at:
        await audit.note_command(at.server.server, KICK, call(ANA))
        await audit.note_command(at.server.server, KICK, call(SOFIA))
        answered = [await at.server.server.disk.answered(f"agent:{by.id}", "k1") for by in (ANA, SOFIA)]

        assert await rows(at) == [AuditRow(at.now_ms, "supervisor:agt_sofia", "session.kick", "ses_9")]
        assert all(answered)


async def test_a_key_that_only_the_store_remembers_is_not_carried_out_again(autojump_clock: MockClock) -> None:
    async with scene(of=account()) as at:
        await audit.note_command(at.server.server, KICK, call(SOFIA))
        with pytest.raises(Refused) as refused:
            await audit.note_command(at.server.server, KICK, call(SOFIA))

        assert refused.value.code is ErrorCode.TIMEOUT
        assert len(await rows(at)) == 1


async def test_what_the_store_cannot_take_is_told(autojump_clock: MockClock) -> None:
    async with scene(of=account()) as at:
        at.server.medium.faults.fails = True
        with pytest.raises(StoreUnavailable):
            await audit.note(at.server.server, SOFIA, "stream.subscribe", "wall")
        at.server.medium.faults.fails = False
