"""How an agent stands at one moment: what rules them out for a queue, the one word to show, what queues are told.

routable on a channel = connected, ready, not opted out, no missed ring in the way, room (capacity.py)
"""

from collections.abc import Iterable

from ringline_protocol.evolving import evolve
from ringline_protocol.frozen import frozen
from ringline_protocol.values import AgentState, Channel, Status

from ringline_server.domain import capacity
from ringline_server.domain.agent import AgentStatus, Work
from ringline_server.domain.capacity import Holding, Scales, Use, Weight
from ringline_server.domain.policy import Agent, Queue, Selection
from ringline_server.domain.queue import Member, RuledOut
from ringline_server.domain.selection import BY_IDLE


@frozen
class Standing:
    """Everything that a decision about an agent may know. `holdings`: one per interaction."""

    status: AgentStatus
    is_connected: bool
    holdings: tuple[Holding, ...] = ()
    idle_since_ms: int = 0
    """Last beginning or end of an assignment, or coming on line. A decline or a miss does not touch it."""

    def without(self, interaction: str) -> "Standing":
        """As if the agent did not have this interaction."""
        others = tuple(held for held in self.holdings if held.interaction != interaction)
        return self if len(others) == len(self.holdings) else evolve(self, holdings=others)

    def holding(self, interaction: str) -> Holding | None:
        """What this interaction takes of the agent."""
        return next((held for held in self.holdings if held.interaction == interaction), None)

    @property
    def live_work(self) -> tuple[str, ...]:
        """Interactions that have to be finished before the agent may leave."""
        return tuple(
            held.interaction
            for held in self.holdings
            if held.channel.is_live and (held.use.is_assigned or held.use is Use.ACCEPTING)
        )

    def work(self, *, is_gone: bool = False) -> Work:
        """For the status machine."""
        return Work(self.live_work, is_gone)


@frozen
class Weighed:
    """A standing with everything that follows from it: worked out once for all who are told how the agent stands."""

    standing: Standing
    agent: Agent
    weight: Weight
    state: AgentState
    """The one word to show."""


def weigh(standing: Standing, agent: Agent, scales: Scales) -> Weighed:
    """Of an agent as their operator set them up."""
    weight = scales.weigh(agent.capacity, standing.holdings)
    return Weighed(standing, agent, weight, _word(standing, weight))


def ruled_out(standing: Standing, agent: Agent, queue: Queue) -> RuledOut | None:
    """What rules the agent out for every interaction of a queue; None: routable."""
    reason = _Reasons.of(standing).against(agent, queue)
    return reason or capacity.without_room(agent.capacity, standing.holdings, queue.channel)


def ruled_out_by_name(standing: Standing, agent: Agent, channel: Channel, *, may_exceed: bool) -> RuledOut | None:
    """The same for who is asked by a colleague, past all queues."""
    reasons = _Reasons.of(standing)
    return (
        reasons.off_duty
        or reasons.opted_out(channel)
        or reasons.held_back
        or capacity.without_room(agent.capacity, standing.holdings, channel, may_exceed=may_exceed)
    )


def members(weighed: Weighed, queues: Iterable[Queue]) -> dict[str, Member]:
    """What each of the agent's queues is told. A figure is news to those queues alone that choose by it, while they
    may choose this agent at all."""
    agent, rooms = weighed.agent, weighed.weight.without_room
    reasons = _Reasons.of(weighed.standing)
    alike: dict[tuple[RuledOut | None, Selection | None], Member] = {}
    told = {}
    for queue in queues:
        out = reasons.against(agent, queue) or rooms[queue.channel]
        kind = out, queue.selection if out is None else None
        if kind not in alike:
            alike[kind] = _member(weighed, *kind)
        told[queue.id] = alike[kind]
    return told


def _member(weighed: Weighed, out: RuledOut | None, chosen_by: Selection | None) -> Member:
    standing, agent = weighed.standing, weighed.agent
    has_load = chosen_by is Selection.LEAST_LOADED
    return Member(
        agent=agent.id,
        name=agent.name,
        status=standing.status.status,
        state=weighed.state,
        skills=agent.skills,
        out=out,
        idle_since_ms=standing.idle_since_ms if chosen_by in BY_IDLE else 0,
        ready_since_ms=standing.status.ready_since_ms if chosen_by is Selection.LONGEST_IDLE_READY else 0,
        load_units=weighed.weight.units if has_load else 0,
        load_percent=weighed.weight.percent if has_load else 0,
    )


def _word(standing: Standing, weight: Weight) -> AgentState:
    """Offline > not_ready > missed > wrap_up > occupied > ready.

    Occupied is also who has no room on any channel; not ready, who only finishes the work in hand.
    """
    status = standing.status
    if status.status is not Status.READY:
        return AgentState(status.status.value)
    if status.is_missed:
        return AgentState.MISSED
    if any(held.use is Use.WRAPPING for held in standing.holdings):
        return AgentState.WRAP_UP
    if weight.is_occupied or weight.is_full:
        return AgentState.OCCUPIED
    return AgentState.NOT_READY if status.is_leaving else AgentState.READY


@frozen
class _Reasons:
    """What keeps an agent from work whatever room there is; that of each queue lies between the other two."""

    off_duty: RuledOut | None
    """What only the agent can change, first what weighs most."""
    status: AgentStatus
    held_back: RuledOut | None

    @classmethod
    def of(cls, standing: Standing) -> "_Reasons":
        status = standing.status
        return cls(_off_duty(status, standing.is_connected), status, RuledOut.MISSED_HOLD if status.is_missed else None)

    def against(self, agent: Agent, queue: Queue) -> RuledOut | None:
        """What keeps the agent from this queue."""
        if queue.id not in agent.queues:
            return RuledOut.NOT_A_MEMBER
        return self.off_duty or self.opted_out(queue.channel, queue.id) or self.held_back

    def opted_out(self, channel: Channel, queue: str | None = None) -> RuledOut | None:
        if channel in self.status.channels_out:
            return RuledOut.OPTED_OUT_CHANNEL
        return RuledOut.OPTED_OUT_QUEUE if queue in self.status.queues_out else None


def _off_duty(status: AgentStatus, is_connected: bool) -> RuledOut | None:
    if status.status is Status.OFFLINE:
        return RuledOut.OFFLINE
    if not is_connected:
        return RuledOut.NOT_CONNECTED
    is_away = status.status is Status.NOT_READY or (status.is_leaving and not status.is_missed)
    return RuledOut.NOT_READY if is_away else None
