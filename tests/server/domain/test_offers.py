"""One agent's chance: the rows of the edge table and the races of the protocol, at the machine."""

from typing import Any

import pytest
from kit.story import CONSUMER, START_MS, SUPERVISOR, SYSTEM, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    AcceptOffer,
    AssignInteraction,
    Barge,
    DeclineOffer,
    EndInteraction,
    StartTransfer,
)
from ringline_protocol.values import (
    Acceptance,
    Channel,
    ClosedReason,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Phase,
    QueuedReason,
    Target,
    TransferResult,
)
from ringline_server.domain.events import (
    AgentUnwanted,
    Ended,
    LegStarted,
    OfferCreated,
    OfferEnded,
    Queued,
    TransferEnded,
)
from ringline_server.domain.orders import CancelOffer, PlaceOffer, Tick
from ringline_server.domain.policy import Account, RequeuePosition, Selection

LIVE = (Channel.MESSAGING, Channel.VOICE, Channel.VIDEO)
ASYNCHRONOUS = (Channel.EMAIL, Channel.WORK_ITEM)


def ringing(**policy: Any) -> Tale:
    """It rings at Ana."""
    tale = Tale(account(queue(**policy))).arrives()
    tale.rings("ana")
    return tale


def simultaneous() -> Account:
    return account(queue(selection=Selection.SIMULTANEOUS, ring_many=2))


# --- made


@pytest.mark.parametrize(("channel", "ring_ms"), list(zip(LIVE, (30_000, 20_000, 20_000), strict=True)))
def test_a_manual_queue_rings_for_the_channels_time(channel: Channel, ring_ms: int) -> None:
    tale = Tale(account(queue(channel=channel))).arrives()

    offer = tale.rings("ana")

    assert tale.result == {"offer": offer.id}
    assert (offer.state, offer.ring_ms, offer.expires_at_ms) == (OfferState.PENDING, ring_ms, START_MS + ring_ms)
    assert (offer.acceptance, offer.attempt, tale.state.phase) == (Acceptance.MANUAL, 1, Phase.OFFERED)


def test_an_automatic_queue_begins_by_itself_in_one_decision() -> None:
    tale = Tale(account(queue(acceptance=Acceptance.AUTOMATIC))).arrives()

    tale.rings("ana")

    assert [type(event) for event in tale.last] == [OfferCreated, OfferEnded, LegStarted]
    assert tale.state.phase is Phase.ACTIVE


def test_an_automatic_call_waits_for_media() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE, acceptance=Acceptance.AUTOMATIC))).arrives()

    offer = tale.rings("ana")

    assert (offer.state, tale.state.phase) == (OfferState.ACCEPTING, Phase.CONNECTING)


@pytest.mark.parametrize("channel", ASYNCHRONOUS)
def test_asynchronous_work_is_assigned_silently(channel: Channel) -> None:
    tale = Tale(account(queue(channel=channel, acceptance=Acceptance.MANUAL))).arrives()

    offer = tale.rings("ana", acceptance=Acceptance.MANUAL)

    assert (offer.acceptance, offer.ring_ms, offer.state) == (Acceptance.AUTOMATIC, 0, OfferState.ACCEPTED)
    assert tale.leg("ana").unread == 0
    assert not tale.leg("ana").opened


def test_an_agent_takes_waiting_work_while_it_rings_elsewhere() -> None:
    tale = ringing()

    tale.rings("ben", acceptance=Acceptance.AUTOMATIC)

    assert tale.offer("ana").state is OfferState.RESCINDED
    assert tale.leg("ben").is_talking


def test_each_attempt_is_counted() -> None:
    tale = ringing().declines("ana")

    assert tale.rings("ben").attempt == 2


@pytest.mark.parametrize(
    "arrange",
    [
        lambda tale: tale.leaves(),
        lambda tale: tale.talks(),
        lambda tale: tale.rings("ben"),
        lambda tale: tale.rings("cai"),
    ],
    ids=["ended", "taken", "rings elsewhere", "rings here"],
)
def test_an_offer_that_is_not_wanted_any_more_is_not_made(arrange: object) -> None:
    tale = Tale().arrives()
    arrange(tale)  # type: ignore[operator]

    assert tale.does(PlaceOffer("cai", "Cai")) == ()


def test_only_a_wanted_agent_gets_an_offer_for_a_colleagues_wish() -> None:
    tale = Tale().arrives().talks()

    for purpose in (OfferPurpose.TRANSFER, OfferPurpose.CONSULT, OfferPurpose.CONFERENCE):
        assert tale.does(PlaceOffer("ben", "Ben", purpose)) == ()


def test_a_simultaneous_queue_rings_at_as_many_as_it_says() -> None:
    tale = Tale(simultaneous()).arrives()

    tale.rings("ana")
    tale.rings("ben")

    assert len(tale.state.live_offers) == 2
    assert tale.does(PlaceOffer("cai", "Cai")) == ()


def test_a_supervisor_assigns_past_a_ring_in_progress() -> None:
    tale = ringing()
    tale.does(AssignInteraction("int_1", "ben"), SUPERVISOR)

    tale.rings("ben")

    assert tale.offer("ana").state is OfferState.CANCELED
    assert tale.offer("ana").detail is OfferDetail.SUPERVISOR
    assert tale.offer("ben").state is OfferState.PENDING


def test_while_a_supervisor_assigns_it_the_queue_makes_no_other_offer() -> None:
    tale = Tale().arrives()
    tale.does(AssignInteraction("int_1", "ben"), SUPERVISOR)

    assert tale.does(PlaceOffer("ana", "Ana")) == ()


def test_a_wanted_agent_who_is_there_already_ends_that_wish() -> None:
    tale = Tale().arrives().talks()
    tale.does(StartTransfer("int_1", Target(agent="sue")), agent("ana"))
    tale.does(Barge("int_1"), SUPERVISOR)

    tale.does(PlaceOffer("sue", "Sue", OfferPurpose.TRANSFER))

    assert tale.of(AgentUnwanted) == [AgentUnwanted("sue", "already_here")]
    assert [event.result for event in tale.of(TransferEnded)] == [TransferResult.FAILED]


# --- ring timeout


def test_ring_timeout_expires_and_requeues_at_the_kept_place() -> None:
    tale = Tale().arrives().passes(5_000)
    tale.rings("ana")

    tale.passes(30_000)

    (ended,), (queued,) = tale.of(OfferEnded), tale.of(Queued)
    assert (ended.state, ended.excluded_until_ms) == (OfferState.EXPIRED, tale.now_ms + 30_000)
    assert (queued.reason, queued.enqueued_at_ms) == (QueuedReason.OFFER_ENDED, START_MS)
    assert tale.state.phase is Phase.QUEUED


def test_rings_that_end_together_requeue_once() -> None:
    tale = Tale(simultaneous()).arrives()
    tale.rings("ana")
    tale.rings("ben")

    tale.passes(30_000)

    assert [event.state for event in tale.of(OfferEnded)] == [OfferState.EXPIRED] * 2
    assert len(tale.of(Queued)) == 1


def test_a_late_timer_fires_on_load() -> None:
    tale = ringing().jumps(10_000_000)

    tale.does(Tick())

    assert tale.offer("ana").state is OfferState.EXPIRED


# --- decline


def test_decline_goes_on_and_passes_the_agent_over_for_the_cool_down() -> None:
    tale = ringing(decline_cooldown_ms=12_000).passes(1_000).declines("ana", "lunch")

    (ended,) = tale.of(OfferEnded)
    assert (ended.state, ended.reason, ended.excluded_until_ms) == (
        OfferState.DECLINED,
        "lunch",
        tale.now_ms + 12_000,
    )
    assert tale.state.phase is Phase.QUEUED


def test_all_declined_is_not_the_end() -> None:
    tale = Tale().arrives()
    for name in ("ana", "ben", "cai"):
        tale.rings(name)
        tale.declines(name)

    assert tale.state.phase is Phase.QUEUED
    assert set(tale.state.excluded) == {"ana", "ben", "cai"}
    assert tale.rings("ana").state is OfferState.PENDING, "when all were tried the queue may ask again"


def test_a_decline_of_one_of_several_rings_lets_the_others_ring() -> None:
    tale = Tale(simultaneous()).arrives()
    tale.rings("ana")
    tale.rings("ben")

    tale.declines("ana")

    assert tale.of(Queued) == []
    assert tale.state.phase is Phase.OFFERED


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_queue_may_want_a_reason_for_a_decline(reason: str | None) -> None:
    tale = ringing(decline_reason_required=True)

    tale.refuses(DeclineOffer(tale.offer("ana").id, reason), agent("ana"), ErrorCode.REASON_REQUIRED)

    tale.declines("ana", "lunch")
    assert tale.offer("ana").reason == "lunch"


def test_a_queue_with_reasons_takes_only_those() -> None:
    tale = ringing(decline_reasons=("busy", "sick"), decline_reason_required=True)
    offer = tale.offer("ana").id

    missing = tale.refuses(DeclineOffer(offer), agent("ana"), ErrorCode.REASON_REQUIRED)
    wrong = tale.refuses(DeclineOffer(offer, "lunch"), agent("ana"), ErrorCode.BAD_REQUEST)

    assert missing == {"reasons": ["busy", "sick"]}
    assert wrong == {"path": "params.reason", "allowed": ["busy", "sick"]}
    tale.declines("ana", "sick")
    assert tale.offer("ana").reason == "sick"


def test_a_queue_with_reasons_may_do_without_one() -> None:
    tale = ringing(decline_reasons=("busy",)).declines("ana")

    assert tale.offer("ana").reason is None


def test_requeue_to_the_back_waits_behind_the_others() -> None:
    tale = ringing(requeue_position=RequeuePosition.BACK).passes(2_000).declines("ana")

    assert tale.of(Queued)[0].enqueued_at_ms == START_MS + 2_000


# --- accept and its races


def test_accept_starts_the_leg() -> None:
    tale = ringing().accepts("ana")

    leg = tale.leg("ana")
    assert tale.result == {"interaction": "int_1", "offer": leg.offer, "state": "accepted", "leg": leg.id}
    assert (leg.number, leg.queue, tale.state.waiting) == (1, "que_1", None)


def test_double_accept_of_two_agents_first_wins_and_the_other_is_rescinded() -> None:
    tale = Tale(simultaneous()).arrives()
    tale.rings("ana")
    tale.rings("ben")

    tale.accepts("ben")

    assert tale.offer("ana").detail is OfferDetail.ANSWERED_BY_OTHER
    tale.refuses(AcceptOffer(tale.offer("ana").id), agent("ana"), ErrorCode.OFFER_RESCINDED)
    assert len(tale.ever(LegStarted)) == 1


def test_double_accept_of_one_agent_with_another_key_is_told_the_leg() -> None:
    tale = ringing().accepts("ana")

    details = tale.refuses(AcceptOffer(tale.offer("ana").id), agent("ana"), ErrorCode.OFFER_ALREADY_ACCEPTED)

    assert (details["leg"], details["interaction"]) == (tale.leg("ana").id, "int_1")


def test_accept_one_moment_before_expiry_is_an_accept() -> None:
    tale = ringing().jumps(29_999).accepts("ana")

    assert tale.state.phase is Phase.ACTIVE


@pytest.mark.parametrize("late_ms", [30_000, 30_001])
def test_accept_after_expiry_says_so_even_when_the_timer_is_late(late_ms: int) -> None:
    tale = ringing().jumps(late_ms)

    details = tale.refuses(AcceptOffer(tale.offer("ana").id), agent("ana"), ErrorCode.OFFER_NOT_PENDING)

    assert (details["state"], details["ended_at_ms"]) == ("expired", START_MS + 30_000)


def test_accept_after_the_timer_says_when_it_ended() -> None:
    tale = ringing().passes(31_000)

    details = tale.refuses(AcceptOffer(tale.offer("ana").id), agent("ana"), ErrorCode.OFFER_NOT_PENDING)

    assert (details["state"], details["ended_at_ms"]) == ("expired", START_MS + 30_000)


def test_accept_races_consumer_leaving_and_the_first_in_the_mailbox_wins() -> None:
    left_first, accepted_first = ringing().leaves(), ringing().accepts("ana").leaves()

    details = left_first.refuses(AcceptOffer(left_first.offer("ana").id), agent("ana"), ErrorCode.OFFER_NOT_PENDING)
    assert (details["state"], details["detail"]) == ("canceled", "consumer_left")
    assert accepted_first.offer("ana").state is OfferState.ACCEPTED
    assert accepted_first.of(Ended)[0].reason is ClosedReason.CONSUMER_LEFT


def test_consumer_abandons_while_ringing_and_nobody_is_blamed() -> None:
    tale = ringing().passes(6_000).leaves()

    (ended,) = tale.of(OfferEnded)
    assert (ended.state, ended.detail, ended.excluded_until_ms) == (
        OfferState.CANCELED,
        OfferDetail.CONSUMER_LEFT,
        None,
    )
    assert tale.of(Ended)[0].reason is ClosedReason.ABANDONED


@pytest.mark.parametrize("command", [AcceptOffer, DeclineOffer])
def test_somebody_elses_offer_is_forbidden_and_an_unknown_one_not_found(command: type) -> None:
    tale = ringing()

    tale.refuses(command(tale.offer("ana").id), agent("ben"), ErrorCode.FORBIDDEN)
    tale.refuses(command(tale.offer("ana").id), CONSUMER, ErrorCode.FORBIDDEN)
    tale.refuses(command("off_unknown"), agent("ana"), ErrorCode.NOT_FOUND)


def test_an_offer_cannot_be_declined_after_it_was_accepted() -> None:
    tale = ringing().accepts("ana")

    tale.refuses(DeclineOffer(tale.offer("ana").id), agent("ana"), ErrorCode.OFFER_ALREADY_ACCEPTED)


# --- canceled


@pytest.mark.parametrize(
    ("detail", "is_passed_over"),
    [
        (OfferDetail.AGENT_UNREACHABLE, True),
        (OfferDetail.STATUS_CHANGE, False),
        (OfferDetail.SERVER_RESTART, False),
        (OfferDetail.SUPERVISOR, False),
    ],
)
def test_agent_sets_not_ready_or_is_unreachable_while_ringing_and_it_goes_on_at_its_place(
    detail: OfferDetail, is_passed_over: bool
) -> None:
    tale = ringing().passes(3_000).cancels("ana", detail)

    (ended,) = tale.of(OfferEnded)
    assert (ended.state, ended.detail) == (OfferState.CANCELED, detail)
    assert (ended.excluded_until_ms is not None) == is_passed_over
    assert tale.of(Queued)[0].enqueued_at_ms == START_MS


def test_server_restart_ends_the_old_ring_and_the_next_one_has_a_new_id() -> None:
    tale = ringing()
    old = tale.offer("ana").id

    tale.cancels("ana", OfferDetail.SERVER_RESTART)

    assert tale.rings("ana").id != old
    tale.refuses(AcceptOffer(old), agent("ana"), ErrorCode.OFFER_NOT_PENDING)


def test_what_has_ended_is_not_canceled_again() -> None:
    tale = ringing().declines("ana").cancels("ana", OfferDetail.STATUS_CHANGE)

    assert tale.last == ()
    assert tale.does(CancelOffer("off_unknown", OfferDetail.STATUS_CHANGE)) == ()


def test_a_new_status_does_not_take_back_an_accept() -> None:
    tale = ringing(channel=Channel.VOICE).accepts("ana").cancels("ana", OfferDetail.STATUS_CHANGE)

    assert tale.last == ()
    assert tale.state.phase is Phase.CONNECTING


def test_the_end_of_the_conversation_ends_a_ring_for_it() -> None:
    tale = ringing()

    tale.does(EndInteraction("int_1"), SUPERVISOR)

    assert tale.offer("ana").detail is OfferDetail.ENDED
    assert tale.does(PlaceOffer("ana", "Ana"), SYSTEM) == ()
