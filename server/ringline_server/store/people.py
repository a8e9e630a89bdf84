"""Addresses of people, so that the same phone or mailbox is found however it was written. The raw form is kept too."""

from typing import Final

import phonenumbers

ADDRESS_CHARS_MAX: Final = 254
"""What is longer is nobody's address."""


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


def _unspaced(text: str) -> str:
    return "".join(text.split()).casefold()
