"""Medians, spreads, percentiles and ratios of made-up stretches, and the table that shows them."""

import pytest
from ringline_client.bench.figures import Figures, Spread, percentile
from ringline_client.bench.loop import Measured


def stretch(server: str, cpu_us: float, work: str = "relay", per_s: float = 100.0, *took_s: float) -> Measured:
    count = round(per_s * 2)
    return Measured(work, server, count, 2.0, cpu_us * count / 1e6, 0.5, {"arrival": took_s})


def test_percentiles_are_by_the_nearest_rank() -> None:
    hundred = [float(number) for number in range(100, 0, -1)]

    assert [percentile(hundred, percent) for percent in (1, 50, 99, 100)] == [1, 50, 99, 100]
    assert [percentile([7.0], percent) for percent in (0, 50, 99)] == [7, 7, 7]
    assert percentile([1.0, 2.0], 50) == 1


def test_no_values_have_no_figure() -> None:
    with pytest.raises(ValueError, match="no percentile"):
        percentile([], 50)
    with pytest.raises(ValueError, match="no spread"):
        Spread.of([])


def test_a_spread_is_the_median_between_the_extremes() -> None:
    assert Spread.of([30.0, 10.0, 20.0]) == Spread(20, 10, 30)
    assert Spread.of([1_000.0, 3_000.0]).text() == "2,000 (1,000–3,000)"
    assert Spread(1.234, 1, 2).text(2) == "1.23 (1.00–2.00)"


def test_a_ratio_is_taken_round_by_round() -> None:
    """A round that was slow for both counts as much as the others."""
    rounds = (
        (stretch("textbook", 10), stretch("ringline", 30)),
        (stretch("textbook", 100), stretch("ringline", 200)),
        (stretch("textbook", 10), stretch("ringline", 40)),
    )

    ratio = Figures(rounds).ratio("relay", "ringline", lambda one: one.cpu_us)

    assert ratio is not None
    assert [ratio.middle, ratio.least, ratio.most] == pytest.approx([3.0, 2.0, 4.0])


def test_work_that_the_yardstick_does_not_know_is_held_against_its_own() -> None:
    figures = Figures(((stretch("textbook", 10, "relay"), stretch("ringline", 50, "final")),))

    ratio = figures.ratio("final", "ringline", lambda one: one.cpu_us)

    assert ratio is not None
    assert ratio.middle == pytest.approx(5.0)
    assert figures.ratio("fan", "ringline", lambda one: one.cpu_us) is None


def test_the_table_shows_each_server_below_its_work() -> None:
    rounds = ((stretch("textbook", 10, "relay", 100.0, 0.001, 0.002), stretch("ringline", 20, "relay", 50.0, 0.004)),)

    lines = list(Figures(rounds).table())

    assert lines[0].startswith("relay: a word from one connection to another")
    assert [line.split()[0] for line in lines[2:4]] == ["textbook", "ringline"]
    assert lines[2].split() == ["textbook", "100", "(100–100)", "10", "(10–10)", "1.00", "1.0", "2.0", "25%"]
    assert lines[3].split() == ["ringline", "50", "(50–50)", "20", "(20–20)", "2.00", "4.0", "4.0", "25%"]


def test_machines_get_every_figure() -> None:
    (plain,) = Figures(((stretch("textbook", 10, "relay", 100.0, 0.001, 0.003),),)).plain()

    assert (plain["work"], plain["server"], plain["rounds"]) == ("relay", "textbook", 1)
    assert plain["per_s"]["middle"] == 100
    assert plain["took_ms"]["arrival"]["p99"]["most"] == pytest.approx(3.0)
    assert plain["client_cpu_share"] == 0.25
