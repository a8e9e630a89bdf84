"""CSV to rows: encoding, delimiter and columns are guessed, and can be said.

A column means `name`, `first`, `last`, `phone`, `email`, `field:NAME` or `-` (left out). Several phones or emails:
several columns, or one with `;` or `|` between them.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

from ringline_server.edges.contact_files.rows import Row, UnreadableFile, decoded
from ringline_server.store.folding import fold

DELIMITERS: Final = ",;\t|"
CELL_CHARS_MAX: Final = 131_072
COLUMNS_MAX: Final = 200
LEFT_OUT: Final = "-"
GUESSES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("name", "full name", "display name", "contact", "nombre", "nombre completo"), "name"),
    **dict.fromkeys(("first name", "given name", "firstname", "nombre de pila"), "first"),
    **dict.fromkeys(("last name", "family name", "surname", "lastname", "apellido", "apellidos"), "last"),
    **dict.fromkeys(("phone", "phones", "phone number", "mobile", "mobile phone", "cell", "tel", "telephone"), "phone"),
    **dict.fromkeys(("telefono", "telefonos", "movil", "telefono movil", "celular"), "phone"),
    **dict.fromkeys(("email", "emails", "e mail", "mail", "email address", "correo", "correo electronico"), "email"),
    **dict.fromkeys(("id", "rev", "consents"), LEFT_OUT),
}
_NUMBERED: Final = re.compile(r"( \d+)?( value)?$")
_QUOTED: Final = re.compile(r'"[^"]*"')
_BETWEEN: Final = re.compile(r"[;|\n]")


def read(raw: bytes, said: Mapping[str, str]) -> Iterator[Row]:
    """Each row below the header. `said`: header to meaning, where the guess is wrong. Raises: UnreadableFile."""
    text = decoded(raw)
    between_names = _QUOTED.sub("", text.partition("\n")[0])
    delimiter = max(DELIMITERS, key=between_names.count)
    csv.field_size_limit(CELL_CHARS_MAX)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [_plain(cell) for cell in next(reader, [])]
    meanings = _meanings(header, said)
    line = reader.line_num + 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Row(line, fault=f"cannot be read: {error}")
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _row(line, header, meanings, cells)
        line = reader.line_num + 1


def _meanings(header: list[str], said: Mapping[str, str]) -> list[str]:
    unknown = [name for name in said if name not in header]
    if unknown:
        raise UnreadableFile(f"the file has no column {', '.join(unknown)}; it has {', '.join(header)}")
    wrong = [one for one in said.values() if one not in ("name", "first", "last", "phone", "email", LEFT_OUT)]
    if any(not one.startswith("field:") for one in wrong):
        raise UnreadableFile("a column means name, first, last, phone, email, field:NAME or -")
    if len(header) > COLUMNS_MAX:
        raise UnreadableFile(f"at most {COLUMNS_MAX} columns")
    meanings = [said.get(name) or _guess(name) for name in header]
    if not {"name", "first", "last", "phone", "email"} & set(meanings):
        raise UnreadableFile("no column is a name, a phone or an email; say which with HEADER=name")
    return meanings


def _guess(name: str) -> str:
    plain = " ".join(fold(name).split())
    return (
        GUESSES.get(plain) or GUESSES.get(_NUMBERED.sub("", plain).strip()) or (f"field:{name}" if name else LEFT_OUT)
    )


def _row(line: int, header: list[str], meanings: list[str], cells: list[str]) -> Row:
    if len(cells) > len(header):
        return Row(line, fault=f"{len(cells)} cells, and the header has {len(header)}: is a delimiter not quoted?")
    found: dict[str, list[str]] = {}
    fields, columns = dict[str, str](), dict[str, str]()
    for name, meaning, cell in zip(header, meanings, cells, strict=False):
        value = _plain(cell)
        kind, _, field = meaning.partition(":")
        if kind == "field" and value:
            fields[field], columns[field] = value, name
        elif value:
            found.setdefault(kind, []).append(value)
            columns.setdefault(kind, name)
    names = [*found.get("name", [])] or [*found.get("first", []), *found.get("last", [])]
    phones, emails = _several(found.get("phone", [])), _several(found.get("email", []))
    columns |= {f"{kind}s": columns[kind] for kind in ("phone", "email") if kind in columns}
    return Row(line, " ".join(names), phones, emails, fields, columns)


def _plain(cell: str) -> str:
    """Without the mark that keeps a spreadsheet from calculating it."""
    text = cell.strip()
    return text[1:] if text[:2] in ("'=", "'@") else text


def _several(cells: list[str]) -> tuple[str, ...]:
    return tuple(part.strip() for cell in cells for part in _BETWEEN.split(cell.replace(" ::: ", ";")) if part.strip())
