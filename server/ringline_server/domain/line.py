"""The order of what waits in one queue, and the entries that may be picked, by what they need.

    band (top_priority) > at the front of it > score = waited_s x rate + 60 x bonus > older > id

Waiting adds the same to every score of a queue, so the order never changes by itself: a key is computed once.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Final

import attrs
from ringline_protocol.values import OfferState

from ringline_server.domain import ringing, waiting
from ringline_server.domain.policy import Queue
from ringline_server.domain.skills import ANYONE, Needs, needs_of
from ringline_server.domain.state import Interaction, Waiting

BONUS_S: Final = 60
"""What one point of bonus is worth, in seconds of waiting at rate 1."""

Key = tuple[bool, bool, float, int, str]
"""Sorts what is served first to the front."""


@attrs.define(eq=False)
class Entry:
    """One that waits, as it told last, and what this queue has begun for it."""

    state: Interaction
    place: Waiting
    key: Key
    needs: Needs = ANYONE
    relaxes_at_ms: int | None = None
    """When the needs change."""
    ringing_at: tuple[str, ...] = ()
    """Agents who hold a live offer for the work itself."""
    is_accepting: bool = False
    """One of them is taking it at this moment."""
    here: tuple[str, ...] = ()
    """Agents who hold such an offer, or talk in it."""
    asked: tuple[str, ...] = ()
    """Agents who were asked to keep room. Tuples: they are few, and most entries have none."""
    placing: tuple[str, ...] = ()
    """Agents who keep room; the interaction is about to make the offer."""
    resumes_at_ms: int | None = None
    """An offer could not be made: not again before this."""
    wakes_at_ms: int | None = None
    """When it must be looked at again although nothing was told."""
    is_turned_away: bool = False
    """It was told to go elsewhere."""
    is_without_takers: bool = False
    """That was said already in this round."""

    @property
    def id(self) -> str:
        """The interaction's."""
        return self.key[-1]


def key_of(state: Interaction, place: Waiting, policy: Queue) -> Key:
    """Its place in the order."""
    return order_key(
        state.id, state.top_priority, place.at_front, state.bonus, place.enqueued_at_ms, policy.ageing_rate
    )


def order_key(
    interaction: str, top_priority: bool, at_front: bool, bonus: int, enqueued_at_ms: int, ageing_rate: float
) -> Key:
    """The same, of its parts."""
    served_as_if_since_s = enqueued_at_ms / 1000 * ageing_rate - BONUS_S * bonus
    return (not top_priority, not at_front, served_as_if_since_s, enqueued_at_ms, interaction)


def score(entry: Entry, policy: Queue, now_ms: int) -> float:
    """What it weighs beside the heads of other queues; at the front of its band: more than any."""
    if entry.place.at_front:
        return float("inf")
    return (now_ms - entry.place.enqueued_at_ms) / 1000 * policy.ageing_rate + BONUS_S * entry.state.bonus


@attrs.define(eq=False)
class Line:
    """All entries in order, and the open ones (they want an agent) by their needs. Owned by one queue."""

    _entries: dict[str, Entry] = attrs.field(factory=dict)
    _order: list[Key] = attrs.field(factory=list)
    _open: dict[Needs, list[Key]] = attrs.field(factory=dict)
    _filed: dict[str, Needs] = attrs.field(factory=dict)
    """Open entries and the list that they are in."""
    _since: list[tuple[int, str]] = attrs.field(factory=list)
    """By the wait that is told, the longest first."""
    changes: int = 0
    """One more whenever anybody's position may be another."""

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """In order."""
        return (self._entries[key[-1]] for key in self._order)

    def get(self, interaction: str) -> Entry | None:
        """An entry that is in the line."""
        return self._entries.get(interaction)

    def add(self, entry: Entry) -> None:
        """It stands in the line; not open yet."""
        self.changes += 1
        self._entries[entry.id] = entry
        insort(self._order, entry.key)
        insort(self._since, (entry.place.waiting_since_ms, entry.id))

    def remove(self, entry: Entry) -> None:
        """It stands here no more."""
        self.changes += 1
        self.close(entry)
        del self._entries[entry.id]
        del self._order[bisect_left(self._order, entry.key)]
        del self._since[bisect_left(self._since, (entry.place.waiting_since_ms, entry.id))]

    def open(self, entry: Entry) -> None:
        """It may be picked, under its needs."""
        if self._filed.get(entry.id) != entry.needs:
            self.close(entry)
            self._filed[entry.id] = entry.needs
            insort(self._open.setdefault(entry.needs, []), entry.key)

    def close(self, entry: Entry) -> None:
        """It may not be picked."""
        needs = self._filed.pop(entry.id, None)
        if needs is None:
            return
        keys = self._open[needs]
        del keys[bisect_left(keys, entry.key)]
        if not keys:
            del self._open[needs]

    def is_open(self, entry: Entry) -> bool:
        """Whether it may be picked."""
        return entry.id in self._filed

    @property
    def has_open(self) -> bool:
        """Whether there is any that may be picked."""
        return bool(self._open)

    def open_by_needs(self) -> Iterator[tuple[Needs, Iterator[Entry]]]:
        """The open entries of each set of needs, in order."""
        return ((needs, (self._entries[key[-1]] for key in keys)) for needs, keys in self._open.items())

    def faults(self) -> Iterator[str]:
        """Its lists are of one length, as they must be."""
        if not len(self._entries) == len(self._order) == len(self._since):
            yield "the line has entries without a place, or places without an entry"
        if len(self._filed) != sum(map(len, self._open.values())) or len(self._filed) > len(self._entries):
            yield "the line offers what it does not have, or hides what it has"

    def position(self, entry: Entry) -> int:
        """1 is served next."""
        return bisect_left(self._order, entry.key) + 1

    @property
    def longest_since_ms(self) -> int | None:
        """Since when the one that waits longest waits."""
        return self._since[0][0] if self._since else None


def without(agents: tuple[str, ...], agent: str) -> tuple[str, ...]:
    """All but this one."""
    return tuple(one for one in agents if one != agent)


def look_at(entry: Entry, policy: Queue, now_ms: int) -> None:
    """Work out what follows from its state now, and when to look again: a stage, an exclusion or a pause ends."""
    state, offers = entry.state, ringing.handling(entry.state)
    entry.ringing_at = tuple(offer.agent for offer in offers)
    entry.is_accepting = any(offer.state is OfferState.ACCEPTING for offer in offers)
    entry.here = (*entry.ringing_at, *(leg.agent for leg in state.talking))
    entry.needs = needs_of(waiting.stage_at(state, policy, now_ms))
    entry.relaxes_at_ms = waiting.next_stage_at_ms(state, policy, now_ms)
    if entry.resumes_at_ms is not None and entry.resumes_at_ms <= now_ms:
        entry.resumes_at_ms = None
    moments = [*state.excluded.values(), entry.relaxes_at_ms, entry.resumes_at_ms]
    entry.wakes_at_ms = min((at for at in moments if at is not None and at > now_ms), default=None)
