"""CSV as other programs write it."""

import pytest
from ringline_server.edges.contact_files import csv_file
from ringline_server.edges.contact_files.csv_file import COLUMNS_MAX, read
from ringline_server.edges.contact_files.rows import Row, UnreadableFile


def only(text: str | bytes, **said: str) -> Row:
    """The one row of it."""
    (row,) = read(text.encode() if isinstance(text, str) else text, said)
    return row


@pytest.mark.parametrize("delimiter", csv_file.DELIMITERS)
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    row = only(f"Name{delimiter}Phone{delimiter}City\nAna{delimiter}612345678{delimiter}Jaca\n")
    assert (row.number, row.name, row.phones, row.fields) == (2, "Ana", ("612345678",), {"City": "Jaca"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    assert only("Nombre;Teléfono\nIñaki Peña;612345678\n".encode(encoding)).name == "Iñaki Peña"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Full Name", "name"),
        ("NOMBRE COMPLETO", "name"),
        ("Correo electrónico", "emails"),
        ("E-mail 1 - Value", "emails"),
        ("Phone 2 - Value", "phones"),
        ("Móvil", "phones"),
    ],
)
def test_a_header_is_guessed(header: str, field: str) -> None:
    other = "phone" if field == "name" else "name"
    assert getattr(only(f"{header},{other}\n612 a@b,612 a@b\n"), field)


def test_first_and_last_name_are_one_name() -> None:
    assert only("Last Name,First Name,Phone\nRuiz,María,600\n").name == "María Ruiz"


def test_what_is_said_goes_before_what_is_guessed() -> None:
    row = only("Name,Who,Tel\nfirm,Ana,612\n", Name="field:company", Who="name", Tel="-")
    assert (row.name, row.fields, row.phones) == ("Ana", {"company": "firm"}, ())


def test_several_addresses_stand_in_one_cell_or_in_several_columns() -> None:
    row = only('name,phone,mobile,email\nAna,"600; 601",602,"a@b | c@d"\n')
    assert (row.phones, row.emails) == (("600", "601", "602"), ("a@b", "c@d"))


def test_rows_are_numbered_by_their_line_also_behind_one_of_several_lines() -> None:
    rows = list(read(b'name,note\nAna,"two\nlines"\n\nEva,x\n', {}))
    assert [(row.number, row.name) for row in rows] == [(2, "Ana"), (5, "Eva")]


def test_a_row_that_cannot_be_read_is_told_and_the_others_are_read() -> None:
    rows = list(read(b"name,phone\nAna,1,2\nEva,600\n", {}))
    assert "3 cells, and the header has 2" in rows[0].fault
    assert rows[1].name == "Eva"


@pytest.mark.parametrize(
    ("raw", "said", "why"),
    [
        (b"", {}, "no column is a name"),
        (b"a,b\n1,2\n", {}, "no column is a name"),
        (b"name\nx\n", {"nmae": "name"}, "no column nmae; it has name"),
        (b"name\nx\n", {"name": "nmae"}, "a column means"),
        (b"name," + b",".join(b"c%d" % n for n in range(COLUMNS_MAX)) + b"\n", {}, "at most"),
    ],
)
def test_a_file_that_says_nothing_is_refused_with_what_to_do(raw: bytes, said: dict[str, str], why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        list(read(raw, said))


def test_a_cell_beyond_all_measure_ends_the_reading_with_its_place() -> None:
    rows = list(read(b'name,note\nAna,"' + b"x" * (csv_file.CELL_CHARS_MAX + 1) + b'"\n', {}))
    assert [row.number for row in rows if row.fault] == [2]
