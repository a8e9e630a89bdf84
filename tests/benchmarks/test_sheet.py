"""Figures in a file and in a table."""

from pathlib import Path

import pytest
from benchmarks.sheet import Figure, Row, Sheet

MACHINE = {"processor": "one", "cores": 2}


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        (Figure("a", 9.996, "ms", at_most=10), "| a | ≤ 10 ms | 10.00 ms | reached |"),
        (Figure("a", 10.04, "ms", at_most=10), "| a | ≤ 10 ms | 10.0 ms | **missed** |"),
        (Figure("b", 1500, "/s", at_least=1500), "| b | ≥ 1,500 /s | 1,500 /s | reached |"),
        (Figure("b", 161.2, "/s", at_least=1500), "| b | ≥ 1,500 /s | 161 /s | **missed** |"),
        (Figure("c", 0.0, "%"), "| c |  | 0.00 % |  |"),
    ],
)
def test_each_figure_stands_beside_its_aim(figure: Figure, line: str) -> None:
    assert list(Sheet(MACHINE, {"r": Row("r", "", 1, (figure,))}).markdown())[2:] == [line]


def test_a_row_that_was_broken_off_says_why_and_keeps_what_it_had() -> None:
    row = Row("drain", "not within 3 minutes", 180.0, (Figure("drained, 10 agents", 33, "/s"),))
    lines = list(Sheet(MACHINE, {"drain": row}).markdown())[2:]
    assert lines == [
        "| drained, 10 agents |  | 33.0 /s |  |",
        "| drain | | broken off: not within 3 minutes | not measured |",
    ]


def test_points_of_a_curve_are_put_on_one_axis() -> None:
    points = [("drained", 100, 2.0), ("cycle", 10, 5.0), ("drained", 10, 1.0), ("cycle", 1_000, 6.0)]
    figures = tuple(Figure("x", value, "ms", curve=curve, size=size) for curve, size, value in points)
    sheet = Sheet(MACHINE, {"growth": Row("growth", "", 1, (*figures, Figure("y", 1, "ms")))})

    assert sheet.curves() == ([10, 100, 1_000], {"drained": [1.0, 2.0, None], "cycle": [5.0, None, 6.0]})


def test_a_file_grows_row_by_row_and_a_row_that_is_run_again_replaces_its_own(tmp_path: Path) -> None:
    path = tmp_path / "head.json"
    first, second = (Row("offer", "", 1, (Figure("p99", ms, "ms", at_most=10),), "1fece0e") for ms in (12, 8))
    sheet = Sheet(MACHINE)
    sheet.keep(first)
    sheet.write(path)
    again = Sheet.read(path)
    again.keep(Row("words", "no", 2.5, ()))
    again.keep(second)
    again.write(path)

    assert Sheet.read(path) == Sheet(MACHINE, {"offer": second, "words": Row("words", "no", 2.5, ())})
    assert [one.name for one in tmp_path.iterdir()] == ["head.json"], "written beside, then put in its place"
