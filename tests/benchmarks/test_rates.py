"""The search for the highest rate that is kept."""

import pytest
from benchmarks.rates import CLOSE_ENOUGH, TRIES_MAX, highest


@pytest.mark.parametrize("can", [200, 199, 150, 101, 99, 51, 26, 13])
def test_it_finds_the_highest_rate_that_is_kept(can: float) -> None:
    tried: list[float] = []

    def is_kept(rate: float) -> bool:
        tried.append(rate)
        return rate <= can

    found = highest(200, is_kept)

    assert found == max(rate for rate in tried if rate <= can)
    lost = [rate for rate in tried if rate > can]
    assert not lost or len(tried) == TRIES_MAX or min(lost) / found <= CLOSE_ENOUGH
    assert len(tried) <= TRIES_MAX


def test_what_is_close_enough_is_not_tried_any_closer() -> None:
    tried: list[float] = []
    highest(200, lambda rate: not tried.append(rate) and rate <= 150)  # type: ignore[func-returns-value]

    kept, lost = max(rate for rate in tried if rate <= 150), min(rate for rate in tried if rate > 150)
    assert lost / kept <= CLOSE_ENOUGH
    assert len(tried) < TRIES_MAX


def test_what_keeps_nothing_up_has_no_rate() -> None:
    tried: list[float] = []

    def is_kept(rate: float) -> bool:
        tried.append(rate)
        return False

    assert highest(200, is_kept, least=20) is None
    assert tried == [200, 100, 50, 25]
    tried.clear()
    assert highest(20_000, is_kept) is None
    assert len(tried) == TRIES_MAX
