"""What a command leaves in the journal, found by what is unique about it: its mark.

message.send {text: "agt_ana 17"}   ->  ("said", "agt_ana 17")   <-  SegmentAdded(text="agt_ana 17")
"""

from collections import Counter

from ringline_protocol.values import ClosedReason, LegEndReason, OfferState, WrapUpOutcome
from ringline_server.domain.events import (
    Closed,
    Created,
    DraftSaved,
    Ended,
    Event,
    LegEnded,
    NoteSaved,
    OfferEnded,
    Parked,
    SegmentAdded,
    VariableSet,
    WrapUpCompleted,
)

from kit.crash.history import Command, Journal

Mark = tuple[object, ...]


def mark_of(command: Command) -> Mark | None:
    """Where to look for its effect. None: status choices, which have no mark, are judged by their replies."""
    params, about = command.params, command.about
    match command.method:
        case "interaction.create":
            return ("created", params["subject"])
        case "message.send":
            return ("said", params["text"])
        case "segment.push":
            return ("said", params["segment"]["text"])
        case "note.save" | "draft.save":
            return (command.method, params["text"])
        case "variable.set":
            return ("set", params["variable"]["value"])
        case "interaction.park":
            return ("parked", about, params["until_at_ms"])
        case "interaction.end":
            return ("ended", params["interaction"], _agent(command))
        case "interaction.resolve":
            return ("resolved", params["interaction"])
        case "offer.accept" | "offer.decline" | "interaction.release" | "wrap_up.complete":
            return (command.method, about)
    return None


def _agent(command: Command) -> str | None:
    kind, _, name = command.who.partition(":")
    return name if kind == "agent" else None


def marks(journal: Journal) -> Counter[Mark]:
    """Every mark in the journal, with how often it is there."""
    return Counter(mark for name, entries in journal.interactions() for e in entries if (mark := _mark(name, e.event)))


def _mark(interaction: str, event: Event) -> Mark | None:
    match event:
        case Created(subject=subject):
            return ("created", subject)
        case SegmentAdded(text=text):
            return ("said", text)
        case NoteSaved(text=text):
            return ("note.save", text)
        case DraftSaved(text=text):
            return ("draft.save", text)
        case VariableSet(variable=variable):
            return ("set", variable.value)
        case Parked(leg=leg, until_at_ms=until_at_ms):
            return ("parked", leg, until_at_ms)
        case Ended(agent=agent):
            return ("ended", interaction, agent)
        case Closed(reason=ClosedReason.RESOLVED):
            return ("resolved", interaction)
        case OfferEnded(offer=offer, state=OfferState.ACCEPTED):
            return ("offer.accept", offer)
        case OfferEnded(offer=offer, state=OfferState.DECLINED):
            return ("offer.decline", offer)
        case LegEnded(leg=leg, reason=LegEndReason.RELEASED):
            return ("interaction.release", leg)
        case WrapUpCompleted(leg=leg, outcome=WrapUpOutcome.AGENT):
            return ("wrap_up.complete", leg)
    return None
