"""How something left a queue is read from its state."""

from typing import Any

import attrs
import pytest
from kit.floor import START_MS, waiting
from ringline_protocol.values import ClosedReason, EndedBy, LegKind, QueuedReason
from ringline_server.domain.leaving import LeftReason, left_reason
from ringline_server.domain.state import Ending, Interaction, Leg, Waiting


def place() -> Waiting:
    found = waiting("int_1").waiting
    assert found is not None
    return found


def gone(**more: Any) -> Interaction:
    return attrs.evolve(waiting("int_1"), waiting=None, **more)


def talking(started_at_ms: int) -> Interaction:
    return gone(legs={"leg_1": Leg("leg_1", "ana", "Ana", LegKind.PRIMARY, "q", "Q", 1, started_at_ms)})


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (ClosedReason.ABANDONED, LeftReason.ABANDONED),
        (ClosedReason.SHORT_ABANDONED, LeftReason.SHORT_ABANDONED),
        (ClosedReason.OVERFLOWED, LeftReason.OVERFLOWED),
        (ClosedReason.EXPIRED, LeftReason.EXPIRED),
        (ClosedReason.CANCELED, LeftReason.CANCELED),
        (ClosedReason.ERROR, LeftReason.CANCELED),
    ],
)
def test_what_ended_left_for_the_reason_of_its_end(reason: ClosedReason, expected: LeftReason) -> None:
    ending = Ending(START_MS, EndedBy.CONSUMER, reason)
    assert left_reason(gone(ended=ending), place()) is expected
    assert left_reason(gone(closed=ending), place()) is expected


def test_what_an_agent_took_while_it_stood_there_was_answered() -> None:
    assert left_reason(talking(START_MS), place()) is LeftReason.ANSWERED


def test_what_went_back_to_its_sender_was_canceled() -> None:
    assert left_reason(talking(START_MS - 1), place()) is LeftReason.CANCELED


def test_what_stands_elsewhere_overflowed_or_was_transferred() -> None:
    elsewhere = waiting("int_1", queue="que_2", reason=QueuedReason.OVERFLOW)
    assert left_reason(elsewhere, place()) is LeftReason.OVERFLOWED
    assert left_reason(waiting("int_1", queue="que_2", reason=QueuedReason.TRANSFER), place()) is LeftReason.TRANSFERRED
