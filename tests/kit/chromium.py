"""Which Chromium the tests run in.

path = chromium()
"""

import os
import shutil

import pytest

KINDS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The first is the same engine without windows: all that these tests need, and it starts sooner."""


def chromium() -> str:
    """Its path: CHROMIUM, or the system's. Skips the test where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, KINDS)), None)
    if found is None:
        pytest.skip("no Chromium here: install the system's `chromium`, or name one in CHROMIUM")
    return found
