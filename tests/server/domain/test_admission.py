"""A queue says no in this order: closed, nobody there, full."""

import pytest
from kit.floor import QUEUE
from ringline_protocol.values import Channel, OverflowTrigger, QueuedReason
from ringline_server.domain.admission import turned_away
from ringline_server.domain.policy import WAITING_MAX, OpenHours, Queue

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
