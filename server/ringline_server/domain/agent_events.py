"""What happened to an agent: the persisted vocabulary of the stream `agent/{id}`. Reports need it as history."""

from collections.abc import Mapping
from typing import Final

import attrs
from ringline_protocol.values import Channel, Status


@attrs.frozen
class StatusChosen:
    """A status holds now. `by`: `kind:id` of who chose, or `system`."""

    status: Status
    reason: str | None
    by: str


@attrs.frozen
class NextStatusChosen:
    """This status will hold when the current work is done. None: the wish is withdrawn."""

    status: Status | None
    reason: str | None
    by: str


@attrs.frozen
class OptOutsChosen:
    """Channels and queues that do not route to the agent."""

    channels: tuple[Channel, ...]
    queues: tuple[str, ...]


@attrs.frozen
class RingMissed:
    """An offer rang to its end. `in_a_row` counts since the last answer."""

    offer: str
    queue: str
    in_a_row: int


@attrs.frozen
class MissesForgiven:
    """An answer or a choice of status ends the row of misses."""


AgentEvent = StatusChosen | NextStatusChosen | OptOutsChosen | RingMissed | MissesForgiven

AGENT_KINDS: Final[Mapping[str, type[AgentEvent]]] = {
    "agent.status_chosen": StatusChosen,
    "agent.next_status_chosen": NextStatusChosen,
    "agent.opt_outs_chosen": OptOutsChosen,
    "agent.ring_missed": RingMissed,
    "agent.misses_forgiven": MissesForgiven,
}
AGENT_NAMES: Final[Mapping[type[AgentEvent], str]] = {cls: name for name, cls in AGENT_KINDS.items()}
