"""I5 in general, I6, I22 and I28: commands, their one effect, and their one reply."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from ringline_server.domain.events import DraftSaved, NoteSaved, SegmentAdded, VariableSet
from ringline_server.simulation.checks.book import Asked, Book, Fault
from ringline_server.simulation.history import Line

Mark = tuple[str, ...]


def once(book: Book) -> Iterator[Fault]:
    """I5: what was acknowledged is durable under its key; what was refused is not, whatever it was."""
    for asked in book.commands:
        key = asked.line.get("key")
        if key is None or asked.end is None:
            continue
        count = len(book.answered.get((asked.principal, key), ()))
        if (asked.outcome == "ok" and count != 1) or (asked.outcome == "fail" and count) or count > 1:
            yield Fault("I5", asked.end["i"], f"{asked.method} {key} is {asked.outcome}, and stored {count} times")


def effects(book: Book) -> Iterator[Fault]:
    """I5, I28: what people said and wrote is there once if it was acknowledged, and never if it was refused."""
    found: Counter[Mark] = Counter(
        mark for entry in book.entries if (mark := _mark(entry.interaction, entry.event)) is not None
    )
    asked_for: dict[Mark, list[Asked]] = defaultdict(list)
    for asked in book.commands:
        mark = _asked_mark(asked)
        if mark is not None:
            asked_for[mark].append(asked)
    for mark, together in asked_for.items():
        certain = any(asked.outcome == "ok" for asked in together)
        possible = any(asked.outcome != "fail" for asked in together)
        if not certain <= found[mark] <= possible:
            outcomes = [asked.outcome for asked in together]
            yield Fault("I28", together[0].line["i"], f"{mark} is {outcomes}, and happened {found[mark]} times")


def _asked_mark(asked: Asked) -> Mark | None:
    data = asked.line["data"]
    match asked.method:
        case "message.send":
            return (data["interaction"], "said", data["text"])
        case "segment.push":
            return (data["interaction"], "said", data["segment"]["text"])
        case "note.save" | "draft.save":
            return (data["interaction"], asked.method, data["text"])
        case "variable.set":
            return (data["interaction"], "set", data["variable"]["value"])
    return None


def _mark(interaction: str, event: object) -> Mark | None:
    match event:
        case SegmentAdded(text=text):
            return (interaction, "said", text)
        case NoteSaved(text=text):
            return (interaction, "note.save", text)
        case DraftSaved(text=text):
            return (interaction, "draft.save", text)
        case VariableSet(variable=variable):
            return (interaction, "set", str(variable.value))
    return None


def same_reply(book: Book) -> Iterator[Fault]:
    """I6: one key, one reply, at whichever connection and after whatever crash."""
    keys: dict[tuple[str, str], tuple[str, str]] = {}
    first: dict[tuple[str, str], Any] = {}
    for line in book.history.of("sent", "recv"):
        place = (line["c"], line.get("id", ""))
        if line["type"] == "sent" and line["f"] == "command" and "key" in line["data"]:
            keys[place] = (line["who"].partition("/")[0], line["data"]["key"])
        elif line["type"] == "recv" and line["f"] == "reply" and place in keys:
            result = line["data"].get("result")
            if result is None:
                continue
            told = {name: value for name, value in result.items() if name != "consumer_token"}
            if first.setdefault(keys[place], told) != told:
                yield Fault("I6", line["i"], f"{keys[place][1]} is answered {told}, before {first[keys[place]]}")


def one_reply(book: Book) -> Iterator[Fault]:
    """I22: one reply for each command of a connection; every command of a connection that works has it in time."""
    for name, lines in book.connections.items():
        replies = Counter(line["id"] for line in lines if line["type"] == "recv" and line["f"] == "reply")
        yield from (
            Fault("I22", lines[-1]["i"], f"{name} has {count} replies to {command}")
            for command, count in replies.items()
            if count > 1
        )
        yield from _unanswered(book, name, lines, replies)


REPLY_MS = 6_000
"""A server answers in five seconds, if only `timeout`."""


def _unanswered(book: Book, name: str, lines: list[Line], replies: Counter[str]) -> Iterator[Fault]:
    """A reply to a later command shows that the server had this one; whatever it sent so long after that is proof."""
    sent = [line for line in lines if line["type"] == "sent" and line["f"] == "command"]
    heard = [line for line in lines if line["type"] == "recv"]
    if not heard:
        return
    last_ms = book.lines[heard[-1]["stamp"] - 1]["t_mono"]
    answered = {line["id"]: book.lines[line["stamp"] - 1]["t_mono"] for line in heard if line["f"] == "reply"}
    for number, line in enumerate(sent):
        later = min((answered[one["id"]] for one in sent[number + 1 :] if one["id"] in answered), default=None)
        if not replies[line["id"]] and later is not None and last_ms > later + REPLY_MS:
            yield Fault("I22", line["i"], f"{name} has no reply to {line['id']} {line['data']['method']}")
