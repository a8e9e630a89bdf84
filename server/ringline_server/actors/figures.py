"""A queue's figures: counts at most once in FIGURES_EVERY_MS, the service level of the day once in LEVEL_EVERY_MS.

The raw counters are rows that interactions write when they leave; they are read back only while somebody looks.
"""

from typing import Final

import attrs
from ringline_protocol import events as told

from ringline_server.domain import service_level
from ringline_server.domain.matching import Matching
from ringline_server.domain.open_hours import day_start_ms
from ringline_server.domain.policy import Queue, target_ms
from ringline_server.store.disk import Disk
from ringline_server.store.records import StoreUnavailable

FIGURES_EVERY_MS: Final = 1_000
LEVEL_EVERY_MS: Final = 10_000


@attrs.define(eq=False)
class Figures:
    """Owned by one queue's actor."""

    disk: Disk
    _counts_due_at_ms: int | None = None
    """When figures that have changed are to be told."""
    _level_due_at_ms: int | None = None
    _told_at_ms: int = 0
    _level: told.ServiceLevel | None = None
    _level_at_ms: int = 0
    _is_level_old: bool = True

    @property
    def due_at_ms(self) -> int | None:
        """When they are to be counted for the stream."""
        if self._counts_due_at_ms is None or self._level_due_at_ms is None:
            return self._counts_due_at_ms or self._level_due_at_ms
        return min(self._counts_due_at_ms, self._level_due_at_ms)

    def counted(self, now_ms: int) -> None:
        """They were just counted for the stream, whether anybody reads it or not."""
        self._told_at_ms, self._counts_due_at_ms = now_ms, None

    def left(self) -> None:
        """Something left the queue: the counters have moved."""
        self._is_level_old = True

    def look(self, matching: Matching, ringing: int, before: told.QueueFigures | None, *, is_read: bool) -> None:
        """Work out when they are due. What is due already is not counted again before it is told."""
        if self._counts_due_at_ms is None and self.count(matching, ringing) != before:
            self._counts_due_at_ms = self._told_at_ms + FIGURES_EVERY_MS
        is_level_due = is_read and self._is_level_old
        self._level_due_at_ms = self._level_at_ms + LEVEL_EVERY_MS if is_level_due else None

    def count(self, matching: Matching, ringing: int) -> told.QueueFigures:
        """As things are at this moment."""
        return told.QueueFigures(
            waiting=len(matching.line),
            offered=ringing,
            longest_since_ms=matching.line.longest_since_ms,
            agents_signed_in=matching.roster.signed_in,
            agents_routable=matching.roster.routable,
            service_level=self._level,
        )

    async def refresh(self, matching: Matching, now_ms: int) -> None:
        """The service level as of now, if it may have changed and was not looked at a moment ago."""
        if not self._is_level_old or now_ms < self._level_at_ms + LEVEL_EVERY_MS:
            return
        self._level_at_ms = now_ms
        policy = matching.policy
        try:
            rows = await self.disk.counts(policy.id, _day_start_ms(policy, now_ms), now_ms + 1)
        except StoreUnavailable:
            return
        self._is_level_old = False
        counters: dict[str, int] = {}
        for row in rows:
            counters[row.counter] = counters.get(row.counter, 0) + row.by
        entered = (entry.place.entered_at_ms for entry in matching.line)
        counters |= service_level.waits(entered, now_ms, target_ms(policy))
        self._level = _level(policy, counters)


def _level(policy: Queue, counters: dict[str, int]) -> told.ServiceLevel:
    rules = policy.service_level
    flags = {name: value for name, value in attrs.asdict(rules).items() if name.startswith("exclude_")}
    percent = service_level.service_level(counters, rules)
    return told.ServiceLevel(target_ms(policy), rules.target_percent, counters, flags, percent)


def _day_start_ms(policy: Queue, now_ms: int) -> int:
    return day_start_ms(policy.open_hours.timezone if policy.open_hours else "UTC", now_ms)
