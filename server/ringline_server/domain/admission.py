"""Whether a queue takes what comes: open hours, then somebody there, then the size limit, which is exact.

What comes back (an offer ended, an agent was lost or gave it back, its parking is over) was taken on long ago and is
never turned away; nor is what was waiting before a restart.
"""

from typing import Final

from ringline_protocol.values import OverflowTrigger, QueuedReason

from ringline_server.domain.open_hours import is_open
from ringline_server.domain.policy import WAITING_MAX, Queue

COMES_BACK: Final = frozenset(
    {QueuedReason.OFFER_ENDED, QueuedReason.AGENT_LOST, QueuedReason.RELEASE, QueuedReason.UNPARKED}
)


def turned_away(
    policy: Queue, reason: QueuedReason, *, waiting: int, signed_in: int, now_ms: int
) -> OverflowTrigger | None:
    """Why it may not enter; None: it may. `waiting` counts what rings, too."""
    if reason in COMES_BACK:
        return None
    if not is_open(policy.open_hours, now_ms):
        return OverflowTrigger.CLOSED
    if not policy.join_when_empty and signed_in == 0:
        return OverflowTrigger.NO_AGENTS
    if waiting >= min(policy.waiting_max, WAITING_MAX):
        return OverflowTrigger.QUEUE_FULL
    return None
