"""An agent against a real server."""

from pathlib import Path

import pytest
import trio
from kit.clients import house_of_clients
from ringline_client import CommandFailed
from ringline_protocol.values import Channel, Consumer, LegState, OfferState, Phase, Role, Status, Target, Variable


async def test_from_the_ring_to_being_ready_again(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await bot.create("que_chat", Consumer("María"), variables=[Variable("pnr", "AB12CD")])
        offer = (await ana.until(lambda desk: desk.agent.offers))[0]
        assert offer.card is not None
        assert offer.card.consumer.name == "María"

        accepted = await ana.accept(offer.offer)
        assert (accepted.interaction, accepted.state) == (made.interaction, OfferState.ACCEPTED)
        await ana.say(made.interaction, "hola")
        await ana.end(made.interaction)
        labels = await ana.labels(made.interaction)
        assert {leaf.id for leaf in labels.leaves} == {"sold", "lost", "solved"}
        await ana.extend_wrap_up(made.interaction)
        await ana.save_dispositions(made.interaction, "sold")
        await ana.wrap_up(made.interaction)
        await ana.until(lambda desk: not desk.agent.legs)

        closed = await ana.read_interaction(made.interaction)
        assert closed.phase is Phase.CLOSED
        assert closed.legs[0].outcome is not None
        assert closed.legs[0].outcome.dispositions == ("sold",)


async def test_a_declined_ring_goes_on_to_the_next_agent(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        await bot.create("que_chat")
        offer = (await ana.until(lambda desk: desk.agent.offers))[0]
        bruno = await house.agent("agt_bruno")
        await ana.decline(offer.offer, "busy")

        assert (await bruno.until(lambda desk: desk.agent.offers))[0].attempt == 2


async def test_notes_and_drafts_are_saved_by_revision(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        first = await ana.save_note(made.interaction, "one", rev=0)
        second = await ana.save_note(made.interaction, "two", note=first.note, rev=first.rev)
        with pytest.raises(CommandFailed) as failed:
            await ana.save_note(made.interaction, "three", note=first.note, rev=first.rev)
        draft = await ana.save_draft(made.interaction, "Dear")

        assert (first.rev, second.rev, draft.rev) == (1, 2, 1)
        assert failed.value.code == "conflict"
        assert failed.value.details["current"]["text"] == "two"
        view = ana.interaction(made.interaction)
        assert view is not None
        assert view.draft is not None
        assert (view.notes[0].text, view.draft.text) == ("two", "Dear")


async def test_hold_resume_and_variables_are_seen_when_they_return(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        await ana.hold(made.interaction)
        held = ana.interaction(made.interaction)
        await ana.resume(made.interaction)
        saved = await ana.set_variable(made.interaction, Variable("tier", "gold"), rev=0)
        after = ana.interaction(made.interaction)

        assert held is not None
        assert after is not None
        assert (held.on_hold, after.on_hold) == (True, False)
        assert [(one.name, one.value, one.rev) for one in after.variables] == [("tier", "gold", saved.rev)]


async def test_a_cold_transfer_reaches_the_other_agent(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        bruno = await house.agent("agt_bruno")
        await ana.transfer(made.interaction, Target(agent="agt_bruno"), note="knows about it")
        offer = (await bruno.until(lambda desk: desk.agent.offers))[0]
        assert offer.card is not None
        assert offer.card.hand_over is not None
        await bruno.accept(offer.offer)
        card = await ana.until(
            lambda desk: next((leg for leg in desk.agent.legs if leg.state is LegState.WRAPPING), None)
        )

        assert card.interaction == made.interaction


async def test_a_consult_becomes_a_conference_and_is_left(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        bruno = await house.agent("agt_bruno")
        await ana.consult(made.interaction, "agt_bruno")
        await bruno.accept((await bruno.until(lambda desk: desk.agent.offers))[0].offer)
        await bruno.until(lambda desk: desk.agent.legs)
        await ana.conference(made.interaction)
        await bruno.leave(made.interaction)
        view = await ana.read_interaction(made.interaction)

        assert [leg.agent for leg in view.legs if leg.is_talking] == ["agt_ana"]


async def test_a_consult_is_completed_or_taken_back(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        bruno = await house.agent("agt_bruno")
        await ana.consult(made.interaction, "agt_bruno")
        await ana.cancel_transfer(made.interaction)
        await ana.consult(made.interaction, "agt_bruno")
        offer = (await bruno.until(lambda desk: desk.agent.offers))[0]
        await bruno.accept(offer.offer)
        await ana.complete_transfer(made.interaction)
        view = await bruno.read_interaction(made.interaction)

        assert [leg.agent for leg in view.legs if leg.is_talking] == ["agt_bruno"]


async def test_asynchronous_work_is_opened_parked_released_and_taken(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await bot.create("que_mail", Consumer("Łukasz"), subject="Invoice")
        card = (await ana.until(lambda desk: desk.agent.legs))[0]
        assert (card.channel, card.opened) == (Channel.EMAIL, False)
        await ana.open(made.interaction)
        await ana.park(made.interaction, until_reply=True)
        await ana.unpark(made.interaction)
        await ana.release(made.interaction, note="not mine")
        await ana.wrap_up(made.interaction)
        explained = await ana.explain(made.interaction)
        assert explained.is_waiting
        assert {member.agent: member.out for member in explained.members}["agt_bruno"] == "offline"

        assert await ana.take(made.interaction) == made.interaction
        await ana.resolve(made.interaction, "solved")
        assert (await ana.read_interaction(made.interaction)).phase is Phase.CLOSED


async def test_opt_outs_and_a_next_status_are_in_the_view(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        await house.talking(ana, bot)
        await ana.set_opt_outs(channels=(Channel.EMAIL,))
        await ana.set_status(Status.NOT_READY, "lunch")
        view = ana.view.agent

        assert view.opt_outs is not None
        assert view.status is not None
        assert view.status.next_status is not None
        assert (view.opt_outs.channels, view.status.next_status.reason) == ((Channel.EMAIL,), "lunch")


async def test_a_call_waits_for_media_and_can_fail(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await bot.create("que_voice")
        offer = (await ana.until(lambda desk: desk.agent.offers))[0]
        with ana.events() as events:
            accepted = await ana.accept(offer.offer)
            await ana.report_media(made.interaction, ok=False, reason="no microphone")
            with trio.fail_after(5):
                ended = await events.next("offer.ended")

        assert (accepted.state, accepted.leg) == (OfferState.ACCEPTING, None)
        assert ended.data.state is OfferState.FAILED


async def test_a_conference_rings_a_further_agent(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        bruno = await house.agent("agt_bruno")
        await ana.conference(made.interaction, "agt_bruno")
        await bruno.accept((await bruno.until(lambda desk: desk.agent.offers))[0].offer)
        await bruno.say(made.interaction, "both of us now")
        view = await ana.until(
            lambda desk: _if_said(desk.interactions[f"interaction/{made.interaction}"].segments, "both of us now")
        )

        assert view is Role.AGENT


def _if_said(segments: tuple[object, ...], text: str) -> Role | None:
    return next((one.role for one in segments if one.text == text), None)  # type: ignore[attr-defined]


async def test_typing_is_seen_by_the_consumer(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        maria = await house.consumer(made)
        await ana.show_typing(made.interaction)

        assert await maria.until(lambda mine: mine.agent_types)
