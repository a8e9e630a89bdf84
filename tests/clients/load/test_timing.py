"""Spans of seconds, as people write them."""

import pytest
from ringline_client.load.timing import Span


def test_a_span_is_written_with_a_dash_or_as_one_number() -> None:
    assert Span.read("0.5-1") == Span(0.5, 1)
    assert Span.read("2") == Span(2, 2)


@pytest.mark.parametrize("text", ["", "a-b", "2-1", "-1", "1-inf", "nan"])
def test_what_is_no_span_is_said_with_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"span of seconds|shorter to the longer"):
        Span.read(text)


def test_an_act_takes_any_time_of_its_span() -> None:
    assert Span(1, 3).pick(lambda top: 0) == 1
    assert Span(1, 3).pick(lambda top: top) == 3
