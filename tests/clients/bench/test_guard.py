"""What the guard lets pass, and what not."""

from ringline_client.bench.figures import WORKS, Figures
from ringline_client.bench.guard import RATIOS_MAX, exceeded
from ringline_client.bench.loop import Measured


def figures(ratio: float) -> Figures:
    works = [work for work in WORKS if work != "final"]
    textbook = [Measured(work, "textbook", 100, 1.0, 0.1, 0.1) for work in works]
    own = [Measured(work, "ringline", 100, 1.0, 0.1 * ratio, 0.1) for work in WORKS]
    return Figures(((*textbook, *own),))


def test_work_that_became_dear_is_named() -> None:
    assert exceeded(figures(min(RATIOS_MAX.values()))) == []
    assert exceeded(figures(3.0), {"relay": 2.9, "echo": 3.1}) == [
        "relay costs 3.00 (3.00–3.00) times what the textbook server needs, at most 2.9"
    ]


def test_everything_is_dear_at_last() -> None:
    assert len(exceeded(figures(1_000.0))) == len(RATIOS_MAX)


def test_what_was_not_measured_does_not_pass() -> None:
    assert exceeded(Figures(()), {"fan": 2.0}) == ["fan was not measured"]


def test_every_work_has_a_limit() -> None:
    assert RATIOS_MAX.keys() == WORKS.keys()
