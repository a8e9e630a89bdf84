"""What an entry of the address book may hold."""

from typing import Any

import pytest
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import CreateContact, UpdateContact
from ringline_protocol.values import Consent, Contact
from ringline_server.domain import contacts
from ringline_server.domain.contacts import ContactField, FieldType

KNOWN = {
    "age": ContactField("age", "Age", FieldType.NUMBER),
    "born": ContactField("born", "Born", FieldType.DATE),
    "vip": ContactField("vip", "VIP", FieldType.YES_NO),
    "tier": ContactField("tier", "Tier", FieldType.CHOICE, ("basic", "gold")),
}
ANA = Contact("cnt_1", "Ana", ("612 34 56 78",), ("ana@example.org",), {"tier": "gold", "shoe": "38"})


def create(name: str = "Ana", **more: Any) -> Contact:
    """As the command says."""
    return contacts.created("cnt_1", CreateContact(name, **more), KNOWN)


def test_what_is_empty_or_there_twice_is_left_out() -> None:
    made = create(
        "  Ana   María ",
        phones=("612 34 56 78", " 612  34 56 78", " "),
        emails=("a@b.c", "a@b.c"),
        fields={"x": " ", " y ": " 1 "},
    )
    assert made == Contact("cnt_1", "Ana María", ("612 34 56 78",), ("a@b.c",), {"y": "1"})


def test_what_is_not_given_stays() -> None:
    consented = Contact(ANA.id, ANA.name, ANA.phones, ANA.emails, ANA.fields, 7, {"email": Consent(True, 1, "agt_1")})
    assert contacts.updated(consented, UpdateContact("cnt_1"), KNOWN) == consented


def test_given_lists_replace_and_given_fields_are_set_or_taken_out() -> None:
    made = contacts.updated(ANA, UpdateContact("cnt_1", phones=(), fields={"tier": "", "vip": "yes"}), KNOWN)
    assert (made.phones, made.emails, made.fields) == ((), ANA.emails, {"shoe": "38", "vip": "yes"})


@pytest.mark.parametrize(
    "fields", [{"age": "4.5"}, {"age": "-1"}, {"born": "2001-02-28"}, {"vip": "no"}, {"tier": "basic"}, {"free": "x"}]
)
def test_a_value_that_fits_its_field_is_kept(fields: dict[str, str]) -> None:
    assert create(fields=fields).fields == fields


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"name": " "}, "params.name"),
        ({"phones": ("612345678", "Ana")}, "params.phones[1]"),
        ({"emails": ("ana at example",)}, "params.emails[0]"),
        ({"fields": {"age": "old"}}, "params.fields.age"),
        ({"fields": {"born": "2001-13-01"}}, "params.fields.born"),
        ({"fields": {"vip": "maybe"}}, "params.fields.vip"),
        ({"fields": {"tier": "iron"}}, "params.fields.tier"),
        ({"fields": {"n" * (contacts.FIELD_NAME_CHARS_MAX + 1): "x"}}, "params.fields"),
    ],
)
def test_what_no_contact_has_is_refused_with_its_place(given: dict[str, Any], path: str) -> None:
    with pytest.raises(Refused) as refused:
        create(**given)
    assert (refused.value.code, refused.value.details["path"]) == (ErrorCode.BAD_REQUEST, path)


LARGEST: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"name": "n" * contacts.NAME_CHARS_MAX}, {"name": "n" * (contacts.NAME_CHARS_MAX + 1)}),
    (
        {"phones": tuple(f"60000{n}" for n in range(contacts.ADDRESSES_MAX))},
        {"phones": tuple(f"60000{n}" for n in range(contacts.ADDRESSES_MAX + 1))},
    ),
    (
        {"emails": ("a" * (contacts.ADDRESS_CHARS_MAX - 2) + "@b",)},
        {"emails": ("a" * (contacts.ADDRESS_CHARS_MAX - 1) + "@b",)},
    ),
    (
        {"fields": {f"f{n}": "x" for n in range(contacts.FIELDS_MAX)}},
        {"fields": {f"f{n}": "x" for n in range(contacts.FIELDS_MAX + 1)}},
    ),
    ({"fields": {"f": "x" * contacts.FIELD_CHARS_MAX}}, {"fields": {"f": "x" * (contacts.FIELD_CHARS_MAX + 1)}}),
    (
        {"fields": {f"f{n}": "x" * 1_998 for n in range(8)} | {"g": "x" * (contacts.CONTACT_CHARS_MAX - 16_004)}},
        {"fields": {f"f{n}": "x" * 1_998 for n in range(8)} | {"g": "x" * (contacts.CONTACT_CHARS_MAX - 16_003)}},
    ),
]


@pytest.mark.parametrize(("fits", "too_large"), LARGEST, ids=lambda given: next(iter(given)))
def test_every_size_has_a_limit(fits: dict[str, Any], too_large: dict[str, Any]) -> None:
    create(**fits)
    with pytest.raises(Refused) as refused:
        create(**too_large)
    assert refused.value.code is ErrorCode.TOO_LARGE
