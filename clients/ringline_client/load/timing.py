"""How long people take: spans from which each act takes one at random."""

import attrs

from ringline_client.chance import Chance, any_below


@attrs.frozen
class Span:
    """Seconds, from the shortest to the longest."""

    least: float
    most: float

    @classmethod
    def read(cls, text: str) -> "Span":
        """`0.5-1`, or `2` for always the same. Raises: ValueError."""
        least, dash, most = text.partition("-")
        try:
            span = cls(float(least), float(most if dash else least))
        except ValueError:
            raise ValueError(f"{text!r} is no span of seconds: write 0.5-1, or 2") from None
        if not 0 <= span.least <= span.most < float("inf"):
            raise ValueError(f"{text!r}: from the shorter to the longer, none below 0")
        return span

    def pick(self, chance: Chance = any_below) -> float:
        """Any of it, evenly."""
        return self.least + chance(self.most - self.least)


@attrs.frozen
class Timing:
    """Human, unless said otherwise."""

    answer: Span = Span(0.5, 1)
    """From a ring to the accept."""
    talk: Span = Span(3, 10)
    """From the accept to the agent's goodbye."""
    write: Span = Span(1, 3)
    """Between two messages of the same person."""
    patience: Span = Span(10, 20)
    """After which a consumer leaves the line."""
    next: Span = Span(1, 2)
    """From one conversation of a consumer to the next."""
