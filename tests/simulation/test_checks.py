"""Every check finds what it is there for, and a good day passes all of them."""

from ringline_server.simulation import checks
from ringline_server.simulation.checks import CHECKS, Book


def test_a_good_day_has_no_faults(good: Book) -> None:
    assert checks.faults(good) == []


def test_faults_come_in_the_order_of_the_day(good: Book) -> None:
    assert len(CHECKS) == len(set(CHECKS))
    assert [check.__doc__ for check in CHECKS if not (check.__doc__ or "").startswith("I")] == []
