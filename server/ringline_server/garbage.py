"""When Python looks for garbage: not while the house is brought back, afterwards between two turns of the loop.

    with garbage.tamed() as house_stands:      no looking
        ... bring everything back ...
        house_stands()                         what is there now is never looked through
        ... serve ...                          Looks, in small bites

    new --each YOUNG_MS--> outlived a look --each OLDER_LOOKS--> outlived two --memory doubled--> everything

What an open house is made of is not garbage, and looking through it takes longer the more there is of it: a third of a
restart with ten thousand open interactions. By itself Python looks when enough was made *more than went*: where
old objects are replaced by new ones, as by each heartbeat, the young gather unseen until one look takes half a second.
So it is looked by the clock, and only when the loop turned: at rest nobody looks.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import attrs
import trio

YOUNG_MS: Final = 10
"""Between two looks among the new: what was made in that time, and is still there, is looked at in one go."""
OLDER_LOOKS: Final = 5
"""Looks among the new before one among what outlived them."""
NEW_OBJECTS: Final = 2_000
"""So many more made than gone within one turn, and Python looks by itself: half a millisecond."""
GROWTH: Final = 2
"""Everything that came since the house stands is looked through when so many times as much is in memory as after
the last time. Nothing else takes long: 324 ms with 2,000 agents. A house that does not grow is never looked through."""
GROWTH_MS: Final = 1_000
"""Between two questions how much there is: a millisecond, where there is much."""
_NEVER: Final = 2**31 - 1


@attrs.define(eq=False)
class Looks(trio.abc.Instrument):
    """Of one loop. Everything of it happens between two turns."""

    _young_due_s: float = attrs.field(factory=trio.current_time)
    _growth_due_s: float = attrs.field(factory=trio.current_time)
    _blocks: int = attrs.field(factory=sys.getallocatedblocks)
    """In memory, after everything was looked through."""

    def before_io_wait(self, timeout: float) -> None:
        """A turn is over."""
        now_s = trio.current_time()
        if now_s < self._young_due_s:
            return
        self._young_due_s = now_s + YOUNG_MS / 1000
        if gc.get_count()[1] < OLDER_LOOKS:
            gc.collect(0)
        elif not self._has_grown(now_s):
            gc.collect(1)
        else:
            gc.collect(2)
            self._blocks = sys.getallocatedblocks()

    def _has_grown(self, now_s: float) -> bool:
        if now_s < self._growth_due_s:
            return False
        self._growth_due_s = now_s + GROWTH_MS / 1000
        return sys.getallocatedblocks() >= self._blocks * GROWTH


@contextmanager
def tamed() -> Iterator[Callable[[], None]]:
    """Call what it gives when the house stands. Left, everything is as Python does it by itself. Inside Trio."""
    before, looks = gc.get_threshold(), list[Looks]()
    gc.disable()
    gc.set_threshold(NEW_OBJECTS, OLDER_LOOKS, _NEVER)

    def house_stands() -> None:
        gc.freeze()
        gc.enable()
        looks.append(Looks())
        trio.lowlevel.add_instrument(looks[0])

    try:
        yield house_stands
    finally:
        for one in looks:
            trio.lowlevel.remove_instrument(one)
        gc.unfreeze()
        gc.set_threshold(*before)
        gc.enable()
