"""Many days, each judged on its own: what became of it, what went wrong in it, and what it cost."""

import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Final, TypeVar

import attrs

from ringline_server.simulation import checks, day
from ringline_server.simulation.checks import Book
from ringline_server.simulation.day import Plan

T = TypeVar("T")
V = TypeVar("V")

AHEAD: Final = 2
"""Pieces that wait for each process: none is idle, and little is begun that nobody may want any more."""
NO_TROUBLES: Final = ("mix", "phase", "dribbles")
"""What is noted beside them: a day's plan, and the weather on new links, which is what half of all days have."""


@attrs.frozen
class Verdict:
    """What became of one seed."""

    seed: int
    lines: int
    virtual_s: float
    faults: tuple[str, ...]
    computed_s: float = 0.0
    """Of a processor, checks included."""
    troubles: Counter[str] = attrs.field(factory=Counter)
    """What went wrong in it, and how often, by the names of nemesis.TROUBLES."""


def judge(seed: int, plan: Plan) -> Verdict:
    """Play and check one day. A day that hangs or breaks is a fault like any other."""
    began_s = time.process_time()
    try:
        book = day.run(seed, plan)
        found = [str(fault) for fault in checks.faults(book)]
    except day.Broken as broken:
        book, found = broken.book, [f"I0 the day did not come to its end: {broken}"]
    virtual_s = book.lines[-1]["t_mono"] / 1000 if book.lines else 0.0
    computed_s = time.process_time() - began_s
    return Verdict(seed, len(book.lines), virtual_s, tuple(found), computed_s, troubles_of(book))


def troubles_of(book: Book) -> Counter[str]:
    """How often each kind hit somebody or something."""
    told = (line["f"] for line in book.history.of("info") if line["who"] == "nemesis")
    return Counter(kind.replace(" ", "_") for kind in told if kind not in NO_TROUBLES)


def verdicts(seeds: Iterable[int], plan: Plan, jobs: int = 1) -> Iterator[Verdict]:
    """In the order of the seeds, as they come. Seeds are asked for one by one: they may end at any time."""
    return in_order(partial(judge, plan=plan), seeds, jobs)


def in_order(judged: Callable[[T], V], pieces: Iterable[T], jobs: int = 1) -> Iterator[V]:
    """Each piece judged, in as many processes; told in the order of the pieces, which are asked for one by one."""
    if jobs == 1:
        yield from map(judged, pieces)
        return
    fresh = get_context("spawn")  # a copy of a process with threads may wait for ever for a lock of one
    with ProcessPoolExecutor(jobs, fresh, signal.signal, (signal.SIGINT, signal.SIG_DFL)) as pool:
        begun: deque[Future[V]] = deque()
        for piece in pieces:
            begun.append(pool.submit(judged, piece))
            if len(begun) > jobs * AHEAD:
                yield begun.popleft().result()
        yield from (future.result() for future in begun)
