"""The picture, read back."""

from xml.etree import ElementTree

import pytest
from benchmarks.picture import HEIGHT, TOP, Line, chart

NAME = "{http://www.w3.org/2000/svg}"


def heights(line: ElementTree.Element) -> list[float]:
    return [float(point.split(",")[1]) for point in line.attrib["points"].split()]


def test_lines_rise_with_their_values_and_each_power_of_ten_is_as_high() -> None:
    tree = ElementTree.fromstring(chart("ms", ["p50", "p90", "p99"], [Line("one", [1, 10, 100])]))

    (line,) = tree.iter(f"{NAME}polyline")
    low, middle, high = heights(line)
    assert low > middle > high
    assert low - middle == pytest.approx(middle - high, abs=0.2)
    assert TOP - 1 <= high < low <= HEIGHT


def test_names_are_written_out_and_what_is_missing_is_left_out() -> None:
    tree = ElementTree.fromstring(chart("a < b", ["10", "100"], [Line("ws & co", [1, None]), Line("us", [0, 3])]))

    texts = [text.text for text in tree.iter(f"{NAME}text")]
    assert {"a < b", "ws & co", "us", "10", "100"} <= {*texts}
    assert [len(heights(line)) for line in tree.iter(f"{NAME}polyline")] == [1, 2]


def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(ValueError, match="one value for each step"):
        chart("", ["10", "100"], [Line("us", [1])])
    with pytest.raises(ValueError, match="nothing to draw"):
        chart("", ["10"], [Line("us", [None])])
