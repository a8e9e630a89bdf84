"""How long a wait will be, from what this queue answered lately; nothing to go by is said as such."""

from collections import deque
from typing import Final

import attrs

PACE_WINDOW_MS: Final = 1_800_000
PACE_ANSWERS_MAX: Final = 50
PACE_ANSWERS_MIN: Final = 3
"""Fewer answers in the window say nothing."""


@attrs.define(eq=False)
class Pace:
    """The last moments at which something that waited was answered. Owned by one queue."""

    _answered: deque[int] = attrs.field(factory=lambda: deque(maxlen=PACE_ANSWERS_MAX))

    def answered(self, at_ms: int) -> None:
        """One was answered."""
        self._answered.append(at_ms)

    def wait_ms(self, position: int, now_ms: int) -> int | None:
        """For whoever stands there: so many answers at the rate of late. A queue that has gone quiet gets slower."""
        while self._answered and self._answered[0] <= now_ms - PACE_WINDOW_MS:
            self._answered.popleft()
        if len(self._answered) < PACE_ANSWERS_MIN:
            return None
        return round(position * (now_ms - self._answered[0]) / (len(self._answered) - 1))
