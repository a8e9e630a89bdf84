"""A history with one thing changed: what a check is there to find.

book = spoilt(good, lambda lines: change(first(lines, "commit", "offer.ended"), seq=99))
"""

from collections.abc import Callable
from typing import Any

import orjson
from ringline_server.simulation.checks import Book, Fault
from ringline_server.simulation.history import History, Line

Change = Callable[[list[Line]], object]


def spoilt(good: Book, change: Change) -> Book:
    """A copy of the day in which something happened that must not. Lines are numbered anew."""
    lines = [dict(line) for line in good.lines]
    old = {line["i"]: line for line in lines}
    change(lines)
    for number, line in enumerate(lines):
        line["i"] = number
    for line in lines:
        if "stamp" in line:
            line["stamp"] = old[line["stamp"]]["i"] if line["stamp"] in old else line["stamp"]
    return Book(History(good.history.seed, lines=lines), good.accounts)


def first(lines: list[Line], kind: str, f: str, fits: Callable[[Line], bool] = lambda line: True) -> Line:
    """The first such line."""
    return next(line for line in lines if line["type"] == kind and line["f"] == f and fits(line))


def again(lines: list[Line], line: Line, **changes: Any) -> None:
    """The same happens once more, right behind."""
    lines.insert(lines.index(line) + 1, {**line, **changes})


def earlier(lines: list[Line], line: Line, before: Line) -> None:
    """It happens before the other one."""
    lines.remove(line)
    lines.insert(lines.index(before), line)


def rewrite(line: Line, **changes: Any) -> None:
    """Other fields in the event of a commit."""
    line["data"] = orjson.dumps({**orjson.loads(line["data"]), **changes}).decode()


def body(line: Line) -> Any:
    """The event of a commit."""
    return orjson.loads(line["data"])


def named(found: list[Fault], invariant: str) -> bool:
    """Whether this invariant is among the broken ones."""
    return any(fault.invariant == invariant for fault in found)
