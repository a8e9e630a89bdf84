"""What a queue does not keep."""

from typing import Any

import pytest
from kit.story import START_MS, SYSTEM, Tale, account, agent, queue
from ringline_protocol.commands import StartTransfer
from ringline_protocol.values import (
    Channel,
    ClosedReason,
    OverflowTrigger,
    Phase,
    Presence,
    QueuedReason,
    Role,
    SegmentPhase,
    Target,
    TransferResult,
)
from ringline_server.domain.events import Closed, Ended, Overflowed, Queued, SegmentAdded, TransferEnded
from ringline_server.domain.orders import TurnAway
from ringline_server.domain.policy import Account, Overflow


def two_queues(**first: Any) -> Account:
    to_other = {trigger: Overflow("que_2") for trigger in OverflowTrigger}
    return account(queue(overflow=to_other, **first), queue("que_2", max_wait_ms=90_000))


@pytest.mark.parametrize("trigger", OverflowTrigger)
def test_each_trigger_has_its_own_target(trigger: OverflowTrigger) -> None:
    tale = Tale(account(queue(overflow={trigger: Overflow("que_2")}), queue("que_2"))).arrives()

    tale.turned_away(trigger)

    assert tale.of(Overflowed) == [Overflowed("que_1", trigger, "que_2")]
    assert tale.state.queue == "que_2"


def test_an_overflow_keeps_the_wait_and_counts_a_hop() -> None:
    tale = Tale(two_queues()).arrives().passes(4_000)

    tale.turned_away(OverflowTrigger.NO_AGENTS)

    (queued,) = tale.of(Queued)
    assert (queued.reason, queued.hops) == (QueuedReason.OVERFLOW, 1)
    assert (queued.waiting_since_ms, queued.enqueued_at_ms) == (START_MS, START_MS)
    assert (queued.entered_at_ms, queued.max_wait_at_ms) == (START_MS + 4_000, START_MS + 94_000)


def test_without_a_queue_to_go_to_the_consumer_gets_a_message_and_it_ends() -> None:
    tale = Tale(account(queue(overflow={"closed": Overflow(message="We open at nine.")}))).arrives()

    tale.turned_away(OverflowTrigger.CLOSED)

    said = tale.of(SegmentAdded)[0]
    assert (said.role, said.text, said.phase) == (Role.SYSTEM, "We open at nine.", SegmentPhase.QUEUE)
    assert [type(event) for event in tale.last] == [Overflowed, SegmentAdded, Ended, Closed]
    assert (tale.of(Closed)[0].reason, tale.of(Closed)[0].target) == (ClosedReason.OVERFLOWED, "message")


def test_a_trigger_without_a_rule_just_ends_it() -> None:
    tale = Tale().arrives().turned_away(OverflowTrigger.QUEUE_FULL)

    assert tale.state.phase is Phase.CLOSED
    assert tale.of(SegmentAdded) == []


def test_after_five_hops_it_ends_in_place_of_going_round_for_ever() -> None:
    back = {trigger: Overflow("que_1", "Sorry.") for trigger in OverflowTrigger}
    there = {trigger: Overflow("que_2", "Sorry.") for trigger in OverflowTrigger}
    tale = Tale(account(queue(overflow=there), queue("que_2", overflow=back))).arrives()

    for _ in range(5):
        tale.turned_away(OverflowTrigger.QUEUE_FULL)
    assert tale.state.phase is Phase.QUEUED
    last = tale.turned_away(OverflowTrigger.QUEUE_FULL)

    assert last.state.phase is Phase.CLOSED
    assert len(tale.ever(Overflowed)) == 6


@pytest.mark.parametrize("other", [queue("que_9"), queue("que_2", Channel.VOICE)])
def test_a_target_that_is_gone_or_of_another_channel_is_no_target(other: object) -> None:
    tale = Tale(account(queue(overflow={"closed": Overflow("que_2")}), other)).arrives()  # type: ignore[arg-type]

    assert tale.turned_away(OverflowTrigger.CLOSED).state.phase is Phase.CLOSED


def test_max_wait_overflows_at_its_moment() -> None:
    tale = Tale(two_queues(max_wait_ms=60_000)).arrives().passes(59_999)
    assert tale.last == ()

    tale.passes(1)

    assert tale.of(Overflowed)[0].trigger is OverflowTrigger.MAX_WAIT


def test_max_wait_does_not_cut_a_ring_and_is_looked_at_when_the_offer_ends() -> None:
    tale = Tale(two_queues(max_wait_ms=60_000, ring_ms=30_000)).arrives().passes(50_000)
    tale.rings("ana")
    assert tale.passes(20_000).last == ()

    tale.declines("ana")

    assert [type(event) for event in tale.last][-2:] == [Overflowed, Queued]
    assert tale.state.queue == "que_2"


def test_an_agent_who_accepts_after_max_wait_has_it() -> None:
    tale = Tale(two_queues(max_wait_ms=60_000, ring_ms=30_000)).arrives().passes(50_000)
    tale.rings("ana")

    tale.passes(20_000).accepts("ana")

    assert tale.state.phase is Phase.ACTIVE


def test_who_is_turned_away_by_another_queue_or_while_it_rings_stays() -> None:
    tale = Tale(two_queues()).arrives().turned_away(OverflowTrigger.CLOSED, "que_2")
    assert tale.last == ()

    tale.rings("ana")
    tale.turned_away(OverflowTrigger.NO_AGENTS)

    assert tale.last == ()
    assert tale.state.phase is Phase.OFFERED


def test_who_has_left_the_queue_is_not_turned_away() -> None:
    tale = Tale().arrives().talks()

    assert tale.does(TurnAway("que_1", OverflowTrigger.CLOSED)) == ()


@pytest.mark.parametrize("trigger", OverflowTrigger)
def test_a_transfer_that_the_queue_turns_away_has_failed_and_the_sender_has_it(trigger: OverflowTrigger) -> None:
    tale = Tale(two_queues()).arrives().talks()
    tale.does(StartTransfer("int_1", Target(queue="que_2")), agent("ana"))

    tale.turned_away(trigger, "que_2")

    (ended,) = tale.of(TransferEnded)
    assert (ended.result, ended.reason) == (TransferResult.FAILED, str(trigger))
    assert tale.state.phase is Phase.ACTIVE
    assert tale.state.queue == "que_1"


def test_a_transfer_whose_sender_is_lost_overflows_like_any_other() -> None:
    tale = Tale(two_queues()).arrives().talks()
    tale.does(StartTransfer("int_1", Target(queue="que_2")), agent("ana"))
    tale.present("ana", Presence.GONE)

    tale.does(TurnAway("que_2", OverflowTrigger.QUEUE_FULL), SYSTEM)

    assert [event.result for event in tale.of(TransferEnded)] == [TransferResult.FAILED]
    assert tale.of(Overflowed) == [Overflowed("que_2", OverflowTrigger.QUEUE_FULL)]
    assert tale.state.ended is not None
