"""What the end of an offer means when the agent did not take it, by what the offer was for."""

import pytest
from kit.story import SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.commands import AssignInteraction, InviteAgent, StartTransfer
from ringline_protocol.values import (
    Channel,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Phase,
    Target,
    TransferMode,
    TransferResult,
)
from ringline_server.domain import settling
from ringline_server.domain.events import OfferEnded, Queued, TransferEnded
from ringline_server.domain.state import Interaction

PURPOSES = {
    TransferMode.COLD_ASSURED: OfferPurpose.TRANSFER,
    TransferMode.COLD_UNASSURED: OfferPurpose.TRANSFER,
    TransferMode.WARM: OfferPurpose.CONSULT,
}


def offered_on(mode: TransferMode, channel: Channel = Channel.MESSAGING) -> Tale:
    """Ana hands on; it rings at Ben."""
    tale = Tale(account(queue(channel=channel))).arrives().talks()
    tale.does(StartTransfer("int_1", Target(agent="ben"), mode), agent("ana"))
    tale.rings("ben", PURPOSES[mode])
    return tale


@pytest.mark.parametrize("mode", [TransferMode.COLD_ASSURED, TransferMode.WARM])
@pytest.mark.parametrize(
    ("fails", "reason"),
    [
        (lambda tale: tale.declines("ben"), "declined"),
        (lambda tale: tale.passes(30_000), "expired"),
        (lambda tale: tale.cancels("ben", OfferDetail.AGENT_UNREACHABLE), "agent_unreachable"),
    ],
)
def test_transfer_target_does_not_answer_and_the_sender_has_it(mode: TransferMode, fails: object, reason: str) -> None:
    tale = offered_on(mode)

    fails(tale)  # type: ignore[operator]

    (ended,) = tale.of(TransferEnded)
    assert (ended.result, ended.reason) == (TransferResult.FAILED, reason)
    assert tale.leg("ana").state is LegState.ACTIVE
    assert tale.state.transfer is None


def test_transfer_target_does_not_answer_an_unassured_transfer_and_the_queue_has_it() -> None:
    tale = offered_on(TransferMode.COLD_UNASSURED).declines("ben")

    assert tale.of(TransferEnded)[0].result is TransferResult.FAILED
    assert len(tale.of(Queued)) == 1
    assert tale.state.waiting is not None


def test_a_target_without_media_fails_the_transfer() -> None:
    tale = offered_on(TransferMode.COLD_ASSURED, Channel.VOICE).accepts("ben").passes(10_000)

    assert tale.of(TransferEnded)[0].reason == "media"


def test_who_declines_a_colleagues_wish_is_not_passed_over() -> None:
    tale = offered_on(TransferMode.COLD_ASSURED).declines("ben")

    assert tale.of(OfferEnded)[0].excluded_until_ms is None


def test_an_invitation_that_is_declined_changes_nothing_else() -> None:
    tale = Tale().arrives().talks()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    tale.rings("ben", OfferPurpose.CONFERENCE)

    tale.declines("ben")

    assert [type(event) for event in tale.last] == [OfferEnded]
    assert tale.state.phase is Phase.ACTIVE


def test_an_assignment_that_is_declined_goes_on_waiting() -> None:
    tale = Tale().arrives()
    tale.does(AssignInteraction("int_1", "ben"), SUPERVISOR)
    tale.rings("ben")

    tale.declines("ben")

    assert tale.offer("ben").state is OfferState.DECLINED
    assert tale.state.phase is Phase.QUEUED


def test_nobodys_is_what_no_queue_no_agent_and_no_wish_has() -> None:
    assert settling.is_nobodys(Interaction())
    assert not settling.is_nobodys(Tale().arrives().state)
    assert not settling.is_nobodys(Tale().arrives().talks().state)
    assert not settling.is_nobodys(Tale().arrives().leaves().state)
