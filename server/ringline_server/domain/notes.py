"""What agents write down, and what machines add: notes, the unsent reply, variables, the summary,
who the consumer is.

All but the summary have a revision: `expect.rev` of an older one is a `conflict` that carries what is there now (of a
masked variable no more than may be seen). Notes and the reply draft are saved as typed. Saving what is there already
changes nothing. A variable keeps the display flags that it came with.
"""

from collections.abc import Mapping
from typing import Any, Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import LinkContact, SaveDraft, SaveNote, SetSummary, SetVariable
from ringline_protocol.limits import NAME_CHARS_MAX, NOTE_BYTES_MAX, TEXT_CHARS_MAX
from ringline_protocol.values import PrincipalKind, Summary, SummaryBy, Variable

from ringline_server.domain import authority, mails
from ringline_server.domain.discretion import variable_kept
from ringline_server.domain.events import ConsumerChanged, DraftSaved, Event, NoteSaved, SummaryMade, VariableSet
from ringline_server.domain.masking import shown
from ringline_server.domain.orders import Context, Decision, Rule, Summarized
from ringline_server.domain.state import NOTES_MAX, Interaction, Note

VARIABLES_MAX: Final = 128
"""Of one interaction."""
VARIABLES_BYTES_MAX: Final = 65_536
"""All their values together, in bytes of UTF-8: as much as one intake can bring."""


def save_note(state: Interaction, command: SaveNote, context: Context) -> Decision:
    """The note has this text. Only its author, or a supervisor, changes a note; whoever took part may write one."""
    _require_writer(state, context)
    if command.note is None:
        _expect(context, 0, {"rev": 0, "text": ""})
        event = _new_note(state, command.text, context)
        return Decision((event,), {"note": event.note, "rev": event.rev})
    note = state.notes.get(command.note)
    if note is None:
        raise Refused(ErrorCode.NOT_FOUND, details={"note": command.note})
    return _change_note(note, command.text, context)


def left_behind(state: Interaction, text: str, context: Context) -> tuple[Event, ...]:
    """The words that go with a transfer or a release, kept as a note for whoever comes next."""
    return (_new_note(state, text, context),) if text else ()


def save_draft(state: Interaction, command: SaveDraft, context: Context) -> Decision:
    """The unsent reply has this text; empty: there is none. It stays when the interaction goes on to somebody else."""
    agent = authority.require_participant(state, context)
    leg = state.leg_of(agent)
    if leg is None:
        raise authority.invalid(str(state.phase))
    _check_size(command.text)
    text, mail = (state.draft.text, state.draft.mail) if state.draft is not None else ("", None)
    current = {"rev": state.draft_rev, "text": text}
    _expect(context, state.draft_rev, current if mail is None else {**current, "mail": mail})
    if context.account.redaction.words(command.text) == text and command.mail == mail:
        return Decision(result={"rev": state.draft_rev})
    mails.check_draft(state, command.mail)
    event = DraftSaved(agent, command.text, state.draft_rev + 1, command.mail)
    return Decision((event,), {"rev": event.rev})


def set_variable(state: Interaction, command: SetVariable, context: Context) -> Decision:
    """The variable has this value. The flags of a known one stay."""
    if context.by.kind is PrincipalKind.SERVICE:
        authority.require_maker(state, context)
    else:
        _require_writer(state, context)
    variable = command.variable
    _check_variable(state, command)
    known, rev = state.variables.get(variable.name), state.variable_rev(variable.name)
    _expect(context, rev, {"name": variable.name, "value": None if known is None else shown(known).value, "rev": rev})
    if known is not None:
        variable = attrs.evolve(known, value=variable.value)
    kept = variable_kept(variable, context.account.redaction)
    if kept == known and type(kept.value) is type(known.value):
        return Decision(result={"variable": variable.name, "rev": rev})
    event = VariableSet(variable, authority.maker(context.by), rev + 1)
    return Decision((event,), {"variable": variable.name, "rev": event.rev})


def link_contact(state: Interaction, command: LinkContact, context: Context) -> Decision:
    """The consumer is this entry of the address book. What intake said of them stays; a missing name is filled in,
    for those inside."""
    if context.by.kind is PrincipalKind.SERVICE:
        authority.require_maker(state, context)
    else:
        _require_writer(state, context)
    known, contact = state.consumer, context.contact
    if command.contact is not None and contact is None:
        raise Refused(ErrorCode.NOT_FOUND, details={"contact": command.contact})
    consumer = attrs.evolve(known, contact=None)
    if contact is not None:
        consumer = attrs.evolve(known, contact=contact.id, name=known.name or contact.name)
    if consumer == known:
        return Decision(result={"contact": known.contact})
    event = ConsumerChanged(consumer, authority.maker(context.by))
    return Decision((event,), {"contact": consumer.contact})


def set_summary(state: Interaction, command: SetSummary, context: Context) -> Decision:
    """A service's summary, unless one that covers more is there."""
    authority.require_maker(state, context)
    _check_text(command.summary.text, "params.summary.text")
    events = _newer(state, command.summary, context)
    return Decision(events, {"accepted": bool(events)})


def summarized(state: Interaction, order: Summarized, context: Context) -> Decision:
    """Our own summary, unless one that covers more is there."""
    return Decision(_newer(state, Summary(order.text, SummaryBy(order.by), order.revision), context))


def _newer(state: Interaction, summary: Summary, context: Context) -> tuple[Event, ...]:
    summary = attrs.evolve(summary, text=context.account.redaction.words(summary.text))
    known = state.summary
    if known is not None and (summary.revision < known.revision or summary == known):
        return ()
    return (SummaryMade(summary),)


def _new_note(state: Interaction, text: str, context: Context) -> NoteSaved:
    _check_size(text)
    if len(state.notes) >= NOTES_MAX:
        raise Refused(ErrorCode.TOO_LARGE, "too many notes", {"notes_max": NOTES_MAX})
    return NoteSaved(context.new_id("not"), context.by.id, context.by.name, text, 1)


def _change_note(note: Note, text: str, context: Context) -> Decision:
    if note.agent != context.by.id and context.by.kind is not PrincipalKind.SUPERVISOR:
        raise authority.forbidden()
    _check_size(text)
    _expect(context, note.rev, {"note": note.id, "rev": note.rev, "text": note.text})
    if context.account.redaction.words(text) == note.text:
        return Decision(result={"note": note.id, "rev": note.rev})
    event = NoteSaved(note.id, note.agent, note.agent_name, text, note.rev + 1)
    return Decision((event,), {"note": note.id, "rev": event.rev})


def _require_writer(state: Interaction, context: Context) -> None:
    if context.by.kind is not PrincipalKind.SUPERVISOR:
        authority.require_participant(state, context)


def _expect(context: Context, rev: int, current: Mapping[str, Any]) -> None:
    if context.expect_rev is not None and context.expect_rev != rev:
        raise Refused(ErrorCode.CONFLICT, details={"current": dict(current)})


def _check_size(text: str) -> None:
    size = len(text.encode())
    if size > NOTE_BYTES_MAX:
        raise Refused(ErrorCode.TOO_LARGE, details={"path": "params.text", "bytes": size, "bytes_max": NOTE_BYTES_MAX})


def _check_text(text: str, path: str) -> None:
    if len(text) > TEXT_CHARS_MAX:
        raise Refused(ErrorCode.TOO_LARGE, details={"path": path, "chars_max": TEXT_CHARS_MAX})


def _check_variable(state: Interaction, command: SetVariable) -> None:
    name, value = command.variable.name, command.variable.value
    if not 0 < len(name) <= NAME_CHARS_MAX:
        raise Refused(ErrorCode.BAD_REQUEST, details={"path": "params.variable.name"})
    if isinstance(value, str):
        _check_text(value, "params.variable.value")
    if name not in state.variables and len(state.variables) >= VARIABLES_MAX:
        raise Refused(ErrorCode.TOO_LARGE, "too many variables", {"variables_max": VARIABLES_MAX})
    others = sum(_value_size(known) for known in state.variables.values() if known.name != name)
    if isinstance(value, str) and others + _value_size(command.variable) > VARIABLES_BYTES_MAX:
        details = {"path": "params.variable.value", "bytes_max": VARIABLES_BYTES_MAX}
        raise Refused(ErrorCode.TOO_LARGE, "the variables of one interaction together", details)


def _value_size(variable: Variable) -> int:
    return len(str(variable.value).encode())


RULES: Final[Mapping[type, Rule]] = {
    SaveNote: save_note,
    SaveDraft: save_draft,
    SetVariable: set_variable,
    LinkContact: link_contact,
    SetSummary: set_summary,
    Summarized: summarized,
}
