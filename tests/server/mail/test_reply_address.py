"""Reply addresses lead to their interaction, and nobody can make one."""

import pytest
from ringline_server.ids import Ids
from ringline_server.mail import reply_address

KEY = b"k" * 32
INTERACTION = Ids.seeded(1).new("int")
SIGNED = reply_address.sign("Help@example.org", INTERACTION, KEY) or ""


def test_a_signed_address_names_its_interaction() -> None:
    assert SIGNED.startswith("Help+")
    assert SIGNED.endswith("@example.org")
    assert reply_address.verify(SIGNED, KEY) == INTERACTION


def test_letter_case_does_not_count() -> None:
    assert reply_address.verify(SIGNED.upper(), KEY) == INTERACTION


@pytest.mark.parametrize(
    "address",
    [
        "help@example.org",
        "help+int@example.org",
        SIGNED.replace("Help", "sales"),
        SIGNED.replace("example.org", "example.com"),
        SIGNED.replace("Help+", "Help+a"),
        SIGNED.replace("@", "a@"),
        "",
        "@",
        "a" * 10_000,
    ],
)
def test_what_we_did_not_sign_names_nothing(address: str) -> None:
    assert reply_address.verify(address, KEY) is None


def test_another_key_signs_otherwise() -> None:
    assert reply_address.verify(SIGNED, b"o" * 32) is None


def test_a_long_mailbox_is_left_as_it_is() -> None:
    assert reply_address.sign("a" * 60 + "@example.org", INTERACTION, KEY) is None


def test_the_longest_mailbox_that_fits() -> None:
    local = "a" * (64 - 24 - reply_address.SIGNATURE_CHARS - 2)
    signed = reply_address.sign(f"{local}@example.org", INTERACTION, KEY)

    assert signed is not None
    assert len(signed.partition("@")[0]) == reply_address.LOCAL_PART_CHARS_MAX
    assert reply_address.sign(f"{local}a@example.org", INTERACTION, KEY) is None


def test_a_mailbox_with_a_plus_of_its_own() -> None:
    signed = reply_address.sign("help+es@example.org", INTERACTION, KEY) or ""
    assert reply_address.verify(signed, KEY) == INTERACTION
    assert reply_address.bare(signed) == "help+es@example.org"


def test_a_bare_address_has_no_signature() -> None:
    assert reply_address.bare(SIGNED) == "Help@example.org"
    assert reply_address.bare("help+x@example.org") == "help+x@example.org"
