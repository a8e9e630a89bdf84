"""When Python looks for garbage: not while the house is brought back, and afterwards only among what is new.

    with garbage.tamed() as house_stands:      no looking
        ... bring everything back ...
        house_stands()                         what is there now is never looked through
        ... serve ...                          looks are short

What an open house is made of is not garbage, and looking through it takes longer the more there is of it: a third of a
restart with ten thousand open interactions.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

NEW_OBJECTS: Final = 2_000
"""Objects made and kept before Python looks among the new ones: half a millisecond, in which nothing else is done."""
YOUNG_LOOKS: Final = 5
"""Looks among the new before one among what outlived them: three milliseconds at most."""
OLDER_LOOKS: Final = 500
"""Of those, before one among all that came since the house stands; and then only if that has grown by a quarter."""


@contextmanager
def tamed() -> Iterator[Callable[[], None]]:
    """Call what it gives when the house stands. Left, everything is as Python does it by itself."""
    before = gc.get_threshold()
    gc.collect()
    gc.disable()
    gc.set_threshold(NEW_OBJECTS, YOUNG_LOOKS, OLDER_LOOKS)
    try:
        yield _house_stands
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
        gc.enable()


def _house_stands() -> None:
    gc.freeze()
    gc.enable()
