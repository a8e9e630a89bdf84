"""What a look through a whole store found: how much there is, and faults with their place, never any content."""

from collections.abc import Mapping
from typing import Final

import attrs

FINDINGS_MAX: Final = 1_000
"""Faults that are kept; further ones are counted."""


@attrs.frozen
class Finding:
    """One fault. `place`: a stream and seq, or a table."""

    place: str
    fault: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}"


@attrs.frozen
class Report:
    """Of one look. `counts`: what there is, by name, in the order in which it was looked at."""

    findings: tuple[Finding, ...]
    faults: int
    """All of them, the ones that were not kept included."""
    counts: Mapping[str, int]

    @property
    def is_sound(self) -> bool:
        """Nothing is wrong."""
        return self.faults == 0


@attrs.define
class Notebook:
    """Where the checks write down what they see."""

    findings: list[Finding] = attrs.field(factory=list)
    faults: int = 0
    counts: dict[str, int] = attrs.field(factory=dict)

    def finds(self, place: str, fault: str) -> None:
        """Something is wrong."""
        self.faults += 1
        if len(self.findings) < FINDINGS_MAX:
            self.findings.append(Finding(place, fault))

    def counted(self, what: str, by: int = 1) -> None:
        """There is so much more of it."""
        self.counts[what] = self.counts.get(what, 0) + by

    def report(self) -> Report:
        """As it stands."""
        return Report(tuple(self.findings), self.faults, self.counts)
