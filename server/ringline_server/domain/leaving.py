"""How something left a queue, as far as its state tells."""

from enum import StrEnum

from ringline_protocol.values import ClosedReason, QueuedReason

from ringline_server.domain.state import Interaction, Waiting


class LeftReason(StrEnum):
    """What people read of it."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    SHORT_ABANDONED = "short_abandoned"
    OVERFLOWED = "overflowed"
    TRANSFERRED = "transferred"
    CANCELED = "canceled"
    EXPIRED = "expired"


_CLOSED = {
    ClosedReason.ABANDONED: LeftReason.ABANDONED,
    ClosedReason.SHORT_ABANDONED: LeftReason.SHORT_ABANDONED,
    ClosedReason.OVERFLOWED: LeftReason.OVERFLOWED,
    ClosedReason.EXPIRED: LeftReason.EXPIRED,
}


def left_reason(state: Interaction, place: Waiting) -> LeftReason:
    """`place` is the one that it had. Answered: somebody's part began while it stood there."""
    if any(leg.started_at_ms >= place.entered_at_ms for leg in state.talking):
        return LeftReason.ANSWERED
    if state.waiting is not None:
        is_overflow = state.waiting.reason is QueuedReason.OVERFLOW
        return LeftReason.OVERFLOWED if is_overflow else LeftReason.TRANSFERRED
    ending = state.ended or state.closed
    return LeftReason.CANCELED if ending is None else _CLOSED.get(ending.reason, LeftReason.CANCELED)
