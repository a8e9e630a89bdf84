"""An agent at a terminal, against a real server: from the ring to the next one."""

from pathlib import Path

import pytest
import trio
from kit.clients import house_of_clients
from kit.typist import Typist
from ringline_client.cli.agent_desk import NoAgent, work_on
from ringline_protocol.values import Consumer, NewSegment, Role, Summary, SummaryBy, Variable


async def test_an_agent_rings_talks_notes_searches_and_wraps_up(tmp_path: Path) -> None:
    typist = Typist()
    async with house_of_clients(tmp_path) as house:
        bot = await house.service()

        async def source() -> str:
            return house.server.token("agt_ana")

        async with trio.open_nursery() as nursery:
            nursery.start_soon(work_on, typist.terminal, house.server.url, source)
            await typist.reads("you are ready")
            made = await bot.create(
                "que_chat",
                Consumer("María", phone="+34612345678"),
                variables=[Variable("pnr", "AB12CD", label="Booking")],
                summary=Summary("Wants Tuesday.", SummaryBy.FLOW),
            )
            await typist.reads("RING  María (+34612345678)")
            await typist.reads("Booking: AB12CD")
            await typist.reads('summary (flow): "Wants Tuesday."')
            await typist.reads("left:  a to accept")
            typist.types("a")
            await typist.reads("you are in: María, Chat (messaging)")
            typist.types("Good morning", "/note wants tuesday")
            await typist.reads("Ana: Good morning")
            await typist.reads("noted")
            typist.types("/watch tuesday")
            await typist.reads('watching for "tuesday"')
            await bot.push_partial(made.interaction, NewSegment("s1", Role.CONSUMER, "on Tues", revision=1))
            await typist.reads("… consumer: on Tues")
            await bot.push(made.interaction, NewSegment("s1", Role.CONSUMER, "on Tuesday"))
            await typist.reads("! tuesday: on Tuesday")
            typist.types("/search tuesday")
            await typist.reads("consumer: on [Tuesday]")
            typist.types("/end")
            await typist.reads("wrap-up: a disposition is welcome")
            typist.types("/done nonsense")
            await typist.reads("! ")
            typist.types("/labels", "/done sold")
            await typist.reads("sold                 Sold")
            await typist.reads("* wrapped up")
            typist.types("/quit")
    typist.close()


async def test_the_end_of_the_session_is_said(tmp_path: Path) -> None:
    typist = Typist()
    async with house_of_clients(tmp_path) as house:
        sofia = await house.supervisor()

        async def source() -> str:
            return house.server.token("agt_ana")

        async with trio.open_nursery() as nursery:
            nursery.start_soon(work_on, typist.terminal, house.server.url, source)
            await typist.reads("you are ready")
            session = next(iter(house.server.server.sessions.of_id("agt_ana")))
            await sofia.kick(session.id)
            await typist.reads("signed out by another device or a supervisor")
    typist.close()


async def test_a_ring_from_before_is_shown_at_the_start_and_the_end_of_input_signs_out(tmp_path: Path) -> None:
    typist = Typist()
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        await bot.create("que_chat")
        await ana.until(lambda desk: desk.agent.offers)

        async def source() -> str:
            return house.server.token("agt_ana")

        async with trio.open_nursery() as nursery:
            nursery.start_soon(work_on, typist.terminal, house.server.url, source)
            await typist.reads("RING  unknown caller")
            typist.hangs_up()
    typist.close()


async def test_who_is_no_agent_is_told_so(tmp_path: Path) -> None:
    typist = Typist()
    async with house_of_clients(tmp_path) as house:

        async def source() -> str:
            return house.server.token("svc_bot")

        with pytest.raises(NoAgent, match="svc_bot is no agent, but a service"):
            await work_on(typist.terminal, house.server.url, source)
    typist.close()
