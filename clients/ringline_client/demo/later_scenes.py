"""Work that takes its time, a line that fails, and a server that dies."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import trio
from ringline_protocol.events import LegCard
from ringline_protocol.values import Consumer, NewSegment, Phase, Role, Status
from ringline_protocol.view import DeskView

from ringline_client.agent import AgentClient
from ringline_client.consumer import ConsumerClient
from ringline_client.demo.facts import are_contiguous, leg, on_desk, rings, says, seqs, until_told, wrapping
from ringline_client.demo.house import OwnServer
from ringline_client.demo.live_scenes import MARIA
from ringline_client.demo.stage import Stage, name_of
from ringline_client.told import Connected, Disconnected

LUKASZ: Final = Consumer("Łukasz Ødegård", email="lukasz@example.net")


async def mail(stage: Stage) -> None:
    """Assigned silently, answered, given back, finished by somebody else."""
    stage.scene("A mail, from one desk to another")
    text = NewSegment("mail_1", Role.CONSUMER, "The invoice charges me for two seats, I had one.")
    made = await stage.bot.create("que_mail", LUKASZ, subject="Invoice 2291 is wrong", transcript=[text])
    agent = await stage.holder(made.interaction)
    card = leg(agent.view, made.interaction)
    assert card is not None
    stage.expect(not card.opened, "it lies there unopened")
    stage.expect(not rings(agent.view, made.interaction), "nothing rang")
    stage.line(
        name_of(agent), f'finds "{card.subject}" from {card.consumer_name} in the open interactions; nothing rang'
    )
    await agent.open(made.interaction)
    await agent.save_draft(made.interaction, "Dear Łukasz, I am loo")
    await agent.say(made.interaction, "Dear Łukasz, I am looking into it with billing.")
    stage.line(name_of(agent), "opens it and answers; the draft was saved as it was typed")
    await stage.bot.push(made.interaction, NewSegment("mail_2", Role.CONSUMER, "Thank you. It was seat 12A."))
    with stage.soon("Łukasz's answer lies unread in the open interactions"):
        await agent.until(lambda desk: _unread(desk, made.interaction))
    stage.line(name_of(agent), "sees that Łukasz has written again, unread")
    other = stage.other(agent)
    await other.set_status(Status.NOT_READY, "lunch")
    await agent.release(made.interaction, note="billing must confirm the seats")
    explained = await other.explain(made.interaction)
    stage.expect(explained.is_waiting and explained.next_agent is None, "it waits, and nobody can take it")
    stage.line(name_of(agent), f"releases it; {name_of(other)} is at lunch, so it waits. Why?")
    for member in explained.members:
        stage.line("", f"  {member.name}: {(member.out or 'free').replace('_', ' ')}")
    await agent.wrap_up(made.interaction)
    page = await other.list_interactions(queue="que_mail", phases=(Phase.QUEUED,))
    stage.expect(any(row.id == made.interaction for row in page.items), "members see what waits in their queue")
    await other.set_status(Status.READY)
    stage.expect(await stage.holder(made.interaction) is other, "the mail is with the other agent now")
    with stage.soon("the other agent reads what happened before"):
        view = await other.until(lambda desk: on_desk(desk, made.interaction))
    stage.expect(any("billing must confirm" in note.text for note in view.notes), "the note came with it")
    stage.line(name_of(other), f"is back and gets it, with the correspondence and the note of {name_of(agent)}")
    await other.say(made.interaction, "Dear Łukasz, it was one seat. The corrected invoice is on its way.")
    await other.resolve(made.interaction, "solved_later")
    closed = await stage.bot.read_interaction(made.interaction)
    stage.expect(closed.phase is Phase.CLOSED, "the mail is closed")
    stage.line(name_of(other), f"answers and resolves it: {closed.closed.reason if closed.closed else ''}")
    for one in stage.agents:
        await stage.free(one)


async def cut_off(stage: Stage) -> None:
    """The agent's network fails in the middle of a sentence."""
    stage.scene("A network that fails")
    async with _conversation(stage) as (agent, maria):
        with agent.events() as events, maria.events() as hers:
            await agent.cut()
            told = await until_told(stage, Disconnected, events)
            stage.line(name_of(agent), "loses the connection, without a goodbye")
            with stage.soon("María is told that her agent is lost"):
                await hers.next("leg.lost")
            stage.line("María", 'is told: "your agent lost connection, you keep your place"')
            for number in (1, 2, 3):
                await maria.say(f"Are you still there? ({number})")
            told += await until_told(stage, Connected, events)
            back = told[-1]
            stage.expect(isinstance(back, Connected) and back.resumed, "the same session goes on")
            with stage.soon("the agent has read everything"):
                await agent.until(lambda desk: says(desk, maria.interaction, "(3)"))
            numbers = seqs(told, maria.interaction)
            stage.expect(are_contiguous(numbers) and len(numbers) >= 3, "nothing is missing and nothing comes twice")
            with stage.soon("María is told that her agent is back"):
                await hers.next("leg.recovered")
        stage.line(name_of(agent), f"is back in the same session; events {numbers[0]} to {numbers[-1]}, no gap")


async def crash(stage: Stage, server: OwnServer) -> None:
    """`kill -9`, and the same people go on."""
    stage.scene("kill -9")
    async with _conversation(stage) as (agent, maria):
        await stage.other(agent).set_status(Status.NOT_READY, "meeting")
        note = await agent.save_note(maria.interaction, "María is in a hurry")
        ringing = await stage.bot.create("que_support", Consumer("John O'Neill"))
        _, offer = await stage.ring(ringing.interaction, [agent])
        waiting = await stage.bot.create("que_video", Consumer("Łukasz Ødegård"))
        before = (await stage.bot.read_interaction(waiting.interaction)).waiting
        stage.line(name_of(agent), "talks with María while John rings and Łukasz waits for a video call")
        with agent.events() as events:
            await server.kill()
            told = await until_told(stage, Disconnected, events)
            stage.line("server", "is killed with kill -9")
            async with trio.open_nursery() as nursery:
                nursery.start_soon(maria.say, "I am still here. Are you?")
                stage.line("María", "writes while there is no server")
                await server.start()
                stage.line("server", "is started again, from its database")
                told += await until_told(stage, Connected, events)
                with stage.soon("María's words arrive"):
                    await agent.until(lambda desk: says(desk, maria.interaction, "I am still here"))
            said = [segment.text for segment in await stage.bot.transcript(maria.interaction)]
        stage.expect(are_contiguous(seqs(told, maria.interaction)), "nothing is missing and nothing comes twice")
        stage.expect(said.count("I am still here. Are you?") == 1, "María's words arrived once")
        stage.line(name_of(agent), "is back by itself and reads María's words, once")
        await _unharmed(stage, agent, maria, note.note)
        _, again = await stage.ring(ringing.interaction, [agent])
        stage.expect(again.offer != offer.offer, "what rang is offered anew")
        stage.line(name_of(agent), "John rings again, with a fresh offer")
        await stage.bot.end(ringing.interaction)
        after = (await stage.bot.read_interaction(waiting.interaction)).waiting
        stage.expect(before and after and before.enqueued_at_ms == after.enqueued_at_ms, "who waited kept the place")
        stage.line("bot", "Łukasz has kept his place in line")
        await stage.bot.end(waiting.interaction)
        await stage.other(agent).set_status(Status.READY)


@asynccontextmanager
async def _conversation(stage: Stage) -> AsyncIterator[tuple[AgentClient, ConsumerClient]]:
    """María talks with somebody; wrapped up afterwards."""
    made = await stage.bot.create("que_support", MARIA)
    async with stage.consumer(made.consumer_token) as maria:
        agent, offer = await stage.ring(made.interaction)
        await agent.accept(offer.offer)
        with stage.soon("the conversation is on the desk"):
            await agent.until(lambda desk: on_desk(desk, made.interaction))
        yield agent, maria
        await maria.end()
        with stage.soon("wrap-up begins"):
            await agent.until(lambda desk: wrapping(desk, made.interaction))
        await agent.wrap_up(made.interaction, "solved_first")
        await stage.free(agent)


def _unread(desk: DeskView, interaction: str) -> LegCard | None:
    card = leg(desk, interaction)
    return card if card is not None and card.unread else None


async def _unharmed(stage: Stage, agent: AgentClient, maria: ConsumerClient, note: str) -> None:
    view = await agent.read_interaction(maria.interaction)
    stage.expect(any(one.note == note for one in view.notes), "the note is there")
    await agent.say(maria.interaction, "Yes, I am here.")
    with stage.soon("María reads the answer"):
        await maria.until(lambda mine: any("Yes, I am here" in one.text for one in mine.conversation.segments))
    stage.line("María", 'reads: "Yes, I am here." The conversation goes on, with its note')
