"""Addresses as they are compared."""

from ringline_server.edges.addresses import key


def test_a_phone_and_an_email_are_the_same_however_they_are_written() -> None:
    assert key("600 111 222", "ES") == key("+34600111222", "ES")
    assert key("Ana@Example.org", "ES") == key("ana@example.org", "ES")
