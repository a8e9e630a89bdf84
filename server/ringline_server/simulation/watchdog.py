"""An end for a day that never ends: a peer that never answers can leave no deadline at all, or a loop can spin.

A day computes all the time, so it is the processor's time that says whether it hangs: on a busy machine a good one
takes many times as long. Real time ends what hangs without computing. An interrupt is what Trio knows how to take
safely at any moment, so the watchdog sends one, and says that it was it.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final


class Stuck(Exception):
    """The day did not come to its end in time."""


TIMERS: Final = (
    (signal.ITIMER_PROF, signal.SIGPROF, 1, "processor"),
    (signal.ITIMER_REAL, signal.SIGALRM, 20, "real"),
)
"""Timer, its signal, how many times as long it is waited for, and its name."""


@contextmanager
def watched(seconds: float) -> Iterator[Callable[[str], None]]:
    """Raises Stuck when what is inside computes longer than that, or when it is barked at: why.

    In the main thread, on POSIX.
    """
    barked: list[str] = []

    def bark(why: str) -> None:
        barked.append(why)
        signal.raise_signal(signal.SIGINT)

    def out_of_time(number: int, frame: FrameType | None) -> None:
        place = "" if frame is None else f"{frame.f_code.co_filename}:{frame.f_lineno}"
        spent = next(f"{seconds * times:g} s of {name} time" for _, its, times, name in TIMERS if its == number)
        bark(f"still running after {spent}, at {place}")

    before = [signal.signal(number, out_of_time) for _, number, _, _ in TIMERS]
    is_deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    if is_deaf:  # as a shell starts what it does not wait for: nothing would hear the bark
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for timer, _, times, _ in TIMERS:
        signal.setitimer(timer, seconds * times)
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
        if is_deaf:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        for (timer, number, _, _), handler in zip(TIMERS, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)
