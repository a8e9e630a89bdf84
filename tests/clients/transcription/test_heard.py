"""Reading an engine's messages without trusting them."""

import pytest
from ringline_client.transcription.heard import BadMessage, field, first, milliseconds, optional, span


def test_whole_numbers_count_as_numbers_and_truths_do_not() -> None:
    assert field({"start": 2}, "start", float) == 2.0
    assert optional({"final": True}, "final", bool) is True
    with pytest.raises(BadMessage):
        field({"start": True}, "start", int)


def test_what_is_missing_is_told_apart_from_what_is_wrong() -> None:
    assert optional({}, "start", float) is None
    with pytest.raises(BadMessage, match="start: missing"):
        field({}, "start", float)
    with pytest.raises(BadMessage, match="start: not in an object"):
        optional([], "start", float)


def test_the_first_guess_of_several_or_none() -> None:
    assert first({"alternatives": ["a", "b"]}, "alternatives") == "a"
    assert first({"alternatives": []}, "alternatives") is None
    assert first({}, "alternatives") is None


def test_an_utterance_spans_its_words() -> None:
    words = [{"start": 100, "end": 200}, {"start": 250, "end": 300}]
    assert span(words, "start", "end", int) == (100, 300)
    assert span([], "start", "end", int) == (None, None)
    assert milliseconds(2.5004) == 2500
