"""Brings what waits in one queue and its members together, and never looks at all of either.

    entry opens  (entered, offer ended, stage relaxed, exclusion over)  -> the first agent that it does not rule out
    agent freed  (ready, room again, answered)                          -> the first entry whose needs they meet

    open --ask--> asked --granted--> placing --the interaction says so--> ringing --ended--> open
                    | busy              | nothing comes of it
                    +-------> open      +-------> open after a pause

After every change `pairs` tells whom to ask for what; then no open entry has an eligible free agent. Entries are served
in their order, each by the agent who is next for it. An agent is asked for one entry at a time.
"""

import heapq
from bisect import bisect_left, insort
from collections.abc import Iterable

import attrs
from ringline_protocol.evolving import evolve

from ringline_server.domain import ringing, waiting
from ringline_server.domain.eligibility import is_claimed, rules_out, wants
from ringline_server.domain.line import Entry, Key, Line, key_of, look_at, without
from ringline_server.domain.policy import Account, Queue
from ringline_server.domain.queue import Member, RuledOut
from ringline_server.domain.roster import Roster, Seat
from ringline_server.domain.skills import meets
from ringline_server.domain.state import Interaction

PAUSE_MS = 1_000
"""Between an offer that could not be made and the next try."""


@attrs.define(eq=False)
class Matching:
    """Line and roster of one queue. Owned by its actor."""

    policy: Queue
    roster: Roster
    line: Line = attrs.field(factory=Line)
    _opened: dict[str, None] = attrs.field(factory=dict)
    """Entries to find an agent for."""
    _freed: dict[str, None] = attrs.field(factory=dict)
    """Agents to find an entry for."""
    _passed_over: dict[str, None] = attrs.field(factory=dict)
    """Entries that exclude somebody now."""
    _unserved: dict[str, None] = attrs.field(factory=dict)
    """Entries that may have run out of takers."""
    _wakes: list[tuple[int, str]] = attrs.field(factory=list)

    @classmethod
    def make(cls, policy: Queue, account: Account) -> "Matching":
        """Nothing waits yet, and nothing is known of the members."""
        return cls(policy, Roster.make(policy, account))

    # --- what is told

    def stands(self, state: Interaction, now_ms: int, *, forget: bool = False) -> Entry:
        """It waits here, and this is how. `forget`: what was granted for it led to nothing; again in a moment."""
        assert state.waiting is not None, state.id
        key = key_of(state, state.waiting, self.policy)
        entry = self.line.get(state.id)
        if entry is None or entry.key != key or entry.place != state.waiting:
            fresh = Entry(state, state.waiting, key)
            if entry is not None:
                fresh = evolve(entry, state=state, place=state.waiting, key=key)
                self.line.remove(entry)
            self.line.add(fresh)
            entry = fresh
        entry.state, entry.is_turned_away = state, False
        if entry.placing:
            rings_at = {offer.agent for offer in ringing.handling(state)}
            entry.placing = tuple(agent for agent in entry.placing if agent not in rings_at)
        if forget and entry.placing:
            entry.placing = ()
            entry.resumes_at_ms = now_ms + PAUSE_MS
        self._look_at(entry, now_ms)
        return entry

    def leaves(self, interaction: str) -> tuple[str, ...]:
        """It does not wait here any more. Returns the agents who still keep room for it, or are asked to."""
        entry = self.line.get(interaction)
        if entry is None:
            return ()
        self._forget_wake(entry)
        self.line.remove(entry)
        for known in (self._opened, self._passed_over, self._unserved):
            known.pop(interaction, None)
        for agent in entry.asked:
            seat = self.roster.get(agent)
            if seat is not None and seat.asked_for == interaction:
                seat.is_given_up = True
        return tuple(sorted(entry.asked))

    def member_is(self, member: Member, *, forget: bool = False) -> None:
        """This is how an agent stands. `forget`: they will not answer what they were asked before."""
        before = self.roster.get(member.agent)
        was_on_duty = before is not None and before.member.is_on_duty
        seat = self.roster.member_is(member)
        if forget and seat.asked_for is not None:
            self._take_back(seat, seat.asked_for)
        if was_on_duty and not member.is_on_duty:
            self._unserved.update(self._passed_over)
        self._free(seat)

    def member_left(self, agent: str) -> None:
        """Not a member any more."""
        seat = self.roster.left(agent)
        if seat is None:
            return
        if seat.asked_for is not None:
            self._not_asked(seat.asked_for, agent)
        self._unserved.update(self._passed_over)

    def granted(self, interaction: str, agent: str) -> bool:
        """The agent keeps room. Whether the interaction shall make the offer; else the room is not needed."""
        seat, entry = self.roster.get(agent), self.line.get(interaction)
        if seat is None or seat.asked_for != interaction:
            return False
        is_given_up = seat.is_given_up
        self.roster.answered(seat)
        self._free(seat)
        if is_given_up or entry is None:
            return False
        entry.asked = without(entry.asked, agent)
        is_wanted = wants(entry, self.policy) > 0
        if is_wanted:
            entry.placing = (*entry.placing, agent)
        self._reopen(entry)
        return is_wanted

    def keeps_room(self, interaction: str, agent: str) -> bool:
        """Whether the agent keeps room for it already: they say so a second time."""
        entry = self.line.get(interaction)
        return entry is not None and (agent in entry.placing or agent in entry.ringing_at)

    def refused(self, interaction: str, agent: str, reason: RuledOut) -> None:
        """The agent has no room: somebody else, at once."""
        seat = self.roster.get(agent)
        if seat is not None and seat.asked_for == interaction:
            self._take_back(seat, interaction, reason)

    def reload(self, policy: Queue, account: Account, now_ms: int) -> None:
        """Other policies from now on. What is asked and offered goes on."""
        entries, self.policy, self.line = list(self.line), policy, Line()
        self.roster = self.roster.remade(policy, account)
        for entry in entries:
            entry.asked = tuple(agent for agent in entry.asked if self.roster.get(agent) is not None)
            entry.key = key_of(entry.state, entry.place, policy)
            self.line.add(entry)
            self._look_at(entry, now_ms)

    # --- time

    @property
    def wakes_at_ms(self) -> int | None:
        """When a stage, an exclusion or a pause ends next."""
        return self._wakes[0][0] if self._wakes else None

    def wake(self, now_ms: int) -> None:
        """Look again at the entries for which something ended."""
        while self._wakes and self._wakes[0][0] <= now_ms:
            entry = self.line.get(self._wakes[0][1])
            assert entry is not None, self._wakes[0]
            self._look_at(entry, now_ms)

    # --- what follows

    @property
    def opened(self) -> list[Entry]:
        """Entries that `pairs` will find agents for."""
        return [entry for interaction in self._opened if (entry := self.line.get(interaction)) is not None]

    def pairs(self, now_ms: int) -> list[tuple[Entry, str]]:
        """Whom to ask for what, now; they count as asked from here on."""
        if not self._opened and not self.line.has_open:  # nothing waits for an agent
            self._freed.clear()
            return []
        found: list[tuple[Entry, str]] = []
        heads = self._heads(now_ms)
        while heads:
            key, interaction, agent = heapq.heappop(heads)
            entry = self.line.get(interaction)
            if agent and (entry := self._entry_for(agent, now_ms)) is not None and entry.key != key:
                heapq.heappush(heads, (entry.key, entry.id, agent))
                continue
            if entry is None or not self.line.is_open(entry):
                continue
            taker = self._agent_for(entry, now_ms)
            if taker is None:
                self._unserved[entry.id] = None
                continue
            self._ask(entry, taker)
            found.append((entry, taker))
            heapq.heappush(heads, (key, interaction, agent))
        return found

    def without_takers(self, now_ms: int) -> list[Entry]:
        """Entries that everybody who takes work here has declined, missed or is excluded from: once in each round."""
        if not self._unserved:
            return []
        entries = [entry for id_ in self._unserved if (entry := self.line.get(id_)) is not None]
        self._unserved.clear()
        news = []
        for entry in entries:
            was, entry.is_without_takers = entry.is_without_takers, self._has_no_takers(entry, now_ms)
            if entry.is_without_takers and not was:
                news.append(entry)
        return sorted(news, key=lambda entry: entry.key)

    def turn_away(self, entries: Iterable[Entry]) -> list[Entry]:
        """These are told to go elsewhere, unless somebody is about to take them. They stay until they say so."""
        gone = [entry for entry in entries if not entry.is_turned_away and not is_claimed(entry)]
        for entry in gone:
            entry.is_turned_away = True
            self.line.close(entry)
        return gone

    # --- inside

    def _look_at(self, entry: Entry, now_ms: int) -> None:
        self._forget_wake(entry)
        look_at(entry, self.policy, now_ms)
        if entry.wakes_at_ms is not None:
            insort(self._wakes, (entry.wakes_at_ms, entry.id))
        if any(until_ms > now_ms for until_ms in entry.state.excluded.values()):
            self._passed_over[entry.id] = None
        else:
            self._passed_over.pop(entry.id, None)
        self.line.close(entry)
        self._reopen(entry)

    def _forget_wake(self, entry: Entry) -> None:
        if entry.wakes_at_ms is not None:
            del self._wakes[bisect_left(self._wakes, (entry.wakes_at_ms, entry.id))]
            entry.wakes_at_ms = None

    def _reopen(self, entry: Entry) -> None:
        if wants(entry, self.policy) > 0:
            self.line.open(entry)
            self._opened[entry.id] = None
        else:
            self.line.close(entry)

    def _free(self, seat: Seat) -> None:
        if seat.out is None:
            self._freed[seat.member.agent] = None

    def _take_back(self, seat: Seat, interaction: str, reason: RuledOut | None = None) -> None:
        self.roster.answered(seat, reason)
        self._free(seat)
        self._not_asked(interaction, seat.member.agent)

    def _not_asked(self, interaction: str, agent: str) -> None:
        entry = self.line.get(interaction)
        if entry is not None and agent in entry.asked:
            entry.asked = without(entry.asked, agent)
            self._reopen(entry)

    def _heads(self, now_ms: int) -> list[tuple[Key, str, str]]:
        """Opened entries, and the best entry of each freed agent (named third), as a heap."""
        heads = [(entry.key, entry.id, "") for entry in self.opened]
        for agent in self._freed if self.line.has_open else ():
            entry = self._entry_for(agent, now_ms)
            if entry is not None:
                heads.append((entry.key, entry.id, agent))
        self._opened.clear()
        self._freed.clear()
        heapq.heapify(heads)
        return heads

    def _entry_for(self, agent: str, now_ms: int) -> Entry | None:
        seat = self.roster.get(agent)
        if seat is None or seat.out is not None:
            return None
        firsts = (
            next((entry for entry in entries if rules_out(entry, agent, now_ms) is None), None)
            for needs, entries in self.line.open_by_needs()
            if meets(seat.member.skills, needs)
        )
        return min((entry for entry in firsts if entry is not None), key=lambda entry: entry.key, default=None)

    def _agent_for(self, entry: Entry, now_ms: int) -> str | None:
        candidates = self.roster.free.candidates(entry.needs)
        return next((agent for agent in candidates if rules_out(entry, agent, now_ms) is None), None)

    def _ask(self, entry: Entry, agent: str) -> None:
        seat = self.roster.get(agent)
        assert seat is not None, agent
        self.roster.ask(seat, entry.id)
        entry.asked = (*entry.asked, agent)
        entry.is_without_takers = False
        if wants(entry, self.policy) <= 0:
            self.line.close(entry)

    def _has_no_takers(self, entry: Entry, now_ms: int) -> bool:
        if entry.id not in self._passed_over or is_claimed(entry):
            return False
        takers = self.roster.on_duty.candidates(entry.needs)
        return all(waiting.is_excluded(entry.state, agent, now_ms) for agent in takers)
