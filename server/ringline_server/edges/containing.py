"""One of the two places in the project that catch `Exception`: whatever fails for one connection ends that one only."""

from collections.abc import Callable
from types import TracebackType

import attrs

Fail = Callable[[BaseExceptionGroup[Exception]], None]


@attrs.define
class contained:
    """`with contained(fail)`: what is raised within is given to `fail`, and goes no further; cancellation passes."""

    _fail: Fail

    def __enter__(self) -> None:
        """Nothing: it is entered for each message."""

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> bool:
        """Whether it was contained."""
        if error is None:
            return False
        try:
            raise error
        except* Exception as group:
            self._fail(group)
        finally:
            del error  # its traceback knows this frame: a circle, for Python to look for
        return True
