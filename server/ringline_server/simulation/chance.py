"""Chance from a seed: everybody has their own, so what one of them does changes nobody else's luck."""

from collections.abc import Sequence
from typing import TypeVar

import attrs

from ringline_server.ids import Ids

T = TypeVar("T")

FINE = 1_000_000
"""Steps in which a probability is told."""


@attrs.frozen
class Chance:
    """Made by `of`; two of the same seed and name draw the same."""

    seed: int
    name: str
    _ids: Ids

    @classmethod
    def of(cls, seed: int, name: str) -> "Chance":
        """The luck of this one in this day."""
        return cls(seed, name, Ids.seeded(f"{seed}/{name}"))

    def other(self, name: str) -> "Chance":
        """Somebody else's."""
        return Chance.of(self.seed, f"{self.name}/{name}")

    def below(self, limit: int) -> int:
        """From 0 to `limit` - 1."""
        return self._ids.below(limit)

    def between(self, low: int, high: int) -> int:
        """Both included."""
        return low + self.below(high - low + 1)

    def happens(self, probability: float) -> bool:
        """Whether it does this time."""
        return self.below(FINE) < probability * FINE

    def choice(self, things: Sequence[T]) -> T:
        """One of them."""
        return things[self.below(len(things))]

    def seconds(self, low: float, high: float) -> float:
        """A span in whole milliseconds."""
        return self.between(int(low * 1000), int(high * 1000)) / 1000

    def human(self, typical_s: float) -> float:
        """How long people take: mostly about this long, now and then much longer."""
        longer = 4 if self.happens(0.1) else 1
        return self.seconds(typical_s / 4, typical_s * 2) * longer
