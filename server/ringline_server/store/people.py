"""Addresses of people, so that the same phone or mailbox is found however it was written. The raw form is kept too."""

import functools
from typing import Final

import phonenumbers

ADDRESS_CHARS_MAX: Final = 254
"""What is longer is nobody's address."""
PHONES_REMEMBERED_MAX: Final = 256
"""Reading a number costs some 30 µs, and whoever writes a contact reads each of its numbers several times."""


@functools.lru_cache(maxsize=PHONES_REMEMBERED_MAX)
def phone_key(raw: str, region: str) -> str:
    """E.164 where it is a valid number (`region`: ISO 3166 code for national forms), else as written, unspaced.

    Extensions of an own exchange ("12") are no valid numbers and stay what they are. Empty: no phone.
    """
    text = raw.strip()[:ADDRESS_CHARS_MAX]
    for scheme in ("tel:", "sip:", "sips:"):
        if text.lower().startswith(scheme):
            text = text[len(scheme) :].split("@")[0].split(";")[0]
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return _unspaced(text)
    if not phonenumbers.is_valid_number(number):
        return _unspaced(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_key(raw: str) -> str:
    """Casefolded. Strictly the part before the @ may depend on case; nobody's does. Empty: no mailbox."""
    return raw.strip()[:ADDRESS_CHARS_MAX].casefold().removeprefix("mailto:")


def phone_digits(raw: str, region: str) -> tuple[str, ...]:
    """What a number is found by: with its country, and as people dial it at home."""
    key = phone_key(raw, region)
    if not key.startswith("+"):
        digits = _digits(key)
        return (digits,) if digits else ()
    return (key[1:], _national(key[1:]))


def typed_digits(text: str, region: str) -> tuple[str, ...]:
    """The digits of a number, or of a part of one, in the ways in which its beginning may be left out."""
    key = phone_key(text, region)
    if key.startswith("+"):
        return (_digits(key),)
    digits = _digits(text)
    shorter = (digits.removeprefix("00"), digits.removeprefix("0"))
    return tuple(dict.fromkeys(part for part in (digits, *shorter) if part))


def _national(digits: str) -> str:
    """Of a valid number without its plus. No country's code is the beginning of another one."""
    codes = (size for size in (1, 2, 3) if int(digits[:size]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
    return str(int(digits[next(codes) :]))


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isascii() and character.isdigit())


def _unspaced(text: str) -> str:
    return "".join(text.split()).casefold()
