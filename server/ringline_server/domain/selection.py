"""Who comes next: the routable members of a queue, in order, for every set of needs that is asked for.

    longest_idle        since the last assignment ended      simultaneous rings the first k of these
    longest_idle_ready  since they became ready
    sequential          as the account lists them
    rotating            as the account lists them, going on behind the one who was asked last
    least_loaded        share of capacity in use, then longest idle

A lower weight goes first, whatever the selection; what is equal goes by agent id. For each set of needs there is one
sorted list, so that a change costs one insertion in each and the next one is the first of a list: nobody is scanned.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from ringline_server.domain.policy import Selection
from ringline_server.domain.queue import Member
from ringline_server.domain.skills import Needs, meets

BY_IDLE: Final = frozenset({Selection.LONGEST_IDLE, Selection.SIMULTANEOUS, Selection.LEAST_LOADED})
"""Those that look at how long somebody was idle."""
INDEXES_MAX: Final = 64
"""Sets of needs with a list of their own. One more, and the least recently used goes; it is made anew when needed."""

Rank = tuple[int, int, int, str]
"""Weight, two numbers that depend on the selection, agent id."""


@attrs.define(eq=False)
class Pool:
    """Members that may be picked. Owned by one queue. `places`: agent -> place in the account's order."""

    selection: Selection
    places: Mapping[str, int] = attrs.field(factory=dict)
    _ranks: dict[str, Rank] = attrs.field(factory=dict)
    _skills: dict[str, Mapping[str, int]] = attrs.field(factory=dict)
    _indexes: dict[Needs, list[Rank]] = attrs.field(factory=dict)
    _cursor: int = -1
    """Place of the one who was asked last."""

    def __contains__(self, agent: object) -> bool:
        return agent in self._ranks

    def __len__(self) -> int:
        return len(self._ranks)

    def put(self, member: Member) -> None:
        """The member may be picked from now on, at the place that their figures give them."""
        rank = self._rank(member)
        if self._ranks.get(member.agent) == rank and self._skills[member.agent] == member.skills:
            return
        self.drop(member.agent)
        self._ranks[member.agent], self._skills[member.agent] = rank, member.skills
        for needs, ranks in self._indexes.items():
            if meets(member.skills, needs):
                insort(ranks, rank)

    def drop(self, agent: str) -> None:
        """The agent may not be picked any more. Unknown ones are ignored."""
        rank = self._ranks.pop(agent, None)
        if rank is None:
            return
        skills = self._skills.pop(agent)
        for needs, ranks in self._indexes.items():
            if meets(skills, needs):
                del ranks[bisect_left(ranks, rank)]

    def asked(self, agent: str) -> None:
        """Under `rotating` the next one is the one behind this agent."""
        self._cursor = self.places.get(agent, -1)

    def candidates(self, needs: Needs) -> Iterator[str]:
        """All who meet the needs, the next one first. Take what you want of it before you change the pool."""
        ranks = self._index(needs)
        if self.selection is Selection.ROTATING:
            return self._rotated(ranks)
        return (rank[-1] for rank in ranks)

    def _index(self, needs: Needs) -> list[Rank]:
        ranks = self._indexes.pop(needs, None)
        if ranks is None:
            ranks = sorted(rank for agent, rank in self._ranks.items() if meets(self._skills[agent], needs))
            if len(self._indexes) >= INDEXES_MAX:
                del self._indexes[next(iter(self._indexes))]
        self._indexes[needs] = ranks  # the last one is the most recently used
        return ranks

    def _rotated(self, ranks: list[Rank]) -> Iterator[str]:
        """Within each weight: those behind the cursor, then those up to it."""
        start = 0
        while start < len(ranks):
            weight = ranks[start][0]
            end = bisect_left(ranks, (weight + 1,))
            behind = bisect_left(ranks, (weight, self._cursor + 1), start, end)
            for at in (*range(behind, end), *range(start, behind)):
                yield ranks[at][-1]
            start = end

    def _rank(self, member: Member) -> Rank:
        idle, place = member.idle_since_ms, self.places.get(member.agent, len(self.places))
        match self.selection:
            case Selection.LONGEST_IDLE | Selection.SIMULTANEOUS:
                return (member.weight, idle, 0, member.agent)
            case Selection.LONGEST_IDLE_READY:
                return (member.weight, member.ready_since_ms, 0, member.agent)
            case Selection.SEQUENTIAL | Selection.ROTATING:
                return (member.weight, place, 0, member.agent)
            case Selection.LEAST_LOADED:
                return (member.weight, member.load_percent, idle, member.agent)
