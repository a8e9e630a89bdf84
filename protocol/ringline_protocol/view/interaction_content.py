"""What words and writings do to an `InteractionView`. Part of interaction_reducer.py."""

from collections.abc import Mapping
from typing import Final

from ringline_protocol import events as e
from ringline_protocol.evolving import evolve
from ringline_protocol.values import Role, SegmentPhase
from ringline_protocol.view.content import (
    VIEW_MAILS_MAX,
    VIEW_SEGMENTS_MAX,
    VIEW_WHISPERS_MAX,
    DraftView,
    MailStateView,
    NoteView,
    SegmentView,
)
from ringline_protocol.view.interaction import InteractionView
from ringline_protocol.view.reducer import Reducer, drop, put
from ringline_protocol.view.variables import variable_view

PEOPLE: Final = frozenset({Role.CONSUMER, Role.AGENT, Role.SUPERVISOR})
"""Whose words end an idle warning, unless a machine wrote them in their name."""


def _segment(view: InteractionView, data: e.SegmentFinal, at_ms: int) -> InteractionView:
    view = evolve(view, partials=drop(view.partials, "segment", data.segment))
    segment = segment_view(view.seq, data)
    if data.hidden:
        return evolve(view, whispers=(*view.whispers, segment)[-VIEW_WHISPERS_MAX:])
    is_of_a_machine = data.mail is not None and data.mail.automatic
    if data.phase is not SegmentPhase.BOT and data.role in PEOPLE and not is_of_a_machine:
        view = evolve(view, idle_closes_at_ms=None)
    segments = (*view.segments, segment)[-VIEW_SEGMENTS_MAX:]
    return evolve(view, segments=segments, segment_count=view.segment_count + 1)


def segment_view(seq: int, data: e.SegmentFinal) -> SegmentView:
    """A segment event at its place in the stream."""
    return SegmentView(
        seq=seq,
        segment=data.segment,
        role=data.role,
        participant=data.participant,
        text=data.text,
        phase=data.phase,
        said_at_ms=data.said_at_ms,
        leg=data.leg,
        number=data.number,
        start_ms=data.start_ms,
        end_ms=data.end_ms,
        language=data.language,
        by=data.by,
        mail=data.mail,
    )


def _mail(view: InteractionView, data: e.MailStateChanged, at_ms: int) -> InteractionView:
    mail = MailStateView(data.mail, data.state, at_ms, data.attempts, data.next_at_ms, data.reason)
    return evolve(view, mails=put(view.mails, mail, "mail")[-VIEW_MAILS_MAX:])


def _transcription(view: InteractionView, data: e.TranscriptionChanged, at_ms: int) -> InteractionView:
    return evolve(view, transcription=data.state)


def _note(view: InteractionView, data: e.NoteSaved, at_ms: int) -> InteractionView:
    note = NoteView(data.note, data.agent, data.agent_name, data.text, data.rev, at_ms)
    return evolve(view, notes=put(view.notes, note, "note"))


def _draft(view: InteractionView, data: e.DraftSaved, at_ms: int) -> InteractionView:
    has_one = data.text or data.mail is not None
    draft = DraftView(data.agent, data.text, data.rev, data.mail) if has_one else None
    return evolve(view, draft=draft, draft_rev=data.rev)


def _variable(view: InteractionView, data: e.VariableSet, at_ms: int) -> InteractionView:
    known = next((old.rev for old in view.variables if old.name == data.variable.name), 0)
    now = variable_view(data.variable, data.rev or known + 1)
    return evolve(view, variables=put(view.variables, now, "name"))


def _summary(view: InteractionView, data: e.SummaryMade, at_ms: int) -> InteractionView:
    return evolve(view, summary=data.summary)


CONTENT_REDUCERS: Final[Mapping[str, Reducer[InteractionView]]] = {
    "segment.final": _segment,
    "transcription.changed": _transcription,
    "mail.state_changed": _mail,
    "note.saved": _note,
    "draft.saved": _draft,
    "variable.set": _variable,
    "summary.made": _summary,
}
