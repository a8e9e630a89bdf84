"""What those who had an interaction before leave to an agent: the ring's packet, worked out from the view.

For whoever opens what rang at nobody: mail that was assigned, a take-over, work that came by name. What was promised is
in the notes and in the answer that was begun.
"""

from typing import Final

from ringline_protocol.events import CardLine, CardNote, HandOver
from ringline_protocol.values import LegKind
from ringline_protocol.view.interaction import InteractionView, LegView

PACKET_SEGMENTS_MAX: Final = 5
PACKET_NOTES_MAX: Final = 3


def packet(view: InteractionView, agent: str) -> HandOver | None:
    """Of the last one who handled it before this agent, or handles it now; None: nobody but this agent did."""
    mine = view.leg_of(agent)
    before = [leg for leg in view.legs if leg.kind is LegKind.PRIMARY and _is_before(leg, mine)]
    if not before or before[-1].agent == agent:
        return None
    last = before[-1]
    until_ms = None if mine is None else mine.started_at_ms
    said = [line for line in view.segments if until_ms is None or line.said_at_ms <= until_ms]
    notes = [note for note in view.notes if note.agent != agent]
    draft = view.draft if view.draft is not None and view.draft.agent != agent else None
    return HandOver(
        reason=str(last.end_reason or ""),
        agent_name=last.agent_name,
        segments=tuple(
            CardLine(line.role, line.participant, line.text, line.said_at_ms) for line in said[-PACKET_SEGMENTS_MAX:]
        ),
        notes=tuple(CardNote(note.agent_name, note.text) for note in notes[-PACKET_NOTES_MAX:]),
        draft=None if draft is None else CardNote(_name(view, draft.agent), draft.text),
        ended_at_ms=last.ended_at_ms,
    )


def _is_before(leg: LegView, mine: LegView | None) -> bool:
    return mine is None or (leg.leg != mine.leg and leg.number < mine.number)


def _name(view: InteractionView, agent: str) -> str:
    return next((leg.agent_name for leg in reversed(view.legs) if leg.agent == agent), "")
