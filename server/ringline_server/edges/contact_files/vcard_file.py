"""vCards 3.0 and 4.0 (RFC 2426, RFC 6350), and 2.1 as phones write it, to rows. What is no contact's is left out."""

import quopri
import re
from collections.abc import Iterator
from typing import Final

from ringline_server.edges.contact_files.rows import Row, UnreadableFile, decoded

KEPT: Final = {
    "ORG": "organisation", "TITLE": "title", "NOTE": "note", "BDAY": "birthday", "ADR": "address", "URL": "url",
    "ROLE": "role", "NICKNAME": "nickname", "LANG": "language",
}  # fmt: skip
"""Properties that become fields; of several the first."""
_ESCAPED: Final = re.compile(r"\\([nN,;:\\])")
_PARTS: Final = re.compile(r"(?<!\\);")

Line = tuple[int, str]


def read(raw: bytes) -> Iterator[Row]:
    """One row for each card; `number` is the line of its BEGIN. Raises: UnreadableFile."""
    card: list[Line] | None = None
    cards = 0
    for number, text in _unfolded(decoded(raw)):
        word = text.strip().upper()
        if word == "BEGIN:VCARD":
            if card is not None:
                yield Row(card[0][0], fault="the card has no END:VCARD")
            card, cards = [(number, text)], cards + 1
        elif word == "END:VCARD" and card is not None:
            yield _row(card)
            card = None
        elif card is not None:
            card.append((number, text))
    if card is not None:
        yield Row(card[0][0], fault="the card has no END:VCARD")
    if not cards:
        raise UnreadableFile("there is no BEGIN:VCARD in it")


def _unfolded(text: str) -> Iterator[Line]:
    """Lines with what was folded under them; of quoted-printable too, which folds with = at its end."""
    held: Line | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if held is not None and line[:1] in (" ", "\t"):
            held = (held[0], held[1] + line[1:])
        elif held is not None and held[1].endswith("=") and "QUOTED-PRINTABLE" in held[1].upper():
            held = (held[0], held[1][:-1] + line)
        else:
            if held is not None:
                yield held
            held = (number, line)
    if held is not None:
        yield held


def _row(card: list[Line]) -> Row:
    name, structured = "", ""
    phones, emails, fields = list[str](), list[str](), dict[str, str]()
    for _, line in card[1:]:
        key, value = _property(line)
        match key:
            case "FN":
                name = name or _plain(value)
            case "N":
                parts = [_plain(part) for part in _PARTS.split(value)] + ["", ""]
                structured = f"{parts[1]} {parts[0]}".strip()
            case "TEL":
                phones.append(_plain(value).removeprefix("tel:").partition(";")[0])
            case "EMAIL":
                emails.append(_plain(value).removeprefix("mailto:"))
            case _ if key in KEPT and value.strip(";"):
                words = ", ".join(part for part in map(_plain, _PARTS.split(value)) if part)
                fields.setdefault(KEPT[key], words)
    columns = {"name": "FN", "phones": "TEL", "emails": "EMAIL", **{field: key for key, field in KEPT.items()}}
    return Row(card[0][0], name or structured, tuple(phones), tuple(emails), fields, columns)


def _property(line: str) -> tuple[str, str]:
    """Its name without the group, and its value, decoded."""
    head, _, value = _head(line)
    name, *params = head.upper().split(";")
    if any(one in ("ENCODING=QUOTED-PRINTABLE", "QUOTED-PRINTABLE") for one in params):
        value = decoded(quopri.decodestring(value.encode()))
    return name.rpartition(".")[2], value


def _head(line: str) -> tuple[str, str, str]:
    """Up to the first colon that is not in quotes."""
    in_quotes = False
    for place, character in enumerate(line):
        if character == '"':
            in_quotes = not in_quotes
        elif character == ":" and not in_quotes:
            return line[:place], ":", line[place + 1 :]
    return line, "", ""


def _plain(value: str) -> str:
    text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return " ".join(text.split())
