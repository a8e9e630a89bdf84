"""Ringline beside what one would pick instead, doing the same work in the same rounds. `… side_by_side.py --help`

Python peers: `pip install -e .[bench]`; Node's: `npm ci` in tests/benchmarks/peers. Who is not there is left out, and
named. Every server is a process of its own; Ringline's has its disk, its tokens and its protocol, the others do not.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

from benchmarks.picture import Line, chart  # noqa: E402 - the path comes first
from ringline_client.bench import machine, simple  # noqa: E402
from ringline_client.bench.account import Size  # noqa: E402
from ringline_client.bench.figures import Figures  # noqa: E402
from ringline_client.bench.loop import Bench  # noqa: E402
from ringline_client.bench.rounds import Contestant, own, peer, play, yardstick  # noqa: E402
from ringline_client.bench.running import Running, serving  # noqa: E402
from ringline_client.bench.simple import PLAIN, SOCKET_IO, Dialect  # noqa: E402
from ringline_client.bench.wires import Wires  # noqa: E402

PEERS: Final = Path(__file__).parent / "peers"
IN_PYTHON: Final = ("websockets", "aiohttp", "picows")
IN_NODE: Final[dict[str, tuple[str, Dialect]]] = {"ws": ("ws", PLAIN), "socket.io": ("socketio", SOCKET_IO)}
FASTEST: Final = ("picows", "ws", "aiohttp", "textbook")
"""Where the load client itself is put to the proof: on the first of them that is there."""
PERCENTS: Final = (1, 10, 25, 50, 75, 90, 95, 99, 99.9, 100)


def main() -> None:
    """One run."""
    wish = _wish()
    contestants = [*_contestants(wish.connections)]
    if wish.only:
        contestants = [one for one in contestants if one.name in wish.only.split(",")]
    figures = play(contestants, wish.rounds, wish.seconds, lambda line: print(line, file=sys.stderr, flush=True))
    facts = machine.facts()
    proof = _second_client(wish.connections, wish.seconds)
    print(machine.line(facts))
    print(f"{wish.connections} connections, {wish.rounds} rounds of {wish.seconds:g} s: median (least–most)\n")
    print("\n".join(figures.table()))
    print(_said(proof))
    if wish.json:
        plain = {"machine": facts, "figures": figures.plain(), "second_client": proof}
        wish.json.write_text(json.dumps(plain, indent=2) + "\n")
    if wish.svg:
        wish.svg.write_text(chart("relay: latency, ms", [f"p{percent:g}" for percent in PERCENTS], _curves(figures)))


def _wish() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--connections", type=int, default=1_000)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--seconds", type=float, default=3, help="for each stretch of work")
    words.add_argument("--only", default="", help="names of servers, as ringline,textbook,ws")
    words.add_argument("--json", type=Path)
    words.add_argument("--svg", type=Path, help="a picture of the latencies of relay")
    return words.parse_args()


def _contestants(connections: int) -> Iterator[Contestant]:
    yield own(Size(connections, connections // 2, connections))
    yield yardstick(connections)
    for name in IN_PYTHON:
        if _is_there(name):
            yield peer(name, _python(name), connections)
        else:
            print(f"left out: {name}. Its package is not installed: pip install -e .[bench]", file=sys.stderr)
    for name, (file, dialect) in IN_NODE.items():
        if _is_there(name):
            yield peer(name, ["node", str(PEERS / f"{file}_server.mjs")], connections, dialect)
        else:
            print(f"left out: {name}. Its package is not installed: npm ci in {PEERS}", file=sys.stderr)


def _python(name: str) -> list[str]:
    return [sys.executable, str(PEERS / f"{name}_server.py")]


def _curves(figures: Figures) -> list[Line]:
    rows = [row for row in figures.rows() if row.work == "relay"]
    return [Line(row.server, [row.took_ms("arrival", percent).middle for percent in PERCENTS]) for row in rows]


# --- is it the load client that is measured?


def _second_client(connections: int, seconds: float) -> dict[str, Any]:
    """What the fastest server relays for one client process, and for two with half the connections each, in turns."""
    name = next(name for name in FASTEST if name == "textbook" or _is_there(name))
    command = {"ws": ["node", str(PEERS / "ws_server.mjs")], "textbook": [sys.executable, "-m", TEXTBOOK]}
    paths = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    with (
        serving(command.get(name) or _python(name), paths) as running,
        ProcessPoolExecutor(2, get_context("spawn")) as pool,
    ):
        found: list[dict[str, Any]] = []
        for clients in (1, 2, 1, 2, 1):
            each = connections // clients // 2 * 2
            works = [pool.submit(_relay, running, each, seconds, f"{len(found)}{one}") for one in range(clients)]
            found.append({"clients": clients, "per_s": sum(work.result() for work in works)})
    return {"server": name, "runs": found}


TEXTBOOK: Final = "ringline_client.bench.textbook"


def _is_there(name: str) -> bool:
    if name in IN_NODE:
        return (PEERS / "node_modules" / name).exists()
    return bool(find_spec(name) and find_spec("uvloop"))


def _relay(running: Running, connections: int, seconds: float, prefix: str) -> float:
    """In a process of its own. Messages per second."""
    with closing(Wires()) as wires:
        bench = Bench("proof", running, wires, seconds)
        talks, _ = simple.join(bench, PLAIN, connections, f"p{prefix}-")
        return simple.relay(bench, talks).per_s


def _said(proof: dict[str, Any]) -> str:
    runs = ", ".join(f"{run['clients']}: {run['per_s']:,.0f}/s" for run in proof["runs"])
    return f"Load clients at once, and what {proof['server']} relays for them together: {runs}"


if __name__ == "__main__":
    main()
