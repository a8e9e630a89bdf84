"""What an agent's actor looks for in itself: the room that it keeps, what queues were told of it, and what it holds."""

from itertools import islice
from typing import Final

import attrs

from ringline_server.actors.agent_memory import Kept
from ringline_server.actors.alarms import Alarms
from ringline_server.actors.inspecting import Claim, Doubts, Vouch, timer_faults
from ringline_server.actors.membership import Membership
from ringline_server.actors.messages import Ref, ShareIs
from ringline_server.actors.shares import Shares
from ringline_server.domain.capacity import Use
from ringline_server.domain.policy import Account
from ringline_server.domain.share import holding_of
from ringline_server.domain.standing import Weighed

VOUCHED_MAX: Final = 20
"""Interactions that are asked in one go."""


@attrs.define(eq=False)
class AgentInspection:
    """Owned by one agent's actor."""

    agent: str
    me: Ref
    alarms: Alarms
    kept: Kept
    membership: Membership
    shares: Shares
    doubts: Doubts = attrs.field(factory=Doubts)
    _next: int = 0

    def look(self, weighed: Weighed, deadline_ms: int | None, now_ms: int) -> None:
        """Raises: Unsound."""
        faults = [*timer_faults(deadline_ms, now_ms), *self.membership.faults(weighed)]
        for fault in faults:
            self.alarms.judge(self.me.name, fault, now_ms)
        self._next = self._next if self._next < len(self.kept.held) else 0
        for held in list(islice(self.kept.held.values(), self._next, self._next + VOUCHED_MAX)):
            held.ref.tell(Vouch(self.me))
        self._next += VOUCHED_MAX

    def claimed(self, claim: Claim, account: Account, now_ms: int) -> None:
        """What is held must be what the interaction takes: its word counts. Raises: Unsound."""
        wanted = self._use(claim, account)
        held = self.kept.held.get(claim.state.id)
        known = None if held is None else held.holding.use
        if self.doubts.weigh(claim, wanted is known, self.me):
            self.shares.told(ShareIs(claim.state, claim.ref), now_ms)
            self.alarms.judge(self.me.name, _words(wanted, known), now_ms)

    def _use(self, claim: Claim, account: Account) -> Use | None:
        holding = holding_of(claim.state, self.agent, account)
        return None if holding is None else holding.use


def _words(wanted: Use | None, known: Use | None) -> str:
    if known is None:
        return "an interaction takes room that the agent does not know of"
    return "the agent holds what no interaction takes" if wanted is None else "what the agent holds is something else"
