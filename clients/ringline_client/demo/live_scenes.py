"""Live work: a bot hands over to the second agent asked, a call without context, a queue that begins by itself."""

from typing import Final

from ringline_protocol.values import Consumer, NewSegment, OfferState, Role, Variable

from ringline_client.agent import AgentClient
from ringline_client.answers import Created
from ringline_client.consumer import ConsumerClient
from ringline_client.demo.facts import is_said, last, next_hit, on_desk, rings, says, wrapping
from ringline_client.demo.stage import Stage, name_of

MARIA: Final = Consumer("María Rodríguez", phone="+34 612 345 678")
TALK_WITH_BOT: Final = (
    NewSegment("bot_1", Role.BOT, "Hello, this is the booking assistant. What can I do for you?"),
    NewSegment("bot_2", Role.CONSUMER, "I need to move my flight, booking AB12CD."),
    NewSegment("bot_3", Role.BOT, "Your booking AB12CD is for Monday. To which day shall I move it?"),
    NewSegment("bot_4", Role.CONSUMER, "To another day this week, but I must not pay for it again."),
    NewSegment("bot_5", Role.BOT, "A change of fare is for a colleague. One moment, please."),
)
VARIABLES: Final = (
    Variable("pnr", "AB12CD", label="Booking"),
    Variable("intent", "change_flight", label="Intent"),
    Variable("card", "4111111111111111", label="Card", masked=True),
)


async def hand_over(stage: Stage) -> None:
    """From the bot to an agent, and all the way to being ready again."""
    stage.scene("A bot hands over to a human")
    made = await stage.bot.create(
        "que_support", MARIA, flow="booking-bot", variables=VARIABLES, transcript=TALK_WITH_BOT
    )
    stage.line("bot", f"hands María over, with {len(VARIABLES)} variables and {len(TALK_WITH_BOT)} lines of transcript")
    async with stage.consumer(made.consumer_token) as maria:
        agent = await _second_agent(stage, made)
        with stage.soon("María is told who answers"):
            told = await maria.until(lambda mine: mine.conversation.agents)
        stage.line("María", f"sees that {told[0].agent_name} is here now")
        await _read_up(stage, agent, made.interaction)
        await _talk(stage, agent, maria)
        await _take_notes(stage, agent, made.interaction)
        await _listen(stage, agent, made.interaction)
        await _finish(stage, agent, maria)


async def _second_agent(stage: Stage, made: Created) -> AgentClient:
    """The first declines, so it rings at the next."""
    first, offer = await stage.ring(made.interaction)
    card = offer.card
    stage.expect(card is not None, "the ring has a card")
    assert card is not None
    stage.line(name_of(first), f"rings: {card.consumer.name}, {card.queue_name}, waited {card.waited_ms} ms")
    for variable in card.variables:
        stage.line("", f"  {variable.label}: {variable.value}")
    stage.expect(card.summary is not None, "the ring has a summary of the bot's conversation")
    assert card.summary is not None
    stage.line("", f'  summary ({card.summary.by}): "{card.summary.text}"')
    masked = next(variable for variable in card.variables if variable.name == "card")
    stage.expect("4111111111" not in str(masked.value), "a masked variable is not shown")
    await first.decline(offer.offer, "on another case")
    stage.line(name_of(first), "declines; it goes on to the next agent")
    second, again = await stage.ring(made.interaction, [stage.other(first)])
    stage.expect(again.attempt == 2, "it is the second attempt")
    stage.line(name_of(second), f"rings, attempt {again.attempt}")
    accepted = await second.accept(again.offer)
    stage.expect(accepted.leg is not None, "accepting begins the conversation")
    stage.line(name_of(second), "accepts; the conversation begins")
    late = await stage.refused("offer_not_pending", first.accept(offer.offer), "a declined offer cannot be accepted")
    stage.expect(late.details["state"] == "declined", "and the answer says how it ended")
    stage.line(name_of(first), "changes their mind too late: the offer has ended, declined")
    return second


async def _read_up(stage: Stage, agent: AgentClient, interaction: str) -> None:
    profile = await agent.profile(interaction)
    stage.expect(profile.contact is not None, "the address book knows María by her phone number")
    assert profile.contact is not None
    fields = ", ".join(f"{name} {value}" for name, value in profile.contact.fields.items())
    stage.line(
        name_of(agent), f"reads the profile: {profile.contact.name} ({fields}), {len(profile.variables)} variables"
    )
    with stage.soon("the transcript is on the desk"):
        view = await agent.until(lambda desk: on_desk(desk, interaction))
    stage.expect(view.segments[0].text == TALK_WITH_BOT[0].text, "the agent reads what was said to the bot")
    stage.line(
        name_of(agent), f"has all {view.segment_count} lines of the bot's conversation: María need not repeat them"
    )


async def _talk(stage: Stage, agent: AgentClient, maria: ConsumerClient) -> None:
    await agent.say(maria.interaction, "Hello María, I see your booking AB12CD. Which day suits you?")
    with stage.soon("María reads the agent's message"):
        await maria.until(lambda mine: last(mine.conversation.segments).startswith("Hello María"))
    stage.line("María", f'reads: "{last(maria.view.conversation.segments)}"')
    await maria.say("Is anything left on Thursday?")
    with stage.soon("the agent reads María's message"):
        await agent.until(lambda desk: says(desk, maria.interaction, "Thursday"))
    stage.line(name_of(agent), 'reads: "Is anything left on Thursday?"')


async def _take_notes(stage: Stage, agent: AgentClient, interaction: str) -> None:
    note = await agent.save_note(interaction, "wants thursday")
    note = await agent.save_note(interaction, "wants Thursday, no extra fare", note=note.note, rev=note.rev)
    stage.line(name_of(agent), f"takes a note, and corrects it (revision {note.rev})")
    late = agent.save_note(interaction, "wants Friday", note=note.note, rev=1)
    failed = await stage.refused("conflict", late, "a change of an old revision is refused")
    stage.expect(failed.details["current"]["text"] == "wants Thursday, no extra fare", "and says what stands there")
    stage.line(name_of(agent), "a change that is based on revision 1 is refused, with the current text")


async def _listen(stage: Stage, agent: AgentClient, interaction: str) -> None:
    """Partials become finals while a live search runs."""
    async with agent.live_search(interaction, "TUÉSDAY") as hits:
        stage.line(name_of(agent), 'starts a live search for "TUÉSDAY"')
        for revision, text in enumerate(("Thursday or", "Thursday or tues", "Thursday or Tuesday"), 1):
            await stage.bot.push_partial(interaction, NewSegment("asr_1", Role.CONSUMER, text, revision=revision))
            with stage.soon(f"the agent sees {text!r} being said"):
                await agent.until(lambda desk, text=text: is_said(desk, interaction, text))  # type: ignore[misc]
            stage.line(name_of(agent), f"  … {text}")
        partial = await next_hit(stage, hits)
        stage.expect(partial.seq == 0, "the live search finds what is still being said")
        await stage.bot.push(interaction, NewSegment("asr_1", Role.CONSUMER, "Thursday or Tuesday, both are fine."))
        with stage.soon("the partial becomes final"):
            await agent.until(lambda desk: says(desk, interaction, "both are fine"))
        final = await next_hit(stage, hits)
        stage.expect(final.seq > 0, "the live search finds the final line")
        span = final.offsets[0]
        stage.line(name_of(agent), f"  final: Thursday or Tuesday, both are fine.   hit at {span.start}–{span.end}")
    found = await agent.search("maria", interaction)
    booking = await agent.search("ab12cd", interaction)
    stage.expect(len(booking.hits) >= 3, "the search finds the booking, in the bot's part too")
    stage.line(name_of(agent), f'searches the transcript: "ab12cd" {len(booking.hits)} hits, "maria" {len(found.hits)}')


async def _finish(stage: Stage, agent: AgentClient, maria: ConsumerClient) -> None:
    interaction = maria.interaction
    await agent.say(interaction, "Tuesday it is, without extra cost. Have a good flight!")
    await agent.end(interaction)
    with stage.soon("María sees that it is over"):
        await maria.until(lambda mine: mine.conversation.ended)
    with stage.soon("wrap-up begins"):
        leg = await agent.until(lambda desk: wrapping(desk, interaction))
    assert leg.wrap_up is not None
    until_ms = (leg.wrap_up.until_at_ms or 0) - agent.server_now_ms()
    stage.line(name_of(agent), f"ends the conversation; wrap-up, {until_ms / 1000:.0f} s left")
    await stage.refused("disposition_required", agent.wrap_up(interaction), "support wants a disposition")
    labels = await agent.labels(interaction)
    chosen = labels.leaves[0]
    stage.line(name_of(agent), f"must choose a disposition: {', '.join(leaf.label for leaf in labels.leaves)}")
    await agent.wrap_up(interaction, chosen.id)
    await stage.free(agent)
    stage.line(name_of(agent), f'wraps up with "{chosen.label}" and is back in the queue, ready')


async def bare_call(stage: Stage) -> None:
    """A voice call that brings nothing but itself."""
    stage.scene("A call without any context")
    made = await stage.bot.create("que_phone")
    agent, offer = await stage.ring(made.interaction)
    card = offer.card
    assert card is not None
    stage.expect(not card.consumer.name and card.summary is None and not card.variables, "the ring has no context")
    stage.line(name_of(agent), f"rings: unknown caller, {card.queue_name}; no variables, no summary")
    accepted = await agent.accept(offer.offer)
    stage.expect(accepted.state is OfferState.ACCEPTING, "a call waits for media")
    stage.line(name_of(agent), "accepts; both sides connect their media")
    await agent.report_media(made.interaction)
    await stage.bot.report_media(made.interaction)
    stage.expect(await stage.holder(made.interaction) is agent, "the call is on the desk of who accepted it")
    await agent.hold(made.interaction)
    await agent.resume(made.interaction)
    stage.line(name_of(agent), "talks, puts the caller on hold and comes back")
    await stage.bot.end(made.interaction)
    with stage.soon("wrap-up begins"):
        await agent.until(lambda desk: wrapping(desk, made.interaction))
    await agent.wrap_up(made.interaction, "callback")
    await stage.free(agent)
    stage.line(name_of(agent), "the caller hangs up; wrap-up, ready again")


async def automatic(stage: Stage) -> None:
    """Nobody has to accept."""
    stage.scene("A queue that begins by itself")
    made = await stage.bot.create("que_sales", Consumer("John O'Neill", email="john@example.org"))
    async with stage.consumer(made.consumer_token) as john:
        agent = await stage.holder(made.interaction)
        stage.expect(not rings(agent.view, made.interaction), "nothing rang")
        stage.line(name_of(agent), "is talking with John: no ring, the queue accepts automatically")
        await john.say("What does the annual ticket cost?")
        with stage.soon("the agent reads John's message"):
            await agent.until(lambda desk: says(desk, made.interaction, "annual ticket"))
        await john.end()
        with stage.soon("wrap-up begins"):
            await agent.until(lambda desk: wrapping(desk, made.interaction))
    await agent.wrap_up(made.interaction, "think")
    await stage.free(agent)
    stage.line(name_of(agent), "John leaves; wrap-up, ready again")
