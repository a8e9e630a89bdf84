"""One day with faults, played once for all tests that look at a history."""

import pytest
from ringline_server.simulation import day
from ringline_server.simulation.checks import Book

PLAN = day.Plan(agents=2, troubles=("cut", "sleep", "crash", "disk_slow"))
"""Clients come back to the same server, and to one that had to start again."""

SEED = 4
"""Of a day on which all that is planted upon happens. A change of the server makes other days of all seeds: if a plant
finds no place any more, another seed has one."""


@pytest.fixture(scope="session")
def good() -> Book:
    return day.run(SEED, PLAN)
