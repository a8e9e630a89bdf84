"""Agents lost and back, consumers away and back."""

from typing import Any

import pytest
from kit.story import START_MS, Tale, account, agent, queue
from ringline_protocol.commands import HoldLeg, InviteAgent, ParkInteraction, StartTransfer
from ringline_protocol.values import (
    Channel,
    ClosedReason,
    LegEndReason,
    LegKind,
    LegState,
    OfferPurpose,
    Phase,
    Presence,
    QueuedReason,
    Target,
    TransferMode,
    TransferResult,
)
from ringline_server.domain.events import (
    ConsumerAway,
    ConsumerBack,
    Ended,
    LegEnded,
    LegLost,
    LegPromoted,
    LegRecovered,
    Queued,
    TransferEnded,
)
from ringline_server.domain.orders import Restarted, Tick
from ringline_server.domain.policy import Account, WrapUpPolicy

GRACE, GONE, CONNECTED = Presence.GRACE, Presence.GONE, Presence.CONNECTED
NO_WRAP_UP = WrapUpPolicy(enabled=False)


def talking(channel: Channel = Channel.MESSAGING, **policy: Any) -> Tale:
    return Tale(account(queue(channel=channel, **policy), queue("que_2", channel))).arrives().talks()


# --- the agent's socket drops mid-interaction


def test_agent_socket_drops_mid_interaction_and_everybody_is_told_at_once() -> None:
    tale = talking(lost_grace_ms=20_000).present("ana", GRACE)

    assert tale.last == (LegLost(tale.leg("ana").id, START_MS + 20_000),)
    assert tale.leg("ana").state is LegState.LOST
    assert tale.state.phase is Phase.ACTIVE


def test_agent_reconnects_in_time_and_goes_on_with_the_same_leg() -> None:
    tale = talking().present("ana", GRACE).passes(29_999).present("ana", CONNECTED)

    assert tale.last == (LegRecovered(tale.leg("ana").id),)
    assert tale.leg("ana").state is LegState.ACTIVE
    assert tale.passes(60_000).last == ()


def test_agent_lost_requeues_at_the_front_with_its_context() -> None:
    tale = talking().present("ana", GRACE).passes(30_000)

    assert tale.of(LegEnded)[0].reason is LegEndReason.AGENT_LOST
    (queued,) = tale.of(Queued)
    assert (queued.reason, queued.at_front, queued.enqueued_at_ms) == (QueuedReason.AGENT_LOST, True, START_MS)
    assert tale.state.phase is Phase.QUEUED
    tale.ends_well()


def test_an_agent_who_is_gone_for_good_is_lost_at_once() -> None:
    tale = talking().present("ana", GONE)

    assert tale.of(LegLost) == []
    assert tale.of(LegEnded)[0].reason is LegEndReason.AGENT_LOST


@pytest.mark.parametrize("presence", [GRACE, CONNECTED])
def test_the_same_word_twice_says_nothing_new(presence: Presence) -> None:
    tale = talking().present("ana", presence)

    assert tale.present("ana", presence).last == ()


def test_presence_of_somebody_without_a_leg_says_nothing() -> None:
    assert talking().present("ben", GONE).last == ()


def test_a_held_leg_comes_back_as_held() -> None:
    tale = talking(Channel.VOICE)
    tale.does(HoldLeg("int_1"), agent("ana"))

    tale.present("ana", GRACE).present("ana", CONNECTED)

    assert tale.leg("ana").state is LegState.HELD


def test_a_leg_that_comes_back_after_its_grace_stays_lost_when_the_server_was_down() -> None:
    tale = talking().present("ana", GRACE).jumps(10_000_000)

    tale.does(Tick())

    assert tale.state.waiting is not None
    assert tale.present("ana", CONNECTED).last == ()


# --- somebody else is there


def conference(tale: Tale) -> Tale:
    """Ben has joined."""
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    tale.rings("ben", OfferPurpose.CONFERENCE)
    return tale.accepts("ben")


def test_a_conference_goes_on_with_the_other_agent() -> None:
    tale = conference(talking()).present("ana", GONE)

    assert tale.of(LegPromoted)[0].agent == "ben"
    assert tale.of(Queued) == []


def test_two_who_are_lost_together_leave_it_to_the_queue() -> None:
    tale = conference(talking()).present("ana", GRACE).present("ben", GRACE).passes(30_000)

    assert [event.reason for event in tale.of(LegEnded)] == [LegEndReason.AGENT_LOST] * 2
    assert tale.state.phase is Phase.QUEUED
    assert tale.state.waiting is not None
    assert tale.state.waiting.at_front


def test_a_lost_conference_partner_is_just_gone() -> None:
    tale = conference(talking()).present("ben", GONE)

    assert [event.agent for event in tale.of(LegEnded)] == ["ben"]
    assert tale.state.phase is Phase.ACTIVE


def test_a_lost_consulted_agent_fails_the_transfer() -> None:
    tale = talking()
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)

    tale.accepts("ben").present("ben", GONE)

    (ended,) = tale.of(TransferEnded)
    assert (ended.result, ended.reason) == (TransferResult.FAILED, "agent_lost")


def test_a_lost_sender_leaves_it_to_the_consulted_agent() -> None:
    tale = talking()
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)

    tale.accepts("ben").present("ana", GONE)

    assert tale.leg("ben").kind is LegKind.PRIMARY
    assert tale.of(TransferEnded)[0].result is TransferResult.COMPLETED


# --- asynchronous


def test_asynchronous_work_stays_assigned() -> None:
    tale = talking(Channel.EMAIL).present("ana", GRACE)
    assert tale.last == ()

    tale.present("ana", GONE)

    assert list(tale.last) == [LegLost(tale.leg("ana").id, None)]
    assert tale.passes(86_400_000).state.primary == tale.leg("ana")
    assert tale.present("ana", CONNECTED).leg("ana").state is LegState.ACTIVE


def test_asynchronous_work_goes_back_after_as_long_as_the_queue_says() -> None:
    tale = talking(Channel.EMAIL, async_release_ms=3_600_000).present("ana", GONE).passes(3_600_000)

    assert tale.of(Queued)[0].reason is QueuedReason.AGENT_LOST


def test_parked_work_does_not_mind() -> None:
    tale = talking(Channel.EMAIL, async_release_ms=1_000)
    tale.does(ParkInteraction("int_1", until_reply=True), agent("ana"))

    assert tale.present("ana", GONE).last == ()
    assert tale.passes(2_000).state.phase is Phase.PARKED


# --- the consumer


def waiting_consumer(**policy: Any) -> Account:
    return account(queue(**policy))


def test_a_waiting_consumer_who_stays_away_has_left() -> None:
    tale = Tale(waiting_consumer(consumer_away_ms=15_000)).arrives().consumer_present(False)
    assert tale.last == (ConsumerAway(START_MS + 15_000),)

    tale.passes(15_000)

    assert tale.of(Ended)[0].reason is ClosedReason.ABANDONED


def test_a_consumer_who_comes_back_in_time_keeps_the_place() -> None:
    tale = Tale(waiting_consumer()).arrives().consumer_present(False).passes(59_999).consumer_present(True)

    assert tale.last == (ConsumerBack(),)
    assert tale.passes(120_000).state.phase is Phase.QUEUED


@pytest.mark.parametrize(("channel", "phase"), [(Channel.MESSAGING, Phase.ACTIVE), (Channel.VOICE, Phase.CLOSED)])
def test_an_agent_in_a_chat_waits_for_the_consumer_and_a_call_is_over(channel: Channel, phase: Phase) -> None:
    tale = Tale(account(queue(channel=channel, wrap_up=NO_WRAP_UP))).arrives().talks().consumer_present(False)

    assert tale.passes(60_000).state.phase is phase


def test_a_consumer_who_was_away_while_waiting_is_not_cut_off_from_the_agent_who_came() -> None:
    tale = Tale(waiting_consumer()).arrives().consumer_present(False).passes(50_000).talks()

    assert tale.passes(20_000).state.phase is Phase.ACTIVE


def test_a_queue_may_wait_for_ever() -> None:
    tale = Tale(waiting_consumer(consumer_away_ms=None)).arrives().consumer_present(False)

    assert tale.last == (ConsumerAway(None),)
    assert tale.passes(10**9).state.phase is Phase.QUEUED


@pytest.mark.parametrize("present", [True, False])
def test_what_is_known_of_the_consumer_is_not_said_again(present: bool) -> None:
    tale = Tale().arrives().consumer_present(not present).consumer_present(present)

    assert tale.consumer_present(present).last == ()


def test_asynchronous_work_needs_no_connection() -> None:
    assert Tale(account(queue(channel=Channel.EMAIL))).arrives().consumer_present(False).last == ()


def test_after_the_end_nobody_is_away() -> None:
    assert Tale().arrives().leaves().consumer_present(False).last == ()


# --- the house itself was away


def test_a_restart_gives_a_lost_agent_all_their_time_again_and_they_go_on_as_they_were() -> None:
    tale = talking(lost_grace_ms=30_000)
    tale.does(HoldLeg("int_1"), agent("ana"))
    tale.present("ana", GRACE).jumps(29_000)
    tale.does(Restarted())
    assert tale.last == (LegLost(tale.leg("ana").id, START_MS + 59_000),)

    tale.passes(29_999).present("ana", CONNECTED)
    assert tale.leg("ana").state is LegState.HELD


def test_a_grace_that_ended_while_the_house_was_away_costs_nobody_the_conversation() -> None:
    tale = talking(lost_grace_ms=30_000).present("ana", GRACE).jumps(100_000)
    tale.does(Restarted())
    tale.does(Tick())

    assert tale.leg("ana").state is LegState.LOST
    assert tale.leg("ana").lost_until_ms == START_MS + 130_000


def test_a_consumer_who_was_away_is_waited_for_again_after_a_restart() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE, consumer_away_ms=20_000))).arrives()
    tale.consumer_present(False).jumps(60_000)
    tale.does(Restarted())
    tale.does(Tick())

    assert tale.state.ended is None
    assert tale.state.consumer_away_until_ms == START_MS + 80_000


def test_a_restart_says_nothing_where_nobody_is_waited_for() -> None:
    tale = talking()
    tale.does(Restarted())

    assert tale.last == ()
