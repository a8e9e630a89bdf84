"""I18, I19, I21, I23, I24 and I26: sessions, and what a connection may be told."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from ringline_server.domain.events import LegStarted
from ringline_server.simulation.checks.book import Book, Fault, kind_of
from ringline_server.simulation.history import Line

NOT_FOR_CONSUMERS: Final = re.compile(r"\b(agt_|que_|off_|trf_)\w|'(draft|whispers|excluded_until_ms)': (?!None|\[\])")
"""Who works here and how they go about it is nothing to the person outside."""
WINDOW_MS: Final = 100_000
"""Well within which a session waits for its client."""


def resumed_exactly(book: Book) -> Iterator[Fault]:
    """I18: a resume goes on where the client was, tells everything up to the head, then says so."""
    for name, lines in book.connections.items():
        asked: dict[str, Any] = {}
        heads: dict[str, int] = {}
        for line in lines:
            match line["type"], line["f"]:
                case "sent", "hello":
                    asked = line["data"].get("pos", {})
                case "recv", "welcome":
                    for stream, state in line["data"]["streams"].items():
                        if state["recovered"]:
                            heads[stream] = state["from_seq"]
                            if [state["epoch"], state["from_seq"]] != asked.get(stream):
                                yield Fault("I18", line["i"], f"{name} was at {asked.get(stream)}: {stream} {state}")
                case "recv", "snapshot" | "event":
                    heads[line["stream"]] = line["seq"]
                case "recv", "reply" if {"state", "stream"} <= line["data"].get("result", {}).keys():
                    result = line["data"]["result"]
                    if result["state"]["recovered"]:
                        heads[result["stream"]] = result["state"]["from_seq"]
                case "recv", "caught_up":
                    for stream, seq in line["data"]["pos"].items():
                        if heads.get(stream, 0) < seq:  # an offer may overtake it, on a stream of its own
                            yield Fault("I18", line["i"], f"{name} is caught up with {stream} {seq}, told {heads}")


def epochs(book: Book) -> Iterator[Fault]:
    """I19: the epoch of a stream changes only with a snapshot, and an old one never comes back."""
    past: dict[str, list[str]] = defaultdict(list)
    for line in book.received("snapshot"):
        known = past[line["stream"]]
        if line["stream"].startswith("interaction/"):
            if known and known[-1] != line["epoch"]:
                yield Fault("I19", line["i"], f"{line['stream']} goes from {known[-1]} to {line['epoch']}")
        elif line["epoch"] in known[:-1] and known[-1] != line["epoch"] and _is_news(book, line, past):
            yield Fault("I19", line["i"], f"{line['stream']} is in its old epoch {line['epoch']} again")
        if line["epoch"] not in known:  # a late one of an old epoch is not the newest
            known.append(line["epoch"])


def _is_news(book: Book, line: Line, past: dict[str, list[str]]) -> bool:
    """Sent after somebody was told of the newer epoch: a slow link may bring an old snapshot late."""
    newest = past[line["stream"]][-1]
    first = next(one for one in book.received("snapshot") if one.get("epoch") == newest)
    return bool(line["stamp"] > first["i"])


def unsubscribed(book: Book) -> Iterator[Fault]:
    """I21: nothing of a stream comes after its end was told, until it begins anew."""
    for name, lines in book.connections.items():
        over: set[str] = set()
        leaving: dict[str, str] = {}
        for line in lines:
            match line["type"], line["f"]:
                case "sent", "command" if line["data"]["method"] == "stream.unsubscribe":
                    leaving[line["id"]] = line["data"]["params"]["stream"]
                case "recv", "reply" if line["id"] in leaving and "result" in line["data"]:
                    over.add(leaving[line["id"]])
                case "recv", "reply" if "stream" in line["data"].get("result", {}):
                    over.discard(line["data"]["result"]["stream"])
                case "recv", "notice" if line["data"]["notice"] == "unsubscribed":
                    over.add(line["stream"])
                case "recv", "event" if line["stream"] in over:
                    yield Fault("I21", line["i"], f"{name} is told {line['stream']} after its end")


def one_connection(book: Book) -> Iterator[Fault]:
    """I23: from the welcome on nothing of a session is sent on an older connection.

    But for the end of the one message that was on its way: whatever it tells has happened before.
    """
    sessions: dict[str, list[Line]] = defaultdict(list)
    for line in book.received("welcome"):
        sessions[line["data"]["session"]["id"]].append(line)
    for session, welcomes in sessions.items():
        for old, new in pairwise(sorted(welcomes, key=lambda welcome: int(welcome["stamp"]))):
            late = [line for line in book.connections[old["c"]] if _is_told_after(line, new)]
            for line in late:
                if line["stamp"] > late[0]["stamp"] or line["data"]["at_ms"] > new["data"]["server"]["at_ms"]:
                    text = f"{session} lives in {new['c']}, and {old['c']} is told {line['stream']}"
                    yield Fault("I23", line["i"], text)
                    break


def _is_told_after(line: Line, welcome: Line) -> bool:
    return bool(line["type"] == "recv" and line["f"] == "event" and line["stamp"] > welcome["stamp"])


def only_what_one_may_see(book: Book) -> Iterator[Fault]:
    """I24: consumers learn nothing of agents and queues, agents read only what they take part in."""
    parts: dict[tuple[str, str], int] = {}
    for entry in book.entries:
        if isinstance(entry.event, LegStarted):
            parts.setdefault((entry.interaction, entry.event.agent), entry.i)
    for line in book.history.of("recv"):
        kind = kind_of(line)
        if kind == "con":
            found = NOT_FOR_CONSUMERS.search(str(line["data"]))
            if found is not None:
                yield Fault("I24", line["i"], f"{line['who']} is told {found.group()}")
        elif kind == "agt" and line["f"] in ("event", "snapshot") and not line["who"].startswith("agt_boss"):
            scope, _, name = line["stream"].partition("/")
            part = parts.get((name, line["who"].partition("/")[0]))
            if scope == "interaction" and (part is None or part > line["i"]):
                yield Fault("I24", line["i"], f"{line['who']} reads {line['stream']} without a part in it")


def verdicts(book: Book) -> Iterator[Fault]:
    """I26: a session that was not ended is there when its client comes back in time, as long as its server lives."""
    restarts = [line["i"] for line in book.history.of("restart")]
    before: dict[str, Line] = {}
    hellos: dict[str, Line] = {}
    for line in book.history.of("sent", "recv"):
        if line["f"] == "hello":
            hellos[line["c"]] = line
        elif line["f"] == "welcome":
            hello, known = hellos[line["c"]], before.get(line["who"])
            before[line["who"]] = line
            asked = hello["data"].get("session", {})
            if (
                known is None
                or asked.get("token") != known["data"]["session"]["token"]
                or line["data"]["session"]["resumed"]
            ):
                continue
            same_life = not any(known["stamp"] <= restart <= line["i"] for restart in restarts)
            if same_life and line["t_mono"] - known["t_mono"] < WINDOW_MS:
                yield Fault("I26", line["i"], f"{line['c']} came back in time and has a new session")
