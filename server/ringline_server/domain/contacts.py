"""What an entry of the address book may hold, and what a command makes of one. Pure; the store keeps them.

A contact needs a name or an address. Fields that the account defines have a type; all others are kept as they come.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import CreateContact, UpdateContact
from ringline_protocol.values import Contact

NAME_CHARS_MAX: Final = 200
ADDRESSES_MAX: Final = 20
"""Phones of one contact, and emails."""
ADDRESS_CHARS_MAX: Final = 254
FIELDS_MAX: Final = 64
FIELD_NAME_CHARS_MAX: Final = 64
FIELD_CHARS_MAX: Final = 2_000
CONTACT_CHARS_MAX: Final = 16_384
"""Everything in one contact together, so that a page of them fits into an answer."""

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
_DIGITS: Final = re.compile(r"(?:\D*\d){2}")
_DATE: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")


class FieldType(StrEnum):
    """What a field of the account may hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


@attrs.frozen
class ContactField:
    """A field that the account knows: how it is called, and what it may hold."""

    id: str
    label: str
    type: FieldType = FieldType.TEXT
    choices: tuple[str, ...] = ()


Fields = Mapping[str, ContactField]


def created(contact: str, command: CreateContact, known: Fields) -> Contact:
    """The new entry. Raises: Refused (`bad_request`, `too_large`)."""
    return checked(Contact(contact, command.name, command.phones, command.emails, command.fields), known)


def updated(contact: Contact, command: UpdateContact, known: Fields) -> Contact:
    """The entry with what the command gives. Raises: Refused."""
    changes: dict[str, Any] = {
        name: value
        for name, value in (("name", command.name), ("phones", command.phones), ("emails", command.emails))
        if value is not None
    }
    fields = {**contact.fields, **(command.fields or {})}
    return checked(attrs.evolve(contact, fields=fields, **changes), known)


def checked(contact: Contact, known: Fields) -> Contact:
    """Trimmed, without what is empty or there twice. Raises: Refused, with the path of what is wrong."""
    fields = {name.strip(): value.strip() for name, value in contact.fields.items() if value.strip()}
    neat = attrs.evolve(
        contact,
        name=" ".join(contact.name.split()),
        phones=_distinct(contact.phones),
        emails=_distinct(contact.emails),
        fields=fields,
    )
    if not (neat.name or neat.phones or neat.emails):
        raise bad("name", "a name, a phone or an email is needed")
    _at_most("name", len(neat.name), NAME_CHARS_MAX)
    _check_addresses("phones", neat.phones, is_phone, "no phone number")
    _check_addresses("emails", neat.emails, is_email, "no mail address")
    _check_fields(fields, known)
    _at_most("fields", _size(neat), CONTACT_CHARS_MAX)
    return neat


def is_phone(text: str) -> bool:
    """It could be dialled: two digits at least, or an address of a telephony system."""
    return _DIGITS.match(text) is not None or text.lower().startswith(("sip:", "sips:"))


def is_email(text: str) -> bool:
    """It could be written to."""
    return _EMAIL.fullmatch(text.removeprefix("mailto:")) is not None


def bad(path: str, message: str) -> Refused:
    """A value that no contact has."""
    return Refused(ErrorCode.BAD_REQUEST, message, {"path": f"params.{path}"})


def field_fault(field: ContactField | None, value: str) -> str:
    """What is wrong with a value of this field; empty: nothing."""
    match field:
        case ContactField(type=FieldType.NUMBER) if not _NUMBER.fullmatch(value):
            return "a number is expected"
        case ContactField(type=FieldType.DATE) if not _DATE.fullmatch(value):
            return "a date as 2026-11-22 is expected"
        case ContactField(type=FieldType.YES_NO) if value not in ("yes", "no"):
            return "yes or no is expected"
        case ContactField(type=FieldType.CHOICE) if value not in field.choices:
            return f"one of {', '.join(field.choices)} is expected"
    return ""


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for raw in texts if (text := " ".join(raw.split()))))


def _check_addresses(path: str, addresses: tuple[str, ...], fits: Callable[[str], bool], fault: str) -> None:
    _at_most(path, len(addresses), ADDRESSES_MAX)
    for number, address in enumerate(addresses):
        _at_most(f"{path}[{number}]", len(address), ADDRESS_CHARS_MAX)
        if not fits(address):
            raise bad(f"{path}[{number}]", fault)


def _check_fields(fields: Mapping[str, str], known: Fields) -> None:
    _at_most("fields", len(fields), FIELDS_MAX)
    for name, value in fields.items():
        if not 1 <= len(name) <= FIELD_NAME_CHARS_MAX:
            raise bad("fields", f"a field's name has 1 to {FIELD_NAME_CHARS_MAX} characters")
        _at_most(f"fields.{name}", len(value), FIELD_CHARS_MAX)
        if fault := field_fault(known.get(name), value):
            raise bad(f"fields.{name}", fault)


def _at_most(path: str, found: int, most: int) -> None:
    if found > most:
        raise Refused(ErrorCode.TOO_LARGE, f"at most {most}", {"path": f"params.{path}", "max": most})


def _size(contact: Contact) -> int:
    texts = (contact.name, *contact.phones, *contact.emails, *contact.fields, *contact.fields.values())
    return sum(map(len, texts))
