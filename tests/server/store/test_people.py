"""One person, written in many ways."""

import phonenumbers
import pytest
from ringline_server.store.people import email_key, phone_digits, phone_key


@pytest.mark.parametrize(
    "raw", ["612 34 56 78", "+34 612-345-678", "0034612345678", "tel:+34-612-34-56-78", "sip:+34612345678@pbx.example"]
)
def test_a_number_is_the_same_however_it_is_written(raw: str) -> None:
    assert phone_key(raw, "ES") == "+34612345678"


def test_an_extension_stays_what_it_is() -> None:
    assert phone_key(" 12 ", "ES") == "12"


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_a_number_is_found_as_people_dial_it_at_home(region: str) -> None:
    example = phonenumbers.example_number(region)
    assert example is not None
    key = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    assert phone_digits(key, "ES") == (key[1:], str(example.national_number))


@pytest.mark.parametrize("raw", ["", "Anonymous Caller", "+999999999999999999", "12;ext=5"])
def test_what_is_no_number_is_kept_unspaced(raw: str) -> None:
    assert phone_key(raw, "ES") == raw.replace(" ", "").casefold()


def test_mailboxes_do_not_depend_on_case() -> None:
    assert (
        email_key(" Mailto:Ana.STRASSE@Example.org ")
        == email_key("ana.straße@example.org")
        == "ana.strasse@example.org"
    )
