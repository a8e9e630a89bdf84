"""A night of fuzzing in turns, each of one target, with a seed of its own; what was found is tried again."""

import time
import traceback
from collections import Counter
from collections.abc import Iterator
from itertools import count, cycle, islice
from typing import Final

import attrs
from ringline_server.simulation.watchdog import watched

from kit.fuzz.found import Found
from kit.fuzz.run import EVER, EVER_S, TARGETS, group_of, replay, run
from kit.record import Row

ORDER: Final = ("mail", "frames", "commands", "front", "mail", "frames", "commands", "front", "codec")
"""Of the targets. Texts for the codec are cheap: in its one turn there are more of them than of all others."""
FIRST_SEED: Final = 101
"""Those before were tried by hand."""
HANGS_AFTER_S: Final = 120
"""Of a processor, beyond a turn's time."""


@attrs.frozen
class Turn:
    """What is to be tried; as many examples as there is time for, if they are not counted."""

    target: str
    seed: int
    examples: range = EVER


def turns(played: list[Row]) -> Iterator[Turn]:
    """What was found, each with those of its group before it; then new seeds for ever."""
    for row in standing(played):
        yield Turn(row["target"], row["seed"], group_of(row["last"]))
    next_seed = max((row["seed"] for row in played), default=FIRST_SEED - 1) + 1
    order = islice(cycle(ORDER), (next_seed - FIRST_SEED) % len(ORDER), None)
    yield from map(Turn, order, count(next_seed))


def tried(turn: Turn, turn_s: float) -> Row:
    """What a record says of it. What breaks or hangs was found, too."""
    began_s, last, found = time.process_time(), turn.examples.start - 1, ""

    def begins(number: int) -> None:
        nonlocal last
        last = number

    try:
        with watched(turn_s + HANGS_AFTER_S):
            run(turn.target, turn.seed, turn.examples, turn_s if turn.examples == EVER else EVER_S, begins)
    except Found as error:
        found = str(error)
    except Exception as error:  # that is what this looks for
        found = "".join(traceback.format_exception(error))
    return {
        "target": turn.target,
        "seed": turn.seed,
        "examples": last + 1 - turn.examples.start,
        "last": last,
        "cpu_s": round(time.process_time() - began_s, 2),
        "found": found,
        "again": replay(turn.target, turn.seed, last) if found else "",
    }


def standing(played: list[Row]) -> list[Row]:
    """What was found, and again when it was tried again."""
    last_words = {(row["target"], row["seed"]): row for row in played}
    return [row for row in last_words.values() if row["found"]]


def figures(played: list[Row]) -> Iterator[str]:
    """What a record holds, for people."""
    if not played:
        yield "nothing was tried"
        return
    for commit, turns_played in Counter(row["commit"] for row in played).items():
        yield f"{turns_played} turns of {commit}"
    for target in TARGETS:
        yield f"{target}: {_sums([row for row in played if row['target'] == target])}"
    loads = [row["load"] for row in played]
    yield f"all: {_sums(played)}, load {min(loads)} to {max(loads)}, {played[0]['at']} to {played[-1]['at']}"
    found = standing(played)
    yield f"{len(found)} turns found something"
    yield from (f"  {row['again']} ({row['commit']}): {row['found']}" for row in found)


def _sums(played: list[Row]) -> str:
    examples, cpu_s = sum(row["examples"] for row in played), sum(row["cpu_s"] for row in played)
    return f"{examples:,} examples in {len(played)} turns, {cpu_s / 60:.1f} minutes of a processor"
