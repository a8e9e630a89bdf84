"""Header lines: folded, encoded, and with no way to break out of one. A value with a line end in it is refused.

Message-IDs and addresses are never encoded or cut; RFC 5322 2.1.1 allows 998 characters in a line and asks for 78.
"""

import re
from collections.abc import Iterable, Sequence
from email.header import Header

from email_validator import EmailNotValidError, validate_email

from ringline_server.mail.message import MailAddress

LINE_CHARS = 78
LINE_CHARS_MAX = 998
ID_HEADER_CHARS = 20
"""`In-Reply-To: ` and its like, before an id."""
_BAD = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_MESSAGE_ID = re.compile(r"<[^<>\s@\x00-\x1f\x7f]+@[^<>\s@\x00-\x1f\x7f]+>", re.ASCII)
_ADDRESS = re.compile(r"[^\s<>@,;:\"()\[\]\\\x00-\x1f\x7f]+@[^\s<>@,;:\"()\[\]\\\x00-\x1f\x7f]+")


class Unwritable(ValueError):
    """This value cannot stand in a message. The text says which, and why; it is for whoever wrote the value."""


def line(name: str, value: str) -> str:
    """A header whose value is words for people."""
    _check(name, value)
    if value.isascii() and len(name) + 2 + len(value) <= LINE_CHARS and "=?" not in value:
        return f"{name}: {value}\r\n"
    return f"{name}: {_encoded(value, len(name) + 2)}\r\n"


def verbatim(name: str, value: str) -> str:
    """A header whose value must not be encoded: a date, a keyword."""
    _check(name, value)
    if not value.isascii() or len(name) + 2 + len(value) > LINE_CHARS_MAX:
        raise Unwritable(f"{name} cannot be written")
    return f"{name}: {value}\r\n"


def ids(name: str, message_ids: Sequence[str]) -> str:
    """`References` and its like, one id a line after the first."""
    if not all(map(is_message_id, message_ids)):
        raise Unwritable(f"{name}: this is no Message-ID")
    return _folded(name, list(message_ids), " ")


def is_message_id(value: str) -> bool:
    """It can be written, whole and on one line."""
    return value.isascii() and bool(_MESSAGE_ID.fullmatch(value)) and len(value) <= LINE_CHARS_MAX - ID_HEADER_CHARS


def mailboxes(name: str, addresses: Iterable[MailAddress]) -> str:
    return _folded(name, [mailbox(one) for one in addresses], ", ")


def mailbox(one: MailAddress) -> str:
    """`Ana Pérez <ana@example.org>`"""
    address = written_address(one.address)
    _check("a name", one.name)
    if not one.name:
        return address
    if not one.name.isascii() or "=?" in one.name:
        words = _encoded(one.name, 0)
        room = LINE_CHARS - len(words.rpartition("\n")[2]) - len(address) - 5
        return f"{words} <{address}>" if room > 0 else f"{words}\r\n <{address}>"
    if _ATOMS.fullmatch(one.name):
        return f"{one.name} <{address}>"
    escaped = re.sub(r'(["\\])', r"\\\1", one.name)
    return f'"{escaped}" <{address}>'


def written_address(address: str) -> str:
    """With its domain in ASCII. What stands before the @ stays, and may need SMTPUTF8. Raises: Unwritable."""
    if not _ADDRESS.fullmatch(address) or len(address) > LINE_CHARS_MAX // 2 or _BAD.search(address):
        raise Unwritable(f"{address[:80]!r} is no e-mail address")
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        found = validate_email(f"x@{domain}", check_deliverability=False)
    except EmailNotValidError as error:
        raise Unwritable(f"{domain[:80]!r} is no domain") from error
    return f"{local}@{found.ascii_domain}"


def _check(name: str, value: str) -> None:
    if _BAD.search(value):
        raise Unwritable(f"{name} must be on one line, without control characters")


def _encoded(value: str, used: int) -> str:
    """RFC 2047, folded."""
    return Header(value, "utf-8", maxlinelen=75, header_name="x" * used).encode(linesep="\r\n")


def _folded(name: str, items: list[str], between: str) -> str:
    lines = [f"{name}:"]
    for number, item in enumerate(items):
        piece = item + (between.rstrip() if number < len(items) - 1 else "")
        first_line = piece.partition("\r\n")[0]
        if number and len(lines[-1].rpartition("\n")[2]) + 1 + len(first_line) > LINE_CHARS:
            lines.append("")
        lines[-1] += f" {piece}"
    return "\r\n".join(lines) + "\r\n"
