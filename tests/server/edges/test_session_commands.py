"""What the session itself answers: whom one may sign out, tickets, credentials, the device that rings."""

import pytest
from kit.person import Person
from kit.scene import Scene, scene
from ringline_server.edges import tickets
from trio.testing import MockClock


async def kicks(person: Person, session: str) -> str:
    """The error code; empty when it worked."""
    reply = await person.request("session.kick", {"session": session})
    return str(reply["error"]["code"]) if "error" in reply else ""


async def code_of(at: Scene, person: Person) -> int:
    await at.settles()
    return (await person.closed())[0]


async def test_one_s_own_other_device_is_signed_out_and_cannot_come_back(autojump_clock: MockClock) -> None:
    async with scene() as at:
        desk, phone = await at.agent("ana"), await at.agent("ana", status=None, device="dev_phone")
        assert await kicks(desk, phone.session["id"]) == ""
        assert await code_of(at, phone) == 4306
        assert await kicks(desk, phone.session["id"]) == "forbidden"
        assert at.server.server.sessions.find(phone.session["id"]) is None


async def test_a_supervisor_signs_out_any_agent_and_nobody_else(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        sofia, service = await at.connects("agt_sofia"), await at.service()
        consumer = await at.consumer(await at.arrives())
        assert await kicks(bruno, ana.session["id"]) == "forbidden"
        assert await kicks(bruno, sofia.session["id"]) == "forbidden"
        assert await kicks(sofia, service.session["id"]) == "forbidden"
        assert await kicks(sofia, consumer.session["id"]) == "forbidden"
        assert await kicks(sofia, "ses_none") == "forbidden"
        assert await kicks(sofia, ana.session["id"]) == ""
        assert await code_of(at, ana) == 4306
        assert bruno.is_here
        assert consumer.is_here


async def test_a_device_that_is_away_can_be_signed_out_before_it_comes_back(autojump_clock: MockClock) -> None:
    async with scene() as at:
        desk, phone = await at.agent("ana"), await at.agent("ana", status=None, device="dev_phone")
        phone.cut()
        await at.passes(1_000)
        assert await kicks(desk, phone.session["id"]) == ""
        async with at.server.connect() as again:
            session = {"mode": "resume", "id": phone.session["id"], "token": phone.session["token"]}
            hello = {"type": "hello", "id": "h1", "auth": {"scheme": "bearer", "token": phone.token}}
            client = {"name": "raw", "version": "1", "device": "dev_phone"}
            await again.send({**hello, "client": client, "session": session})
            assert (await again.closed())[0] == 4100


async def test_a_ticket_is_good_for_the_same_principal(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        ticket = (await ana.ask("session.make_ticket", key=None))["ticket"]
        async with at.server.connect() as other:
            assert (await other.hello(ticket, scheme="ticket"))["principal"]["id"] == "agt_ana"


async def test_when_the_house_is_full_of_tickets_none_is_made(
    autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "TICKETS_MAX", 0)
    async with scene() as at:
        error = await (await at.agent("ana")).error("session.make_ticket", key=None)
    assert (error["code"], error["retry_after_ms"]) == ("rate_limited", 1_000)


async def test_a_newer_token_lasts_longer_and_anything_else_is_refused(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        await at.passes(60_000)
        newer = await ana.ask("auth.refresh", {"token": at.server.token("agt_ana")}, key=None)
        for token in ("nonsense", at.server.token("agt_bruno"), at.server.token("svc_1")):
            assert (await ana.error("auth.refresh", {"token": token}, key=None))["code"] == "unauthenticated"
        assert newer["expires_at_ms"] > at.now_ms + 3_400_000


async def test_the_ring_moves_to_the_device_that_asks_for_it(autojump_clock: MockClock) -> None:
    async with scene() as at:
        desk, phone = await at.agent("ana"), await at.agent("ana", status=None, device="dev_phone")
        await phone.ask("session.make_primary")
        await at.settles()
        seen = [{one.session: one.primary for one in who.views["agent/agt_ana"].devices} for who in (desk, phone)]
    assert seen == [{desk.session["id"]: False, phone.session["id"]: True}] * 2


async def test_unsubscribing_from_what_is_not_read_is_told(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        error = await ana.error("stream.unsubscribe", {"stream": "queue/que_chat"}, key=None)
    assert error["code"] == "not_subscribed"
