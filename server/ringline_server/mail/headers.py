"""Headers as people write them: encoded words, addresses, Message-IDs, dates, parameters. Total: nothing raises.

The standard library's own header parsers raise on some malformed input and differ between its versions; here each is a
pattern that takes linear time over a value of limited length.
"""

import base64
import binascii
import calendar
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parsedate_tz
from urllib.parse import unquote_to_bytes

from ringline_server.mail.charsets import to_text, without_controls
from ringline_server.mail.message import (
    ADDRESSES_MAX,
    HEADER_CHARS_MAX,
    MESSAGE_ID_CHARS_MAX,
    NAME_CHARS_MAX,
    MailAddress,
)

Headers = Message

ADDRESS_CHARS_MAX = 320
"""64 before the @, 255 behind it."""
SENT_AT_MS_MAX = 253_402_300_799_000
"""The year 9999."""

_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,80}\?[bBqQ]\?)")
_MESSAGE_ID = re.compile(rf"<[^<>\s]{{1,{MESSAGE_ID_CHARS_MAX - 2}}}>")
_PARAMETER = re.compile(
    r""";\s*(?P<name>[\w!#$&+.^`|~-]+)(?P<index>\*\d{1,3})?(?P<coded>\*)?\s*=\s*"""
    r"""(?:"(?P<quoted>(?:[^"\\]|\\.)*)"?|(?P<plain>[^;]*))""",
    re.DOTALL,
)


def values(headers: Headers, name: str) -> list[str]:
    """Every header of this name, unfolded, bytes as they came (as surrogates), cut at HEADER_CHARS_MAX."""
    wanted = name.lower()
    return [
        re.sub(r"\r?\n[ \t]*|\r", " ", str(value)[:HEADER_CHARS_MAX]).strip()
        for key, value in headers.raw_items()
        if key.lower() == wanted
    ]


def value(headers: Headers, name: str) -> str:
    """The first one, or ""."""
    return next(iter(values(headers, name)), "")


def text(headers: Headers, name: str, chars_max: int) -> str:
    """For people: decoded, on one line."""
    return on_one_line(value(headers, name))[:chars_max]


def on_one_line(raw: str) -> str:
    return re.sub(r"\s+", " ", decoded(raw)).strip()


def decoded(raw: str) -> str:
    """RFC 2047, and what came as plain bytes."""
    joined = _BETWEEN_WORDS.sub(r"\1", raw)
    pieces: list[tuple[str, bytes]] = []
    at = 0
    for word in _ENCODED_WORD.finditer(joined):
        pieces.append(("", _as_bytes(joined[at : word.start()])))
        pieces.append((word[1].partition("*")[0], _word_bytes(word[2], word[3])))
        at = word.end()
    pieces.append(("", _as_bytes(joined[at:])))
    return "".join(to_text(content, charset or "utf-8") for charset, content in _merged(pieces))


def _merged(pieces: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Neighbours of one charset together: some programs split a character between two words."""
    charset, content = "", b""
    for next_charset, piece in pieces:
        if not piece:
            continue
        if next_charset.lower() == charset.lower():
            content += piece
        else:
            yield charset, content
            charset, content = next_charset, piece
    yield charset, content


def _as_bytes(raw: str) -> bytes:
    return raw.encode("utf-8", "surrogateescape")


def _word_bytes(encoding: str, encoded: str) -> bytes:
    raw = _as_bytes(encoded)
    if encoding in "qQ":
        return quopri.decodestring(raw.replace(b"_", b" "), header=False)
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return base64.b64decode(kept + b"=" * (-len(kept) % 4))
    except binascii.Error:  # one character too many
        return base64.b64decode(kept[:-1])


# --- addresses ---


def addresses(headers: Headers, name: str) -> tuple[MailAddress, ...]:
    """All that can be written to, each once."""
    found: dict[str, MailAddress] = {}
    for raw in values(headers, name):
        for item in _split(raw):
            one = address(item)
            if one is not None and len(found) < ADDRESSES_MAX:
                found.setdefault(one.address.lower(), one)
    return tuple(found.values())


def address(item: str) -> MailAddress | None:
    """`Ana <ana@example.org>`, `ana@example.org (Ana)`, `"Ana" <ana@…`; None: nobody can write to that."""
    plain, comment = _without_comments(item)
    before, bracket, rest = plain.rpartition("<")
    spec = rest.partition(">")[0] if bracket else plain
    named = before if bracket else comment
    spec = re.sub(r"\s", "", without_controls(on_one_line(spec))).rpartition(":")[2].strip("'\"")
    local, at, domain = spec.rpartition("@")
    if not (local and at and domain) or len(spec) > ADDRESS_CHARS_MAX:
        return None
    shown = _unquoted(named)[:NAME_CHARS_MAX]
    return MailAddress(f"{local}@{domain.lower().rstrip('.')}", "" if shown.lower() == spec.lower() else shown)


def _unquoted(named: str) -> str:
    bare = re.sub(r"\\(.)", r"\1", named.strip())
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        bare = bare[1:-1]
    return on_one_line(bare.replace('"', "")).strip()


def _split(raw: str) -> Iterator[str]:
    """At commas and semicolons that are not quoted, in brackets or in comments; without the names of groups."""
    item: list[str] = []
    quoted = escaped = False
    angle = depth = 0
    for one in raw:
        if escaped:
            escaped = False
        elif one == "\\":
            escaped = True
        elif one == '"' and not depth:
            quoted = not quoted
        elif not quoted:
            depth += (one == "(") - (one == ")" and depth > 0)
            angle = (angle or one == "<") and one != ">"
            if one in ",;" and not depth and not (angle and one == ";"):
                yield "".join(item)
                item, angle = [], 0
                continue
            if one == ":" and not depth and not angle:
                item = []
                continue
        item.append(one)
    yield "".join(item)


def _without_comments(item: str) -> tuple[str, str]:
    """The item, and what stood in its parentheses, one level deep."""
    if "(" not in item:
        return item, ""
    kept = re.sub(r'("(?:[^"\\]|\\.)*")|\([^()]*\)', lambda found: found[1] or " ", item)
    comments = re.findall(r"\(([^()]*)\)", item)
    return kept, comments[-1] if comments else ""


# --- ids, dates, parameters ---


def message_ids(headers: Headers, name: str) -> tuple[str, ...]:
    """Every id in order, each once."""
    found = (one for raw in values(headers, name) for one in _MESSAGE_ID.findall(without_controls(raw)))
    return tuple(dict.fromkeys(one for one in found if one.isprintable()))


def sent_at_ms(headers: Headers) -> int | None:
    """What Date says; None where it says nothing that can be."""
    try:
        moment = parsedate_tz(value(headers, "date")[:200])
        if moment is None:
            return None
        at_ms = (calendar.timegm(moment[:9]) - (moment[9] or 0)) * 1000
    except (ValueError, TypeError, IndexError, OverflowError):  # each raised by some version for some date
        return None
    return at_ms if 0 < at_ms <= SENT_AT_MS_MAX else None


def parameter(headers: Headers, header: str, name: str) -> str:
    """Decoded: RFC 2231 with its continuations, RFC 2047 where it does not belong, plain bytes. "" where missing."""
    pieces: list[tuple[int, bool, str]] = []
    for found in _PARAMETER.finditer(";" + value(headers, header).partition(";")[2]):
        if found["name"].lower() == name:
            raw = found["plain"].strip() if found["quoted"] is None else re.sub(r'\\(["\\])', r"\1", found["quoted"])
            pieces.append((int((found["index"] or "*0")[1:]), bool(found["coded"]), raw))
    if not pieces:
        return ""
    pieces.sort(key=lambda piece: piece[0])
    if not any(coded for _, coded, _ in pieces):
        return on_one_line("".join(raw for _, _, raw in pieces))
    return _rfc2231(pieces)


def _rfc2231(pieces: list[tuple[int, bool, str]]) -> str:
    """`utf-8'es'fact%C3%BAra`, in pieces of which only some may be encoded."""
    charset, content = "utf-8", b""
    for number, (_, coded, raw) in enumerate(pieces):
        if coded and number == 0 and raw.count("'") >= 2:
            charset, _, raw = raw.split("'", 2)
        content += unquote_to_bytes(_as_bytes(raw)) if coded else _as_bytes(raw)
    return re.sub(r"\s+", " ", to_text(content, charset or "utf-8")).strip()
