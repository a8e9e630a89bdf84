"""Consumers who watch their place in line: told at once, then after changes, at most once in PLACE_EVERY_MS."""

from typing import Final

import attrs

from ringline_server.actors.messages import PlaceIs, Ref
from ringline_server.domain.line import Entry
from ringline_server.domain.matching import Matching
from ringline_server.domain.pace import Pace

PLACE_EVERY_MS: Final = 1_000


@attrs.define
class _Watcher:
    ref: Ref
    told: tuple[int, int, int] | None = None
    """Position, waiting, agents ready."""


@attrs.define(eq=False)
class Places:
    """Owned by one queue's actor."""

    pace: Pace
    due_at_ms: int | None = None
    """When those whose place has changed are told."""
    _watchers: dict[str, _Watcher] = attrs.field(factory=dict)
    _seen: tuple[int, int] = (0, 0)
    """Changes of the line, and agents ready, as told last."""
    _told_at_ms: int = 0

    def watch(self, entry: Entry, ref: Ref, matching: Matching, now_ms: int) -> None:
        """Somebody looks."""
        self._watchers[entry.id] = watcher = _Watcher(ref)
        self._tell(watcher, entry, matching, now_ms)

    def unwatch(self, interaction: str) -> None:
        """Nobody looks any more."""
        self._watchers.pop(interaction, None)

    def look(self, matching: Matching, now_ms: int) -> None:
        """Something may have changed: now, or soon, the watchers hear of it."""
        seen = (matching.line.changes, matching.roster.routable)
        if seen == self._seen or not self._watchers:
            self._seen, self.due_at_ms = seen, None
            return
        self.due_at_ms = self._told_at_ms + PLACE_EVERY_MS
        if self.due_at_ms <= now_ms:
            self._seen, self._told_at_ms, self.due_at_ms = seen, now_ms, None
            for interaction, watcher in self._watchers.items():
                entry = matching.line.get(interaction)
                assert entry is not None, interaction
                self._tell(watcher, entry, matching, now_ms)

    def _tell(self, watcher: _Watcher, entry: Entry, matching: Matching, now_ms: int) -> None:
        position, roster = matching.line.position(entry), matching.roster
        place = (position, len(matching.line), roster.routable)
        if place != watcher.told:
            watcher.told = place
            wait_ms = self.pace.wait_ms(position, now_ms) if roster.signed_in else None
            watcher.ref.tell(PlaceIs(*place, wait_ms))
