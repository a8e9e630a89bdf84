"""Deepgram's live messages, shaped as its documentation shows them."""

from typing import Any

import pytest
from ringline_client.transcription import BadMessage, Heard, deepgram


def results(text: str, *, is_final: bool, start: float = 2.5, channel: int = 1) -> dict[str, Any]:
    return {
        "type": "Results",
        "channel_index": [channel, 2],
        "duration": 1.25,
        "start": start,
        "is_final": is_final,
        "speech_final": False,
        "channel": {
            "alternatives": [
                {
                    "transcript": text,
                    "confidence": 0.98,
                    "languages": ["es"],
                    "words": [
                        {"word": "hola", "start": 2.6, "end": 2.9, "confidence": 0.99, "punctuated_word": "Hola"}
                    ],
                },
                {"transcript": "ola"},
            ]
        },
        "metadata": {"request_id": "r", "model_info": {}},
    }


def test_deepgrams_partials_and_final_are_one_utterance() -> None:
    partial = deepgram(results("hola", is_final=False))
    final = deepgram(results("Hola, buenas.", is_final=True))

    assert partial == (Heard("1-2500", "hola", False, 1, 2500, 3750, "es"),)
    assert final == (Heard("1-2500", "Hola, buenas.", True, 1, 2500, 3750, "es"),)
    assert deepgram(results("Sí", is_final=True, start=3.75))[0].key != final[0].key
    assert deepgram(results("Sí", is_final=True, channel=0))[0].key != final[0].key


@pytest.mark.parametrize(
    "message",
    [
        {"type": "Metadata", "request_id": "r", "duration": 12.5},
        {"type": "UtteranceEnd", "channel": [0, 1], "last_word_end": 2.395},
        {"type": "SpeechStarted", "channel": [0], "timestamp": 9.5},
        results("", is_final=True),
        results("x", is_final=True) | {"channel": {"alternatives": []}},
    ],
)
def test_what_is_no_speech_is_nothing(message: dict[str, Any]) -> None:
    assert deepgram(message) == ()


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ({"type": "Results", "channel": "x"}, "channel: not a dict"),
        (results("secret", is_final=True) | {"start": "2.5"}, "start: not a float"),
        (results("secret", is_final=True) | {"start": True}, "start: not a float"),
        (results("secret", is_final=True) | {"channel_index": ["a"]}, "channel_index: not a whole number"),
    ],
)
def test_a_message_of_another_shape_says_where_and_not_what(message: dict[str, Any], place: str) -> None:
    with pytest.raises(BadMessage) as found:
        deepgram(message)
    assert str(found.value) == place
