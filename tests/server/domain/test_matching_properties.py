"""Whatever happens, the queue asks exactly whom a reader of the rules would ask who looked at everything each time."""

from random import Random
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.examples import examples
from kit.floor import QUEUE, Floor, ended, needs, ringing, waiting
from ringline_protocol.values import Channel, OfferState
from ringline_server.domain import ringing as rings
from ringline_server.domain import waiting as rules
from ringline_server.domain.policy import Queue, Selection
from ringline_server.domain.queue import Member, RuledOut
from ringline_server.domain.skills import meets, needs_of
from ringline_server.domain.state import Interaction

AGENTS = {"ana": {"es": 5}, "ben": {"es": 2}, "cai": {"fr": 3}, "dan": {}, "eva": {"es": 5, "fr": 5}}
STAGES = (
    (),
    (needs(10_000, es=4), needs(10_000, es=1)),
    (needs(fr=3),),
    (needs(5_000, es=1, fr=1), needs(es=1)),
)
WEIGHTS = {"dan": -1, "eva": 1}


@attrs.define
class Reader:
    """Knows the rules and looks at everything: at what was told and answered, not at what the queue worked out."""

    floor: Floor
    members: dict[str, Member] = attrs.field(factory=dict)
    refused: set[str] = attrs.field(factory=set)
    asked: dict[str, tuple[str, bool]] = attrs.field(factory=dict)
    """Agent -> entry that they have not answered for, and whether it was given up."""
    placing: set[tuple[str, str]] = attrs.field(factory=set)
    paused: dict[str, int] = attrs.field(factory=dict)
    last: int = -1

    def expected(self) -> list[tuple[str, str]]:
        """Entries in order, each with the first agents who may have it."""
        found = []
        for state in sorted(self.floor.states.values(), key=self.entry_order):
            for _ in range(self.wants(state)):
                free = sorted((agent for agent in self.members if self.may(agent, state)), key=self.agent_order)
                if not free:
                    break
                found.append((state.id, free[0]))
                self.asked[free[0]] = (state.id, False)
                self.last = list(AGENTS).index(free[0])
        return found

    def entry_order(self, state: Interaction) -> tuple[Any, ...]:
        assert state.waiting is not None
        score = (self.floor.now_ms - state.waiting.enqueued_at_ms) / 1000 + 60 * state.bonus
        place = state.waiting
        return (not state.top_priority, not place.at_front, round(-score, 3), place.enqueued_at_ms, state.id)

    def agent_order(self, agent: str) -> tuple[Any, ...]:
        member, place = self.members[agent], list(AGENTS).index(agent)
        by: dict[Selection, tuple[int, ...]] = {
            Selection.LONGEST_IDLE: (member.idle_since_ms,),
            Selection.SIMULTANEOUS: (member.idle_since_ms,),
            Selection.LONGEST_IDLE_READY: (member.ready_since_ms,),
            Selection.SEQUENTIAL: (place,),
            Selection.ROTATING: ((place - self.last - 1) % len(AGENTS),),
            Selection.LEAST_LOADED: (member.load_percent, member.idle_since_ms),
        }
        return (WEIGHTS.get(agent, 0), *by[self.floor.policy.selection], agent)

    def wants(self, state: Interaction) -> int:
        live = rings.handling(state)
        accepting = any(offer.state is OfferState.ACCEPTING for offer in live)
        if accepting or self.paused.get(state.id, 0) > self.floor.now_ms:
            return 0
        many = self.floor.policy.ring_many if self.floor.policy.selection is Selection.SIMULTANEOUS else 1
        asked = sum(1 for entry, given_up in self.asked.values() if entry == state.id and not given_up)
        return many - len(live) - asked - sum(1 for entry, _ in self.placing if entry == state.id)

    def may(self, agent: str, state: Interaction) -> bool:
        now_ms, member = self.floor.now_ms, self.members[agent]
        is_free = member.out is None and agent not in self.refused and agent not in self.asked
        is_new = (state.id, agent) not in self.placing and all(offer.agent != agent for offer in state.live_offers)
        wanted = needs_of(rules.stage_at(state, self.floor.policy, now_ms))
        return is_free and is_new and meets(member.skills, wanted) and state.excluded.get(agent, 0) <= now_ms


@attrs.define
class Day:
    """One day on the floor: each deed happens to the queue and to the reader, and then both say whom to ask."""

    floor: Floor
    reader: Reader
    random: Random

    def settles(self) -> None:
        expected = self.reader.expected()
        assert self.floor.asks() == expected
        assert self.floor.asks() == []  # nothing that could be asked is left: no item waits beside a free agent

    def some_entry(self) -> Interaction | None:
        return self.random.choice(list(self.floor.states.values())) if self.floor.states else None

    def enters(self) -> None:
        interaction = f"int_{self.random.randrange(12):02}"
        if interaction in self.floor.states:
            return
        since_ms = self.floor.now_ms - self.random.choice([0, 0, 60_000, 61_000])
        more: dict[str, Any] = {
            "bonus": self.random.choice([0, 0, 1, -1]),
            "top_priority": self.random.choice([False, False, True]),
            "at_front": self.random.choice([False, False, True]),
            "skills": self.random.choice(STAGES),
        }
        self.tells(waiting(interaction, since_ms, entered_at_ms=self.floor.now_ms, **more))

    def tells(self, state: Interaction, *, forget: bool = False) -> None:
        self.floor.states[state.id] = state
        self.floor.matching.stands(state, self.floor.now_ms, forget=forget)

    def leaves(self) -> None:
        state = self.some_entry()
        if state is not None:
            told = self.floor.leaves(state.id)
            still = {agent for agent, asked in self.reader.asked.items() if asked == (state.id, False)}
            assert set(told) == still
            self.reader.asked.update(dict.fromkeys(still, (state.id, True)))
            self.reader.placing = {pair for pair in self.reader.placing if pair[0] != state.id}
            self.reader.paused.pop(state.id, None)

    def member_says(self) -> None:
        agent = self.random.choice(list(AGENTS))
        out = self.random.choice([None, None, None, RuledOut.NOT_READY, RuledOut.CHANNEL_FULL])
        numbers = [self.random.randrange(4) for _ in range(3)]
        member = Member(agent, agent, skills=AGENTS[agent], out=out)
        member = attrs.evolve(member, idle_since_ms=numbers[0], ready_since_ms=numbers[1], load_percent=numbers[2])
        forget = self.random.choice([False, False, False, True])
        self.floor.matching.member_is(member, forget=forget)
        self.reader.members[agent] = member
        self.reader.refused.discard(agent)
        if forget:
            self.reader.asked.pop(agent, None)

    def answers(self) -> None:
        if not self.reader.asked:
            return
        agent = self.random.choice(sorted(self.reader.asked))
        entry, given_up = self.reader.asked.pop(agent)
        if self.random.random() < 0.4:
            self.floor.matching.refused(entry, agent, RuledOut.NO_CAPACITY)
            self.reader.refused.add(agent)
            return
        state = self.floor.states.get(entry)
        wanted = state is not None and not given_up and self.reader.wants(state) > 0
        assert self.floor.matching.granted(entry, agent) is wanted
        if wanted:
            self.reader.placing.add((entry, agent))

    def interaction_places(self) -> None:
        if not self.reader.placing:
            return
        entry, agent = self.random.choice(sorted(self.reader.placing))
        self.reader.placing.discard((entry, agent))
        self.tells(ringing(self.floor.states[entry], agent))

    def ring_ends(self) -> None:
        state = self.some_entry()
        if state is not None and state.live_offers:
            agent = state.live_offers[0].agent
            until_ms = self.random.choice([None, self.floor.now_ms + 7_000])
            self.tells(ended(state, agent, OfferState.DECLINED, until_ms))

    def somebody_accepts(self) -> None:
        state = self.some_entry()
        if state is not None and state.live_offers:
            offers = (attrs.evolve(state.live_offers[0], state=OfferState.ACCEPTING),)
            self.tells(attrs.evolve(state, offers=offers))

    def nothing_comes_of_it(self) -> None:
        state = self.some_entry()
        if state is not None:
            self.tells(state, forget=True)
            if any(entry == state.id for entry, _ in self.reader.placing):
                self.reader.paused[state.id] = self.floor.now_ms + 1000
            self.reader.placing = {pair for pair in self.reader.placing if pair[0] != state.id}

    def time_passes(self) -> None:
        end_ms = self.floor.now_ms + self.random.choice([1, 1000, 5_000, 6_999, 10_000])
        while (at_ms := self.floor.matching.wakes_at_ms) is not None and at_ms <= end_ms:
            assert at_ms > self.floor.now_ms
            self.floor.now_ms = at_ms
            self.floor.matching.wake(at_ms)
            self.settles()
        self.floor.now_ms = end_ms


DEEDS = (
    Day.enters,
    Day.enters,
    Day.leaves,
    Day.member_says,
    Day.member_says,
    Day.answers,
    Day.answers,
    Day.interaction_places,
    Day.interaction_places,
    Day.ring_ends,
    Day.somebody_accepts,
    Day.nothing_comes_of_it,
    Day.time_passes,
)


@settings(max_examples=examples(300))
@given(st.integers(0, 2**32), st.sampled_from(list(Selection)), st.integers(1, 150))
def test_after_any_events_exactly_those_are_asked_whom_the_rules_name(
    seed: int, selection: Selection, length: int
) -> None:
    policy = Queue(QUEUE, "Support", Channel.MESSAGING, selection=selection, ring_many=2, agent_weight=WEIGHTS)
    floor = Floor(policy, AGENTS)
    day = Day(floor, Reader(floor), Random(seed))
    promptness = day.random.choice([0.15, 0.5, 1.0])  # several things may happen before the queue gets to ask
    for _ in range(length):
        day.random.choice(DEEDS)(day)
        if day.random.random() < promptness:
            day.settles()
    day.settles()
