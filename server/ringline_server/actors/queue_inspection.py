"""What a queue looks for in itself: a line that is whole, and entries whose interactions say the same."""

from collections.abc import Callable
from itertools import islice
from typing import Final

import attrs

from ringline_server.actors.alarms import Alarms
from ringline_server.actors.inspecting import Claim, Doubts, Vouch, timer_faults
from ringline_server.actors.messages import Ref
from ringline_server.domain.line import Line

Refs = Callable[[str], Ref]
"""Interaction to its Ref."""
VOUCHED_MAX: Final = 20
"""Entries that are asked in one go."""


@attrs.define(eq=False)
class QueueInspection:
    """Owned by one queue's actor."""

    queue: str
    me: Ref
    alarms: Alarms
    doubts: Doubts = attrs.field(factory=Doubts)
    _next: int = 0

    def look(self, line: Line, refs: Refs, deadline_ms: int | None, now_ms: int) -> None:
        """Raises: Unsound."""
        for fault in (*timer_faults(deadline_ms, now_ms), *line.faults()):
            self.alarms.judge(self.me.name, fault, now_ms)
        self._next = self._next if self._next < len(line) else 0
        for entry in islice(line, self._next, self._next + VOUCHED_MAX):
            refs(entry.id).tell(Vouch(self.me))
        self._next += VOUCHED_MAX

    def claimed(self, claim: Claim, line: Line, now_ms: int) -> None:
        """Raises: Unsound."""
        place = claim.state.waiting
        stands = place is not None and place.queue == self.queue
        is_known = line.get(claim.state.id) is not None
        if self.doubts.weigh(claim, stands is is_known, self.me):
            fault = "an interaction waits, and does not stand in the line" if stands else "an entry waits for nobody"
            self.alarms.judge(self.me.name, fault, now_ms)
