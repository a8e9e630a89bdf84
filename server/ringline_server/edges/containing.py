"""One of the two places in the project that catch `Exception`: whatever fails for one connection ends that one only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Fail = Callable[[BaseExceptionGroup[Exception]], None]


@contextmanager
def contained(fail: Fail) -> Iterator[None]:
    """What is raised within is given to `fail`, and goes no further; cancellation passes through."""
    try:
        yield
    except* Exception as group:
        fail(group)
