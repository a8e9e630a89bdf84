"""Work on a whole mail, in a thread where it would hold up everybody else."""

from collections.abc import Callable
from typing import Final, TypeVar

import trio

IN_LOOP_BYTES_MAX: Final = 32_768
"""Smaller ones take a millisecond or two, which is less than a thread costs."""

A = TypeVar("A")
T = TypeVar("T")


async def worked(function: Callable[[A], T], argument: A, size: int) -> T:
    """What `function` makes of it. `size`: about how many bytes it works on."""
    if size > IN_LOOP_BYTES_MAX:
        return await trio.to_thread.run_sync(function, argument, abandon_on_cancel=True)
    await trio.lowlevel.checkpoint()
    return function(argument)
