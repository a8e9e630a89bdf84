"""A mailbox is known by all its addresses, whatever their letter case."""

from ringline_server.config_mail import Mailbox


def test_letter_case_of_an_address_does_not_count() -> None:
    mailbox = Mailbox("mbx_1", "Help@Example.com", "que_mail", aliases=("AYUDA@example.com",))

    assert list(mailbox.addresses) == ["help@example.com", "ayuda@example.com"]
