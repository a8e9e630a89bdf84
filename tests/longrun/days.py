"""Thousands of random days. `python tests/longrun/days.py --seeds 1-20000 --record FILE [--for MINUTES]`

Plays short days (those of `ringline simulate --short`) against the server of this checkout, checks every promise on
each, and adds a line of JSON for each to the record: what it was a day of, what went wrong in it, what it cost, its
faults, the commit and the load. Played again, it goes on with what the record does not have: after an interruption, on
quieter cores, with a newer server. A day with a fault is told with the command that plays it again, and the run
goes on; the next run plays it once more, and the last word on a day counts.

--for: begins no further day after so many minutes. --jobs: days at the same time. --long: usual days.
--figures: plays nothing and says what the record holds. Exit status 1: the record has a day with a fault.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

from kit.record import Row, add, commit_of, rows, say  # noqa: E402 - the path comes first
from ringline_server.simulation.batch import Verdict, verdicts  # noqa: E402
from ringline_server.simulation.day import SHORT, Plan  # noqa: E402
from ringline_server.simulation.nemesis import TROUBLES  # noqa: E402

SHOWN_EVERY: Final = 50
"""Days between two lines about how far it is."""


def main() -> int:
    """Day after day."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1-20000", help="A-B")
    parser.add_argument("--record", type=Path, required=True, help="file that gets a line of JSON for each day")
    parser.add_argument("--for", type=float, default=float("inf"), metavar="MINUTES", dest="minutes")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--figures", action="store_true")
    wish = parser.parse_args()
    if not wish.figures:
        play(wish.seeds, wish.record, wish.minutes, wish.jobs, "" if wish.long else " --short")
    last = list(recorded(wish.record).values())
    for line in figures(last):
        say(line)
    return int(any(row["faults"] for row in last))


def play(seeds: str, record: Path, minutes: float, jobs: int, size: str) -> None:
    """Those of the seeds that the record does not have as good days."""
    first, last = map(int, seeds.split("-"))
    good = {day for day, row in recorded(record).items() if not row["faults"]}
    wanted = [seed for seed in range(first, last + 1) if (seed, size) not in good]
    say(f"{len(wanted):,} of {last - first + 1:,} days to play")
    end_s, commit = time.perf_counter() + minutes * 60, commit_of(ROOT)
    in_time = takewhile(lambda _: time.perf_counter() < end_s, wanted)
    for number, verdict in enumerate(verdicts(in_time, SHORT if size else Plan(), jobs), 1):
        add(record, row_of(verdict, size, commit))
        for fault in verdict.faults:
            say(f"seed {verdict.seed}: {fault}")
        if verdict.faults:
            say(f"again: ringline simulate --seed {verdict.seed}{size}")
        if number % SHOWN_EVERY == 0:
            say(f"{number:,} of {len(wanted):,} days, the last of seed {verdict.seed}")


def row_of(verdict: Verdict, size: str, commit: str) -> Row:
    """One line of the record."""
    return {
        "commit": commit,
        "seed": verdict.seed,
        "size": size,
        "lines": verdict.lines,
        "virtual_s": round(verdict.virtual_s, 1),
        "computed_s": round(verdict.computed_s, 2),
        "load": round(os.getloadavg()[0], 1),
        "troubles": dict(verdict.troubles),
        "faults": list(verdict.faults),
    }


def recorded(record: Path) -> dict[tuple[int, str], Row]:
    """The last word on each day that was played, by seed and size."""
    return {(row["seed"], row["size"]): row for row in rows(record)}


def figures(last: list[Row]) -> Iterator[str]:
    """What a record holds, for people."""
    if not last:
        yield "no day was played"
        return
    for commit, count in Counter(row["commit"] for row in last).items():
        yield f"{count:,} days of {commit}"
    troubles: Counter[str] = Counter()
    for row in last:
        troubles.update(row["troubles"])
    broken = [row for row in last if row["faults"]]
    yield (
        f"{len(last):,} days, {sum(row['virtual_s'] for row in last) / 3600:.1f} virtual hours, "
        f"{sum(row['computed_s'] for row in last) / 3600:.2f} hours of a processor, "
        f"load {min(row['load'] for row in last)} to {max(row['load'] for row in last)}, "
        f"{last[0]['at']} to {last[-1]['at']}"
    )
    yield f"{troubles.total():,} troubles: " + ", ".join(f"{kind} {troubles[kind]:,}" for kind in TROUBLES)
    yield f"{len(broken)} days with faults"
    yield from (f"  seed {row['seed']} ({row['commit']}): {row['faults'][0]}" for row in broken)


if __name__ == "__main__":
    sys.exit(main())
