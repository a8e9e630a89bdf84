"""Vosk's messages: utterances without names."""

import pytest
from ringline_client.transcription import BadMessage, Vosk


def test_vosks_utterances_are_counted_by_their_finals() -> None:
    vosk = Vosk(channel=1)
    heard = [
        *vosk({"partial": ""}),
        *vosk({"partial": "uno"}),
        *vosk({"partial": "uno dos"}),
        *vosk({"text": "uno dos", "result": [{"word": "uno", "start": 0.84, "end": 1.02, "conf": 1.0}]}),
        *vosk({"text": ""}),
        *vosk({"partial": "tres"}),
        *vosk({"text": "tres"}),
    ]

    assert [(one.key, one.text, one.is_final) for one in heard] == [
        ("0", "uno", False),
        ("0", "uno dos", False),
        ("0", "uno dos", True),
        ("1", "tres", False),
        ("1", "tres", True),
    ]
    assert (heard[2].start_ms, heard[2].end_ms, heard[2].channel) == (840, 1020, 1)


def test_a_message_of_another_shape_says_where_and_not_what() -> None:
    with pytest.raises(BadMessage) as found:
        Vosk()({"final": "secret"})
    assert str(found.value) == "text: missing"
