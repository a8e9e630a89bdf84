"""AssemblyAI's turns, shaped as its documentation shows them."""

from typing import Any

import pytest
from ringline_client.transcription import BadMessage, assemblyai


def turn(text: str, *, order: int = 3, ends: bool = False, formatted: bool = False) -> dict[str, Any]:
    words = [
        {"text": "for", "word_is_final": True, "start": 1440, "end": 1600, "confidence": 0.9},
        {"text": "tuesday", "word_is_final": ends, "start": 1610, "end": 2080, "confidence": 0.8},
    ]
    return {
        "type": "Turn",
        "turn_order": order,
        "turn_is_formatted": formatted,
        "end_of_turn": ends,
        "transcript": text,
        "end_of_turn_confidence": 0.5,
        "words": words,
    }


def test_assemblyai_ends_a_turn_twice_and_the_second_is_the_final() -> None:
    heard = [
        *assemblyai(turn("for")),
        *assemblyai(turn("for tuesday", ends=True)),
        *assemblyai(turn("For Tuesday.", ends=True, formatted=True)),
    ]

    assert [(one.key, one.text, one.is_final) for one in heard] == [
        ("3", "for", False),
        ("3", "for tuesday", False),
        ("3", "For Tuesday.", True),
    ]
    assert (heard[2].start_ms, heard[2].end_ms) == (1440, 2080)


def test_assemblyai_without_formatting_ends_a_turn_once() -> None:
    (heard,) = assemblyai(turn("for tuesday", ends=True), formats_turns=False)
    assert heard.is_final


@pytest.mark.parametrize(
    "message",
    [
        {"type": "Begin", "id": "s", "expires_at": 1795334497},
        {"type": "Termination", "audio_duration_seconds": 5, "session_duration_seconds": 9},
        turn(""),
    ],
)
def test_what_is_no_speech_is_nothing(message: dict[str, Any]) -> None:
    assert assemblyai(message) == ()


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ({"type": "Turn", "transcript": "secret"}, "end_of_turn: missing"),
        (turn("secret") | {"turn_order": 1.5}, "turn_order: not a int"),
    ],
)
def test_a_message_of_another_shape_says_where_and_not_what(message: dict[str, Any], place: str) -> None:
    with pytest.raises(BadMessage) as found:
        assemblyai(message)
    assert str(found.value) == place
