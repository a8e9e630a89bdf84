"""Ringline beside what one would pick instead, doing the same work in the same rounds. `… side_by_side.py --help`

Python peers: `pip install -e .[bench]`; Node's: `npm ci` in tests/benchmarks/peers. Who is not there is left out, and
named. Every server is a process of its own; Ringline's has its disk, its tokens and its protocol, the others do not.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
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
from ringline_client.bench.rounds import Contestant, own, peer, play, relay_of, yardstick  # noqa: E402
from ringline_client.bench.running import Running, serving  # noqa: E402
from ringline_client.bench.simple import PLAIN, SOCKET_IO, Dialect  # noqa: E402
from ringline_client.bench.wires import Wires  # noqa: E402

PEERS: Final = Path(__file__).parent / "peers"
IN_PYTHON: Final = ("websockets", "aiohttp", "picows")
IN_NODE: Final[dict[str, tuple[str, Dialect]]] = {"ws": ("ws", PLAIN), "socket.io": ("socketio", SOCKET_IO)}
FAST: Final[dict[str, list[str]]] = {
    **{name: [sys.executable, str(PEERS / f"{name}_server.py")] for name in ("picows", "aiohttp")},
    "ws": ["node", str(PEERS / "ws_server.mjs")],
    "textbook": [sys.executable, "-m", "ringline_client.bench.textbook"],
}
"""Where the load client itself is put to the proof; the textbook server, which is slow, must get no more."""
PERCENTS: Final = (1, 10, 25, 50, 75, 90, 95, 99, 99.9, 100)


def main() -> None:
    """One run."""
    wish = _wish()
    figures, sized = _played(wish), _played(wish, wish.texts)
    facts = machine.facts()
    proofs = list(_second_clients(wish.connections, wish.seconds, [row.server for row in figures.rows()]))
    print(machine.line(facts))
    print(f"{wish.connections} connections, {wish.rounds} rounds of {wish.seconds:g} s: median (least–most)")
    print("≥: the load client was the limit. Then the server's processor time is what to compare.\n")
    print("\n".join([*figures.table(), *sized.table(), *map(_said, proofs)]))
    if wish.json:
        plain = {"machine": facts, "figures": figures.plain(), "sizes": sized.plain(), "second_client": proofs}
        wish.json.write_text(json.dumps(plain, indent=2) + "\n")
    if wish.svg:
        wish.svg.write_text(chart("relay: latency, ms", [f"p{percent:g}" for percent in PERCENTS], _curves(figures)))
    if wish.sizes_svg:
        title = "relay: computed by the server for a text of so many bytes, µs"
        wish.sizes_svg.write_text(chart(title, [f"{size:,}" for size in wish.texts], _costs(sized, wish.texts)))


def _played(wish: argparse.Namespace, texts: Sequence[int] = ()) -> Figures:
    """All works; or texts of so many bytes relayed."""
    contestants = list(_contestants(wish.connections, texts))
    if wish.only:
        contestants = [one for one in contestants if one.name in wish.only.split(",")]
    return play(contestants, wish.rounds, wish.seconds, lambda line: print(line, file=sys.stderr, flush=True))


def _wish() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--connections", type=int, default=1_000)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--seconds", type=float, default=3, help="for each stretch of work")
    words.add_argument("--only", default="", help="names of servers, as ringline,textbook,ws")
    words.add_argument("--json", type=Path)
    words.add_argument("--svg", type=Path, help="a picture of the latencies of relay")
    words.add_argument("--texts", type=_numbers, default=[100, 1_000, 4_000, 16_000], help="bytes of what is relayed")
    words.add_argument("--sizes-svg", type=Path, help="a picture of what relaying them costs")
    return words.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _contestants(connections: int, texts: Sequence[int]) -> Iterator[Contestant]:
    yield own(Size(connections, connections // 2, connections), texts)
    yield yardstick(connections, texts)
    for name in IN_PYTHON:
        if _is_there(name):
            yield peer(name, _python(name), connections, texts=texts)
        else:
            print(f"left out: {name}. Its package is not installed: pip install -e .[bench]", file=sys.stderr)
    for name, (file, dialect) in IN_NODE.items():
        if _is_there(name):
            yield peer(name, ["node", str(PEERS / f"{file}_server.mjs")], connections, dialect, texts)
        else:
            print(f"left out: {name}. Its package is not installed: npm ci in {PEERS}", file=sys.stderr)


def _python(name: str) -> list[str]:
    return [sys.executable, str(PEERS / f"{name}_server.py")]


def _curves(figures: Figures) -> list[Line]:
    rows = [row for row in figures.rows() if row.work == "relay"]
    return [Line(row.server, [row.took_ms("arrival", percent).middle for percent in PERCENTS]) for row in rows]


def _costs(sized: Figures, texts: Sequence[int]) -> list[Line]:
    found = {(row.server, row.work): row.cpu_us.middle for row in sized.rows()}
    names = dict.fromkeys(server for server, _ in found)
    return [Line(name, [found.get((name, relay_of(size))) for size in texts]) for name in names]


# --- is it the load client that is measured?


def _second_clients(connections: int, seconds: float, servers: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What fast servers relay for one client process, and for two with half the connections each, in turns."""
    for name, command in FAST.items():
        if name in servers:
            print(f"{name}: one client, and two", file=sys.stderr, flush=True)
            yield _second_client(name, command, connections, seconds)


def _second_client(name: str, command: Sequence[str], connections: int, seconds: float) -> dict[str, Any]:
    paths = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    with serving(command, paths) as running, ProcessPoolExecutor(2, get_context("spawn")) as pool:
        found: list[dict[str, Any]] = []
        for clients in (1, 2, 1, 2, 1):
            each = connections // clients // 2 * 2
            works = [pool.submit(_relay, running, each, seconds, f"{len(found)}{one}") for one in range(clients)]
            found.append({"clients": clients, "per_s": sum(work.result() for work in works)})
    return {"server": name, "runs": found}


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
