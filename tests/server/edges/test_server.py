"""What all edges share: the consumer's way in, and the way out for everybody."""

from kit.scene import scene
from ringline_protocol.values import PrincipalKind
from ringline_server.edges.auth import PERSON_NAME_CHARS_MAX
from ringline_server.edges.server import CONSUMER_TOKEN_MS
from trio.testing import MockClock


async def test_a_consumer_s_token_is_good_for_one_interaction_and_for_an_hour(autojump_clock: MockClock) -> None:
    async with scene() as at:
        server = at.server.server
        token = server.consumer_token("int_1", "María")
        found = server.tokens.verify(token, at.now_ms)
        assert (found.kind, found.interaction, found.name) == (PrincipalKind.CONSUMER, "int_1", "María")
        assert found.expires_at_ms - at.now_ms == CONSUMER_TOKEN_MS
        assert found.id == server.consumer("int_1", "María").id != server.consumer("int_2", "María").id


async def test_a_name_of_any_length_makes_a_token_that_is_accepted(autojump_clock: MockClock) -> None:
    async with scene() as at:
        server = at.server.server
        for name in ("", "x" * 10_000):
            found = server.tokens.verify(server.consumer_token("int_1", name), at.now_ms)
            assert found.name == name[:PERSON_NAME_CHARS_MAX]


async def test_jitter_is_below_its_bound_and_not_always_the_same(autojump_clock: MockClock) -> None:
    async with scene() as at:
        found = {at.server.server.jitter_ms(10) for _ in range(200)}
    assert found == set(range(10))


async def test_a_revoked_principal_is_out_with_all_sessions_and_others_are_not(autojump_clock: MockClock) -> None:
    async with scene() as at:
        here, away = await at.agent("ana"), await at.agent("ana", status=None, device="dev_away")
        bruno = await at.agent("bruno", status=None)
        away.cut()
        await at.passes(1_000)

        at.server.server.tokens.revocations.revoke("agt_ana", at.now_ms)
        assert (await here.closed())[0] == 4201
        await at.settles()

        sessions = at.server.server.sessions
        assert [sessions.find(one.session["id"]) is None for one in (here, away, bruno)] == [True, True, False]
        assert bruno.is_here
