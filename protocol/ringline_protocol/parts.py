"""A large state in several snapshot frames at the same seq, and back.

Each part's state is an object. Joined: arrays grow in order, objects merge, anything else stands in one part only.
"""

from collections.abc import Iterator
from typing import Any

from ringline_protocol.json_text import dump, parse
from ringline_protocol.limits import SNAPSHOT_PART_BYTES_MAX


def split_state(state: object, bytes_max: int = SNAPSHOT_PART_BYTES_MAX) -> list[dict[str, Any]]:
    """Parts whose text has at most `bytes_max` bytes, unless a single item is larger. At least one part."""
    text = dump(state)
    plain: dict[str, Any] = parse(text)
    if len(text) <= bytes_max:
        return [plain]
    parts: list[dict[str, Any]] = [{}]
    used = 2
    for name, piece in _pieces(plain):
        size = len(dump(piece)) + len(dump(name)) + 2
        if used + size > bytes_max and parts[-1]:
            parts.append({})
            used = 2
        _merge(parts[-1], {name: piece})
        used += size
    return parts


def join_state(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole state of all parts, in their order."""
    whole: dict[str, Any] = {}
    for part in parts:
        _merge(whole, part)
    return whole


def _pieces(plain: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Members, with arrays and objects taken apart into pieces of one item."""
    for name, value in plain.items():
        if isinstance(value, list) and value:
            yield from ((name, [item]) for item in value)
        elif isinstance(value, dict) and value:
            yield from ((name, {key: item}) for key, item in value.items())
        else:
            yield name, value


def _merge(whole: dict[str, Any], part: dict[str, Any]) -> None:
    for name, value in part.items():
        if name not in whole:
            whole[name] = value.copy() if isinstance(value, list | dict) else value
        elif isinstance(value, list):
            whole[name] += value
        elif isinstance(value, dict):
            whole[name] |= value
        else:
            raise ValueError(f"{name} stands in two parts")
