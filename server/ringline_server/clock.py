"""Epoch milliseconds derived from Trio's clock: the only place where the two meet.

Everywhere else a moment is an int `*_at_ms` and a span an int `*_ms`. The wall clock is read once, at start;
from then on Trio's clock counts, so a jumping test clock and every deadline agree, and time never runs backwards.
A wall clock that is set while the server runs is followed at the next start.
"""

import math
import time
from collections.abc import Callable

import attrs
import trio

# Two floats that mean the same millisecond may differ in their last bits. A moment this near has come:
# a task that wakes at `trio_deadline(at_ms)` must read `now_ms() >= at_ms`, or it would wake for ever.
SLACK_MS = 0.001


@attrs.frozen
class Clock:
    """Make it inside Trio. `Clock()` starts at the wall clock, `Clock(epoch_ms=…)` at a moment of your choice."""

    epoch_ms: int = attrs.field(factory=lambda: time.time_ns() // 1_000_000)
    """What `now_ms()` answers at the moment at which the clock is made."""
    _now_s: Callable[[], float] = attrs.field(init=False, eq=False)
    """What `trio.current_time()` asks: a message reads the time several times."""
    _epoch_trio_s: float = attrs.field(init=False)

    @_now_s.default
    def _trios_clock(self) -> Callable[[], float]:
        return trio.lowlevel.current_clock().current_time

    @_epoch_trio_s.default
    def _now(self) -> float:
        return self._now_s()

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""
        return self.epoch_ms + math.floor((self._now_s() - self._epoch_trio_s) * 1000 + SLACK_MS)

    def trio_deadline(self, at_ms: int | None) -> float:
        """The moment for a cancel scope; never for `None`. Who wakes at it reads `now_ms() >= at_ms`."""
        return math.inf if at_ms is None else self._epoch_trio_s + (at_ms - self.epoch_ms) / 1000
