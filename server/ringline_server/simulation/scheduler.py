"""Trio on a virtual clock, with an order of tasks that a seed decides. The only module that touches Trio's inside.

Trio shuffles the tasks that may run. Two hooks, made for its Hypothesis plugin, turn that into a function of a seed:
`_ALLOW_DETERMINISTIC_SCHEDULING` sorts each batch of tasks by age before it is shuffled, and `_r` shuffles it.
"""

import gc
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import attrs
import trio
import trio.testing
from trio._core import _run

T = TypeVar("T")

STEPS_AT_ONCE_MAX: Final = 50_000
"""Of all tasks at one moment of the day: some hundreds in a large one. More: they keep each other busy for ever."""
LOOKED_EVERY: Final = 1_000
"""Steps after which it is seen whether the moment is still the same."""


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Inside, Trio's choices follow from the seed; afterwards they are as they were before.

    Garbage is looked for afterwards: nothing is finalised because of how much somebody else has made, and looking
    through a history that only grows costs a twentieth of a day.
    """
    hooks: Any = _run
    before, state = hooks._ALLOW_DETERMINISTIC_SCHEDULING, hooks._r.getstate()
    hooks._ALLOW_DETERMINISTIC_SCHEDULING = True
    hooks._r.seed(seed)
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()
        hooks._ALLOW_DETERMINISTIC_SCHEDULING = before
        hooks._r.setstate(state)


def run(
    seed: int, main: Callable[..., Awaitable[T]], *args: object, on_spin: Callable[[str], None] = lambda why: None
) -> T:
    """`main(*args)` on a clock that jumps whenever everybody waits for time. `on_spin`: told when nobody ever does."""
    with seeded(seed):
        clock = trio.testing.MockClock(autojump_threshold=0)
        return trio.run(main, *args, clock=clock, instruments=[_Steps(on_spin)])


@attrs.define(eq=False)
class _Steps(trio.abc.Instrument):
    """Counts what happens at one moment."""

    on_spin: Callable[[str], None]
    _moment: float = -1.0
    _since: int = 0
    _steps: int = 0

    def before_task_step(self, task: trio.lowlevel.Task) -> None:
        self._steps += 1
        if self._steps % LOOKED_EVERY:
            return
        now = trio.current_time()
        if now != self._moment:
            self._moment, self._since = now, self._steps
        elif self._steps - self._since == STEPS_AT_ONCE_MAX:
            self.on_spin(f"{STEPS_AT_ONCE_MAX} steps at one moment, the last of {task.name}")
