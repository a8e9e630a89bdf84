"""What the rows of `headline` share: a server with its people, long lines, steady arrivals."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from kit.bench import Figures
from ringline_client.bench import account
from ringline_client.bench.account import Size
from ringline_client.bench.loop import Bench, Measured, Tally
from ringline_client.bench.own import Cycles, Floor
from ringline_client.bench.talk import Frame, Talk
from ringline_client.bench.wires import Wires

PATIENCE_S: Final = 600
"""For what waits on ten thousand answers."""


@contextmanager
def floor(folder: Path, size: Size, seconds: float) -> Iterator[Floor]:
    """A server in this folder, and a loop that nobody uses yet."""
    with account.ringline(folder, size) as running, closing(Wires()) as wires:
        yield Floor(Bench("ringline", running, wires, seconds), size)


def speed(figures: Figures, measured: Measured, name: str, least: float) -> None:
    verdict = "" if measured.per_s >= least else ", MISSED"
    figures.add(f"{name} (at least {least:,}{verdict})", measured.per_s, "/s")
    figures.add("the same: computed for each", measured.cpu_us, "µs")
    figures.add("the same: the load client's share of a core", 100 * measured.own_s / measured.elapsed_s, "%")


def open_loop(figures: Figures, floor: Floor, rate: float, name: str, *, is_answered: bool) -> bool:
    """Whether it was kept up: nobody waited for a second, and all of it was done soon after."""
    tally = Tally()
    cycles = Cycles(floor, tally, goes_on=False, is_answered=is_answered)
    cycles.begin(0)
    count, started_s = int(rate * floor.bench.seconds), time.perf_counter()
    for number in range(count):
        due_s = started_s + number / rate
        floor.bench.wires.at(due_s, partial(cycles.come, due_s))
    stretch = floor.bench.stretch("open loop")
    floor.bench.wires.until(lambda: len(tally.took_s["offer"]) == count, f"{name} at {rate:g}/s", PATIENCE_S)
    if is_answered:
        floor.bench.wires.until(lambda: tally.count == count, f"the end of {name}", PATIENCE_S)
    measured = stretch(count)
    is_kept_up = measured.elapsed_s < floor.bench.seconds + 1
    how = f"{rate:g}/s" if is_kept_up else f"{rate:g}/s NOT KEPT UP, {measured.per_s:.0f}/s"
    figures.spread(f"arrival to offer, {name}, {how}", tally.took_s["offer"], aim_p99_ms=10)
    if is_answered:
        figures.spread(f"accept to reply, {name}, {how}", tally.took_s["accept"], aim_p99_ms=20)
    figures.add("the same: computed for each", measured.cpu_us / 1000, "ms")
    return is_kept_up


def away(floor: Floor) -> None:
    asks: list[tuple[Talk, str, Frame]] = [
        (agent, "agent.set_status", {"status": "not_ready", "reason": "break"}) for agent in floor.agents
    ]
    floor.ask_all(asks, "being away")


def fill(floor: Floor, count: int) -> None:
    created: list[Frame] = []
    for number in range(count):
        floor.create((account.CYCLES, account.PAIRS, account.MORE)[number % 3], created.append)
    floor.bench.wires.until(lambda: len(created) == count, "filling the line", PATIENCE_S * 6)


def freed(floor: Floor, count: int) -> list[float]:
    """From completing a wrap-up to the next ring, each ring accepted after a second."""
    took_s: list[float] = []
    wires = floor.bench.wires
    for agent in floor.agents:
        freed_s: list[float] = []

        def told(frame: Frame, agent: Talk = agent, freed_s: list[float] = freed_s) -> None:
            if frame.get("event") != "offer.created":
                return
            if freed_s:
                took_s.append(time.perf_counter() - freed_s.pop(0))
            agent.acknowledge(frame)
            interaction = {"interaction": frame["data"]["interaction"]}

            def complete(_: Frame) -> None:
                freed_s.append(time.perf_counter())
                agent.ask("wrap_up.complete", interaction)

            def accepted(_: Frame) -> None:
                agent.ask("interaction.end", interaction, complete)

            offer = {"offer": frame["data"]["offer"]}
            wires.at(time.perf_counter() + 1, lambda: agent.ask("offer.accept", offer, accepted))

        agent.on_event = told
        agent.ask("agent.set_status", {"status": "ready"})
    wires.until(lambda: len(took_s) >= count, "freed agents' next offers", PATIENCE_S)
    return took_s


def accepting(agent: Talk, accepted: list[Frame]) -> Callable[[Frame], None]:
    def told(frame: Frame) -> None:
        if frame.get("event") == "offer.created":
            agent.acknowledge(frame)
            agent.ask("offer.accept", {"offer": frame["data"]["offer"]}, accepted.append)

    return told
