"""A consumer at a terminal, against a real server."""

from pathlib import Path

import trio
from kit.clients import house_of_clients
from kit.typist import Typist
from ringline_client.cli.consumer_chat import chat_on, shown
from ringline_client.told import Connected, Disconnected
from ringline_protocol import events as e
from ringline_protocol.frames import Ephemeral, Event
from ringline_protocol.handshake import PrincipalInfo
from ringline_protocol.values import Consumer, PrincipalKind, Role, Status


async def test_a_consumer_waits_chats_and_leaves(tmp_path: Path) -> None:
    typist = Typist()
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana", Status.NOT_READY), await house.service()
        made = await bot.create("que_chat", Consumer("María"))

        async def source() -> str:
            return made.consumer_token

        async with trio.open_nursery() as nursery:
            nursery.start_soon(chat_on, typist.terminal, house.server.url, source)
            await typist.reads("you are waiting for Chat")
            await ana.set_status(Status.READY)
            await ana.accept((await ana.until(lambda desk: desk.agent.offers))[0].offer)
            await typist.reads("Ana is here now")
            typist.types("hola")
            await typist.reads("you: hola")
            await ana.say(made.interaction, "Good morning")
            await typist.reads("Ana: Good morning")
            await ana.cut()
            await typist.reads("your agent lost connection, you keep your place")
            await typist.reads("your agent is back")
            typist.types("", "/end")
            await typist.reads("the conversation is over")
    typist.close()


async def test_the_end_of_the_input_leaves_the_conversation_open(tmp_path: Path) -> None:
    typist = Typist()
    async with house_of_clients(tmp_path) as house:
        bot = await house.service()
        made = await bot.create("que_chat", Consumer("María"))

        async def source() -> str:
            return made.consumer_token

        async with trio.open_nursery() as nursery:
            nursery.start_soon(chat_on, typist.terminal, house.server.url, source)
            await typist.reads("you are waiting")
            typist.hangs_up()
        assert (await bot.read_interaction(made.interaction)).ended is None
    typist.close()


def passing(data: object) -> list[str]:
    return shown(Ephemeral("interaction/int_1", "x", "", data))


def test_place_and_typing_are_said_in_words() -> None:
    assert passing(e.Place(2, 5, 1, 90_000)) == ["* you are number 2 of 5 in line, about 1:30 to wait"]
    assert passing(e.Place(1, 1, 0)) == ["* you are number 1 of 1 in line"]
    assert passing(e.Typing(Role.AGENT, "Ana", True)) == ["* Ana is writing …"]
    assert passing(e.Typing(Role.AGENT, "Ana", False)) == []


def test_a_lost_connection_is_said_and_so_is_the_next() -> None:
    assert shown(Disconnected(1006, "", 500)) == ["* the connection is lost; trying again by itself, nothing is lost"]
    assert shown(Connected(PrincipalInfo(PrincipalKind.CONSUMER, "con_1"), True, "ses_1")) == ["* connected again"]


def test_what_a_consumer_may_not_see_says_nothing() -> None:
    assert shown(Event("interaction/int_1", 5, 0, "hidden")) == []
    assert shown(Event("interaction/int_1", 5, 0, "leg.held", e.LegHeld("leg_1"))) == ["* you are on hold"]
