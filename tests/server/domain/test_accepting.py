"""From an accept to a leg: media, and what each purpose makes."""

from typing import Any

import pytest
from kit.story import CONSUMER, SERVICE, START_MS, STRANGER, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    AcceptOffer,
    DeclineOffer,
    InviteAgent,
    ReportMedia,
    StartTransfer,
)
from ringline_protocol.values import (
    Channel,
    ClosedReason,
    EndedBy,
    LegEndReason,
    LegKind,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Phase,
    Target,
    TransferMode,
    TransferResult,
)
from ringline_server.domain.accepting import CONSUMER_MISSES_MAX
from ringline_server.domain.events import (
    Closed,
    Ended,
    LegEnded,
    LegStarted,
    MediaReported,
    OfferAccepting,
    OfferEnded,
    Queued,
    TransferEnded,
)
from ringline_server.domain.policy import MediaReports, Selection


def connecting(**policy: Any) -> Tale:
    """Ana has accepted a call."""
    tale = Tale(account(queue(channel=Channel.VOICE, **policy))).arrives()
    tale.rings("ana")
    return tale.accepts("ana")


def test_an_accepted_call_connects_until_both_sides_have_media() -> None:
    tale = connecting()
    assert tale.of(OfferAccepting)[0].expires_at_ms == START_MS + 10_000
    assert (tale.state.phase, tale.result["state"]) == (Phase.CONNECTING, "accepting")

    tale.reports_media(agent("ana"))
    assert tale.state.phase is Phase.CONNECTING
    tale.reports_media(CONSUMER)

    assert [type(event) for event in tale.last] == [MediaReported, OfferEnded, LegStarted]
    assert str(tale.state.phase) == "active"


@pytest.mark.parametrize(
    ("media", "reports"), [(MediaReports.NONE, 0), (MediaReports.AGENT, 1), (MediaReports.BOTH, 2)]
)
def test_the_queue_says_whose_media_is_waited_for(media: MediaReports, reports: int) -> None:
    tale = connecting(media=media)

    for side in (agent("ana"), CONSUMER)[:reports]:
        assert tale.state.phase is Phase.CONNECTING
        tale.reports_media(side)

    assert tale.state.phase is Phase.ACTIVE


def test_the_service_that_brought_a_call_reports_for_its_consumer() -> None:
    tale = connecting().reports_media(agent("ana")).reports_media(SERVICE)

    assert tale.state.phase is Phase.ACTIVE


def test_accepting_fails_when_media_does_not_come_and_the_agent_is_not_blamed() -> None:
    tale = connecting().reports_media(agent("ana")).passes(10_000)

    (ended,) = tale.of(OfferEnded)
    assert (ended.state, ended.detail, ended.reason) == (OfferState.FAILED, OfferDetail.MEDIA, "consumer")
    assert ended.excluded_until_ms is None
    assert tale.of(Queued)[0].enqueued_at_ms == START_MS


def test_an_agent_without_media_is_passed_over_for_the_cool_down() -> None:
    tale = connecting().reports_media(CONSUMER).passes(10_000)

    (ended,) = tale.of(OfferEnded)
    assert (ended.reason, ended.excluded_until_ms) == ("agent", tale.now_ms + 30_000)


def tries(tale: Tale) -> Tale:
    """Ana accepts the call once more, and only her media comes."""
    tale.rings("ana")
    return tale.accepts("ana").reports_media(agent("ana")).passes(10_000)


def test_a_consumer_whose_media_never_comes_is_gone_after_the_third_call() -> None:
    tale = tries(connecting().reports_media(agent("ana")).passes(10_000))
    assert tale.state.phase is Phase.QUEUED
    tries(tale)

    assert [type(event) for event in tale.last] == [OfferEnded, Queued, Ended, Closed]
    assert (tale.of(Closed)[0].reason, tale.of(Closed)[0].by) == (ClosedReason.ABANDONED, EndedBy.CONSUMER)
    assert len(tale.ever(OfferAccepting)) == CONSUMER_MISSES_MAX


def test_calls_that_nobody_accepts_say_nothing_about_the_consumer() -> None:
    tale = tries(connecting().reports_media(agent("ana")).passes(10_000))
    tale.rings("ana")
    tale.passes(60_000)
    tale.rings("ben")
    tale.declines("ben")

    assert tale.state.phase is Phase.QUEUED


def test_a_consumer_whose_media_came_once_begins_again() -> None:
    tale = tries(connecting().reports_media(agent("ana")).passes(10_000))
    tale.rings("ana")
    tale.accepts("ana").reports_media(CONSUMER).passes(10_000)
    tries(tries(tale))

    assert tale.state.phase is Phase.QUEUED


def test_media_that_fails_ends_it_at_once() -> None:
    tale = connecting()

    tale.does(ReportMedia("int_1", ok=False, reason="no microphone"), agent("ana"))

    assert tale.of(OfferEnded)[0].reason == "no microphone"
    assert tale.state.phase is Phase.QUEUED


def test_accepting_pauses_the_ring_clock_and_has_its_own() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE))).arrives()
    tale.rings("ana")
    tale.passes(19_000).accepts("ana").passes(9_999)
    assert tale.state.phase is Phase.CONNECTING

    assert tale.passes(1).state.phase is Phase.QUEUED


def test_an_accept_in_progress_is_neither_accepted_nor_declined_again() -> None:
    tale = connecting()
    offer = tale.offer("ana").id

    for command in (AcceptOffer(offer), DeclineOffer(offer)):
        details = tale.refuses(command, agent("ana"), ErrorCode.OFFER_ALREADY_ACCEPTED)
        assert (details["state"], details["leg"]) == ("accepting", None)


def test_others_stop_ringing_when_one_begins_to_connect() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE, selection=Selection.SIMULTANEOUS))).arrives()
    tale.rings("ana")
    tale.rings("ben")

    tale.accepts("ben")

    assert tale.offer("ana").state is OfferState.RESCINDED


def test_media_reports_of_a_running_call_say_nothing_new() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE))).arrives().talks()

    for side in (agent("ana"), CONSUMER):
        assert tale.reports_media(side).last == ()
        assert tale.reports_media(side, ok=False).last == ()


def test_a_side_that_reports_twice_is_counted_once() -> None:
    tale = connecting().reports_media(CONSUMER).reports_media(CONSUMER)

    assert tale.last == ()
    assert tale.state.phase is Phase.CONNECTING


def test_strangers_report_nothing() -> None:
    tale = connecting()

    for by in (STRANGER, agent("ben")):
        tale.refuses(ReportMedia("int_1"), by, ErrorCode.FORBIDDEN)


def test_consumer_leaves_while_connecting() -> None:
    tale = connecting().leaves()

    assert (tale.offer("ana").state, tale.offer("ana").detail) == (OfferState.CANCELED, OfferDetail.CONSUMER_LEFT)
    assert tale.state.phase is Phase.CLOSED


# --- what each purpose makes


def test_whoever_accepts_a_transfer_has_it_and_the_senders_leg_ends() -> None:
    tale = Tale().arrives().talks()
    tale.does(StartTransfer("int_1", Target(agent="ben")), agent("ana"))
    tale.rings("ben", OfferPurpose.TRANSFER)

    tale.accepts("ben")

    assert tale.of(LegEnded)[0].reason is LegEndReason.TRANSFERRED
    assert tale.of(TransferEnded)[0].result is TransferResult.COMPLETED
    assert (tale.leg("ben").kind, tale.leg("ben").number) == (LegKind.PRIMARY, 2)


def test_whoever_accepts_from_the_target_queue_completes_an_assured_transfer() -> None:
    tale = Tale(account(queue(), queue("que_2"))).arrives().talks()
    tale.does(StartTransfer("int_1", Target(queue="que_2")), agent("ana"))
    tale.rings("ben")
    assert tale.leg("ana").is_talking, "assured: the sender stays until somebody has it"

    tale.accepts("ben")

    assert not tale.leg("ana").is_talking
    assert tale.of(TransferEnded)[0].result is TransferResult.COMPLETED
    assert tale.leg("ben").queue == "que_2"


def test_whoever_accepts_a_consult_is_consulted_and_the_sender_goes_on() -> None:
    tale = Tale().arrives().talks()
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)

    tale.accepts("ben")

    assert tale.leg("ben").kind is LegKind.CONSULT
    assert tale.state.primary == tale.leg("ana")


def test_a_consult_on_a_call_does_not_wait_for_the_consumers_media() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE))).arrives().talks()
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)

    tale.accepts("ben").reports_media(agent("ben"))

    assert tale.leg("ben").kind is LegKind.CONSULT


def test_whoever_accepts_an_invitation_joins_the_conference() -> None:
    tale = Tale().arrives().talks()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    tale.rings("ben", OfferPurpose.CONFERENCE)

    tale.accepts("ben")

    assert tale.leg("ben").kind is LegKind.CONFERENCE
    assert tale.state.primary == tale.leg("ana")
