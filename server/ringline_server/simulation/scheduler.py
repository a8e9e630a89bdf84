"""Trio on a virtual clock, with an order of tasks that a seed decides. The only module that touches Trio's inside.

Trio shuffles the tasks that may run. Two hooks, made for its Hypothesis plugin, turn that into a function of a seed:
`_ALLOW_DETERMINISTIC_SCHEDULING` sorts each batch of tasks by age before it is shuffled, and `_r` shuffles it.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import trio
import trio.testing
from trio._core import _run

T = TypeVar("T")


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Inside, Trio's choices follow from the seed; afterwards they are as they were before."""
    hooks: Any = _run
    before, state = hooks._ALLOW_DETERMINISTIC_SCHEDULING, hooks._r.getstate()
    hooks._ALLOW_DETERMINISTIC_SCHEDULING = True
    hooks._r.seed(seed)
    try:
        yield
    finally:
        hooks._ALLOW_DETERMINISTIC_SCHEDULING = before
        hooks._r.setstate(state)


def run(seed: int, main: Callable[..., Awaitable[T]], *args: object) -> T:
    """`main(*args)` on a clock that jumps whenever everybody waits for time."""
    with seeded(seed):
        return trio.run(main, *args, clock=trio.testing.MockClock(autojump_threshold=0))
