"""Whether a queue takes what comes (open hours, then somebody there, then the size limit, which is exact) and keeps it.

What comes back (an offer ended, an agent was lost or gave it back, its parking is over) was taken on long ago and is
never turned away; nor is what was waiting before a restart.
"""

from typing import Final

import attrs
from ringline_protocol.values import Channel, OverflowTrigger, QueuedReason

from ringline_server.domain.line import Entry
from ringline_server.domain.matching import Matching
from ringline_server.domain.open_hours import is_open
from ringline_server.domain.policy import WAITING_MAX, Account, OpenHours, Queue

COMES_BACK: Final = frozenset(
    {QueuedReason.OFFER_ENDED, QueuedReason.AGENT_LOST, QueuedReason.RELEASE, QueuedReason.UNPARKED}
)

CLOSED_FOR_EVER: Final = OpenHours(days={"mon": ()})
"""Of a queue that the account does not have any more: what waits is served, nothing new comes in."""


def turned_away(
    policy: Queue, reason: QueuedReason, *, waiting: int, signed_in: int, now_ms: int
) -> OverflowTrigger | None:
    """Why it may not enter; None: it may. `waiting` counts what rings, too.

    E-mail has been taken on for good when it was answered 250: it waits, unless the queue says where else it goes.
    """
    if reason in COMES_BACK:
        return None
    trigger = _trigger(policy, waiting, signed_in, now_ms)
    return None if policy.channel is Channel.EMAIL and trigger not in policy.overflow else trigger


def _trigger(policy: Queue, waiting: int, signed_in: int, now_ms: int) -> OverflowTrigger | None:
    if not is_open(policy.open_hours, now_ms):
        return OverflowTrigger.CLOSED
    if not policy.join_when_empty and signed_in == 0:
        return OverflowTrigger.NO_AGENTS
    if waiting >= min(policy.waiting_max, WAITING_MAX):
        return OverflowTrigger.QUEUE_FULL
    return None


@attrs.define(eq=False)
class Desertion:
    """Watches whether anybody is signed in. Owned by one queue. Who never came cannot have left: so after a restart."""

    _was_manned: bool = False
    _is_told: bool = False

    def turn_away(self, matching: Matching) -> list[Entry]:
        """When the last member has signed out and the policy says so: those that must go elsewhere now."""
        if matching.roster.signed_in:
            self._was_manned, self._is_told = True, False
            return []
        if not self._was_manned or not matching.policy.leave_when_empty:
            return []
        entries = matching.opened if self._is_told else list(matching.line)
        self._is_told = True
        return matching.turn_away(entries)


def policy_of(queue: str, account: Account, before: Queue | None) -> Queue:
    """What the account says; of a queue that it does not have any more: as it was, and closed."""
    policy = account.queues.get(queue)
    if policy is None:
        assert before is not None, queue
        policy = attrs.evolve(before, open_hours=CLOSED_FOR_EVER)
    return policy
