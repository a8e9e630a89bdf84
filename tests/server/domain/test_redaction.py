"""What must not be kept is taken out of words: cards however written or said, accounts, and what an operator adds."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ringline_server.domain import redaction
from ringline_server.domain.redaction import (
    CARD_DIGITS_MAX,
    CARD_DIGITS_MIN,
    HELD_BACK_DIGITS_MIN,
    SPOKEN,
    Pattern,
    Redaction,
)

CARDS = Redaction()

FOUND = [
    ("4242424242424242", "•••• 4242"),
    ("my card is 4242 4242-4242 4242, thanks", "my card is •••• 4242, thanks"),
    ("4242.4242.4242.4242", "•••• 4242"),
    ("4242 - 4242 - 4242 - 4242", "•••• 4242"),
    ("4242\u00a04242\u20114242\u200b4242", "•••• 4242"),
    ("4242\n4242\n4242\n4242", "•••• 4242"),
    ("amex 3782 822463 10005 until 9/27", "amex •••• 0005 until 9/27"),
    ("diners 30569309025904.", "diners •••• 5904."),
    ("thirteen: 4222222222222", "thirteen: •••• 2222"),
    ("nineteen: 6304000000000000000", "nineteen: •••• 0000"),
    ("order 12 4242 4242 4242 4242", "order 12 •••• 4242"),
    ("4242 4242 4242 4242 12 25 123", "•••• 4242 12 25 123"),
    ("4111111111111111 and 5500000000000004", "•••• 1111 and •••• 0004"),
    ("３７８２ ８２２４６３ １０００５", "•••• 0005"),
    ("four two four two four two four two four two four two four two four two", "•••• 4242"),
    ("it is Four, two, four, two. " + "four, two, " * 6 + "yes", "it is •••• 4242, yes"),
    ("es el cuatro dos " + "cuatro dos " * 7 + "vale", "es el •••• 4242 vale"),
    ("four 2 4 two " * 4, "•••• 4242 "),
]
KEPT = [
    "4242 4242 and 4242 4242",
    "4242, 4242, 4242, 4242",
    "4242424242424241",
    "the phone +34 612 345 678",
    "0034 612 345 678 9",
    "1795334467950",
    "123456789012",
    "42424242424242424242424242",
    "I have one phone, two lines and three questions",
    "someone tone bone phone",
    "",
]


@pytest.mark.parametrize(("text", "kept"), FOUND)
def test_a_card_becomes_its_last_four_digits(text: str, kept: str) -> None:
    assert CARDS.words(text) == kept


def test_a_figure_is_known_by_every_letter_that_the_pattern_takes_for_one_of_its_own() -> None:
    letters = "".join(sorted(set("".join(SPOKEN))))
    alike = re.compile(f"[{letters}]", re.IGNORECASE).findall("".join(map(chr, range(sys.maxunicode + 1))))
    others = [char for char in alike if char not in letters]
    assert {"F", "ı", "İ", "ſ"} <= set(others)

    for char in others:
        own = next(letter for letter in letters if re.fullmatch(letter, char, re.IGNORECASE))
        for word in SPOKEN:
            if own in word:
                written = " ".join([word.replace(own, char)] * 6)
                assert CARDS.words(written) == written
                assert CARDS.partial(f"{written} {written}").endswith("••••")


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_card_stays(text: str) -> None:
    assert CARDS.words(text) == text


def luhn(digits: str) -> str:
    """With the digit that makes them right, worked out another way."""
    for last in "0123456789":
        twice = [int(digit) * 2 for digit in (digits + last)[-2::-2]]
        once = [int(digit) for digit in (digits + last)[-1::-2]]
        if (sum(once) + sum(value - 9 if value > 9 else value for value in twice)) % 10 == 0:
            return digits + last
    raise AssertionError(digits)


cards = st.integers(CARD_DIGITS_MIN, CARD_DIGITS_MAX).flatmap(
    lambda size: st.from_regex(rf"[234568][0-9]{{{size - 2}}}", fullmatch=True).map(luhn)
)


@given(cards, st.sampled_from(["", " ", "-", " - ", "."]), st.integers(1, 8))
def test_of_any_card_in_groups_of_any_size_ten_digits_at_most_stay(card: str, gap: str, size: int) -> None:
    text = gap.join(card[at : at + size] for at in range(0, len(card), size))

    kept = CARDS.words(f"pay {text} now")

    assert sum(char.isdigit() for char in kept) <= 10
    assert kept.startswith("pay ")
    assert kept.endswith(" now")


@given(st.text(alphabet="0123456789 -.,•aone", max_size=80))
def test_to_redact_twice_is_to_redact_once(text: str) -> None:
    assert CARDS.words(CARDS.words(text)) == CARDS.words(text)


@settings(max_examples=25)
@given(cards, st.sampled_from(["", " ", "-"]), st.booleans())
def test_a_partial_never_shows_more_than_six_digits_of_a_card(card: str, gap: str, is_spoken: bool) -> None:
    names = {figure: word for word, figure in SPOKEN.items()}
    said = [names[digit] for digit in card] if is_spoken else list(card)
    joined = (gap or " " if is_spoken else gap).join(said)

    shown = [CARDS.partial(f"my card is {joined[:end]}") for end in range(len(joined) + 1)]

    for text in shown:
        figures = sum(char.isdigit() for char in text) + sum(word in SPOKEN for word in text.replace("-", " ").split())
        assert figures < HELD_BACK_DIGITS_MIN


def test_a_partial_shows_a_short_number_and_one_that_something_follows() -> None:
    assert CARDS.partial("room 123456") == "room 123456"
    assert CARDS.partial("call 612345678") == "call ••••"
    assert CARDS.partial("call 612345678 please") == "call 612345678 please"


GOES_ON = [
    (["my card is 4242 4242"], "4242 4242 please", "•••• please"),
    (["my card is 4242", "4242 4242."], "4242", "••••"),
    (["my card is 4242"], "4242 4242 4242 and the name", "•••• and the name"),
    (["my card is 4242 4242 it is"], "4242 4242", "4242 4242"),
    (["•••• 4242"], "48213", "48213"),
    ([], "4242 4242", "4242 4242"),
    (["call me"], "612 345 678", "612 345 678"),
]


@pytest.mark.parametrize(("before", "text", "kept"), GOES_ON)
def test_a_card_that_is_read_out_in_several_breaths_is_not_completed(before: list[str], text: str, kept: str) -> None:
    assert CARDS.goes_on(before, text) == kept


ODD = {"s": "\u017f", "i": "\u0131", "o": "O", "e": "E"}
"""Letters that the patterns take for others."""


@given(
    st.lists(st.sampled_from([*SPOKEN, *"0123456789", "\uff13", " ", "-", ",", "\u0345", "\u0130", "phone", "x"])),
    st.sampled_from(["", *ODD]),
)
def test_digits_are_never_counted_too_few(pieces: list[str], letter: str) -> None:
    """Where too few are counted nobody looks for a card."""
    text = "".join(pieces).replace(letter or "s", ODD.get(letter, "s"))

    for run in redaction._RUN.finditer(text):
        assert len(redaction._digits(run[0])) <= redaction._figures_at_most(text)


def test_accounts_are_taken_out_where_the_operator_wants_it() -> None:
    text = "to ES91 2100 0418 4502 0005 1332 or gb82west12345698765432, not ES91 2100 0418 4502 0005 1333"

    assert Redaction(ibans=True).words(text) == "to •••• 1332 or •••• 5432, not ES91 2100 0418 4502 0005 1333"
    assert Redaction(cards=False).words(text) == text


def test_patterns_of_the_operator_become_dots() -> None:
    dni = Redaction(patterns=(Pattern("dni", r"\b\d{8}[A-Z]\b"),))

    assert dni.words("my id is 12345678Z, ok") == "my id is ••••, ok"


def test_what_is_switched_off_does_nothing() -> None:
    off = Redaction(cards=False)

    assert not off.is_on
    assert off.words("4242424242424242") == off.partial("4242424242424242") == "4242424242424242"
    assert off.goes_on(["4242 4242"], "4242 4242") == "4242 4242"
