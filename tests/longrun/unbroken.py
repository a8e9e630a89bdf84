"""Each side loses its line at each step of the story alone, for each time. `python tests/longrun/unbroken.py`

What everybody is told must be what an unbroken story tells. Some 500 stories on the virtual clock, some minutes. Exit
status 1: a difference; it is printed with its break.
"""

import logging
import sys
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import structlog  # noqa: E402 - the path comes first
from kit.unbroken import differences, play  # noqa: E402
from kit.whole_story import SIDES, STEPS, Break  # noqa: E402

AWAY_MS = (100, 5_000, 60_000)


def main() -> int:
    """One story after the other."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    unbroken, wrong = play(()), 0
    breaks = [Break(*one) for one in product(SIDES, STEPS, AWAY_MS, (False, True))]
    for number, one in enumerate(breaks, 1):
        found = differences(play((one,)), unbroken)
        wrong += bool(found)
        for difference in found:
            sys.stdout.write(f"\n{one}: {difference}\n")
        sys.stderr.write(f"\r{number} of {len(breaks)} stories, {wrong} with differences")
    sys.stdout.write(f"\n{len(breaks)} stories, {wrong} with differences\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
