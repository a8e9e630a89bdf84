"""When a summary is due, and what it is of: at a hand-over by a flow, and whenever somebody else is to take over."""

from collections.abc import Iterable
from typing import Final

from ringline_protocol.values import LegEndReason, SegmentPhase, SummaryBy

from ringline_server.domain.events import Created, Event, LegEnded, SegmentAdded, TransferStarted
from ringline_server.domain.state import Interaction

GOES_ON: Final = frozenset({LegEndReason.RELEASED, LegEndReason.AGENT_LOST, LegEndReason.TAKEN_OVER})
"""Ends of a leg behind which another agent has it. A transfer is due when it starts, to be there when it rings."""


def is_due(state: Interaction, events: Iterable[Event]) -> bool:
    """Whether what has just happened asks for a summary. What a flow or its model brought along stands."""
    return covers(state) > 0 and any(_asks(state, event) for event in events)


def is_behind(state: Interaction) -> bool:
    """Whether something was said since the summary, or there is none."""
    return covers(state) > (0 if state.summary is None else state.summary.revision)


def covers(state: Interaction) -> int:
    """The revision that a summary of what is said now has; 0: nothing is said."""
    return state.segments[-1].seq if state.segments else 0


def material(state: Interaction) -> tuple[SegmentAdded, ...]:
    """What it is made of: what the consumer may see. Asides among colleagues are not for a model."""
    return state.segments


def _asks(state: Interaction, event: Event) -> bool:
    match event:
        case Created():
            is_ours = state.summary is None or state.summary.by is SummaryBy.EXTRACTIVE
            return is_ours and any(said.phase is SegmentPhase.BOT for said in state.segments)  # not a mail by itself
        case TransferStarted():
            return True
        case LegEnded(reason=reason):
            return reason in GOES_ON
    return False
