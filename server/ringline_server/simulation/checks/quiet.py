"""I0, I29, I30 and I32: nothing of ours breaks, nothing leaks, and in the end everything is quiet."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from ringline_server.domain.events import SegmentAdded
from ringline_server.simulation.checks.book import Book, Fault
from ringline_server.simulation.history import Line

CANARY = "canary-"
"""Begins every value that nobody may ever be shown. Kept apart from its sender: a check must not follow its subject."""

ALARM = "invariant violated"
"""What the server finds by looking at itself."""
STALE_MS = 2_000
"""An actor that cannot write crashes once a second."""


def no_bugs(book: Book) -> Iterator[Fault]:
    """I0: no actor crashes, no connection ends by a fault of ours. A server that was replaced has to stop, though.

    Until it does, an actor of it may crash over its deadline again and again and have no turn for anything else.
    """
    stale: dict[str | None, int] = {}
    for line in book.history.of("log"):
        actor = line["data"].get("actor")
        if line["data"]["level"] != "error":
            continue
        if "StaleWriter" in (line["data"].get("error"), *_trace(line)):
            stale[actor] = line["t_mono"]
        elif line["f"] != ALARM or line["t_mono"] - stale.get(actor, -STALE_MS) >= STALE_MS:
            told = {name: value for name, value in line["data"].items() if name not in ("level", "source")}
            yield Fault("I0", line["i"], f"{line['f']} {told}")


def _trace(line: Line) -> list[str]:
    """What was raised where, from the outside in: of a connection, within groups."""
    trace: list[str] = line["data"].get("trace", [])
    return trace


def finals(book: Book) -> Iterator[Fault]:
    """I29: a source's final is there once, and no partial of it comes after it."""
    said = Counter(
        (entry.interaction, entry.event.segment) for entry in book.entries if isinstance(entry.event, SegmentAdded)
    )
    yield from (Fault("I29", 0, f"{segment} is there {count} times") for segment, count in said.items() if count > 1)
    for name, lines in book.connections.items():
        final: dict[str, set[str]] = defaultdict(set)
        for line in lines:
            told = line.get("data", {})
            if line["type"] != "recv" or line["f"] not in ("event", "ephemeral"):
                continue
            if told.get("event") == "segment.final":
                final[line["stream"]].add(told["data"]["segment"])
            elif told.get("event") == "segment.partial" and told.get("key") in final[line["stream"]]:
                yield Fault("I29", line["i"], f"{name} is sent a partial of {told['key']} after its final")


def no_leaks(book: Book) -> Iterator[Fault]:
    """I30: what is masked is in no frame that anybody is sent, no close and no log line."""
    for line in book.history.of("recv", "log", "close"):
        if CANARY in str(line["data"]):
            yield Fault("I30", line["i"], f"a masked value is told to {line['who']}")


def idle(book: Book) -> Iterator[Fault]:
    """I32: when everybody has left, everything is as it was before they came."""
    figures = next((line for line in reversed(book.lines) if line["f"] == "figures"), None)
    if figures is None:
        yield Fault("I32", len(book.lines), "the day had no end")
        return
    left = {name: value for name, value in figures["data"].items() if value}
    if left:
        yield Fault("I32", figures["i"], f"left over: {left}")
