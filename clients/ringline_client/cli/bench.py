"""`ringline bench`: what a server can do on this machine, beside a yardstick that everybody has."""

import json
import sys
from pathlib import Path
from typing import Annotated, Final

import attrs
from cyclopts import App, Parameter

from ringline_client.bench import guard, machine
from ringline_client.bench.account import Size
from ringline_client.bench.figures import Figures
from ringline_client.bench.rounds import own, play, yardstick
from ringline_client.bench.running import NoServer
from ringline_client.bench.wires import Stalled

app = App(name="bench")

CONNECTIONS_MAX: Final = 5_000


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Wish:
    """How much, and for how long."""

    connections: int = 100
    """Agents, and as many supervisors, and half as many services that speak. More than 1,000 take their time."""
    rounds: int = 3
    """In each, both servers are started anew and do everything; medians and spread are over the rounds."""
    seconds: float = 2
    """For each stretch of work."""
    guard: Annotated[bool, Parameter(negative="")] = False
    """Fail if something costs more, as a multiple of the textbook server, than it did when the limits were set."""
    json_: Annotated[Path | None, Parameter(name="--json")] = None
    """Write everything to this file, too."""


@app.default
def bench(wish: Annotated[Wish, Parameter(name="*")] = Wish()) -> int:
    """Measure what a server does on this machine, beside a textbook WebSocket server.

    Starts both servers itself, on loopback and in a folder that goes away: nothing of yours is touched. Ringline runs
    with everything that it always has: tokens, numbered streams, SQLite with synchronous commits. The textbook server
    has none of it; it is the yardstick. It takes about a minute and a half, and on a busy machine longer.

    Read *server CPU* first: it says the same on a busy machine. `client` is the share of one core that the load client
    needed; near 100% it was the limit itself, and the rate is marked with ≥. With --connections 1000 figures are
    those of a busy house.

    Exit status 1: --guard failed.
    """
    try:
        _check(wish)
        figures = _play(wish)
    except (Stalled, NoServer, OSError, ValueError) as error:
        print(f"ringline: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return _show(wish, figures)


def _check(wish: Wish) -> None:
    """Raises: ValueError."""
    if not 2 <= wish.connections <= CONNECTIONS_MAX:
        raise ValueError(f"--connections is from 2 to {CONNECTIONS_MAX:,}")
    if wish.rounds < 1 or wish.seconds <= 0:
        raise ValueError("--rounds is at least 1, --seconds more than 0")


def _play(wish: Wish) -> Figures:
    is_terminal = sys.stderr.isatty()

    def tell(line: str) -> None:
        print(f"\r{line}\033[K" if is_terminal else line, end="" if is_terminal else "\n", file=sys.stderr, flush=True)

    size = Size(wish.connections, max(1, wish.connections // 2), wish.connections)
    try:
        return play([yardstick(wish.connections), own(size)], wish.rounds, wish.seconds, tell)
    finally:
        if is_terminal:
            print(file=sys.stderr)


def _show(wish: Wish, figures: Figures) -> int:
    facts = machine.facts()
    print(machine.line(facts))
    print(f"{wish.connections} connections, {wish.rounds} rounds of {wish.seconds:g} s: median (least–most)\n")
    print("\n".join(figures.table()))
    for row in figures.rows():
        if row.is_floor:
            print(f"{row.work} on {row.server}: the load client was busy all the time; the server can do more.")
    exceeded = guard.exceeded(figures) if wish.guard else []
    print("\n".join(f"FAILED: {one}" for one in exceeded) or ("The guard is content." if wish.guard else ""))
    if wish.json_ is not None:
        plain = {"machine": facts, "figures": figures.plain(), "exceeded": exceeded}
        wish.json_.write_text(json.dumps(plain, indent=2) + "\n")
    return 1 if exceeded else 0
