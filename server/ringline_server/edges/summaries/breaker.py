"""A circuit breaker: who fails again and again is left alone for a while, then asked once."""

from typing import Final

import attrs

FAILURES_MAX: Final = 5
"""In a row."""
REST_MS: Final = 30_000


@attrs.define
class Breaker:
    """Closed (asked), open (left alone), and half open: one trial for each rest."""

    failures: int = 0
    rests_until_ms: int = 0

    def is_open(self, now_ms: int) -> bool:
        """It is being left alone."""
        return self.failures >= FAILURES_MAX and now_ms < self.rests_until_ms

    def may_ask(self, now_ms: int) -> bool:
        """Whether to ask now. After a rest only the first one may: the others wait for what becomes of it."""
        if self.is_open(now_ms):
            return False
        if self.failures >= FAILURES_MAX:
            self.rests_until_ms = now_ms + REST_MS
        return True

    def worked(self) -> None:
        """It is as good as new."""
        self.failures = 0

    def failed(self, now_ms: int) -> None:
        """Once more."""
        self.failures += 1
        if self.failures >= FAILURES_MAX:
            self.rests_until_ms = now_ms + REST_MS
