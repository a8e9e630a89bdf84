"""What is left of a masked value."""

import pytest
from ringline_protocol.values import Variable
from ringline_server.domain.masking import MASK, shown


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("4929123412341234", MASK + "34"),
        ("123456", MASK + "56"),
        ("12345", MASK),
        ("", MASK),
        (49291234, MASK + "34"),
        (True, MASK),
        (1.5, MASK),
    ],
)
def test_a_masked_value_shows_its_last_characters_if_it_is_long_enough(
    value: str | int | float | bool, seen: str
) -> None:
    assert shown(Variable("card", value, masked=True)).value == seen


def test_dots_do_not_tell_the_length() -> None:
    assert shown(Variable("card", "x" * 6, masked=True)) == shown(Variable("card", "x" * 60, masked=True))


def test_an_unmasked_value_stays_what_it_is() -> None:
    assert shown(Variable("seats", 4)) == Variable("seats", 4)
