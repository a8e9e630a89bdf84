"""Each side loses its real line at each step of the story. `python tests/longrun/unbroken_sockets.py [--alone]`

As unbroken.py, but over TCP, by the real clock, with a store in a file: away for 0.1 and for 5 s. Six stories, each
broken at every step, some minutes; `--alone`: each step alone, 168 stories. Exit status 1: a difference; it is printed.
"""

import argparse
import logging
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import structlog  # noqa: E402 - the path comes first
import trio  # noqa: E402
from kit.socket_scene import socket_scene  # noqa: E402
from kit.unbroken import Story, differences, told  # noqa: E402
from kit.whole_story import SIDES, STEPS, Break, patient_house  # noqa: E402

AWAY_MS: Final = (100, 5_000)
AT_ONCE: Final = 6
"""Stories, each in a house of its own."""


async def one(breaks: tuple[Break, ...]) -> Story:
    """From the first step to the last."""
    with tempfile.TemporaryDirectory() as folder:
        async with socket_scene(Path(folder), patient_house()) as at:
            return await told(at, breaks)


async def play(stories: list[tuple[Break, ...]]) -> int:
    """How many differ from the one that nobody broke."""
    unbroken, wrong, done = await one(()), 0, 0
    gate = trio.CapacityLimiter(AT_ONCE)

    async def plays(breaks: tuple[Break, ...]) -> None:
        nonlocal wrong, done
        async with gate:
            found = differences(await one(breaks), unbroken)
        done, wrong = done + 1, wrong + bool(found)
        for difference in found:
            sys.stdout.write(f"\n{breaks[0]} …: {difference}\n")
        sys.stderr.write(f"\r{done} of {len(stories)} stories, {wrong} with differences")

    async with trio.open_nursery() as nursery:
        for story in stories:
            nursery.start_soon(plays, story)
    sys.stdout.write(f"\n{len(stories)} stories, {wrong} with differences\n")
    return wrong


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alone", action="store_true", help="one break in each story")
    wish = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    if wish.alone:
        stories: list[tuple[Break, ...]] = [(Break(*each),) for each in product(SIDES, STEPS, AWAY_MS)]
    else:
        stories = [tuple(Break(side, step, ms) for step in STEPS) for side, ms in product(SIDES, AWAY_MS)]
    return 1 if trio.run(play, stories) else 0


if __name__ == "__main__":
    sys.exit(main())
