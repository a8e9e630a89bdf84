"""What a decision may say of what people said: every event with words, redacted, before it is kept or told.

Here and not in each rule, so that no rule can forget it. What people say and write is redacted: segments, messages,
whispers, notes, drafts, summaries, subjects, notes of a transfer, reasons of a decline; and, unless the account says
otherwise, values of variables. Names and addresses of people, and words from closed sets, are not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from ringline_protocol.evolving import evolve
from ringline_protocol.values import Variable

from ringline_server.domain.events import (
    Created,
    DraftSaved,
    Event,
    MailStateChanged,
    NoteSaved,
    OfferEnded,
    SegmentAdded,
    SummaryMade,
    TransferStarted,
    UpgradeEnded,
    VariableSet,
)
from ringline_server.domain.orders import Decision
from ringline_server.domain.redaction import Redaction
from ringline_server.domain.state import Interaction

BREATHS_MAX: Final = 4
"""Utterances over which one number may be read out."""


def discreet(decision: Decision, before: Interaction, redaction: Redaction) -> Decision:
    """The same decision, without what the account keeps out of words."""
    if not redaction.is_on or not decision.events:
        return decision
    return Decision(tuple(_told(decision.events, before.segments[-BREATHS_MAX:], redaction)), decision.result)


def _told(events: Sequence[Event], before: Sequence[SegmentAdded], redaction: Redaction) -> Iterator[Event]:
    said = list(before)
    for event in events:
        if isinstance(event, SegmentAdded):
            event = _segment(event, said, redaction)
            said.append(event)
        elif type(event) in _REDACTED:
            event = _REDACTED[type(event)](event, redaction)
        yield event


def _segment(event: SegmentAdded, before: Sequence[SegmentAdded], redaction: Redaction) -> SegmentAdded:
    """With what the same person said directly before in mind."""
    breaths = list[str]()
    for earlier in reversed(before[-BREATHS_MAX:]):
        if (earlier.role, earlier.participant) != (event.role, event.participant):
            break
        breaths.insert(0, earlier.text)
    text = redaction.words(redaction.goes_on(breaths, event.text))
    mail = event.mail and evolve(event.mail, subject=redaction.words(event.mail.subject))
    return event if (text, mail) == (event.text, event.mail) else evolve(event, text=text, mail=mail)


def _text(event: Any, redaction: Redaction) -> Any:
    return evolve(event, text=redaction.words(event.text))


def _draft(event: DraftSaved, redaction: Redaction) -> DraftSaved:
    mail = event.mail and evolve(
        event.mail, subject=redaction.words(event.mail.subject), html=redaction.words(event.mail.html)
    )
    return evolve(event, text=redaction.words(event.text), mail=mail)


def _created(event: Created, redaction: Redaction) -> Created:
    variables = tuple(variable_kept(variable, redaction) for variable in event.variables)
    return evolve(event, subject=redaction.words(event.subject), variables=variables)


def _variable(event: VariableSet, redaction: Redaction) -> VariableSet:
    return evolve(event, variable=variable_kept(event.variable, redaction))


def variable_kept(variable: Variable, redaction: Redaction) -> Variable:
    """The variable as it may be kept. A number that is a card's becomes text."""
    if not redaction.variables or isinstance(variable.value, bool | float):
        return variable
    plain = str(variable.value)
    kept = redaction.words(plain)
    return variable if kept == plain else evolve(variable, value=kept)


def _summary(event: SummaryMade, redaction: Redaction) -> SummaryMade:
    return SummaryMade(evolve(event.summary, text=redaction.words(event.summary.text)))


def _transfer(event: TransferStarted, redaction: Redaction) -> TransferStarted:
    return evolve(event, note=redaction.words(event.note))


def _mail_state(event: MailStateChanged, redaction: Redaction) -> MailStateChanged:
    """A server that refuses a mail may quote it."""
    return evolve(event, reason=redaction.words(event.reason))


def _offer(event: OfferEnded, redaction: Redaction) -> OfferEnded:
    return evolve(event, reason=redaction.words(event.reason)) if event.reason else event


def _upgrade(event: UpgradeEnded, redaction: Redaction) -> UpgradeEnded:
    """What a page said about its media."""
    return evolve(event, reason=redaction.words(event.reason)) if event.reason else event


_REDACTED: Final[Mapping[type, Callable[[Any, Redaction], Event]]] = {
    Created: _created,
    NoteSaved: _text,
    DraftSaved: _draft,
    VariableSet: _variable,
    SummaryMade: _summary,
    TransferStarted: _transfer,
    OfferEnded: _offer,
    MailStateChanged: _mail_state,
    UpgradeEnded: _upgrade,
}
