"""A supervisor against a real server."""

from pathlib import Path

import trio
from kit.clients import house_of_clients
from ringline_client import SessionOver
from ringline_protocol.frames import Ephemeral
from ringline_protocol.values import AgentState, Consumer, Status
from ringline_protocol.view import AgentView


async def test_a_supervisor_watches_a_queue_and_assigns_what_waits(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        sofia, bot = await house.supervisor(), await house.service()
        made = await bot.create("que_mail", Consumer("Łukasz"))
        queue = await sofia.watch_queue("que_mail")
        assert [row.interaction for row in queue.rows] == [made.interaction]
        ana = await house.agent("agt_ana", Status.NOT_READY)
        await sofia.watch_agent("agt_ana")
        watched = sofia.view.views["agent/agt_ana"]
        assert isinstance(watched, AgentView)
        assert watched.state is not None
        assert watched.state.state is AgentState.NOT_READY

        await sofia.set_status_of("agt_ana", Status.READY)
        assert (await ana.until(lambda desk: desk.agent.legs))[0].interaction == made.interaction


async def test_a_supervisor_assigns_past_the_order(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        sofia, bot = await house.supervisor(), await house.service()
        await bot.create("que_chat", Consumer("first"))
        second = await bot.create("que_chat", Consumer("second"))
        ana = await house.agent("agt_ana", Status.NOT_READY)
        await sofia.assign(second.interaction, "agt_ana")
        await ana.set_status(Status.READY)

        offers = await ana.until(
            lambda desk: [one for one in desk.agent.offers if one.interaction == second.interaction]
        )
        assert len(offers) == 1


async def test_a_supervisor_whispers_barges_and_takes_over(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot, sofia = await house.agent("agt_ana"), await house.service(), await house.supervisor()
        made = await house.talking(ana, bot)
        maria = await house.consumer(made)
        await sofia.watch(made.interaction)
        await sofia.whisper(made.interaction, "offer Tuesday")
        await ana.until(lambda desk: desk.interactions[f"interaction/{made.interaction}"].whispers)
        await sofia.barge(made.interaction)
        await sofia.take_over(made.interaction)
        await ana.until(lambda desk: any(leg.wrap_up for leg in desk.agent.legs))
        await sofia.complete_wrap_up(made.interaction, "agt_ana", "solved")
        await ana.until(lambda desk: not desk.agent.legs)

        assert all("Tuesday" not in one.text for one in maria.view.conversation.segments)
        assert [one.agent_name for one in maria.view.conversation.agents] == ["Sofia"]


async def test_a_supervisor_ends_a_session(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, sofia = await house.agent("agt_ana"), await house.supervisor()
        assert ana.session.known.welcome is not None
        await sofia.kick(ana.session.known.welcome.session.id)
        codes = []
        with trio.fail_after(5):
            try:
                await ana.until(lambda _: False)
            except SessionOver as over:
                codes.append(over.code)

        assert codes == [4306]


async def test_a_supervisor_is_told_the_figures_of_all_queues(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        sofia, bot = await house.supervisor(), await house.service()
        with sofia.events() as events, trio.fail_after(10):
            await sofia.watch_wall()
            await bot.create("que_chat")
            while (told := await events.next("queue.figures", stream="wall")).data.waiting == 0:
                pass

    assert isinstance(told, Ephemeral)
    assert told.key == "que_chat"


async def test_a_supervisor_listens_to_a_call_and_stops(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot, sofia = await house.agent("agt_ana"), await house.service(), await house.supervisor()
        made = await bot.create("que_voice", Consumer("María"))
        await ana.accept((await ana.until(lambda desk: desk.agent.offers))[0].offer)
        maria = await house.consumer(made)
        await maria.report_media()
        await ana.report_media(made.interaction)
        await sofia.watch(made.interaction)
        stream = f"interaction/{made.interaction}"

        leg = await sofia.monitor(made.interaction)

        assert [(one.leg, one.kind.value) for one in sofia.view.interactions[stream].legs][1:] == [(leg, "monitor")]
        assert sofia.view.interactions[stream].leg_of("agt_sofia") is None
        await maria.until(lambda desk: desk.conversation.monitors)
        assert [one.agent_name for one in maria.view.conversation.monitors] == ["Sofia"]
        await sofia.leave(made.interaction)
        await maria.until(lambda desk: not desk.conversation.monitors)
        assert len(maria.view.conversation.agents) == 1
