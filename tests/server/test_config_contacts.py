"""What the address book of a configuration must keep."""

import pytest
from ringline_server.config import BadConfig, parse
from ringline_server.config_contacts import LABEL_CHARS_MAX
from ringline_server.domain.contacts import FIELDS_MAX, ContactField, FieldType

QUEUE = {"queues": [{"id": "que_a", "name": "A", "channel": "messaging"}]}


def test_fields_are_known_by_their_id() -> None:
    fields = [{"id": "tier", "label": "Tier", "type": "choice", "choices": ["a", "b"]}, {"id": "note", "label": "N"}]
    account = parse({**QUEUE, "contact_fields": fields}, {}).policies()
    assert account.contact_fields == {
        "tier": ContactField("tier", "Tier", FieldType.CHOICE, ("a", "b")),
        "note": ContactField("note", "N"),
    }


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"contact_fields": [{"id": "a b", "label": "A"}]}, "config.contact_fields[0].id: 1 to 64 letters"),
        ({"contact_fields": [{"id": "a", "label": " "}]}, "config.contact_fields[0].label: 1 to 64 characters"),
        ({"contact_fields": [{"id": "a", "label": "x" * (LABEL_CHARS_MAX + 1)}]}, "config.contact_fields[0].label"),
        ({"contact_fields": [{"id": "a", "label": "A", "type": "choice"}]}, "config.contact_fields[0].choices"),
        ({"contact_fields": [{"id": "a", "label": "A", "choices": ["x"]}]}, "config.contact_fields[0].choices"),
        ({"contact_fields": [{"id": "a", "label": "A"}] * 2}, "config.contact_fields: a is there 2 times"),
        (
            {"contact_fields": [{"id": f"f{n}", "label": "A"} for n in range(FIELDS_MAX + 1)]},
            f"config.contact_fields: at most {FIELDS_MAX}",
        ),
        ({"contacts": [{"id": "cnt_a", "name": "A", "emails": ["x"]}]}, "config.contacts[0].emails[0]: no mail"),
        (
            {
                "contact_fields": [{"id": "n", "label": "N", "type": "number"}],
                "contacts": [{"id": "cnt_a", "name": "A", "fields": {"n": "x"}}],
            },
            "config.contacts[0].fields.n: a number is expected",
        ),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_place(more: dict[str, object], fault: str) -> None:
    with pytest.raises(BadConfig) as bad:
        parse({**QUEUE, **more}, {})
    assert any(str(one).startswith(fault) for one in bad.value.faults), bad.value.faults
