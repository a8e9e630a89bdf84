"""What a queue's figures count, and the service level made of them.

    one interaction leaves a queue  ->  offered + exactly one of
        answered_in, answered_late                       an agent got it; `in`: within the target, inclusive
        abandoned_short, abandoned_in, abandoned_late    the consumer left
        overflowed, canceled                             sent elsewhere; anything else (ttl, transfer taken back …)
    still waiting when somebody looks: waiting_under, waiting_over the target

    service level = answered_in / (offered + waiting - what the flags leave out)

Waits count from the entry into this very queue: a queue answers for its own time. Coming back after an offer that ended
is not leaving. Raw counters are kept, so that other flags can be applied to old figures.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from ringline_protocol.values import ClosedReason, LegKind, TransferResult

from ringline_server.domain import waiting
from ringline_server.domain.events import Ended, Event, LegStarted, Overflowed, TransferEnded
from ringline_server.domain.policy import Account, ServiceLevelPolicy, target_ms
from ringline_server.domain.state import Interaction, Waiting

BUCKET_MS: Final = 900_000

OFFERED: Final = "offered"
ANSWERED_IN: Final = "answered_in"
ANSWERED_LATE: Final = "answered_late"
ABANDONED_SHORT: Final = "abandoned_short"
ABANDONED_IN: Final = "abandoned_in"
ABANDONED_LATE: Final = "abandoned_late"
OVERFLOWED: Final = "overflowed"
CANCELED: Final = "canceled"
WAITING_UNDER: Final = "waiting_under"
WAITING_OVER: Final = "waiting_over"

Count = tuple[str, int, str]
"""Queue, start of the bucket (epoch ms), counter: one more."""


def counters(before: Interaction, event: Event, at_ms: int, account: Account) -> tuple[Count, ...]:
    """What this event adds, given the state before it. Nothing, unless it takes the interaction out of a queue."""
    place = before.waiting
    if place is None:
        return ()
    outcome = _outcome(before, place, event, at_ms, account)
    if outcome is None:
        return ()
    bucket_ms = at_ms - at_ms % BUCKET_MS
    return ((place.queue, bucket_ms, OFFERED), (place.queue, bucket_ms, outcome))


def waits(entered_at_ms: Iterable[int], now_ms: int, threshold_ms: int) -> dict[str, int]:
    """The two counters of what waits now, to be added to the raw ones."""
    waited = [now_ms - each for each in entered_at_ms]
    over = sum(each > threshold_ms for each in waited)
    return {WAITING_UNDER: len(waited) - over, WAITING_OVER: over}


def service_level(counts: Mapping[str, int], flags: ServiceLevelPolicy) -> float | None:
    """Percent. None: there is nothing to judge yet."""
    excluded = {
        ABANDONED_SHORT: flags.exclude_short,
        ABANDONED_IN: flags.exclude_abandoned_in,
        ABANDONED_LATE: flags.exclude_abandoned_late,
        OVERFLOWED: flags.exclude_overflow,
        WAITING_UNDER: flags.exclude_waiting_under,
    }
    came = sum(counts.get(name, 0) for name in (OFFERED, WAITING_UNDER, WAITING_OVER))
    judged = came - sum(counts.get(name, 0) for name, is_out in excluded.items() if is_out)
    return 100 * counts.get(ANSWERED_IN, 0) / judged if judged > 0 else None


def _outcome(before: Interaction, place: Waiting, event: Event, at_ms: int, account: Account) -> str | None:
    queue = waiting.queue_of(account, place.queue, before.channel)
    is_in = at_ms - place.entered_at_ms <= target_ms(queue)
    match event:
        case LegStarted(kind=LegKind.PRIMARY):
            return ANSWERED_IN if is_in else ANSWERED_LATE
        case Overflowed():
            return OVERFLOWED
        case Ended(reason=ClosedReason.SHORT_ABANDONED):
            return ABANDONED_SHORT
        case Ended(reason=ClosedReason.ABANDONED):
            return ABANDONED_IN if is_in else ABANDONED_LATE
        case Ended():
            return CANCELED
        case TransferEnded(result=TransferResult.FAILED | TransferResult.CANCELED) if _was_in_line_for(before):
            return CANCELED
        case _:
            return None


def _was_in_line_for(before: Interaction) -> bool:
    """The sender of a cold transfer gets back what waits for somebody in the queue."""
    return before.transfer is not None and before.primary is not None
