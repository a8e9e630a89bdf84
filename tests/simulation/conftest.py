"""One day with faults, played once for all tests that look at a history."""

import pytest
from ringline_server.simulation import day
from ringline_server.simulation.checks import Book

SEED = 20
"""A day in which every kind of command happens, and the server crashes."""


@pytest.fixture(scope="session")
def good() -> Book:
    return day.run(SEED)
