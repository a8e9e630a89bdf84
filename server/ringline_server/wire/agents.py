"""An agent's own facts as their stream tells them: status, state, opt-outs. All who may read it see the same."""

import functools
from typing import Any

from ringline_protocol import events as told
from ringline_protocol.values import AgentState

from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.capacity import WEIGHED_MAX, Weight
from ringline_server.domain.standing import Weighed
from ringline_server.wire.readers import Reader


def agent_event(event: Any, reader: Reader) -> tuple[str, object]:
    """Name and data; nothing is hidden."""
    return told.NAMES[type(event)], event


def status_changed(status: AgentStatus) -> told.AgentStatusChanged:
    """What the agent chose, and what waits to be applied."""
    waiting = None if status.next is None else told.NextStatus(status.next.status, status.next.reason)
    return told.AgentStatusChanged(status.status, status.since_ms, status.by, status.reason, waiting)


def state_changed(weighed: Weighed, before: told.AgentStateChanged | None, now_ms: int) -> told.AgentStateChanged:
    """What the system works out: the word to show, the units, every channel. The loads change, and the word stays."""
    weight, state = weighed.weight, weighed.state
    return told.AgentStateChanged(
        state=state,
        units_used=weight.units,
        units=weighed.agent.capacity.units,
        channels=_channels(weight),
        occupied=weight.is_occupied,
        missed_hold=weighed.standing.status.is_missed and state is not AgentState.OFFLINE,
        since_at_ms=before.since_at_ms if before is not None and before.state is state else now_ms,
    )


@functools.lru_cache(WEIGHED_MAX)
def _channels(weight: Weight) -> dict[str, told.ChannelLoad]:
    """As often as the weight itself is worked out, and no more: many agents share one."""
    return {channel.value: told.ChannelLoad(load.state, load.used, load.max) for channel, load in weight.loads.items()}


def opt_outs_changed(status: AgentStatus) -> told.AgentOptOutsChanged:
    """Channels and queues that route nothing to the agent."""
    return told.AgentOptOutsChanged(status.channels_out, status.queues_out)
