"""The highest rate that is kept up, found with few tries: each costs seconds."""

from collections.abc import Callable
from math import sqrt
from typing import Final

TRIES_MAX: Final = 7
CLOSE_ENOUGH: Final = 1.1
"""The lowest rate that was not kept over the highest that was."""


def highest(wished: float, is_kept: Callable[[float], bool], least: float = 1.0) -> float | None:
    """The wished one, or the highest that was tried and kept below it. None: not even the least was, or tries ran out.

    It is halved until it is kept, and then the gap is: by its geometric mean, for rates differ by factors.
    """
    kept, lost, rate = None, None, wished
    for _ in range(TRIES_MAX):
        if is_kept(rate):
            kept = rate
        else:
            lost = rate
        if lost is None or (kept is not None and lost / kept <= CLOSE_ENOUGH):
            return kept
        rate = sqrt(kept * lost) if kept is not None else lost / 2
        if rate < least:
            return None
    return kept
