"""Percentiles, also of more samples than are kept."""

import pytest
from ringline_client.load import tally
from ringline_client.load.tally import Samples


def test_percentiles_are_by_the_nearest_rank() -> None:
    samples = Samples()
    for value in range(1, 101):
        samples.add(value)

    assert samples.percentiles(50, 90, 99, 100) == (51, 91, 100, 100)
    assert Samples().percentiles(50) == (0.0,)


def test_of_very_many_an_even_selection_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "SAMPLES_MAX", 100)
    samples = Samples()
    for value in range(10_000):
        samples.add(value)

    assert samples.count == 10_000
    assert len(samples.values) < 100
    (median,) = samples.percentiles(50)
    assert 4_000 < median < 6_000
