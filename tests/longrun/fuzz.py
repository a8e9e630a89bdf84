"""A night of fuzzing, in pieces. `python tests/longrun/fuzz.py --record FILE [--for MINUTES] [--jobs N]`

Tries what strangers send (kit.fuzz) in turns of some minutes, each of one target with a seed that no turn had before,
and adds a line of JSON for each to the record: target, seed, examples, seconds of a processor, the commit and the load,
and what was found. Begun again, it goes on with the next turn. What is found ends its turn, is told with the command
that tries that example again, and is tried first of all when the next run begins; the last word on a turn counts.

--for: begins no further turn after so many minutes. --turns: no more than so many. --minutes: of one.
--jobs: turns at the same time. --figures: tries nothing and says what the record holds.
Exit status 1: something was found that still stands.
"""

import argparse
import os
import sys
import time
from functools import partial
from itertools import islice, takewhile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

from kit.fuzz.turns import figures, standing, tried, turns  # noqa: E402 - the path comes first
from kit.record import add, commit_of, rows, say  # noqa: E402
from ringline_server.simulation.batch import in_order  # noqa: E402


def main() -> int:
    """Turn after turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, required=True, help="file that gets a line of JSON for each turn")
    parser.add_argument("--for", type=float, default=float("inf"), metavar="MINUTES", dest="end")
    parser.add_argument("--turns", type=int, help="no more than so many")
    parser.add_argument("--minutes", type=float, default=4, help="of one turn")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--figures", action="store_true")
    wish = parser.parse_args()
    if not wish.figures:
        play(wish.record, wish.end, wish.turns, wish.minutes * 60, wish.jobs)
    played = rows(wish.record)
    for line in figures(played):
        say(line)
    return int(any(standing(played)))


def play(record: Path, minutes: float, turns_max: int | None, turn_s: float, jobs: int) -> None:
    """What was found so far, and then new turns."""
    end_s, commit = time.perf_counter() + minutes * 60, commit_of(ROOT)
    in_time = takewhile(lambda _: time.perf_counter() < end_s, islice(turns(rows(record)), turns_max))
    for row in in_order(partial(tried, turn_s=turn_s), in_time, jobs):
        add(record, {"commit": commit, "load": round(os.getloadavg()[0], 1), **row})
        say(f"{row['target']} {row['seed']}: {row['examples']:,} examples, {row['found'] or 'nothing found'}")
        if row["found"]:
            say(f"again: {row['again']}")


if __name__ == "__main__":
    sys.exit(main())
