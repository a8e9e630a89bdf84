"""The rows that say what one machine carries, each on a server of its own. `… headline.py --help`

A rate that is not kept up is said with the rate that was; every figure stands beside its aim. Latencies of an open loop
count from when each arrival was due. The work itself is in ringline_client.bench.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

from benchmarks import scenes  # noqa: E402 - the path comes first
from benchmarks.scenes import PATIENCE_S  # noqa: E402
from kit.bench import Figures  # noqa: E402
from ringline_client.bench import account, machine  # noqa: E402
from ringline_client.bench.account import Size  # noqa: E402
from ringline_client.bench.loop import Tally  # noqa: E402
from ringline_client.bench.own import Cycles  # noqa: E402
from ringline_client.bench.speaking import Hall  # noqa: E402
from ringline_client.bench.talk import Frame, Talk  # noqa: E402
from ringline_client.bench.wires import Stalled  # noqa: E402

FREED_MAX: Final = 500
"""Next offers that are waited for."""
FREED: Final = 4
"""Agents who take from the long line: few, so that they do not wait for each other."""


# --- the rows: each fills in its figures


def offer(figures: Figures, wish: argparse.Namespace, folder: Path) -> None:
    """Arrivals at a steady rate ring with idle agents, who let it ring."""
    for count in wish.agents:
        with scenes.floor(folder / str(count), Size(count, 0, 0), wish.seconds) as floor:
            connected = floor.connect()
            aim = 10 if count == 5_000 else None
            figures.add(f"{count} connections with hello and snapshot", connected.elapsed_s, "s", aim)
            figures.add(f"the same: computed for each, of {count}", connected.cpu_us / 1000, "ms")
            figures.add(f"the same: memory of each, of {count}", connected.kb_each, "kB", aim=40)
            scenes.open_loop(figures, floor, wish.rate, f"{count} agents", is_answered=False)


def accept(figures: Figures, wish: argparse.Namespace, folder: Path) -> None:
    """Whole cycles at a steady rate; if it is not kept up, at half of it, and so on."""
    rate = wish.rate
    while rate >= 5:
        with scenes.floor(folder / str(rate), Size(wish.agents[0], 0, 0), wish.seconds) as floor:
            floor.connect()
            if scenes.open_loop(figures, floor, rate, "whole cycles", is_answered=True):
                return
        rate /= 2


def words(figures: Figures, wish: argparse.Namespace, folder: Path) -> None:
    """As many cycles, partials, finals and words to everybody as it can."""
    count = wish.agents[0]
    with scenes.floor(folder, Size(count, count // 2, count), wish.seconds) as floor:
        floor.connect()
        scenes.speed(figures, floor.cycle(), "full cycles", 1_500)
        hall = Hall(floor)
        hall.open()
        scenes.speed(figures, hall.relay(), "partials relayed", 30_000)
        hall.watch()
        scenes.speed(figures, hall.final(), "finals, durable, deliveries to two readers each", 20_000)
        scenes.speed(figures, hall.fan(), f"one event to {count} supervisors, deliveries", 150_000)


def waiting(figures: Figures, wish: argparse.Namespace, folder: Path) -> None:
    """A long line: what it weighs, how fast a freed agent has the next one, and a restart with all of it."""
    size = Size(FREED, 0, 0)
    with scenes.floor(folder, size, wish.seconds) as floor:
        floor.connect()
        scenes.away(floor)
        before_kb = floor.bench.running.resident_kb()
        scenes.fill(floor, wish.waiting)
        each_kb = (floor.bench.running.resident_kb() - before_kb) / wish.waiting
        figures.add(f"a waiting interaction, of {wish.waiting}", each_kb, "kB", aim=6)
        took_s = scenes.freed(floor, min(FREED_MAX, wish.waiting // 4))
        figures.spread(f"freed agent to next offer, backlog {wish.waiting}", took_s, aim_p99_ms=10)
    started_s = time.perf_counter()
    with scenes.floor(folder, size, wish.seconds) as floor:
        figures.add(f"restart with {wish.waiting} waiting: answers", time.perf_counter() - started_s, "s")
        rang: list[Frame] = []
        agent = Talk(account.agents(size)[0], rang.append).open(floor.bench)
        floor.bench.wires.until(lambda: agent.is_in, "hello after a restart", PATIENCE_S)
        agent.ask("agent.set_status", {"status": "ready"})
        rings = lambda: any(frame.get("event") == "offer.created" for frame in rang)  # noqa: E731
        floor.bench.wires.until(rings, "the first offer after a restart", PATIENCE_S)
        aim = 2 if wish.waiting <= 10_000 else 15
        figures.add(f"restart with {wish.waiting} waiting: first offer", time.perf_counter() - started_s, "s", aim)


def quiet(figures: Figures, wish: argparse.Namespace, folder: Path) -> None:
    """What an open conversation weighs in which nobody speaks."""
    count = wish.agents[0]
    with scenes.floor(folder, Size(count, 0, 0), wish.seconds) as floor:
        floor.connect()
        before_kb = floor.bench.running.resident_kb()
        accepted: list[Frame] = []
        for agent in floor.agents:
            agent.on_event = scenes.accepting(agent, accepted)
        for _ in range(count):
            floor.create(account.PAIRS, lambda _: None)
        floor.bench.wires.until(lambda: len(accepted) == count, "accepting", PATIENCE_S)
        each_kb = (floor.bench.running.resident_kb() - before_kb) / count
        figures.add(f"an open quiet interaction, of {count}", each_kb, "kB", aim=8)


def growth(figures: Figures, wish: argparse.Namespace, folder: Path) -> None:
    """What a cycle costs with few agents and with many; the rate of few is bound by what a connection may say."""
    costs: list[float] = []
    for count in wish.sizes:
        with scenes.floor(folder / str(count), Size(count, 0, 0), wish.seconds) as floor:
            floor.connect()
            measured = floor.cycle()
            costs.append(measured.cpu_us / 1000)
            figures.add(f"a cycle, {count} agents: computed", costs[-1], "ms")
    figures.add(f"dearest of {wish.sizes} over cheapest", max(costs) / min(costs), "x", aim=1.2)


def drain(figures: Figures, wish: argparse.Namespace, folder: Path) -> None:
    """A backlog of ten for each agent, until it is gone."""
    costs = [_drained(figures, count, wish.seconds, folder / str(count)) for count in wish.drains]
    figures.add(f"dearest of {wish.drains} over cheapest", max(costs) / min(costs), "x", aim=1.1)


def _drained(figures: Figures, count: int, seconds: float, folder: Path) -> float:
    """Milliseconds of processor time for each."""
    with scenes.floor(folder, Size(count, 0, 0), seconds) as floor:
        floor.connect()
        scenes.away(floor)
        scenes.fill(floor, count * 10)
        tally = Tally(is_over=True)
        stretch = floor.bench.stretch("drain")
        Cycles(floor, tally).begin(0)
        for agent in floor.agents:
            agent.ask("agent.set_status", {"status": "ready"})
        floor.bench.wires.until(lambda: tally.count == count * 10, "the end of the line", PATIENCE_S)
        measured = stretch(tally.count)
    figures.add(f"drained, {count} agents, backlog {count * 10}", measured.per_s, "/s")
    figures.add("the same: computed for each", measured.cpu_us / 1000, "ms")
    return measured.cpu_us / 1000


def steady(figures: Figures, wish: argparse.Namespace, folder: Path) -> None:
    """Many cycles, one after the other: what grows."""
    with scenes.floor(folder, Size(wish.agents[0], 0, 0), wish.seconds) as floor:
        floor.connect()
        tally = Tally()
        Cycles(floor, tally).begin(20)
        running, wires = floor.bench.running, floor.bench.wires
        wires.until(lambda: tally.count >= wish.cycles // 10, "warming up", PATIENCE_S * 6)
        before = running.resident_kb(), running.descriptors()
        wires.until(lambda: tally.count >= wish.cycles, f"{wish.cycles} cycles", PATIENCE_S * 60)
        grown_kb, more = running.resident_kb() / before[0], running.descriptors() / max(1, before[1])
        figures.add(f"{wish.cycles} cycles: memory after over before, warm", (grown_kb - 1) * 100, "%", aim=2)
        figures.add(f"{wish.cycles} cycles: descriptors", (more - 1) * 100, "%", aim=2)


ROWS: Final[dict[str, Callable[[Figures, argparse.Namespace, Path], None]]] = {
    row.__name__: row for row in (offer, accept, words, waiting, quiet, growth, drain, steady)
}


def main() -> None:
    """One run."""
    wish = _wish()
    facts = machine.facts()
    figures = Figures(f"What one machine carries. {machine.line(facts)}")
    for name in wish.only.split(",") if wish.only else ROWS:
        print(f"{name}: {ROWS[name].__doc__}", file=sys.stderr, flush=True)
        with TemporaryDirectory(prefix="ringline-bench-") as folder:
            try:
                ROWS[name](figures, wish, Path(folder))
            except Stalled as stalled:
                print(f"{name} came to no end: {stalled}")
    figures.show(as_json=False)
    if wish.json:
        rows: list[dict[str, Any]] = [
            {"name": name, "value": value, "unit": unit, "aim": aim} for name, value, unit, aim in figures.rows
        ]
        wish.json.write_text(json.dumps({"machine": facts, "figures": rows}, indent=2) + "\n")


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _wish() -> argparse.Namespace:
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("--only", default="", help=f"some of {','.join(ROWS)}")
    known.add_argument("--agents", type=_numbers, default=[1_000, 5_000, 10_000], help="for offer; others: the first")
    known.add_argument("--sizes", type=_numbers, default=[10, 100, 1_000, 5_000], help="for growth")
    known.add_argument("--drains", type=_numbers, default=[10, 100, 1_000], help="for drain")
    known.add_argument("--waiting", type=int, default=10_000, help="in the long line")
    known.add_argument("--cycles", type=int, default=100_000, help="for steady")
    known.add_argument("--rate", type=float, default=200, help="arrivals per second")
    known.add_argument("--seconds", type=float, default=5, help="for each stretch")
    known.add_argument("--json", type=Path)
    return known.parse_args()


if __name__ == "__main__":
    main()
