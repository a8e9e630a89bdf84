"""An agent's own facts as their stream tells them: status, state, opt-outs. All who may read it see the same."""

from functools import lru_cache
from typing import Any, Final

from ringline_protocol import events as told
from ringline_protocol.values import AgentState, Channel

from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.capacity import Load
from ringline_server.domain.standing import Weighed
from ringline_server.wire.readers import Reader

LOADS_MAX: Final = 1_000
"""Loads remembered as they are told: they have few shapes, and a window holds thousands of them."""


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
        channels=_channels(tuple(weight.loads.items())),
        occupied=weight.is_occupied,
        missed_hold=weighed.standing.status.is_missed and state is not AgentState.OFFLINE,
        since_at_ms=before.since_at_ms if before is not None and before.state is state else now_ms,
    )


@lru_cache(LOADS_MAX)
def _channels(loads: tuple[tuple[Channel, Load], ...]) -> dict[str, told.ChannelLoad]:
    return {channel.value: told.ChannelLoad(load.state, load.used, load.max) for channel, load in loads}


def opt_outs_changed(status: AgentStatus) -> told.AgentOptOutsChanged:
    """Channels and queues that route nothing to the agent."""
    return told.AgentOptOutsChanged(status.channels_out, status.queues_out)
