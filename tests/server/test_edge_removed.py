"""What an operator takes out of the account across a restart: its work goes on, and nothing new comes to it."""

from typing import Any

import attrs
import pytest
from kit.accounts import account, queue
from kit.raw_client import Closed
from kit.scene import Scene, scene
from ringline_protocol.codes import CloseCode
from ringline_protocol.values import Channel, PrincipalKind
from ringline_server.domain.policy import Account
from trio.testing import MockClock

CHAT, MAIL, OTHER = queue(), queue("que_mail", Channel.EMAIL), queue("que_other")
WHOLE = account(CHAT, MAIL, OTHER)
WITHOUT_CHAT = account(MAIL, OTHER)


def without(name: str) -> Account:
    """Somebody does not work here any more."""
    return attrs.evolve(WHOLE, agents={agent: one for agent, one in WHOLE.agents.items() if agent != name})


async def asks(at: Scene, method: str, **params: Any) -> dict[str, Any]:
    return await (await at.connects("agt_sofia")).ask(method, params, key=None)


async def arrives_later(at: Scene) -> str:
    """Not in the same millisecond as whoever came before: those stand in the order of their ids."""
    await at.passes(1)
    return await at.arrives("que_chat")


async def test_what_waits_in_a_queue_that_is_gone_stays_in_line_and_can_be_assigned(autojump_clock: MockClock) -> None:
    async with scene(of=WHOLE) as at:
        first, second = await at.arrives("que_chat"), await arrives_later(at)
        before = at.kill()
    async with scene(of=WITHOUT_CHAT, **before) as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        await at.passes(600_000)
        line = await asks(at, "queue.read", queue="que_chat")
        why = await asks(at, "interaction.explain", interaction=first)
        new = await (await at.service()).error("interaction.create", {"queue": "que_chat"})
        await sofia.ask("interaction.assign", {"interaction": second, "agent": "agt_ana"})
        await ana.accepts(await ana.rings(second))
        state = await at.state(first)

    assert [row["interaction"] for row in line["rows"]] == [first, second]
    assert (why["is_waiting"], why["position"], why["members"]) == (True, 1, [])
    assert new["code"] == "not_found"
    assert (state["phase"], state["waiting"]["queue"]) == ("queued", "que_chat")


async def test_a_queue_that_is_put_back_goes_on_where_it_stood(autojump_clock: MockClock) -> None:
    async with scene(of=WHOLE) as at:
        first = await at.arrives("que_chat")
        enqueued_at_ms = (await at.state(first))["waiting"]["enqueued_at_ms"]
        before = at.kill()
    async with scene(of=WITHOUT_CHAT, **before) as at:
        await at.passes(1_000)
        at.server.house.reload(WHOLE)
        ana, later = await at.agent("ana"), await at.arrives("que_chat")
        ring = await ana.rings()
        state = await at.state(first)

    assert ring["data"]["interaction"] == first != later
    assert state["waiting"]["enqueued_at_ms"] == enqueued_at_ms


async def test_what_comes_back_to_a_queue_that_is_gone_stands_there(autojump_clock: MockClock) -> None:
    async with scene(of=WHOLE) as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana, "que_chat")
        before = at.kill()
    async with scene(of=WITHOUT_CHAT, **before) as at:
        ana = await at.connects("agt_ana")
        await ana.ask("interaction.release", {"interaction": interaction})
        line = await asks(at, "queue.read", queue="que_chat")

    assert [row["interaction"] for row in line["rows"]] == [interaction]


async def test_live_work_of_an_agent_who_is_gone_goes_back_in_line(autojump_clock: MockClock) -> None:
    async with scene(of=WHOLE) as at:
        interaction = await at.talks(await at.agent("ana"), "que_chat")
        before = at.kill()
    async with scene(of=without("agt_ana"), **before) as at:
        bruno = await at.agent("bruno")
        async with at.server.connect() as client:
            with pytest.raises(Closed) as refused:
                await client.hello(at.server.token("agt_ana", PrincipalKind.AGENT))
        await at.passes(CHAT.lost_grace_ms)
        ring = await bruno.rings(interaction)
        legs = (await at.state(interaction))["legs"]

    assert refused.value.code == CloseCode.FORBIDDEN
    assert [(leg["agent"], leg["end_reason"]) for leg in legs] == [("agt_ana", "agent_lost")]
    assert ring["data"]["card"]["hand_over"]["reason"] == "agent_lost"


async def test_mail_of_an_agent_who_is_gone_stays_until_a_supervisor_takes_it(autojump_clock: MockClock) -> None:
    async with scene(of=WHOLE) as at:
        ana, mail = await at.agent("ana"), await at.arrives("que_mail")
        await ana.gets(mail)
        before = at.kill()
    async with scene(of=without("agt_ana"), **before) as at:
        await at.passes(3_600_000)
        state = await at.state(mail)
        sofia = await at.connects("agt_sofia")
        await sofia.ask("supervisor.take_over", {"interaction": mail})
        await sofia.ask("interaction.resolve", {"interaction": mail})
        after = await at.state(mail)

    assert [leg["agent"] for leg in state["legs"] if leg["state"] != "ended"] == ["agt_ana"]
    assert after["legs"][0]["end_reason"] == "taken_over"


@pytest.mark.parametrize("of", [without("agt_ana"), WITHOUT_CHAT], ids=["agent", "queue"])
async def test_what_is_closed_can_be_read_whoever_and_whatever_is_gone(autojump_clock: MockClock, of: Account) -> None:
    async with scene(of=WHOLE) as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana, "que_chat")
        await ana.ends(interaction)
        await ana.wraps_up(interaction)
        before = at.kill()
    async with scene(of=of, **before) as at:
        state = await at.state(interaction)

    assert (state["phase"], state["legs"][0]["agent"]) == ("closed", "agt_ana")


async def test_a_queue_that_a_reload_took_away_survives_a_crash_of_its_actor(autojump_clock: MockClock) -> None:
    async with scene(of=WHOLE) as at:
        first, second = await at.arrives("que_chat"), await arrives_later(at)
        at.server.house.reload(WITHOUT_CHAT)
        at.server.server.registry.queue("que_chat").tell("nobody tells a queue such a thing")
        await at.passes(1_000)
        line = await asks(at, "queue.read", queue="que_chat")

    assert [row["interaction"] for row in line["rows"]] == [first, second]
