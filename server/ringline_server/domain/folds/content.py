"""Folds of what people and machines say, write and set."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ringline_protocol import evolving
from ringline_protocol.values import Role, SegmentPhase

from ringline_server.domain.events import (
    ConsumerAway,
    ConsumerBack,
    ConsumerChanged,
    DraftSaved,
    Event,
    IdleWarned,
    MailStateChanged,
    NoteSaved,
    SegmentAdded,
    SummaryMade,
    TranscriptionChanged,
    VariableSet,
)
from ringline_server.domain.folds.legs import awake
from ringline_server.domain.state import (
    MAILS_MAX,
    RECENT_SEGMENTS_MAX,
    WHISPERS_MAX,
    Interaction,
    Note,
    OwnMail,
    ReplyDraft,
    evolve,
)

PEOPLE: Final = frozenset({Role.CONSUMER, Role.AGENT, Role.SUPERVISOR})
"""Whose words count as life."""


def _segment(state: Interaction, event: SegmentAdded, at_ms: int) -> Interaction:
    event = evolving.evolve(event, seq=state.seq)
    if event.hidden:
        return evolve(state, whispers=(*state.whispers, event)[-WHISPERS_MAX:])
    state = evolve(
        state, segments=(*state.segments, event)[-RECENT_SEGMENTS_MAX:], segment_count=state.segment_count + 1
    )
    if event.phase is SegmentPhase.BOT or event.role not in PEOPLE:
        return state
    state = _unread(state) if event.role is Role.CONSUMER else state
    is_of_a_machine = event.mail is not None and event.mail.automatic  # two of them could keep a thread open for ever
    return state if is_of_a_machine else awake(state, at_ms)


def _unread(state: Interaction) -> Interaction:
    legs = {leg.id: evolving.evolve(leg, unread=leg.unread + 1) for leg in state.legs.values() if leg.is_talking}
    return evolve(state, legs={**state.legs, **legs}) if legs else state


def _transcription(state: Interaction, event: TranscriptionChanged, at_ms: int) -> Interaction:
    return evolve(state, transcription=event.state)


def _note(state: Interaction, event: NoteSaved, at_ms: int) -> Interaction:
    note = Note(event.note, event.agent, event.agent_name, event.text, event.rev, at_ms)
    return evolve(state, notes={**state.notes, event.note: note})


def _draft(state: Interaction, event: DraftSaved, at_ms: int) -> Interaction:
    has_one = event.text or event.mail is not None
    draft = ReplyDraft(event.agent, event.text, event.rev, event.mail) if has_one else None
    return evolve(state, draft=draft, draft_rev=event.rev)


def _mail(state: Interaction, event: MailStateChanged, at_ms: int) -> Interaction:
    known = state.mails.get(event.mail)
    recipients = tuple(one.address for one in event.left) if known is None else known.recipients
    progress = (event.state, at_ms, event.attempts, event.next_at_ms, event.reason)
    mail = OwnMail(event.mail, *progress, event.left, recipients)
    mails = {**state.mails, event.mail: mail}
    return evolve(state, mails=dict(list(mails.items())[-MAILS_MAX:]))


def _variable(state: Interaction, event: VariableSet, at_ms: int) -> Interaction:
    """A journal from before there were revisions is counted."""
    name = event.variable.name
    revs = {**state.variable_revs, name: event.rev or state.variable_rev(name) + 1}
    return evolve(state, variables={**state.variables, name: event.variable}, variable_revs=revs)


def _summary(state: Interaction, event: SummaryMade, at_ms: int) -> Interaction:
    return evolve(state, summary=event.summary)


def _consumer(state: Interaction, event: ConsumerChanged, at_ms: int) -> Interaction:
    return evolve(state, consumer=event.consumer)


def _away(state: Interaction, event: ConsumerAway, at_ms: int) -> Interaction:
    return evolve(state, consumer_away=True, consumer_away_until_ms=event.until_at_ms)


def _back(state: Interaction, event: ConsumerBack, at_ms: int) -> Interaction:
    return evolve(state, consumer_away=False, consumer_away_until_ms=None)


def _idle(state: Interaction, event: IdleWarned, at_ms: int) -> Interaction:
    return evolve(state, idle_closes_at_ms=event.closes_at_ms)


APPLIERS: Final[Mapping[type[Event], Callable[[Interaction, Any, int], Interaction]]] = {
    SegmentAdded: _segment,
    TranscriptionChanged: _transcription,
    MailStateChanged: _mail,
    NoteSaved: _note,
    DraftSaved: _draft,
    VariableSet: _variable,
    SummaryMade: _summary,
    ConsumerAway: _away,
    ConsumerBack: _back,
    ConsumerChanged: _consumer,
    IdleWarned: _idle,
}
