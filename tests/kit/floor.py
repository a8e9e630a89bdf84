"""A queue's floor without actors: interactions that wait, members as they say they stand, and verbs to move both.

floor = Floor(queue(selection=Selection.LONGEST_IDLE), agents=("ana", "ben"))
floor.enters("int_1")
assert floor.frees("ana") == [("int_1", "ana")]
"""

from collections.abc import Mapping
from typing import Any

import attrs
from ringline_protocol.values import (
    Acceptance,
    AgentState,
    Channel,
    OfferPurpose,
    OfferState,
    QueuedReason,
    SkillNeed,
    SkillStage,
    Status,
)
from ringline_server.domain.matching import Matching
from ringline_server.domain.policy import Account, Agent, Queue
from ringline_server.domain.queue import Member, RuledOut
from ringline_server.domain.state import Interaction, Offer, Waiting

START_MS = 1_800_000_000_000
QUEUE = "que_1"

READY: dict[str, Any] = {"status": Status.READY, "state": AgentState.READY, "out": None}


def needs(for_ms: int | None = None, **levels: int) -> SkillStage:
    """`needs(30_000, spanish=5)`: that level for so long."""
    return SkillStage(tuple(SkillNeed(skill, level) for skill, level in levels.items()), for_ms)


def waiting(interaction: str, since_ms: int = START_MS, queue: str = QUEUE, **more: Any) -> Interaction:
    """One that waits. `reason`, `at_front`, `enqueued_at_ms` are of its place, the rest of the interaction."""
    place = Waiting(
        queue=queue,
        reason=more.pop("reason", QueuedReason.INTAKE),
        enqueued_at_ms=more.pop("enqueued_at_ms", since_ms),
        waiting_since_ms=since_ms,
        entered_at_ms=more.pop("entered_at_ms", since_ms),
        max_wait_at_ms=None,
        hops=0,
        at_front=more.pop("at_front", False),
    )
    return Interaction(id=interaction, queue=queue, created_at_ms=since_ms, waiting=place, **more)


def ringing(state: Interaction, agent: str, offer_state: OfferState = OfferState.PENDING) -> Interaction:
    """The same, with a live offer to that agent."""
    offer = Offer(
        id=f"off_{len(state.offers) + 1}",
        agent=agent,
        agent_name=agent.title(),
        queue=state.queue,
        channel=state.channel,
        purpose=OfferPurpose.HANDLE,
        acceptance=Acceptance.MANUAL,
        attempt=len(state.offers) + 1,
        created_at_ms=START_MS,
        ring_ms=30_000,
        expires_at_ms=START_MS + 30_000,
        state=offer_state,
    )
    return attrs.evolve(state, offers=(*state.offers, offer))


def ended(state: Interaction, agent: str, how: OfferState, until_ms: int | None = None) -> Interaction:
    """The same, with that agent's live offer ended, and the agent passed over until then."""
    offers = tuple(
        attrs.evolve(offer, state=how) if offer.agent == agent and offer.state.is_live else offer
        for offer in state.offers
    )
    excluded = state.excluded if until_ms is None else {**state.excluded, agent: until_ms}
    return attrs.evolve(state, offers=offers, excluded=excluded)


def member(agent: str, out: RuledOut | None = None, **more: Any) -> Member:
    """A member who is ready, unless ruled out."""
    stands = {"status": Status.OFFLINE if out is RuledOut.OFFLINE else Status.READY, "state": AgentState.READY}
    return Member(agent, agent.title(), **{**stands, "out": out, **more})


def floor_account(policy: Queue, agents: Mapping[str, Mapping[str, int]]) -> Account:
    """The queue, and agents with these skills in it."""
    people = {each: Agent(each, each.title(), queues=(policy.id,), skills=skills) for each, skills in agents.items()}
    return Account(queues={policy.id: policy}, agents=people)


@attrs.define
class Floor:
    """A queue and its clock. Every verb returns whom the queue asks for what because of it."""

    policy: Queue = attrs.field(factory=lambda: Queue(QUEUE, "Support", Channel.MESSAGING))
    agents: Mapping[str, Mapping[str, int]] = attrs.field(factory=lambda: {"ana": {}, "ben": {}, "cai": {}})
    now_ms: int = START_MS
    matching: Matching = attrs.field(init=False)
    states: dict[str, Interaction] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.matching = Matching.make(self.policy, floor_account(self.policy, self.agents))

    def asks(self) -> list[tuple[str, str]]:
        """What the queue does next."""
        return [(entry.id, agent) for entry, agent in self.matching.pairs(self.now_ms)]

    def tells(self, state: Interaction, *, forget: bool = False) -> list[tuple[str, str]]:
        """An interaction says how it stands."""
        self.states[state.id] = state
        self.matching.stands(state, self.now_ms, forget=forget)
        return self.asks()

    def enters(self, interaction: str, **more: Any) -> list[tuple[str, str]]:
        """One comes in now."""
        return self.tells(waiting(interaction, more.pop("since_ms", self.now_ms), self.policy.id, **more))

    def leaves(self, interaction: str) -> tuple[str, ...]:
        """One goes. Returns who keeps room for it in vain."""
        del self.states[interaction]
        return self.matching.leaves(interaction)

    def frees(self, agent: str, **more: Any) -> list[tuple[str, str]]:
        """An agent is routable."""
        more.setdefault("skills", self.agents.get(agent, {}))
        self.matching.member_is(member(agent, **more))
        return self.asks()

    def rules_out(self, agent: str, out: RuledOut = RuledOut.NOT_READY) -> list[tuple[str, str]]:
        """An agent is not routable."""
        self.matching.member_is(member(agent, out, skills=self.agents.get(agent, {})))
        return self.asks()

    def rings(self, interaction: str, agent: str, out: RuledOut | None = RuledOut.CHANNEL_FULL) -> None:
        """The asked agent grants, the offer is made, and they say that their room is taken (or that more is left)."""
        self.matching.member_is(member(agent, out, skills=self.agents.get(agent, {})))
        assert self.matching.granted(interaction, agent)
        self.asks()
        self.tells(ringing(self.states[interaction], agent))

    def declines(self, interaction: str, agent: str, for_ms: int = 30_000) -> list[tuple[str, str]]:
        """The ring ends without an answer that counts; the agent stays as they are."""
        return self.tells(
            ended(self.states[interaction], agent, OfferState.DECLINED, self.now_ms + for_ms),
        )

    def passes(self, span_ms: int) -> list[tuple[str, str]]:
        """Time goes by, with everything that is due on the way."""
        end_ms, asked = self.now_ms + span_ms, []
        while (at_ms := self.matching.wakes_at_ms) is not None and at_ms <= end_ms:
            self.now_ms = max(at_ms, self.now_ms)
            self.matching.wake(self.now_ms)
            asked += self.asks()
        self.now_ms = end_ms
        return asked

    def without_takers(self) -> list[str]:
        """Which have run out of takers, as far as that is news."""
        return [entry.id for entry in self.matching.without_takers(self.now_ms)]
