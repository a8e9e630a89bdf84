"""What a command leaves in the journal, found by what is unique about it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ringline_protocol.values import LegEndReason, OfferState
from ringline_server.domain.events import (
    Closed,
    Created,
    DraftSaved,
    Ended,
    LegEnded,
    NoteSaved,
    OfferEnded,
    Parked,
    SegmentAdded,
    VariableSet,
    WrapUpCompleted,
)

from kit.crash.history import Command, Entry, Journal

Test = Callable[[Command, Any], bool]


def _created(command: Command, event: Any) -> bool:
    return isinstance(event, Created) and event.subject == command.params["subject"]


def _said(command: Command, event: Any) -> bool:
    return isinstance(event, SegmentAdded) and event.text == command.params["text"]


def _pushed(command: Command, event: Any) -> bool:
    return isinstance(event, SegmentAdded) and event.text == command.params["segment"]["text"]


def _noted(command: Command, event: Any) -> bool:
    return isinstance(event, NoteSaved) and event.text == command.params["text"]


def _drafted(command: Command, event: Any) -> bool:
    return isinstance(event, DraftSaved) and event.text == command.params["text"]


def _set(command: Command, event: Any) -> bool:
    return isinstance(event, VariableSet) and event.variable.value == command.params["variable"]["value"]


def _accepted(command: Command, event: Any) -> bool:
    return isinstance(event, OfferEnded) and event.offer == command.about and event.state is OfferState.ACCEPTED


def _declined(command: Command, event: Any) -> bool:
    return isinstance(event, OfferEnded) and event.reason == command.params["reason"]


def _ended(command: Command, event: Any) -> bool:
    if not isinstance(event, Ended):
        return False
    who = f"agent:{event.agent}" if event.agent else "consumer"
    return command.who.startswith(who)


def _released(command: Command, event: Any) -> bool:
    is_release = isinstance(event, LegEnded) and event.reason is LegEndReason.RELEASED
    return is_release and event.leg == command.about


def _parked(command: Command, event: Any) -> bool:
    return isinstance(event, Parked) and event.until_at_ms == command.params["until_at_ms"]


def _resolved(command: Command, event: Any) -> bool:
    return isinstance(event, Closed) and event.reason == "resolved"


def _wrapped(command: Command, event: Any) -> bool:
    is_wrap_up = isinstance(event, WrapUpCompleted) and event.leg == command.about
    return is_wrap_up and event.outcome == "agent"


EFFECTS: Final[Mapping[str, Test]] = {
    "interaction.create": _created,
    "message.send": _said,
    "segment.push": _pushed,
    "note.save": _noted,
    "draft.save": _drafted,
    "variable.set": _set,
    "offer.accept": _accepted,
    "offer.decline": _declined,
    "interaction.end": _ended,
    "interaction.release": _released,
    "interaction.park": _parked,
    "interaction.resolve": _resolved,
    "wrap_up.complete": _wrapped,
}
"""Method to how its effect is recognised. Status choices are judged by the replies alone: they have no unique mark."""


def effects(command: Command, journal: Journal) -> list[Entry]:
    """Its traces: in its interaction if that is known, else anywhere."""
    test = EFFECTS[command.method]
    if command.method in ("interaction.create", "offer.accept", "offer.decline"):
        streams = [entries for _, entries in journal.interactions()]
    else:
        streams = [journal.streams.get(f"interaction/{command.interaction}", [])]
    return [entry for entries in streams for entry in entries if test(command, entry.event)]
