"""What edges write into the audit log is on disk before it happens, or it does not happen."""

import pytest
from kit.accounts import account
from kit.scene import Scene, scene
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import KickSession, ReadInteraction
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


READ = [
    ("interaction.read", {}),
    ("transcript.read", {}),
    ("note.read", {}),
    ("transcript.search", {"text": "secret word"}),
    ("profile.read", {}),
]


async def reads(at: Scene, since_ms: int) -> list[tuple[str, str, str]]:
    """Lines about reading since then."""
    found = await at.server.server.disk.audited(since_ms, at.now_ms + 1)
    return [(row.principal, row.act, row.object) for row in found if row.act.endswith((".read", ".search"))]


@pytest.mark.parametrize(("method", "params"), READ)
async def test_what_a_supervisor_reads_is_noted_and_not_each_page_of_it(
    autojump_clock: MockClock, method: str, params: dict[str, str]
) -> None:
    async with scene(of=account()) as at:
        sofia, interaction = await at.connects("agt_sofia"), await at.arrives()
        start_ms = at.now_ms
        for _ in range(3):
            await sofia.ask(method, {"interaction": interaction, **params}, key=None)
        noted, everything = await reads(at, start_ms), str(await rows(at))

    assert noted == [("supervisor:agt_sofia", method, interaction)]
    assert "secret word" not in everything


async def test_who_goes_on_reading_after_an_hour_is_noted_again(autojump_clock: MockClock) -> None:
    async with scene(of=account()) as at:
        start_ms = at.now_ms
        for passes_ms in (audit.SAME_READ_MS - 1, 1, 0):
            await audit.note_read(at.server.server, ReadInteraction("int_1"), SOFIA)
            await at.passes(passes_ms)
        await audit.note_read(at.server.server, ReadInteraction("int_1"), SOFIA)
        found = await at.server.server.disk.audited(start_ms, at.now_ms + 1)

    assert [(row.at_ms - start_ms, row.act) for row in found] == [
        (0, "interaction.read"),
        (audit.SAME_READ_MS, "interaction.read"),
    ]


async def test_an_agents_own_reading_is_no_act_but_reading_through_another_interaction_is(
    autojump_clock: MockClock,
) -> None:
    async with scene(of=account()) as at:
        ana, start_ms = await at.agent("ana"), at.now_ms
        consumer = {"name": "María", "phone": "+34600000001"}
        earlier = await at.arrives(consumer=consumer)
        await at.leaves(earlier)
        mine = await at.talks(ana, consumer=consumer)
        await ana.ask("interaction.read", {"interaction": mine}, key=None)
        await ana.ask("transcript.read", {"interaction": earlier, "via": mine}, key=None)

        assert await reads(at, start_ms) == [("agent:agt_ana", "transcript.read", earlier)]


async def test_a_search_everywhere_is_noted_as_that(autojump_clock: MockClock) -> None:
    async with scene(of=account()) as at:
        sofia, start_ms = await at.connects("agt_sofia"), at.now_ms
        await sofia.ask("transcript.search", {"text": "parcel"}, key=None)

        assert await reads(at, start_ms) == [("supervisor:agt_sofia", "transcript.search", "*")]


async def test_what_cannot_be_noted_is_not_read(autojump_clock: MockClock) -> None:
    async with scene(of=account()) as at:
        sofia, interaction = await at.connects("agt_sofia"), await at.arrives()
        at.server.medium.faults.fails = True
        error = await sofia.error("interaction.read", {"interaction": interaction}, key=None)
        at.server.medium.faults.fails = False
        await sofia.ask("interaction.read", {"interaction": interaction}, key=None)

    assert error["code"] == "unavailable"


def test_the_oldest_of_too_many_known_reads_is_forgotten() -> None:
    known = audit.KnownReads()
    for number in range(audit.KNOWN_READS_MAX + 1):
        known.add(("supervisor:agt_sofia", "interaction.read", f"int_{number}"), number)

    assert len(known) == audit.KNOWN_READS_MAX
    assert not known.has(("supervisor:agt_sofia", "interaction.read", "int_0"), 0)
    assert known.has(("supervisor:agt_sofia", "interaction.read", "int_1"), 2)


async def test_what_the_store_cannot_take_is_told(autojump_clock: MockClock) -> None:
    async with scene(of=account()) as at:
        at.server.medium.faults.fails = True
        with pytest.raises(StoreUnavailable):
            await audit.note(at.server.server, SOFIA, "stream.subscribe", "wall")
        at.server.medium.faults.fails = False
