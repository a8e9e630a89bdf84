"""What the rows of `headline` share: a server with its people, long lines, steady arrivals."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from types import FrameType
from typing import Final
from urllib.request import urlopen

import attrs
from ringline_client.bench import account
from ringline_client.bench.account import Size
from ringline_client.bench.figures import percentile
from ringline_client.bench.loop import Bench, Measured, Tally
from ringline_client.bench.own import Cycles, Floor
from ringline_client.bench.talk import Frame, Talk
from ringline_client.bench.wires import Stalled, Wires

PATIENCE_S: Final = 600
"""For what waits on ten thousand answers; each row has less in all."""
BEHIND_S: Final = 1.0
"""Whoever arrived so long ago and has not rung is waited for, and no more arrive: the rate is not kept up."""
ARRIVALS_MIN: Final = 300
"""Of one rate, so that a 99th percentile is more than the worst of a few; but not for longer than STRETCH_S_MAX."""
STRETCH_S_MAX: Final = 15
REST_S: Final = 1.0
"""Between two rates."""
TELL_EVERY: Final = 5_000


@attrs.frozen
class Way:
    """How servers are started and waited for, and where progress is told."""

    folder: Path
    seconds: float
    is_pinned: bool
    tell: Callable[[str], None]

    @contextmanager
    def floor(self, name: str, size: Size, *, is_connected: bool = True) -> Iterator[Floor]:
        """A server in a folder of that name, new or as it was left. Pinned: it on one core, this process on others."""
        with ExitStack() as stack, self._first_core():
            running = stack.enter_context(account.ringline(self.folder / name, size))
            self._other_cores()
            floor = Floor(Bench("ringline", running, stack.enter_context(closing(Wires())), self.seconds), size)
            if is_connected:
                self.tell(f"{size.agents:,} agents come in")
                floor.connect()
            yield floor

    @contextmanager
    def _first_core(self) -> Iterator[None]:
        cores = os.sched_getaffinity(0) if self.is_pinned else set[int]()
        if cores:
            os.sched_setaffinity(0, {min(cores)})
        try:
            yield
        finally:
            if cores:
                os.sched_setaffinity(0, cores)

    def _other_cores(self) -> None:
        """What was started on the first core stays there, with its threads."""
        if self.is_pinned:
            os.sched_setaffinity(0, set(range(os.cpu_count() or 1)) - os.sched_getaffinity(0))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Whatever it waits for. Raises: Stalled."""

    def late(_: int, __: FrameType | None) -> None:
        raise Stalled(f"not within {seconds / 60:g} minutes")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# --- arrivals at a steady rate


@attrs.frozen
class Stretch:
    """Arrivals at one rate, counted from when each was due."""

    rate: float
    measured: Measured
    is_kept: bool
    """Nobody waited for BEHIND_S."""

    def p99_ms(self, what: str) -> float:
        """Of `offer`, or of `accept`."""
        return percentile(self.measured.took_s[what], 99) * 1000

    def p50_ms(self, what: str) -> float:
        """The same."""
        return percentile(self.measured.took_s[what], 50) * 1000


def arrivals(floor: Floor, rate: float, *, is_answered: bool) -> Stretch:
    """Agents accept at once, end, wrap up; or each lets one ring until all have rung. When it ends, all are idle."""
    wires, tally = floor.bench.wires, Tally()
    cycles = Cycles(floor, tally, goes_on=False, is_answered=is_answered)
    cycles.begin(0)
    count = int(rate * min(STRETCH_S_MAX, max(floor.bench.seconds, ARRIVALS_MIN / rate)))
    count = count if is_answered else min(count, len(floor.agents))
    started_s, made = time.perf_counter(), 0

    def come(due_s: float) -> None:
        nonlocal made
        tally.is_over |= cycles.waited_s() > BEHIND_S
        if not tally.is_over:
            made += 1
            cycles.come(due_s)

    stretch = floor.bench.stretch("arrivals")
    for number in range(count):
        due_s = started_s + number / rate
        wires.at(due_s, partial(come, due_s))
    wires.until(lambda: tally.is_over or made == count, "arrivals", PATIENCE_S)
    rung = tally.took_s["offer"]
    wires.until(lambda: len(rung) == made and (not is_answered or tally.count == made), "the last ones", PATIENCE_S)
    measured = stretch(made, tally.took_s)
    rings = [(service, "interaction.end", {"interaction": interaction}) for service, interaction in cycles.rang]
    floor.ask_all(rings, "taking back what rings")
    wires.run(REST_S)
    return Stretch(rate, measured, is_kept=not tally.is_over and max(rung) <= BEHIND_S)


# --- long lines


def away(floor: Floor) -> None:
    """Nobody takes anything."""
    asks: list[tuple[Talk, str, Frame]] = [
        (agent, "agent.set_status", {"status": "not_ready", "reason": "break"}) for agent in floor.agents
    ]
    floor.ask_all(asks, "being away")


def fill(way: Way, floor: Floor, count: int, within_s: float = PATIENCE_S) -> int:
    """So many wait, in all lines; or as many as came in that time. How many."""
    lines, created = account.lines(floor.size), list[Frame]()
    asked, end_s = 0, time.perf_counter() + within_s

    def more(frame: Frame | None = None) -> None:
        nonlocal asked
        if frame is not None:
            created.append(frame)
            if len(created) % TELL_EVERY == 0:
                way.tell(f"{len(created):,} of {count:,} wait")
        if asked < count and time.perf_counter() < end_s:
            asked += 1
            floor.create(lines[asked % len(lines)], more)

    for _ in range(FILLING):
        more()
    floor.bench.wires.until(lambda: len(created) == asked, "filling the line", PATIENCE_S)
    return asked


FILLING: Final = 100
"""Intakes at once."""


def freed(floor: Floor, count: int, within_s: float, pause_s: float) -> list[float]:
    """From completing a wrap-up to the next ring at that agent. Each ring is accepted after a pause, which is shorter
    or longer by up to half: agents who are freed in the same moment would wait for each other."""
    took_s: list[float] = []
    pauses = Random(1)
    wires = floor.bench.wires
    for agent in floor.agents:
        agent.on_event = _taking(agent, wires, took_s, lambda: pause_s * pauses.uniform(0.5, 1.5))
        agent.ask("agent.set_status", {"status": "ready"})
    end_s = time.perf_counter() + within_s
    wires.until(lambda: len(took_s) >= count or time.perf_counter() > end_s, "freed agents' next offers", 2 * within_s)
    return took_s


def _taking(agent: Talk, wires: Wires, took_s: list[float], pause_s: Callable[[], float]) -> Callable[[Frame], None]:
    freed_s: list[float] = []

    def told(frame: Frame) -> None:
        if frame.get("event") != "offer.created":
            return
        if freed_s:
            took_s.append(time.perf_counter() - freed_s.pop(0))
        agent.acknowledge(frame)
        interaction, offer = {"interaction": frame["data"]["interaction"]}, {"offer": frame["data"]["offer"]}

        def complete(_: Frame) -> None:
            freed_s.append(time.perf_counter())
            agent.ask("wrap_up.complete", interaction)

        def accepted(_: Frame) -> None:
            agent.ask("interaction.end", interaction, complete)

        wires.at(time.perf_counter() + pause_s(), lambda: agent.ask("offer.accept", offer, accepted))

    return told


def accepting(agent: Talk, accepted: list[Frame]) -> Callable[[Frame], None]:
    """Whatever rings."""

    def told(frame: Frame) -> None:
        if frame.get("event") == "offer.created":
            agent.acknowledge(frame)
            agent.ask("offer.accept", {"offer": frame["data"]["offer"]}, accepted.append)

    return told


def tasks(floor: Floor) -> float:
    """Of the server's loop, as it says itself."""
    host, port = floor.bench.running.address
    with urlopen(f"http://{host}:{port}/metrics", timeout=PATIENCE_S) as told:
        lines: list[str] = told.read().decode().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("ringline_tasks "))
