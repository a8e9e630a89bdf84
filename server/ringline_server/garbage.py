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
"""Everything that came since the house stands is looked through after a quiet minute when so many times as much is in
memory as after the last time. Nothing else takes long: 0.2 s with 1,000 agents, 0.9 s with 10,000. A house that does
not grow is never looked through."""
GROWTH_MAX: Final = 8
"""The same, but whatever goes on. Ten thousand agents who come in make it 5."""
QUIET_SHARE: Final = 0.75
"""A minute of which so much is spent waiting is quiet: heartbeats of 10,000 agents take a fifth."""
GROWTH_MS: Final = 60_000
"""Between two questions how much there is."""
_NEVER: Final = 2**31 - 1


@attrs.define(eq=False)
class Looks(trio.abc.Instrument):
    """Of one loop. Everything of it happens between two turns."""

    _young_due_s: float = attrs.field(factory=trio.current_time)
    _asked_s: float = attrs.field(factory=trio.current_time)
    """When it was asked how much there is."""
    _waits_s: float = attrs.field(factory=trio.current_time)
    """Since when the loop waits, or waited last."""
    _waited_s: float = 0
    """Since it was asked how much there is."""
    _blocks: int = attrs.field(factory=sys.getallocatedblocks)
    """In memory, after everything was looked through."""

    def before_io_wait(self, timeout: float) -> None:
        """A turn is over."""
        now_s = trio.current_time()
        if now_s >= self._young_due_s:
            self._young_due_s = now_s + YOUNG_MS / 1000
            self._look(now_s)
            now_s = trio.current_time()
        self._waits_s = now_s

    def after_io_wait(self, timeout: float) -> None:
        """A turn begins."""
        self._waited_s += trio.current_time() - self._waits_s

    def _look(self, now_s: float) -> None:
        if now_s >= self._asked_s + GROWTH_MS / 1000 and self._has_grown(now_s):
            gc.collect(2)
            self._blocks = sys.getallocatedblocks()
        else:
            gc.collect(1)

    def _has_grown(self, now_s: float) -> bool:
        is_quiet = self._waited_s >= (now_s - self._asked_s) * QUIET_SHARE
        self._asked_s, self._waited_s = now_s, 0
        return sys.getallocatedblocks() >= self._blocks * (GROWTH if is_quiet else GROWTH_MAX)


@contextmanager
def tamed() -> Iterator[Callable[[], None]]:
    """Call what it gives when the house stands. Left, everything is as Python does it by itself. Inside Trio."""
    before, looks = gc.get_threshold(), list[Looks]()
    gc.disable()
    gc.set_threshold(NEW_OBJECTS, NEW_LOOKS, _NEVER)

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
