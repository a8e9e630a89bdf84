"""A chat that is to become a call needs its agent's room, whoever asks: kept before it is decided, given back after."""

from typing import Any

import attrs
from kit.accounts import account, queue
from kit.person import Person
from kit.scene import Scene, scene
from ringline_protocol.values import Channel
from ringline_server.domain.policy import Account, Capacity
from trio.testing import MockClock

CALLS = (Channel.VOICE, Channel.VIDEO)
CHAT = queue("que_chat", Channel.MESSAGING, upgrades=CALLS)
PHONE = queue("que_phone", Channel.VOICE)


async def chatting(at: Scene, ana: Person) -> tuple[str, Person]:
    interaction = await at.arrives("que_chat")
    maria = await at.consumer(interaction)
    await ana.accepts(await ana.rings(interaction))
    await ana.reads(interaction)
    return interaction, maria


async def units(ana: Person) -> int:
    state: Any = ana.views[ana.own].state
    return int(state.units_used)


def ask(interaction: str, channel: str = "voice") -> dict[str, str]:
    return {"interaction": interaction, "channel": channel}


async def test_from_the_ask_on_it_weighs_what_it_is_going_to_be(autojump_clock: MockClock) -> None:
    async with scene(CHAT) as at:
        ana = await at.agent("ana")
        interaction, maria = await chatting(at, ana)
        before = await units(ana)
        asked = await maria.ask("upgrade.ask", ask(interaction))
        await at.settles()
        meanwhile = await units(ana)
        card = ana.views[ana.own].legs[0].upgrade
        await ana.ask("upgrade.refuse", {"interaction": interaction, "upgrade": asked["upgrade"]})
        await at.settles()
        after = await units(ana)

    assert (before, meanwhile, after) == (25, 100, 25)
    assert card is not None
    assert (card.upgrade, card.by) == (asked["upgrade"], "consumer")


async def test_both_sides_are_told_of_the_call_that_comes_of_it(autojump_clock: MockClock) -> None:
    async with scene(CHAT) as at:
        ana = await at.agent("ana")
        interaction, maria = await chatting(at, ana)
        asked = await ana.ask("upgrade.ask", ask(interaction))
        await maria.ask("upgrade.accept", {"interaction": interaction, "upgrade": asked["upgrade"]})
        params = {"interaction": interaction, "to": "consumer", "kind": "join", "source": "pag_1"}
        signal = await ana.ask("call.signal", params, key=None)
        for side in (ana, maria):
            await side.ask("media.report", {"interaction": interaction})
        await at.settles()
        stream = f"interaction/{interaction}"
        channels = (ana.views[stream].channel, maria.views[stream].channel, ana.views[ana.own].legs[0].channel)

    assert signal == {"delivered": True}
    assert channels == ("voice", "voice", "voice")
    assert maria.last("upgrade.ended")["result"] == "completed"
    assert [frame["event"] for frame in maria.seen if str(frame.get("event")).startswith("upgrade.")] == [
        "upgrade.asked",
        "upgrade.accepted",
        "upgrade.ended",
    ]


async def test_an_agent_with_a_second_chat_has_no_room_and_whoever_asks_is_told(autojump_clock: MockClock) -> None:
    async with scene(CHAT) as at:
        ana = await at.agent("ana")
        interaction, maria = await chatting(at, ana)
        await chatting(at, ana)
        errors = [await side.error("upgrade.ask", ask(interaction)) for side in (maria, ana)]

    assert [(error["code"], error["details"]) for error in errors] == [
        ("at_capacity", {"reason": "no_capacity"}),
        ("at_capacity", {"reason": "no_capacity"}),
    ]


def with_capacity(**fields: Any) -> Account:
    base = account(CHAT, PHONE)
    agents = {name: attrs.evolve(one, capacity=Capacity(**fields)) for name, one in base.agents.items()}
    return attrs.evolve(base, agents=agents)


async def refusals(capacity: Account, *, opted_out: bool = False) -> list[str]:
    """What consumer and agent are told."""
    async with scene(of=capacity) as at:
        ana = await at.agent("ana")
        interaction, maria = await chatting(at, ana)
        if opted_out:
            await ana.ask("agent.set_opt_outs", {"channels": ["voice"], "queues": []})
        errors = [await side.error("upgrade.ask", ask(interaction)) for side in (maria, ana)]
        return [error["details"]["reason"] for error in errors]


async def test_an_agent_who_takes_no_calls_is_not_asked_for_one(autojump_clock: MockClock) -> None:
    no_calls = {Channel.VOICE: 0, Channel.VIDEO: 0, Channel.MESSAGING: 4}

    assert await refusals(with_capacity(channel_max=no_calls)) == ["channel_full", "channel_full"]
    assert await refusals(with_capacity(), opted_out=True) == ["opted_out_channel", "opted_out_channel"]


async def test_two_chats_of_one_agent_cannot_both_become_calls(autojump_clock: MockClock) -> None:
    """Both ask in the same moment: room is kept for the first, before it is decided."""
    roomy = with_capacity(units=200)
    async with scene(of=roomy) as at:
        ana = await at.agent("ana")
        first, maria = await chatting(at, ana)
        second, jose = await chatting(at, ana)
        await maria.tell("upgrade.ask", ask(first))
        error = await jose.error("upgrade.ask", ask(second))
        await at.settles()
        used = await units(ana)

    assert error["details"]["reason"] == "channel_full"
    assert used == 125


async def test_room_that_nothing_came_of_is_given_back(autojump_clock: MockClock) -> None:
    """The queue offers no calls: which the interaction says, after its agent kept room."""
    dull = queue("que_chat", Channel.MESSAGING)
    async with scene(dull) as at:
        ana = await at.agent("ana")
        interaction, maria = await chatting(at, ana)
        error = await maria.error("upgrade.ask", ask(interaction))
        other = await ana.error("upgrade.ask", ask(interaction))
        await at.settles()
        used = await units(ana)

    assert error["code"] == other["code"] == "bad_request"
    assert used == 25
