"""What the address book of the configuration must keep: ids, fields that people can read, values that fit."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ringline_protocol.codes import Refused

from ringline_server.config_limits import ids, twice
from ringline_server.config_reading import Fault
from ringline_server.domain.contacts import FIELDS_MAX, ContactField, FieldType, checked

if TYPE_CHECKING:
    from ringline_server.config import Config

FIELD_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
LABEL_CHARS_MAX: Final = 64


def faults_of_contacts(config: "Config") -> Iterator[Fault]:
    """All of them, each with its place."""
    yield from twice("config.contact_fields", (field.id for field in config.contact_fields))
    if len(config.contact_fields) > FIELDS_MAX:
        yield Fault("config.contact_fields", f"at most {FIELDS_MAX}")
    for index, field in enumerate(config.contact_fields):
        yield from _field(f"config.contact_fields[{index}]", field)
    yield from ids("config.contacts", "cnt", [contact.id for contact in config.contacts])
    known = {field.id: field for field in config.contact_fields}
    for index, contact in enumerate(config.contacts):
        try:
            checked(contact, known)
        except Refused as refusal:
            path = str(refusal.details.get("path", "params.")).removeprefix("params.")
            yield Fault(f"config.contacts[{index}].{path}", refusal.message or str(refusal.code))


def _field(place: str, field: ContactField) -> Iterator[Fault]:
    if not FIELD_ID.fullmatch(field.id):
        yield Fault(f"{place}.id", "1 to 64 letters, digits, - or _ are expected")
    if not 1 <= len(field.label.strip()) <= LABEL_CHARS_MAX:
        yield Fault(f"{place}.label", f"1 to {LABEL_CHARS_MAX} characters are expected")
    if (field.type is FieldType.CHOICE) is not bool(field.choices):
        yield Fault(f"{place}.choices", 'type = "choice" and choices go together')
