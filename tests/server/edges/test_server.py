"""What all edges share: the consumer's way in, and the way out for everybody."""

import attrs
import pytest
from kit.raw_client import Closed
from kit.scene import Scene, scene
from ringline_protocol.codes import CloseCode
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.policy import Account
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


# --- the role of a person: what their token says, as far as the account bears it out


def without_supervisors(before: Account) -> Account:
    """The same people, none of whom is one."""
    people = {name: attrs.evolve(person, supervisor=False) for name, person in before.agents.items()}
    return attrs.evolve(before, agents=people)


async def foreign(at: Scene) -> str:
    """Something in which the supervisor has no part."""
    return await at.talks(await at.agent("ana"))


async def test_who_is_no_supervisor_any_more_is_off_the_line_and_comes_back_as_an_agent(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        interaction = await foreign(at)
        sofia = await at.connects("agt_sofia")
        await sofia.reads(interaction)
        token, before = sofia.token, len(sofia.events(f"interaction/{interaction}"))
        at.server.house.reload(without_supervisors(at.server.server.account))
        await at.consumer(interaction)
        code, _ = await sofia.closed()
        after = len(sofia.events(f"interaction/{interaction}"))
        async with at.server.connect() as again:
            welcome = await again.hello(token)
            read = await again.error("interaction.read", {"interaction": interaction}, key=None)
            subscribed = await again.error("stream.subscribe", {"stream": "wall"}, key=None)

    assert (code, after) == (CloseCode.REVOKED, before)
    assert welcome["principal"]["kind"] == "agent"
    assert (read["code"], subscribed["code"]) == ("forbidden", "forbidden")


async def test_a_session_that_waits_for_its_supervisor_is_not_resumed_by_an_agent(autojump_clock: MockClock) -> None:
    async with scene() as at:
        sofia = await at.connects("agt_sofia")
        sofia.cut()
        await at.passes(100)
        at.server.house.reload(without_supervisors(at.server.server.account))
        session = {"mode": "resume", "id": sofia.session["id"], "token": sofia.session["token"]}
        async with at.server.connect() as again:
            with pytest.raises(Closed) as closed:
                await again.hello(sofia.token, session=session)

    assert closed.value.code in (CloseCode.SESSION_UNKNOWN, CloseCode.AUTH_FAILED)


async def test_a_token_or_ticket_of_a_supervisor_whom_the_account_does_not_know_is_an_agents(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        claimed = at.server.token("agt_ana", PrincipalKind.SUPERVISOR)
        async with at.server.connect() as ana:
            by_token = (await ana.hello(claimed))["principal"]["kind"]
            await ana.ask("auth.refresh", {"token": claimed}, key=None)
        sofia = await at.connects("agt_sofia")
        ticket = (await sofia.ask("session.make_ticket", {}, key=None))["ticket"]
        at.server.house.reload(without_supervisors(at.server.server.account))
        async with at.server.connect() as again:
            by_ticket = (await again.hello(ticket, scheme="ticket"))["principal"]["kind"]

    assert (by_token, by_ticket) == ("agent", "agent")


async def test_who_stays_a_supervisor_notices_nothing_of_a_reload(autojump_clock: MockClock) -> None:
    async with scene() as at:
        sofia = await at.connects("agt_sofia")
        at.server.house.reload(attrs.evolve(at.server.server.account, rescind_unacked_ms=5_000))
        await sofia.subscribes("agent/agt_ana")

        assert sofia.is_here
