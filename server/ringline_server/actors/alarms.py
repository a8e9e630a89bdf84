"""What the house found wrong with itself: counted, logged, told to whoever watches, and mended by reviving.

fault --judge--> the first time: Unsound, so the supervisor makes the actor anew, from the journal
                 again within REVIVED_AGAIN_MS: only told; what is on disk is wrong, and reviving does not mend it
"""

from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Final

import attrs

from ringline_server import logs

REVIVED_AGAIN_MS: Final = 600_000
"""An actor is revived over a fault at most once in this time."""
REVIVED_KEPT_MAX: Final = 1_000
"""Actors whose revival is remembered."""

log = logs.logger("alarms")


class Unsound(Exception):
    """Raised by an actor in its own turn, over itself."""


@attrs.frozen
class Alarm:
    """One fault. `actor`: `kind:id`. `fault`: in words, without content."""

    actor: str
    fault: str
    at_ms: int
    is_revived: bool


@attrs.define(eq=False)
class Alarms:
    """One for the process."""

    counts: Counter[str] = attrs.field(factory=Counter)
    """Faults so far, by kind of actor."""
    on_alarm: Callable[[Alarm], None] = lambda _: None
    """Never waits."""
    _revived: OrderedDict[str, int] = attrs.field(factory=OrderedDict)

    def judge(self, actor: str, fault: str, now_ms: int) -> None:
        """Tell it. Raises: Unsound, when the actor shall be made anew."""
        revived_at_ms = self._revived.get(actor)
        may_revive = revived_at_ms is None or now_ms - revived_at_ms >= REVIVED_AGAIN_MS
        self._told(Alarm(actor, fault, now_ms, may_revive))
        if may_revive:
            self._revived[actor] = now_ms
            self._revived.move_to_end(actor)
            while len(self._revived) > REVIVED_KEPT_MAX:
                self._revived.popitem(last=False)
            raise Unsound(actor)

    def tell(self, actor: str, fault: str, now_ms: int) -> None:
        """Nothing can be done about it from here."""
        self._told(Alarm(actor, fault, now_ms, is_revived=False))

    def _told(self, alarm: Alarm) -> None:
        self.counts[alarm.actor.partition(":")[0]] += 1
        log.error("invariant violated", actor=alarm.actor, reason=alarm.fault, at_ms=alarm.at_ms)
        self.on_alarm(alarm)
