"""What follows from the name of a field."""

import pytest
from ringline_protocol.bounds import ID, NAME, NOTE, SIGNED, STREAM, TEXT, TextBound, integer_bound, text_bound
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import COMMANDS, SaveDraft, SaveNote, SendMessage, StartTransfer, Subscribe
from ringline_protocol.limits import INTEGER_MAX
from ringline_protocol.values import Consumer, Variable


@pytest.mark.parametrize(
    ("cls", "field", "bound"),
    [
        (SendMessage, "text", TEXT),
        (SendMessage, "interaction", ID),
        (SaveNote, "text", NOTE),
        (SaveNote, "note", ID),
        (SaveDraft, "text", NOTE),
        (StartTransfer, "note", TEXT),
        (Subscribe, "stream", STREAM),
        (Variable, "name", NAME),
        (Consumer, "name", TEXT),
    ],
)
def test_a_text_is_bounded_by_its_name_unless_its_class_says_otherwise(
    cls: type[object], field: str, bound: TextBound
) -> None:
    assert text_bound(cls, field) is bound


def test_a_long_id_is_a_bad_request_and_a_long_text_is_too_large() -> None:
    assert ID.code is ErrorCode.BAD_REQUEST
    assert TEXT.code is ErrorCode.TOO_LARGE


def test_only_a_bonus_and_a_value_may_be_negative() -> None:
    assert integer_bound("bonus") is SIGNED
    assert integer_bound("until_at_ms").min == 0
    assert integer_bound("until_at_ms").max == INTEGER_MAX
    assert integer_bound("limit").min == 1


@pytest.mark.parametrize("method", COMMANDS)
def test_every_id_in_a_command_has_the_bound_of_an_id(method: str) -> None:
    cls = COMMANDS[method].cls
    ids = {"interaction", "offer", "queue", "agent", "session", "search", "leg"} & set(cls.__annotations__)

    assert all(text_bound(cls, field) is ID for field in ids)
