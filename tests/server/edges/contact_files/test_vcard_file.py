"""vCards as phones and programs write them."""

import pytest
from ringline_server.edges.contact_files.rows import Row, UnreadableFile
from ringline_server.edges.contact_files.vcard_file import read


def only(*lines: str) -> Row:
    """The row of a card with these lines."""
    (row,) = read("\r\n".join(("BEGIN:VCARD", *lines, "END:VCARD", "")).encode())
    return row


def test_version_3() -> None:
    row = only(
        "VERSION:3.0",
        "N:Rodríguez Peña;María;;;",
        "FN:María Rodríguez",
        "TEL;TYPE=CELL,VOICE:+34 612 34 56 78",
        "item1.EMAIL;TYPE=INTERNET:maria@example.com",
        "item1.X-ABLabel:_$!<Home>!$_",
        "NOTE:one\\, two\\nthree",
        "ADR;TYPE=HOME:;;Calle Mayor 5;Jaca;;22700;España",
    )
    assert (row.name, row.phones, row.emails) == ("María Rodríguez", ("+34 612 34 56 78",), ("maria@example.com",))
    assert row.fields == {"note": "one, two three", "address": "Calle Mayor 5, Jaca, 22700, España"}


def test_version_4() -> None:
    row = only(
        "VERSION:4.0",
        "FN:Łukasz Ødegård",
        'TEL;VALUE=uri;TYPE="voice,home":tel:+47-22-12-34-56;ext=5',
        "EMAIL;PID=1.1:lukasz@example.net",
        "ORG:Firm;Sales",
        "NOTE:a long",
        "  line",
    )
    assert (row.phones, row.emails) == (("+47-22-12-34-56",), ("lukasz@example.net",))
    assert row.fields == {"organisation": "Firm, Sales", "note": "a long line"}


def test_version_2_1_with_quoted_printable() -> None:
    row = only("VERSION:2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Pe=C3=B1a;I=C3=B1=", "aki;;;", "TEL;CELL:600")
    assert (row.name, row.phones) == ("Iñaki Peña", ("600",))


def test_cards_are_numbered_by_their_line_and_one_that_does_not_end_is_told() -> None:
    rows = list(read(b"BEGIN:VCARD\nFN:Ana\nBEGIN:VCARD\nFN:Eva\nEND:VCARD\nBEGIN:VCARD\nFN:Li\n"))
    assert [(row.number, row.name, bool(row.fault)) for row in rows] == [
        (1, "", True),
        (3, "Eva", False),
        (6, "", True),
    ]


def test_what_is_no_card_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        list(read(b"name,phone\n"))
