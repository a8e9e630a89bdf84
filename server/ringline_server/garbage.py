"""When Python looks for garbage: not while the house is brought back, afterwards between two turns of the loop.

    with garbage.tamed() as house_stands:      no looking
        ... bring everything back ...
        house_stands()                         what is there now is never looked through
        ... serve ...                          Looks, in small bites

    new --each YOUNG_MS--> outlived a look --memory has grown, and the house is quiet--> everything

What an open house is made of is not garbage, and looking through it takes longer the more there is of it: a third of a
restart with ten thousand open interactions. By itself Python looks when enough was made *more than went*: where
old objects are replaced by new ones, as by each heartbeat, the young gather unseen until one look takes half a second.
So it is looked by the clock, and only when the loop turned: at rest nobody looks.

What goes leaves nothing to look for: no connection, no request, no cycle ends in objects that know each other in
circles (tests/server/test_nothing_left.py). So each object is looked at once while it is young, for what fails in odd
ways, and everything only in case somebody is wrong about that, at a time when hardly anybody waits.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import attrs
import trio

YOUNG_MS: Final = 10
"""Between two looks among the new: what was made in that time, and is still there, is looked at in one go."""
NEW_OBJECTS: Final = 2_000
"""So many more made than gone within one turn, and Python looks by itself: half a millisecond."""
NEW_LOOKS: Final = 5
"""Of these within one turn, before Python looks at what outlived them, too."""
GROWTH: Final = 2
"""Everything that came since the house stands is looked through in a quiet second when so many times as much is in
memory as after the last time. Nothing else takes long: 200 ms with 1,000 agents. A house that does not grow is never
looked through."""
GROWTH_MAX: Final = 4
"""The same, but whatever goes on."""
QUIET_SHARE: Final = 0.25
"""Of a second in which no more than this is computed is quiet."""
GROWTH_MS: Final = 1_000
"""Between two questions how much there is: half a millisecond, where there is much."""
_NEVER: Final = 2**31 - 1


@attrs.define(eq=False)
class Looks(trio.abc.Instrument):
    """Of one loop. Everything of it happens between two turns."""

    _computing_s: Callable[[], float]
    """Processor time that the loop has used."""
    _young_due_s: float = attrs.field(factory=trio.current_time)
    _asked_s: float = attrs.field(factory=trio.current_time)
    """When it was asked how much there is, and what had been computed by then."""
    _computed_s: float = attrs.field(init=False)
    _blocks: int = attrs.field(factory=sys.getallocatedblocks)
    """In memory, after everything was looked through."""

    def __attrs_post_init__(self) -> None:
        """From now on."""
        self._computed_s = self._computing_s()

    def before_io_wait(self, timeout: float) -> None:
        """A turn is over."""
        now_s = trio.current_time()
        if now_s < self._young_due_s:
            return
        self._young_due_s = now_s + YOUNG_MS / 1000
        if now_s >= self._asked_s + GROWTH_MS / 1000 and self._has_grown(now_s):
            gc.collect(2)
            self._blocks = sys.getallocatedblocks()
        else:
            gc.collect(1)

    def _has_grown(self, now_s: float) -> bool:
        computed_s = self._computing_s()
        is_quiet = computed_s - self._computed_s <= (now_s - self._asked_s) * QUIET_SHARE
        self._asked_s, self._computed_s = now_s, computed_s
        return sys.getallocatedblocks() >= self._blocks * (GROWTH if is_quiet else GROWTH_MAX)


@contextmanager
def tamed(computing_s: Callable[[], float] = time.thread_time) -> Iterator[Callable[[], None]]:
    """Call what it gives when the house stands. Left, everything is as Python does it by itself. Inside Trio."""
    before, looks = gc.get_threshold(), list[Looks]()
    gc.disable()
    gc.set_threshold(NEW_OBJECTS, NEW_LOOKS, _NEVER)

    def house_stands() -> None:
        gc.freeze()
        gc.enable()
        looks.append(Looks(computing_s))
        trio.lowlevel.add_instrument(looks[0])

    try:
        yield house_stands
    finally:
        for one in looks:
            trio.lowlevel.remove_instrument(one)
        gc.unfreeze()
        gc.set_threshold(*before)
        gc.enable()
