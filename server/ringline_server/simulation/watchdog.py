"""Real time for a day that never ends: a peer that never answers can leave no deadline at all, or a loop can spin.

An interrupt is what Trio knows how to take safely at any moment, so the watchdog sends one, and says that it was it.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stuck(Exception):
    """The day did not come to its end in time."""


@contextmanager
def watched(seconds: float) -> Iterator[None]:
    """Raises Stuck when what is inside takes longer than that of real time. In the main thread, on POSIX."""
    barked: list[str] = []

    def bark(number: int, frame: FrameType | None) -> None:
        barked.append("" if frame is None else f"{frame.f_code.co_filename}:{frame.f_lineno}")
        signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGALRM, bark)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except (KeyboardInterrupt, BaseExceptionGroup) as interrupted:
        if barked:
            raise _stuck(seconds, barked) from interrupted
        raise
    else:
        if barked:  # it was interrupted where Python ignores exceptions, and went on to its end
            raise _stuck(seconds, barked)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stuck(seconds: float, barked: list[str]) -> Stuck:
    return Stuck(f"still running after {seconds:g} s of real time, at {barked[0]}")
