"""Folds of offers, transfers and parking."""

import pytest
from kit.story import START_MS, Tale, account, agent, queue
from ringline_protocol.commands import HoldLeg, InviteAgent, ParkInteraction, StartTransfer
from ringline_protocol.values import (
    Channel,
    LegState,
    OfferPurpose,
    OfferState,
    Presence,
    Target,
    TransferMode,
    TransferResult,
)
from ringline_server.domain import folds
from ringline_server.domain.events import MediaReported, TransferEnded, Unparked
from ringline_server.domain.state import OFFERS_KEPT_MAX, Interaction


def handing_on(mode: TransferMode = TransferMode.COLD_ASSURED) -> Tale:
    tale = Tale(account(queue(), queue("que_2"))).arrives().talks()
    target = Target(agent="ben") if mode is TransferMode.WARM else Target(queue="que_2")
    tale.does(StartTransfer("int_1", target, mode), agent("ana"))
    return tale


def transfer_ended(tale: Tale, result: TransferResult) -> Interaction:
    assert tale.state.transfer is not None
    event = TransferEnded(tale.state.transfer.id, tale.state.transfer.leg, result)
    return folds.apply(tale.state, event, START_MS + 5)


def test_an_offer_fulfils_the_wish_for_its_agent() -> None:
    tale = Tale().arrives().talks()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))

    tale.rings("ben", OfferPurpose.CONFERENCE)

    assert tale.state.wanted is None
    assert tale.state.attempts == 0, "only offers for the work itself are attempts"


def test_ended_offers_are_kept_for_exact_answers_up_to_a_limit() -> None:
    tale = Tale().arrives()
    for _ in range(OFFERS_KEPT_MAX + 3):
        tale.rings("ana")
        tale.declines("ana")

    tale.rings("ben")

    assert len(tale.state.offers) == OFFERS_KEPT_MAX + 1
    assert tale.state.offers[-1].state is OfferState.PENDING
    assert tale.state.offers[0].attempt == 4


def test_an_exclusion_that_is_over_is_forgotten() -> None:
    tale = Tale().arrives()
    tale.rings("ana")
    tale.declines("ana").passes(30_000)

    tale.rings("ben")
    tale.declines("ben")

    assert set(tale.state.excluded) == {"ben"}


def test_media_of_each_side_is_kept() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE))).arrives()
    offer = tale.rings("ana").id

    state = folds.apply(tale.state, MediaReported(offer, "agent"), START_MS)

    assert state.offers[0].media == {"agent"}


def test_a_cold_transfer_marks_the_senders_leg_and_a_consult_does_not() -> None:
    assert handing_on().leg("ana").state is LegState.TRANSFERRING
    assert handing_on(TransferMode.WARM).leg("ana").state is LegState.ACTIVE


@pytest.mark.parametrize("result", [TransferResult.FAILED, TransferResult.CANCELED])
def test_a_transfer_that_comes_back_is_the_senders_in_their_queue_and_waits_nowhere(result: TransferResult) -> None:
    tale = handing_on()
    assert tale.state.queue == "que_2"

    state = transfer_ended(tale, result)

    assert state.last_transfer is not None
    assert (state.waiting, state.transfer, state.last_transfer.result) == (None, None, result)
    assert (state.queue, state.queue_name) == ("que_1", "Queue que_1")
    assert state.legs[tale.leg("ana").id].state is LegState.ACTIVE
    assert state.last_word_at_ms == START_MS + 5


def test_a_transfer_that_comes_back_to_a_lost_sender_is_active_when_they_are_back() -> None:
    tale = handing_on().present("ana", Presence.GRACE)

    state = transfer_ended(tale, TransferResult.FAILED)

    leg = state.legs[tale.leg("ana").id]
    assert (leg.state, leg.state_before_loss) == (LegState.LOST, LegState.ACTIVE)


def test_a_completed_transfer_leaves_the_place_in_line_to_who_takes_it() -> None:
    tale = handing_on()

    assert transfer_ended(tale, TransferResult.COMPLETED).waiting == tale.state.waiting


def test_a_held_consult_stays_held_when_it_ends() -> None:
    tale = handing_on(TransferMode.WARM)
    tale.does(HoldLeg("int_1"), agent("ana"))

    state = transfer_ended(tale, TransferResult.CANCELED)

    assert state.legs[tale.leg("ana").id].state is LegState.HELD


def test_parked_work_is_put_aside_and_taken_up_again() -> None:
    tale = Tale(account(queue(channel=Channel.EMAIL))).arrives().talks()
    tale.does(ParkInteraction("int_1", START_MS + 60_000), agent("ana"))
    leg = tale.leg("ana").id
    assert tale.state.parked is not None
    assert (tale.state.parked.until_at_ms, tale.leg("ana").state) == (START_MS + 60_000, LegState.PARKED)

    state = folds.apply(tale.state, Unparked(leg, "time"), START_MS)

    assert (state.parked, state.legs[leg].state) == (None, LegState.ACTIVE)
