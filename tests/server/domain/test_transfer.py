"""Handing over: cold and warm, to queues and agents, and every way that it can end. Exactly one end each."""

from typing import Any

import pytest
from kit.story import CONSUMER, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    AcceptOffer,
    CancelTransfer,
    CompleteTransfer,
    HoldLeg,
    InviteAgent,
    LeaveInteraction,
    ResumeLeg,
    StartTransfer,
)
from ringline_protocol.values import (
    Channel,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    OverflowTrigger,
    Phase,
    Presence,
    QueuedReason,
    Target,
    TransferMode,
    TransferResult,
)
from ringline_server.domain.events import (
    AgentUnwanted,
    AgentWanted,
    LegEnded,
    LegHeld,
    LegPromoted,
    LegResumed,
    LegStarted,
    NoteSaved,
    OfferEnded,
    Queued,
    TransferEnded,
    TransferStarted,
    WrapUpStarted,
)
from ringline_server.domain.policy import MediaReports
from ringline_server.domain.state import Wanted

COLD, UNASSURED, WARM = TransferMode.COLD_ASSURED, TransferMode.COLD_UNASSURED, TransferMode.WARM


def talking(channel: Channel = Channel.MESSAGING, **policy: Any) -> Tale:
    """Ana talks, from queue one; there is a second queue."""
    policy = {"media": MediaReports.NONE, **policy}
    lines = (queue(channel=channel, **policy), queue("que_2", channel=channel, **policy))
    return Tale(account(*lines, queue("que_mail", Channel.EMAIL))).arrives().talks()


def transfers(tale: Tale, mode: TransferMode = COLD, note: str = "", **target: str) -> Tale:
    tale.does(StartTransfer("int_1", Target(**target), mode, note), agent("ana"))
    return tale


def consulting(channel: Channel = Channel.MESSAGING, **policy: Any) -> Tale:
    """Ana talks to Ben about it."""
    tale = transfers(talking(channel, **policy), WARM, agent="ben")
    tale.rings("ben", OfferPurpose.CONSULT)
    if tale.offer("ben").state.is_live:
        tale.accepts("ben")
    return tale


def end_of(tale: Tale) -> tuple[TransferResult, str]:
    """The one and only."""
    (ended,) = tale.ever(TransferEnded)
    tale.ends_well()
    return ended.result, ended.reason


# --- cold to an agent


def test_cold_assured_to_an_agent_asks_them_and_keeps_the_senders_leg() -> None:
    tale = transfers(talking(), agent="ben")

    assert [type(event) for event in tale.last] == [TransferStarted, AgentWanted]
    assert tale.leg("ana").state is LegState.TRANSFERRING
    assert tale.state.wanted == Wanted("ben", OfferPurpose.TRANSFER, "ana")
    assert tale.state.phase is Phase.ACTIVE


def test_cold_assured_target_accepts_and_the_sender_wraps_up_while_the_receiver_talks() -> None:
    tale = transfers(talking(), agent="ben")
    tale.rings("ben", OfferPurpose.TRANSFER)

    tale.accepts("ben")

    assert [type(event) for event in tale.last] == [OfferEnded, LegEnded, WrapUpStarted, TransferEnded, LegStarted]
    assert end_of(tale) == (TransferResult.COMPLETED, "")
    assert (tale.leg("ana").state, tale.leg("ana").end_reason) == (LegState.WRAPPING, LegEndReason.TRANSFERRED)
    assert tale.state.primary == tale.leg("ben")


@pytest.mark.parametrize("how", ["declined", "expired", "busy", "unreachable", "media"])
def test_transfer_target_does_not_answer_and_it_returns_to_the_sender(how: str) -> None:
    media = MediaReports.AGENT if how == "media" else MediaReports.NONE
    tale = talking(Channel.VOICE, media=media)
    transfers(tale, agent="ben")

    _falls_through(tale, how, OfferPurpose.TRANSFER)

    reason = {"busy": "not_ready", "unreachable": "agent_unreachable"}.get(how, how)
    assert end_of(tale) == (TransferResult.FAILED, reason)
    assert tale.state.primary == tale.leg("ana")
    assert tale.leg("ana").state is LegState.ACTIVE
    assert (tale.state.waiting, tale.state.wanted, tale.state.live_offers) == (None, None, ())


def _falls_through(tale: Tale, how: str, purpose: OfferPurpose) -> None:
    if how == "busy":
        tale.is_busy("ben")
        return
    tale.rings("ben", purpose)
    match how:
        case "declined":
            tale.declines("ben")
        case "expired":
            tale.passes(20_000)
        case "unreachable":
            tale.cancels("ben", OfferDetail.AGENT_UNREACHABLE)
        case "media":
            tale.accepts("ben").passes(10_000)


def test_a_failed_transfer_returns_a_held_consumer_held() -> None:
    tale = talking()
    tale.does(HoldLeg("int_1"), agent("ana"))
    transfers(tale, agent="ben").is_busy("ben")

    assert tale.leg("ana").state is LegState.HELD
    assert [type(event) for event in tale.last] == [AgentUnwanted, TransferEnded, LegHeld]


def test_cold_unassured_to_an_agent_frees_the_sender_at_once() -> None:
    tale = transfers(talking(), UNASSURED, agent="ben")

    assert [type(event) for event in tale.last] == [TransferStarted, LegEnded, WrapUpStarted, AgentWanted]
    assert tale.ever(TransferEnded) == []
    tale.refuses(CancelTransfer("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    tale.rings("ben", OfferPurpose.TRANSFER)
    tale.accepts("ben")

    assert end_of(tale) == (TransferResult.COMPLETED, "")
    assert tale.state.primary == tale.leg("ben")


@pytest.mark.parametrize("how", ["declined", "expired", "busy", "unreachable"])
def test_cold_unassured_target_does_not_answer_and_it_goes_to_the_queue_once(how: str) -> None:
    tale = transfers(talking(Channel.VOICE), UNASSURED, agent="ben")

    _falls_through(tale, how, OfferPurpose.TRANSFER)

    assert end_of(tale)[0] is TransferResult.FAILED
    (queued,) = tale.of(Queued)
    assert (queued.queue, queued.reason) == ("que_1", QueuedReason.TRANSFER)
    assert queued.enqueued_at_ms == tale.ever(Queued)[0].enqueued_at_ms


# --- cold to a queue


def test_cold_assured_to_a_queue_keeps_the_senders_leg_until_somebody_there_accepts() -> None:
    tale = transfers(talking(), queue="que_2")

    assert [type(event) for event in tale.last] == [TransferStarted, Queued]
    assert (tale.of(Queued)[0].queue, tale.leg("ana").state) == ("que_2", LegState.TRANSFERRING)
    assert tale.rings("ben").queue == "que_2"

    tale.accepts("ben")

    assert end_of(tale) == (TransferResult.COMPLETED, "")
    assert (tale.state.waiting, tale.state.primary) == (None, tale.leg("ben"))
    assert tale.leg("ana").end_reason is LegEndReason.TRANSFERRED


def test_a_decline_in_the_target_queue_keeps_the_transfer_going() -> None:
    tale = transfers(talking(), queue="que_2")
    tale.rings("ben")
    tale.declines("ben")

    assert tale.ever(TransferEnded) == []
    tale.rings("cai")
    tale.accepts("cai")

    assert end_of(tale) == (TransferResult.COMPLETED, "")


@pytest.mark.parametrize("trigger", [OverflowTrigger.QUEUE_FULL, OverflowTrigger.CLOSED, OverflowTrigger.NO_AGENTS])
def test_the_target_queue_turns_it_away_and_it_returns_to_the_sender(trigger: OverflowTrigger) -> None:
    tale = transfers(talking(), queue="que_2").turned_away(trigger)

    assert end_of(tale) == (TransferResult.FAILED, str(trigger))
    assert (tale.state.waiting, tale.state.queue) == (None, "que_1")
    assert tale.leg("ana").state is LegState.ACTIVE


def test_nobody_in_the_target_queue_takes_it_in_time_and_it_returns_to_the_sender() -> None:
    tale = transfers(talking(max_wait_ms=60_000), queue="que_2").passes(60_000)

    assert end_of(tale) == (TransferResult.FAILED, "max_wait")
    assert tale.state.primary == tale.leg("ana")


def test_cold_unassured_to_a_queue_is_complete_when_it_stands_there() -> None:
    tale = transfers(talking(), UNASSURED, queue="que_2")

    assert [type(event) for event in tale.last] == [TransferStarted, LegEnded, WrapUpStarted, TransferEnded, Queued]
    assert end_of(tale) == (TransferResult.COMPLETED, "")
    assert tale.state.phase is Phase.QUEUED


def test_a_transfer_to_a_queue_keeps_the_place_that_the_consumer_had_waited_for() -> None:
    tale = talking().passes(90_000)

    transfers(tale, UNASSURED, queue="que_2")

    (queued,) = tale.of(Queued)
    assert queued.enqueued_at_ms == tale.ever(Queued)[0].enqueued_at_ms
    assert queued.waiting_since_ms == tale.now_ms


# --- taking it back


@pytest.mark.parametrize("target", [{"agent": "ben"}, {"queue": "que_2"}])
@pytest.mark.parametrize("is_ringing", [False, True])
def test_the_sender_takes_a_cold_transfer_back(target: dict[str, str], is_ringing: bool) -> None:
    tale = transfers(talking(), COLD, **target)
    if is_ringing:
        tale.rings("ben", OfferPurpose.TRANSFER if "agent" in target else OfferPurpose.HANDLE)

    tale.does(CancelTransfer("int_1"), agent("ana"))

    assert end_of(tale) == (TransferResult.CANCELED, "sender")
    assert tale.leg("ana").state is LegState.ACTIVE
    assert (tale.state.waiting, tale.state.wanted, tale.state.live_offers) == (None, None, ())
    if is_ringing:
        ended = tale.of(OfferEnded)
        assert [(end.state, end.detail) for end in ended] == [(OfferState.CANCELED, OfferDetail.TRANSFER_CANCELED)]


def test_accept_races_cancel_and_the_mailbox_order_decides() -> None:
    first = transfers(talking(), agent="ben")
    first.rings("ben", OfferPurpose.TRANSFER)
    first.accepts("ben")
    details = first.refuses(CancelTransfer("int_1"), agent("ana"), ErrorCode.TRANSFER_NOT_PENDING)
    assert details == {"state": "completed"}

    late = transfers(talking(), agent="ben")
    offer = late.rings("ben", OfferPurpose.TRANSFER)
    late.does(CancelTransfer("int_1"), agent("ana"))
    refused = late.refuses(AcceptOffer(offer.id), agent("ben"), ErrorCode.OFFER_NOT_PENDING)
    assert refused["state"] == "canceled"


def test_only_the_sender_cancels_or_completes() -> None:
    tale = consulting()

    for command in (CancelTransfer("int_1"), CompleteTransfer("int_1")):
        tale.refuses(command, agent("ben"), ErrorCode.FORBIDDEN)
        tale.refuses(command, agent("cai"), ErrorCode.FORBIDDEN)
    assert talking().refuses(CancelTransfer("int_1"), agent("ana"), ErrorCode.TRANSFER_NOT_PENDING) == {}


@pytest.mark.parametrize("mode", [COLD, UNASSURED, WARM])
def test_the_consumer_leaves_in_the_middle_of_a_transfer(mode: TransferMode) -> None:
    tale = transfers(talking(), mode, agent="ben").leaves()

    assert end_of(tale) == (TransferResult.CANCELED, "consumer_left")
    assert tale.state.wanted is None
    assert {leg.state for leg in tale.state.legs.values()} == {LegState.WRAPPING}


# --- warm


def test_warm_asks_the_agent_and_holds_a_caller() -> None:
    call = transfers(talking(Channel.VOICE), WARM, agent="ben")
    assert [type(event) for event in call.last] == [TransferStarted, LegHeld, AgentWanted]
    assert call.leg("ana").state is LegState.HELD

    chat = transfers(talking(), WARM, agent="ben")
    assert [type(event) for event in chat.last] == [TransferStarted, AgentWanted]
    assert chat.leg("ana").state is LegState.ACTIVE


def test_warm_completes_and_the_consulted_agent_has_the_consumer() -> None:
    tale = consulting(Channel.VOICE)
    assert tale.leg("ben").kind is LegKind.CONSULT

    tale.does(CompleteTransfer("int_1"), agent("ana"))

    assert [type(event) for event in tale.last] == [LegEnded, WrapUpStarted, TransferEnded, LegPromoted]
    assert end_of(tale) == (TransferResult.COMPLETED, "")
    assert (tale.state.primary, tale.leg("ana").end_reason) == (tale.leg("ben"), LegEndReason.TRANSFERRED)


def test_warm_cannot_be_completed_before_the_agent_is_there() -> None:
    tale = transfers(talking(), WARM, agent="ben")
    asked = tale.refuses(CompleteTransfer("int_1"), agent("ana"), ErrorCode.INVALID_STATE)
    tale.rings("ben", OfferPurpose.CONSULT)
    ringing = tale.refuses(CompleteTransfer("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert (asked["state"], ringing["state"]) == ("transferring", "ringing")
    assert asked["allowed"] == ["transfer.cancel"]


@pytest.mark.parametrize(("resumes", "after"), [(False, LegState.HELD), (True, LegState.ACTIVE)])
def test_consult_target_hangs_up_and_the_main_leg_stays_held_or_resumes(resumes: bool, after: LegState) -> None:
    tale = consulting(Channel.VOICE, resume_after_consult=resumes)

    tale.does(LeaveInteraction("int_1"), agent("ben"))

    assert end_of(tale) == (TransferResult.FAILED, "left")
    assert tale.leg("ana").state is after
    assert (tale.leg("ben").state, tale.leg("ben").end_reason) == (LegState.ENDED, LegEndReason.CONSULT_ENDED)
    assert (LegResumed in map(type, tale.last)) is resumes


@pytest.mark.parametrize("how", ["declined", "expired", "busy", "unreachable"])
def test_consult_target_does_not_answer_and_the_sender_goes_on(how: str) -> None:
    tale = transfers(talking(Channel.VOICE), WARM, agent="ben")

    _falls_through(tale, how, OfferPurpose.CONSULT)

    assert end_of(tale)[0] is TransferResult.FAILED
    assert tale.leg("ana").state is LegState.HELD
    tale.does(ResumeLeg("int_1"), agent("ana"))
    assert tale.leg("ana").state is LegState.ACTIVE


def test_the_sender_cancels_a_consult_and_the_consulted_agent_is_free() -> None:
    tale = consulting()

    tale.does(CancelTransfer("int_1"), agent("ana"))

    assert end_of(tale) == (TransferResult.CANCELED, "sender")
    assert tale.leg("ben").state is LegState.ENDED
    assert tale.state.primary == tale.leg("ana")


def test_warm_cannot_be_completed_with_a_lost_colleague() -> None:
    tale = consulting().present("ben", Presence.GRACE)

    tale.refuses(CompleteTransfer("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    tale.present("ben", Presence.CONNECTED).does(CompleteTransfer("int_1"), agent("ana"))
    assert tale.state.primary == tale.leg("ben")


# --- the sender is lost


@pytest.mark.parametrize("target", [{"agent": "ben"}, {"queue": "que_2"}])
def test_the_sender_is_lost_and_the_target_still_takes_it(target: dict[str, str]) -> None:
    tale = transfers(talking(), COLD, **target)
    tale.rings("ben", OfferPurpose.TRANSFER if "agent" in target else OfferPurpose.HANDLE)
    tale.present("ana", Presence.GRACE)
    assert tale.leg("ana").state is LegState.LOST
    tale.present("ana", Presence.GONE)
    assert tale.of(LegEnded)[0].reason is LegEndReason.AGENT_LOST

    tale.accepts("ben")

    assert end_of(tale) == (TransferResult.COMPLETED, "")
    assert tale.state.primary == tale.leg("ben")


def test_the_sender_is_lost_and_the_target_declines_then_it_waits_at_the_front() -> None:
    tale = transfers(talking(), agent="ben")
    tale.rings("ben", OfferPurpose.TRANSFER)
    tale.present("ana", Presence.GONE).declines("ben")

    assert end_of(tale) == (TransferResult.FAILED, "declined")
    (queued,) = tale.of(Queued)
    assert (queued.queue, queued.reason, queued.at_front) == ("que_1", QueuedReason.AGENT_LOST, True)


def test_the_sender_is_lost_and_the_target_queue_turns_it_away_then_its_overflow_rule_holds() -> None:
    tale = transfers(talking(), queue="que_2").present("ana", Presence.GONE)

    tale.turned_away(OverflowTrigger.QUEUE_FULL)

    assert end_of(tale) == (TransferResult.FAILED, "queue_full")
    assert tale.state.ended is not None


def test_the_sender_comes_back_in_time_and_the_transfer_goes_on() -> None:
    tale = transfers(talking(), agent="ben")

    tale.present("ana", Presence.GRACE).present("ana", Presence.CONNECTED)

    assert tale.leg("ana").state is LegState.TRANSFERRING
    tale.is_busy("ben")
    assert tale.leg("ana").state is LegState.ACTIVE


def test_a_transfer_fails_while_the_sender_is_in_grace_and_is_theirs_when_they_are_back() -> None:
    tale = transfers(talking(), agent="ben").present("ana", Presence.GRACE).is_busy("ben")

    assert tale.leg("ana").state is LegState.LOST
    tale.present("ana", Presence.CONNECTED)
    assert tale.leg("ana").state is LegState.ACTIVE


# --- what is refused


@pytest.mark.parametrize(
    ("target", "mode", "code"),
    [
        ({}, COLD, ErrorCode.BAD_REQUEST),
        ({"agent": "ben", "queue": "que_2"}, COLD, ErrorCode.BAD_REQUEST),
        ({"queue": "que_2"}, WARM, ErrorCode.BAD_REQUEST),
        ({"queue": "que_9"}, COLD, ErrorCode.NOT_FOUND),
        ({"agent": "zoe"}, COLD, ErrorCode.NOT_FOUND),
        ({"agent": "ana"}, COLD, ErrorCode.TRANSFER_TARGET_UNAVAILABLE),
        ({"queue": "que_mail"}, COLD, ErrorCode.TRANSFER_TARGET_UNAVAILABLE),
    ],
)
def test_a_target_that_cannot_be_is_refused(target: dict[str, str], mode: TransferMode, code: ErrorCode) -> None:
    tale = talking()

    tale.refuses(StartTransfer("int_1", Target(**target), mode), agent("ana"), code)

    assert tale.leg("ana").state is LegState.ACTIVE


def test_one_transfer_at_a_time_and_none_beside_an_invitation() -> None:
    tale = transfers(talking(), agent="ben")
    command = StartTransfer("int_1", Target(agent="cai"))
    assert tale.refuses(command, agent("ana"), ErrorCode.INVALID_STATE)["allowed"] == ["transfer.cancel"]
    warm = consulting()
    assert warm.refuses(command, agent("ana"), ErrorCode.INVALID_STATE)["state"] == "consulting"
    inviting = talking()
    inviting.does(InviteAgent("int_1", "ben"), agent("ana"))
    assert inviting.refuses(command, agent("ana"), ErrorCode.INVALID_STATE)["state"] == "inviting"


def test_a_consult_has_room_for_three() -> None:
    tale = talking()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    tale.rings("ben", OfferPurpose.CONFERENCE)
    tale.accepts("ben")

    command = StartTransfer("int_1", Target(agent="cai"), WARM)

    assert tale.refuses(command, agent("ana"), ErrorCode.AT_CAPACITY) == {"parties_max": 3}


def test_who_is_not_alone_with_the_consumer_leaves_it_to_the_others_instead_of_unassured() -> None:
    tale = talking()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    tale.rings("ben", OfferPurpose.CONFERENCE)
    tale.accepts("ben")

    command = StartTransfer("int_1", Target(queue="que_2"), UNASSURED)

    assert tale.refuses(command, agent("ana"), ErrorCode.INVALID_STATE)["allowed"] == ["leg.leave"]


def test_consumers_strangers_and_supervisors_without_a_leg_do_not_transfer() -> None:
    tale = talking()

    for who in (CONSUMER, SUPERVISOR, agent("ben")):
        tale.refuses(StartTransfer("int_1", Target(agent="cai")), who, ErrorCode.FORBIDDEN)


def test_the_words_of_a_transfer_stay_as_a_note() -> None:
    tale = transfers(talking(), note="wants a refund", agent="ben")

    (note,) = tale.of(NoteSaved)
    assert (note.text, note.agent) == ("wants a refund", "ana")
    assert tale.of(TransferStarted)[0].note == "wants a refund"
