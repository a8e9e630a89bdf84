"""What a load test counted and measured. Written by everybody in it, read by the progress line and the report."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import attrs

SAMPLES_MAX: Final = 200_000
"""Of one kind. After that each second one is forgotten, and only each second one is taken, and so on."""


@attrs.define
class Samples:
    """Durations in seconds; of very many an even selection."""

    values: list[float] = attrs.field(factory=list)
    count: int = 0
    _every: int = 1

    def add(self, took_s: float) -> None:
        """One more."""
        self.count += 1
        if self.count % self._every == 0:
            self.values.append(took_s)
        if len(self.values) >= SAMPLES_MAX:
            del self.values[::2]
            self._every *= 2

    def percentiles(self, *percents: float) -> tuple[float, ...]:
        """By the nearest rank; zeros without samples."""
        ordered = sorted(self.values)
        return tuple(_nearest(ordered, percent) for percent in percents)


def _nearest(ordered: Sequence[float], percent: float) -> float:
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


@attrs.define
class Tally:
    """`counts`: what happened, by name. `took`: how long, by name. `now`: how many are in a state at this moment."""

    counts: Counter[str] = attrs.field(factory=Counter)
    took: defaultdict[str, Samples] = attrs.field(factory=lambda: defaultdict(Samples))
    now: Counter[str] = attrs.field(factory=Counter)
    errors: Counter[str] = attrs.field(factory=Counter)
    """By method and code."""

    def failed(self, what: str) -> None:
        """An error that no person causes."""
        self.errors[what] += 1
