"""I13 to I21: what the journal holds and what clients are told of it."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from ringline_protocol.events import EVENTS
from ringline_protocol.frames import HIDDEN
from ringline_protocol.shape import read_tolerant
from ringline_protocol.view import AgentView, ConsumerView, InteractionView, QueueView, apply, view_from_json

from ringline_server.domain.events import NAMES
from ringline_server.simulation.checks.book import Book, Entry, Fault, kind_of
from ringline_server.simulation.history import Line

Place = tuple[str, int]
"""Epoch and seq."""
CALLS: Final = {"offer.accepting": "call.connecting", "offer.ended": "call.settled"}


def numbered(book: Book) -> Iterator[Fault]:
    """I13: every journal is 1, 2, 3 …, and no writer that was replaced writes again."""
    heads: dict[str, int] = defaultdict(int)
    fence = 0
    for line in book.history.of("commit"):
        if line["f"] == "answered":
            continue
        if line["seq"] != heads[line["stream"]] + 1:
            yield Fault("I13", line["i"], f"{line['stream']} goes from {heads[line['stream']]} to {line['seq']}")
        heads[line["stream"]] = line["seq"]
        if line["fence"] < fence:
            yield Fault("I13", line["i"], f"writer {line['fence']} writes after {fence}")
        fence = max(fence, line["fence"])


def contiguous(book: Book) -> Iterator[Fault]:
    """I14: on each connection a stream begins with a snapshot or where it was resumed, and has no gap or repeat."""
    for name, lines in book.connections.items():
        heads: dict[str, Place] = {}
        for line in lines:
            if line["type"] != "recv":
                continue
            heads.update(_begins(line))
            if line["f"] == "event":
                before = heads.get(line["stream"])
                if before is None or line["seq"] != before[1] + 1:
                    yield Fault("I14", line["i"], f"{name} has {before} of {line['stream']} and is sent {line['seq']}")
                heads[line["stream"]] = (before[0] if before else "", line["seq"])


def _begins(line: Line) -> Iterator[tuple[str, Place]]:
    """Streams that begin, or begin anew, with this frame."""
    match line["f"]:
        case "snapshot":
            yield line["stream"], (line["epoch"], line["seq"])
        case "welcome":
            yield from _recovered(line["data"]["streams"].items())
        case "reply":
            result = line["data"].get("result", {})
            if "state" in result and "stream" in result:
                yield from _recovered([(result["stream"], result["state"])])


def _recovered(states: Any) -> Iterator[tuple[str, Place]]:
    for stream, state in states:
        if state["recovered"]:
            yield stream, (state["epoch"], state["from_seq"])


def agree(book: Book) -> Iterator[Fault]:
    """I15: whoever reads a stream with the same rights is told the same under the same number."""
    first: dict[tuple[str, str, str, int], Line] = {}
    for name, lines in book.connections.items():
        epochs: dict[str, str] = {}
        for line in lines:
            if line["type"] != "recv":
                continue
            epochs.update((stream, place[0]) for stream, place in _begins(line))
            if line["f"] == "event":
                key = (kind_of(line), line["stream"], epochs.get(line["stream"], ""), line["seq"])
                known = first.setdefault(key, line)
                if known["data"] != line["data"]:
                    yield Fault("I15", line["i"], f"{name} is told another {key} than {known['c']}")


def committed(book: Book) -> Iterator[Fault]:
    """I16: nobody is told of an interaction what is not durable at that moment, or is not what happened."""
    entries = {(entry.interaction, entry.seq): entry for entry in book.entries}
    for line in book.received("event", "snapshot"):
        kind, _, name = line["stream"].partition("/")
        if kind != "interaction":
            continue
        entry = entries.get((name, line["seq"]))
        if entry is None or entry.i > line["i"]:
            yield Fault("I16", line["i"], f"{line['c']} is told {line['stream']} {line['seq']}, which is not durable")
        elif line["f"] == "event" and line["data"]["event"] not in (HIDDEN, _name(entry, kind_of(line))):
            told = line["data"]["event"]
            yield Fault("I16", line["i"], f"{line['stream']} {line['seq']} is told as {told}, and was {entry.event}")


def _name(entry: Entry, reader: str) -> str:
    """How an event is called on the wire. Of an offer the consumer hears nothing but the call that comes of it."""
    name = NAMES[type(entry.event)]
    return CALLS.get(name, name) if reader == "con" else name


def effects_first(book: Book) -> Iterator[Fault]:
    """I20: what a command did is told on its connection before its reply, as far as the reply says. A stream that was
    never told there is not named; one that the client leaves may be, for what it leaves is not sent any more."""
    for name, lines in book.connections.items():
        heads: dict[str, int] = {}
        for line in lines:
            if line["type"] == "sent" and line["data"].get("method") == "stream.unsubscribe":
                heads[line["data"]["params"]["stream"]] = sys.maxsize
            if line["type"] != "recv":
                continue
            heads.update((stream, place[1]) for stream, place in _begins(line))
            if line["f"] == "event":
                heads[line["stream"]] = line["seq"]
            elif line["f"] == "reply":
                for stream, seq in line["data"].get("pos", {}).items():
                    if heads.get(stream, 0) < seq:
                        told = heads.get(stream, 0)
                        yield Fault("I20", line["i"], f"{name} is replied {stream} {seq} at {told}")


def folded(book: Book) -> Iterator[Fault]:
    """I17: a snapshot is what its reader has folded from the events before it."""
    known: dict[tuple[str, str], tuple[Place, Any]] = {}
    for line in book.received("snapshot", "event"):
        place = (line["who"], line["stream"])
        before = known.get(place)
        if line["f"] == "snapshot":
            view = view_from_json(_view_of(line), line["data"]["state"])
            here = (line["epoch"], line["seq"])
            if before is not None and before[0] == here and before[1] != view:
                yield Fault("I17", line["i"], f"{line['c']}: {line['stream']} {line['seq']} is not what was folded")
            known[place] = here, view
        elif before is not None and before[0][1] + 1 == line["seq"]:
            told = line["data"]
            data = None if told["event"] == HIDDEN else read_tolerant(EVENTS[told["event"]], told["data"])[0]
            view = apply(before[1], told["event"], data, told["at_ms"])
            known[place] = (before[0][0], line["seq"]), view


def _view_of(line: Line) -> type[Any]:
    if kind_of(line) == "con":
        return ConsumerView
    return {"agent": AgentView, "interaction": InteractionView, "queue": QueueView}[line["stream"].partition("/")[0]]
