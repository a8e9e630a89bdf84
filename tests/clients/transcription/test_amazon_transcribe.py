"""Amazon Transcribe's results, shaped as its documentation shows them."""

from typing import Any

import pytest
from ringline_client.transcription import BadMessage, Heard, amazon_transcribe


def amazon(text: str, *, partial: bool, **more: Any) -> dict[str, Any]:
    items = [{"Content": "Hello", "StartTime": 0.5, "EndTime": 0.9, "Stable": True, "Type": "pronunciation"}]
    result = {
        "ResultId": "a1b2c3d4-0000-4000-8000-1234567890ab",
        "StartTime": 0.5,
        "EndTime": 2.015,
        "IsPartial": partial,
        "Alternatives": [{"Transcript": text, "Items": items}],
        **more,
    }
    return {"Transcript": {"Results": [result]}}


def test_amazons_results_are_known_by_their_id() -> None:
    partial = amazon_transcribe(amazon("Hello th", partial=True, ChannelId="ch_1", LanguageCode="en-US"))
    final = amazon_transcribe(amazon("Hello there.", partial=False))

    key = "a1b2c3d4-0000-4000-8000-1234567890ab"
    assert partial == (Heard(key, "Hello th", False, 1, 500, 2015, "en-US"),)
    assert final == (Heard(key, "Hello there.", True, 0, 500, 2015),)


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"Transcript": {"Results": []}},
        amazon("", partial=True),
    ],
)
def test_what_is_no_speech_is_nothing(message: dict[str, Any]) -> None:
    assert amazon_transcribe(message) == ()


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ({"Transcript": {"Results": ["secret"]}}, "Alternatives: not in an object"),
        (amazon("secret", partial=False, ChannelId="left"), "ChannelId: not a channel"),
    ],
)
def test_a_message_of_another_shape_says_where_and_not_what(message: dict[str, Any], place: str) -> None:
    with pytest.raises(BadMessage) as found:
        amazon_transcribe(message)
    assert str(found.value) == place
