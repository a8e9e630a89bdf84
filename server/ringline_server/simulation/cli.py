"""`ringline simulate`: play random days with faults and check them. Reaches no network and no running server."""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Final

import attrs
from cyclopts import Parameter

from ringline_server.simulation import checks, day, story
from ringline_server.simulation.batch import Verdict, verdicts
from ringline_server.simulation.day import SHORT, Plan
from ringline_server.simulation.nemesis import TROUBLES

SHOWN_MAX: Final = 5
"""Faults of one seed that are shown while many seeds run."""
BROKEN: Final = 1
MISUSED: Final = 2
TROUBLE: Final = f"Only this goes wrong: {', '.join(TROUBLES)}. May be said several times. Without it the seed decides."


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Size:
    """How large each day is. A seed is the same day only at the same size."""

    short: bool = False
    """Few people and half the time, for many seeds; what follows is added to that."""
    agents: int | None = None
    """Agents, 5 unless said; a third of them with two devices."""
    consumers: int | None = None
    """Consumers who come in the course of the day: 20."""
    services: int | None = None
    """Services that bring them: 1."""
    rough: int | None = None
    """Virtual seconds during which things go wrong: 60."""
    calm: bool = False
    """Nothing goes wrong."""
    trouble: Annotated[tuple[str, ...], Parameter(help=TROUBLE)] = ()

    @property
    def plan(self) -> Plan:
        """For the day."""
        said = {"agents": self.agents, "consumers": self.consumers, "services": self.services, "rough_s": self.rough}
        usual = SHORT if self.short else Plan()
        return attrs.evolve(
            usual,
            faults=not self.calm,
            troubles=self.trouble,
            **{name: value for name, value in said.items() if value is not None},
        )

    def __str__(self) -> str:
        given = [(field.name, getattr(self, field.name), field.default) for field in attrs.fields(Size)]
        words = []
        for name, value, usual in given:
            if isinstance(value, tuple):
                words += [f" --{name} {one}" for one in value]
            elif value != usual:
                words.append(f" --{name}" if value is True else f" --{name} {value}")
        return "".join(words)


def simulate(
    *,
    seed: int | None = None,
    seeds: str | None = None,
    size: Annotated[Size, Parameter(name="*")] = Size(),
    jobs: int | None = None,
    out: Path | None = None,
) -> int:
    """Play random days with faults against the real server in memory, and check every promise on what happened.

    The same seed is the same day, to the byte. Exit status 1: a promise was broken.

    Parameters
    ----------
    seed
        Play this one and tell its story.
    seeds
        Play all of `A-B`; only what is wrong is told.
    jobs
        Days at the same time. Without it: one for each processor.
    out
        Write the history of the one seed there, as JSON lines.
    """
    unknown = [name for name in size.trouble if name not in TROUBLES]
    if unknown:
        return _fail(f"no such trouble: {', '.join(unknown)}. There are {', '.join(TROUBLES)}")
    if (seed is None) is (seeds is None):
        return _fail("say either --seed N or --seeds A-B")
    if seed is not None:
        return _one(seed, size, out)
    first, _, last = (seeds or "").partition("-")
    if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
        return _fail("say --seeds A-B, as in --seeds 1-500")
    return _many(range(int(first), int(last) + 1), size, jobs or os.cpu_count() or 1)


def _one(seed: int, size: Size, out: Path | None) -> int:
    book = day.run(seed, size.plan)
    found = checks.faults(book)
    for line in story.told(book, found):
        print(line)
    if out is not None:
        book.history.save(out)
    print(f"\nseed {seed}: {len(book.lines)} lines, {book.lines[-1]['t_mono'] / 1000:.0f} virtual s")
    for fault in found:
        print(fault)
    print(f"{len(found)} faults" if found else "every promise was kept")
    return BROKEN if found else 0


def _many(seeds: range, size: Size, jobs: int) -> int:
    broken: list[Verdict] = []
    virtual_s = 0.0
    for number, verdict in enumerate(verdicts(seeds, size.plan, jobs), 1):
        virtual_s += verdict.virtual_s
        if verdict.faults:
            broken.append(verdict)
            _tell(verdict, size)
        print(f"\r{number} of {len(seeds)} days, {len(broken)} with faults", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{len(seeds)} days, {virtual_s / 3600:.1f} virtual hours, {len(broken)} with faults")
    kinds = Counter(fault.partition(" ")[0] for verdict in broken for fault in verdict.faults)
    if kinds:
        print("faults: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    return BROKEN if broken else 0


def _tell(verdict: Verdict, size: Size) -> None:
    print(f"\nseed {verdict.seed}: {len(verdict.faults)} faults; again: ringline simulate --seed {verdict.seed}{size}")
    for fault in verdict.faults[:SHOWN_MAX]:
        print(f"  {fault}")


def _fail(text: str) -> int:
    print(f"ringline: {text}", file=sys.stderr)
    return MISUSED
