"""The guard's limits, from figures."""

from typing import Any

from benchmarks.limits import limits


def row(work: str, ratio: float | None, server: str = "ringline") -> dict[str, Any]:
    spread = None if ratio is None else {"middle": ratio, "least": ratio / 2, "most": ratio * 2}
    return {"work": work, "server": server, "cpu_ratio": spread}


def test_the_dearest_median_of_all_runs_has_a_margin_and_others_do_not_count() -> None:
    runs = [
        [row("echo", 0.75), row("cycle", 13.0), row("echo", 9.0, "textbook")],
        [row("echo", 1.0), row("cycle", 12.0), row("final", None)],
    ]
    assert limits(runs) == {"echo": 1.4, "cycle": 18.2}
