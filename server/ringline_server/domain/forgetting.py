"""An event without the person: what they said and wrote, what was said and written about them, who they are.

What remains is what happened, when, and which of us did it: the numbering, the figures, who answered. Every field of an
event that can hold words is either named here or, in the test, named as one that cannot.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs
from ringline_protocol.values import Consumer, Role, Variable

from ringline_server.domain.events import (
    ConsumerChanged,
    Created,
    DraftSaved,
    Event,
    MailStateChanged,
    NoteSaved,
    OfferEnded,
    SegmentAdded,
    SummaryMade,
    TranscriptionChanged,
    TransferEnded,
    TransferStarted,
    UpgradeEnded,
    VariableSet,
)


def forgotten(event: Event) -> Event:
    """The same event of the same kind, so that streams fold as before. Doing it twice changes nothing."""
    blank = _BLANK.get(type(event))
    return event if blank is None else blank(event)


def _created(event: Created) -> Created:
    variables = tuple(map(_variable, event.variables))
    return attrs.evolve(event, consumer=Consumer(), subject="", variables=variables)


def _segment(event: SegmentAdded) -> SegmentAdded:
    speaker = "" if event.role is Role.CONSUMER else event.participant
    return attrs.evolve(event, text="", participant=speaker, mail=None)


def _variable(variable: Variable) -> Variable:
    return attrs.evolve(variable, value="")


def _mail_state(event: MailStateChanged) -> MailStateChanged:
    """The words of the other side's server name addresses."""
    return attrs.evolve(event, reason="", left=())


_BLANK: Final[Mapping[type[Event], Callable[[Any], Event]]] = {
    Created: _created,
    SegmentAdded: _segment,
    ConsumerChanged: lambda event: attrs.evolve(event, consumer=Consumer()),
    NoteSaved: lambda event: attrs.evolve(event, text=""),
    DraftSaved: lambda event: attrs.evolve(event, text="", mail=None),
    VariableSet: lambda event: attrs.evolve(event, variable=_variable(event.variable)),
    SummaryMade: lambda event: attrs.evolve(event, summary=attrs.evolve(event.summary, text="")),
    TransferStarted: lambda event: attrs.evolve(event, note=""),
    TransferEnded: lambda event: attrs.evolve(event, reason=""),
    OfferEnded: lambda event: attrs.evolve(event, reason=None),
    TranscriptionChanged: lambda event: attrs.evolve(event, reason=""),
    MailStateChanged: _mail_state,
    UpgradeEnded: lambda event: attrs.evolve(event, reason=""),
}
