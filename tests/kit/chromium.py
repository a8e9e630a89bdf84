"""Which Chromium the tests run in.

path = chromium()
path = chromium(WITH_DEVICES)
"""

import os
import shutil
from typing import Final

import pytest

WITH_DEVICES: Final = ("chromium", "chromium-browser")
"""Only these have microphones and cameras, also made-up ones: calls need them."""
KINDS: Final = ("chromium-headless-shell", *WITH_DEVICES)
"""The first is the same engine without windows: all that other tests need, and it starts sooner."""


def chromium(kinds: tuple[str, ...] = KINDS) -> str:
    """Its path: CHROMIUM, or the system's. Skips the test where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, kinds)), None)
    if found is None:
        pytest.skip(f"no Chromium here: install the system's `{kinds[0]}`, or name one in CHROMIUM")
    return found
