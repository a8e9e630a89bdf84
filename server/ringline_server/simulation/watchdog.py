"""Real time for a day that never ends: a peer that never answers can leave no deadline at all, or a loop can spin.

An interrupt is what Trio knows how to take safely at any moment, so the watchdog sends one, and says that it was it.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Stuck(Exception):
    """The day did not come to its end in time."""


@contextmanager
def watched(seconds: float) -> Iterator[Callable[[str], None]]:
    """Raises Stuck when what is inside takes longer than that of real time, or when it is barked at: why.

    In the main thread, on POSIX.
    """
    barked: list[str] = []

    def bark(why: str) -> None:
        barked.append(why)
        signal.raise_signal(signal.SIGINT)

    def out_of_time(number: int, frame: FrameType | None) -> None:
        place = "" if frame is None else f"{frame.f_code.co_filename}:{frame.f_lineno}"
        bark(f"still running after {seconds:g} s of real time, at {place}")

    before = signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield bark
    except (KeyboardInterrupt, BaseExceptionGroup) as interrupted:
        if barked:
            raise Stuck(barked[0]) from interrupted
        raise
    else:
        if barked:  # it was interrupted where Python ignores exceptions, and went on to its end
            raise Stuck(barked[0])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
