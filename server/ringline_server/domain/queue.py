"""Who may take a queue's work, and what rules out those who may not: the words that a queue and its agents share."""

from collections.abc import Mapping
from enum import StrEnum

import attrs
from ringline_protocol.frozen import frozen
from ringline_protocol.values import AgentState, Status


class RuledOut(StrEnum):
    """Why an agent does not get an interaction now. In the order in which an agent reports them."""

    NOT_A_MEMBER = "not_a_member"
    OFFLINE = "offline"
    NOT_CONNECTED = "not_connected"
    NOT_READY = "not_ready"
    OPTED_OUT_CHANNEL = "opted_out_channel"
    OPTED_OUT_QUEUE = "opted_out_queue"
    MISSED_HOLD = "missed_hold"
    OCCUPIED = "occupied"
    RINGING_ELSEWHERE = "ringing_elsewhere"
    """Another call rings at this agent; one call at a time may."""
    CHANNEL_FULL = "channel_full"
    NO_CAPACITY = "no_capacity"
    RESERVED_ELSEWHERE = "reserved_elsewhere"
    """Room is kept for another interaction that is about to ring, or the agent just said that there is none."""
    LACKS_SKILL = "lacks_skill"
    ALREADY_OFFERED = "already_offered"
    """This very interaction rings at this agent, or room for it is being asked."""
    EXCLUDED_DECLINED = "excluded_declined"
    """Declined or missed this interaction a moment ago."""


OFF_DUTY = frozenset(
    {
        RuledOut.NOT_A_MEMBER,
        RuledOut.OFFLINE,
        RuledOut.NOT_CONNECTED,
        RuledOut.NOT_READY,
        RuledOut.OPTED_OUT_CHANNEL,
        RuledOut.OPTED_OUT_QUEUE,
        RuledOut.MISSED_HOLD,
    }
)
"""Only the agent can change these. Whoever is ruled out by anything else takes work again when there is room."""


@frozen
class Member:
    """How an agent stands in one queue, as the agent knows it. `out` is about this queue's channel."""

    agent: str
    name: str
    status: Status = Status.OFFLINE
    state: AgentState = AgentState.OFFLINE
    skills: Mapping[str, int] = attrs.field(factory=dict)
    out: RuledOut | None = RuledOut.NOT_CONNECTED
    """What rules the agent out for every interaction of the queue; None: routable."""
    idle_since_ms: int = 0
    """Beginning or end of the last assignment. A decline or a miss does not touch it. This and the figures below are 0
    for a queue that does not choose by them, or cannot choose this agent now: to it they are no news."""
    ready_since_ms: int = 0
    """Last change to ready."""
    load_units: int = 0
    """Capacity units in use or reserved."""
    load_percent: int = 0
    """The same as a share of all units: what `least_loaded` compares."""
    weight: int = 0
    """As the queue's policy says; lower goes first. The queue fills it in."""

    @property
    def is_routable(self) -> bool:
        """Nothing that the agent knows of stands in the way."""
        return self.out is None

    @property
    def is_signed_in(self) -> bool:
        """Not offline: ready or not, connected or inside the grace. What `join_when_empty` counts."""
        return self.status is not Status.OFFLINE

    @property
    def is_on_duty(self) -> bool:
        """Takes work of this queue now, or as soon as there is room."""
        return self.out not in OFF_DUTY
