"""An agent's own facts as their stream tells them: status, state, opt-outs. All who may read it see the same."""

from typing import Any

from ringline_protocol import events as told
from ringline_protocol.values import AgentState

from ringline_server.domain import capacity
from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.policy import Agent
from ringline_server.domain.standing import Standing, display_state
from ringline_server.wire.readers import Reader


def agent_event(event: Any, reader: Reader) -> tuple[str, object]:
    """Name and data; nothing is hidden."""
    return told.NAMES[type(event)], event


def status_changed(status: AgentStatus) -> told.AgentStatusChanged:
    """What the agent chose, and what waits to be applied."""
    waiting = None if status.next is None else told.NextStatus(status.next.status, status.next.reason)
    return told.AgentStatusChanged(status.status, status.since_ms, status.by, status.reason, waiting)


def state_changed(standing: Standing, agent: Agent) -> told.AgentStateChanged:
    """What the system works out: the word to show, the units, every channel."""
    limits, holdings = agent.capacity, standing.holdings
    state = display_state(standing, agent)
    return told.AgentStateChanged(
        state=state,
        units_used=capacity.units_used(limits, holdings),
        units=limits.units,
        channels={
            channel.value: told.ChannelLoad(load.state, load.used, load.max)
            for channel, load in capacity.loads(limits, holdings).items()
        },
        occupied=capacity.is_occupied(limits, holdings),
        missed_hold=standing.status.is_missed and state is not AgentState.OFFLINE,
    )


def opt_outs_changed(status: AgentStatus) -> told.AgentOptOutsChanged:
    """Channels and queues that route nothing to the agent."""
    return told.AgentOptOutsChanged(status.channels_out, status.queues_out)
