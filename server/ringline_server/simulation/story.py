"""A day as people read it: one line for everything that somebody did, that became durable, or that went wrong.

0:12.480  agt_2        offer.accept  off_…q4  -> ok
0:12.497  server       agt_2 takes int_…9f: leg.started
0:14.020  nemesis      crash
"""

from collections.abc import Iterator
from typing import Any, Final

import orjson

from ringline_server.simulation.checks import Book, Fault
from ringline_server.simulation.history import Line

TAIL: Final = 5
"""Characters of an id that are enough to tell it from the others of its day."""
UNTOLD: Final = ("interaction", "queue_name", "agent_name")


def told(book: Book, found: list[Fault]) -> Iterator[str]:
    """The whole story. Faults stand where they show."""
    here: dict[int, list[Fault]] = {}
    for fault in found:
        here.setdefault(fault.i, []).append(fault)
    for line in book.lines:
        text = _line(line)
        if text:
            yield f"{_clock(line['t_mono'])}  {line['who']:<12} {text}"
        for fault in here.get(line["i"], ()):
            yield f"{'':>9}  !!! {fault}"


def _clock(t: int) -> str:
    minutes, ms = divmod(t, 60_000)
    return f"{minutes:>2}:{ms // 1000:02}.{ms % 1000:03}"


def _line(line: Line) -> str:
    match line["type"]:
        case "commit" if line["f"] != "answered":
            return f"{_short(line['stream'])} {line['seq']} {line['f']} {_details(orjson.loads(line['data']))}"
        case "invoke":
            return f"asks {line['f']} {_details(line['data'])}"
        case "fail":
            return f"is refused {line['f']}: {line['data']['error']['code']}"
        case "info" if line["who"] == "nemesis":
            return f"{line['f']} {_details(line.get('data', {}))}"
        case "info" if line["who"] != "server":
            return f"never learns what became of {line['f']}"
        case "crash":
            return "CRASH"
        case "restart":
            return f"starts, life {line['data']['life']}"
        case "close":
            return f"{line['c']} closed {line['data']['code']}"
        case "recv" if line["f"] == "welcome":
            return f"{line['c']} welcome, {'resumed' if line['data']['session']['resumed'] else 'new session'}"
        case "log" if line["data"]["level"] in ("error", "warning"):
            return f"logs {line['f']} {_details(line['data'])}"
    return ""


def _details(data: Any) -> str:
    if not isinstance(data, dict):
        return str(data)
    parts = []
    for name, value in data.items():
        if isinstance(value, str) and value[3:4] == "_" and len(value) > 3 + TAIL:
            parts.append(_short(value))
        elif not isinstance(value, dict | list) and name not in UNTOLD:
            parts.append(f"{name}={value}")
    return " ".join(parts)[:160]


def _short(text: str) -> str:
    """`interaction/int_abcdefgh` is `int_…defgh`."""
    name = text.rpartition("/")[2]
    return name if len(name) <= 4 + TAIL + 3 else f"{name[:4]}…{name[-TAIL:]}"
