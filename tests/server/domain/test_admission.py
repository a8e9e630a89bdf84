"""A queue says no in this order: closed, nobody there, full."""

from typing import Any

import attrs
import pytest
from kit.floor import QUEUE, START_MS, Floor, ended, member, waiting
from ringline_protocol.values import Channel, OfferState, OverflowTrigger, QueuedReason
from ringline_server.domain.admission import Desertion, turned_away
from ringline_server.domain.policy import WAITING_MAX, OpenHours, Overflow, Queue
from ringline_server.domain.queue import RuledOut

NEVER = OpenHours("UTC", {"mon": ("09:00-09:01",)})
STRICT = Queue(QUEUE, "Q", Channel.VOICE, waiting_max=2, join_when_empty=False, open_hours=NEVER)
INTAKE = QueuedReason.INTAKE


def test_closed_goes_before_nobody_there() -> None:
    assert turned_away(STRICT, INTAKE, waiting=2, signed_in=0, now_ms=0) is OverflowTrigger.CLOSED


def test_nobody_there_goes_before_full() -> None:
    policy = Queue(QUEUE, "Q", Channel.VOICE, waiting_max=2, join_when_empty=False)
    assert turned_away(policy, INTAKE, waiting=2, signed_in=0, now_ms=0) is OverflowTrigger.NO_AGENTS
    assert turned_away(policy, INTAKE, waiting=2, signed_in=1, now_ms=0) is OverflowTrigger.QUEUE_FULL


def test_the_size_limit_is_exact() -> None:
    policy = Queue(QUEUE, "Q", Channel.VOICE, waiting_max=2)
    assert turned_away(policy, INTAKE, waiting=1, signed_in=0, now_ms=0) is None
    assert turned_away(policy, INTAKE, waiting=2, signed_in=0, now_ms=0) is OverflowTrigger.QUEUE_FULL


def test_no_queue_is_larger_than_the_limit_of_all() -> None:
    policy = Queue(QUEUE, "Q", Channel.VOICE, waiting_max=1_000_000)
    assert turned_away(policy, INTAKE, waiting=WAITING_MAX - 1, signed_in=0, now_ms=0) is None
    assert turned_away(policy, INTAKE, waiting=WAITING_MAX, signed_in=0, now_ms=0) is OverflowTrigger.QUEUE_FULL


@pytest.mark.parametrize("reason", list(QueuedReason))
def test_what_comes_back_is_never_turned_away(reason: QueuedReason) -> None:
    comes_back = {QueuedReason.OFFER_ENDED, QueuedReason.AGENT_LOST, QueuedReason.RELEASE, QueuedReason.UNPARKED}
    verdict = turned_away(STRICT, reason, waiting=99, signed_in=0, now_ms=0)
    assert verdict is (None if reason in comes_back else OverflowTrigger.CLOSED)


@pytest.mark.parametrize("trigger", [OverflowTrigger.CLOSED, OverflowTrigger.NO_AGENTS, OverflowTrigger.QUEUE_FULL])
def test_mail_waits_unless_its_queue_says_where_else_it_goes(trigger: OverflowTrigger) -> None:
    shut = {
        OverflowTrigger.CLOSED: attrs.evolve(STRICT, channel=Channel.EMAIL),
        OverflowTrigger.NO_AGENTS: Queue(QUEUE, "Q", Channel.EMAIL, join_when_empty=False),
        OverflowTrigger.QUEUE_FULL: Queue(QUEUE, "Q", Channel.EMAIL, waiting_max=2),
    }[trigger]
    elsewhere = attrs.evolve(shut, overflow={trigger: Overflow(queue="que_2")})

    assert turned_away(shut, INTAKE, waiting=2, signed_in=0, now_ms=0) is None
    assert turned_away(elsewhere, INTAKE, waiting=2, signed_in=0, now_ms=0) is trigger


def manned(**policy: Any) -> tuple[Floor, Desertion]:
    """Ana is signed in, and one waits."""
    floor = Floor(Queue(QUEUE, "Support", Channel.MESSAGING, **policy))
    floor.enters("int_1")
    floor.rules_out("ana")
    return floor, Desertion()


def gone(floor: Floor, desertion: Desertion) -> list[str]:
    return [entry.id for entry in desertion.turn_away(floor.matching)]


def test_when_the_last_member_signs_out_everything_must_go_once() -> None:
    floor, desertion = manned(leave_when_empty=True)
    assert gone(floor, desertion) == []
    floor.matching.member_is(member("ana", RuledOut.OFFLINE))
    assert gone(floor, desertion) == ["int_1"]
    assert gone(floor, desertion) == []


def test_without_the_policy_everything_stays() -> None:
    floor, desertion = manned()
    assert gone(floor, desertion) == []
    floor.matching.member_is(member("ana", RuledOut.OFFLINE))
    assert gone(floor, desertion) == []


def test_a_member_inside_the_grace_is_still_there() -> None:
    floor, desertion = manned(leave_when_empty=True)
    gone(floor, desertion)
    floor.matching.member_is(member("ana", RuledOut.NOT_CONNECTED))
    assert gone(floor, desertion) == []


def test_before_anybody_came_nobody_has_left() -> None:
    floor = Floor(Queue(QUEUE, "Support", Channel.MESSAGING, leave_when_empty=True))
    floor.enters("int_1")
    assert gone(floor, Desertion()) == []


def test_what_comes_or_comes_back_while_nobody_is_there_must_go_too() -> None:
    floor, desertion = manned(leave_when_empty=True)
    gone(floor, desertion)
    floor.matching.member_is(member("ana", RuledOut.OFFLINE))
    gone(floor, desertion)
    floor.matching.stands(waiting("int_2"), START_MS)
    assert gone(floor, desertion) == ["int_2"]


def test_what_rings_is_told_when_the_ring_is_over() -> None:
    floor, desertion = manned(leave_when_empty=True)
    floor.frees("ana")
    floor.rings("int_1", "ana")
    gone(floor, desertion)
    floor.matching.member_is(member("ana", RuledOut.OFFLINE))
    assert gone(floor, desertion) == []
    floor.matching.stands(ended(floor.states["int_1"], "ana", OfferState.CANCELED), START_MS)
    assert gone(floor, desertion) == ["int_1"]
