"""JSON, strictly in and compactly out; the only module that knows the library.

orjson refuses by itself NaN, Infinity, 1e999, lone surrogates, bad UTF-8, a BOM, control characters, trailing commas
and more than 1,024 levels. What it lets pass is checked here: duplicate members (it keeps the last one) and more than
16 levels. How large a number, a text or a list may be is a matter of its field: `shape`.
"""

import re
from typing import Any, Final

import attrs
import orjson

from ringline_protocol.codes import ErrorCode, FrameError
from ringline_protocol.limits import JSON_DEPTH_MAX

_PRETTY: Final = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
_TEXT: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


def parse_strict(text: str | bytes) -> Any:
    """What a client sent, as plain values. Raises: FrameError."""
    data = utf8(text)
    plain = parse(data)
    members = _count_members(plain, 1) if type(plain) in (dict, list) else 0
    if members != data.count(b":") and members != _members_as_written(data):
        raise FrameError(ErrorCode.PARSE_ERROR, "a member name occurs twice in one object")
    return plain


def _members_as_written(data: bytes) -> int:
    """Colons outside of texts: of all members, also of those that the parser folded into one. Where nothing is escaped
    a text begins and ends at each quotation mark, which is found faster."""
    outside = b"".join(data.split(b'"')[::2]) if b"\\" not in data else _TEXT.sub(b"", data)
    return outside.count(b":")


def parse(data: str | bytes) -> Any:
    """What a server sent, as plain values. Raises: FrameError."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        raise FrameError(ErrorCode.PARSE_ERROR) from None


def dump(value: object) -> bytes:
    """Compact JSON. attrs objects become objects; a field that is None, and may be absent, is left out."""
    return orjson.dumps(value, _plain, orjson.OPT_NON_STR_KEYS)


def dump_pretty(value: object) -> bytes:
    """JSON for people: indented, members sorted, a newline at the end."""
    return orjson.dumps(value, _plain, _PRETTY)


def utf8(text: str | bytes) -> bytes:
    """The bytes that were sent. Raises: FrameError for a lone surrogate."""
    if isinstance(text, bytes):
        return text
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise FrameError(ErrorCode.PARSE_ERROR, "not UTF-8") from None


def safe_name(name: str) -> str:
    """A member's name for a path: what a peer wrote is repeated only when it looks like a field."""
    return name if _IDENTIFIER.fullmatch(name) else "*"


def _count_members(value: Any, depth: int) -> int:
    """Members of all objects inside. Raises: FrameError for what is too deep."""
    if depth > JSON_DEPTH_MAX:
        raise FrameError(ErrorCode.PARSE_ERROR, f"more than {JSON_DEPTH_MAX} levels deep")
    if type(value) is dict:
        total = len(value)
        value = value.values()
    else:
        total = 0
    for item in value:
        kind = type(item)
        if kind is dict or kind is list:
            total += _count_members(item, depth + 1)
    return total


# --- out ---

_members: dict[type[Any], tuple[tuple[str, bool], ...]] = {}
"""Class -> its fields, and whether None may be left out; filled as classes are first met. What is no part of a value's
equality is no part of its text either."""


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    members = _members.get(type(value))
    if members is None:
        members = _members[type(value)] = _members_of(type(value))
    plain = {}
    for name, may_be_absent in members:
        item = getattr(value, name)
        if item is not None or not may_be_absent:
            plain[name] = item
    return plain


def _members_of(cls: type[Any]) -> tuple[tuple[str, bool], ...]:
    return tuple((field.name, field.default is None) for field in attrs.fields(cls) if field.eq)
