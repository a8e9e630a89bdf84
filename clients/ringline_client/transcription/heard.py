"""What an engine heard, whichever engine it was; and reading its messages without trusting them."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import attrs

Message = Mapping[str, object]
"""One message of an engine, parsed from its JSON."""

T = TypeVar("T")


class BadMessage(ValueError):
    """Not what this engine says. The text names the place; never what was said there."""


@attrs.frozen
class Heard:
    """A partial of an utterance, or its final. Times are milliseconds since the engine began to listen."""

    key: str
    """The utterance: the same for all its partials and its final, within one run of the engine."""
    text: str
    is_final: bool
    channel: int = 0
    """Of the audio: who speaks on which, the feed knows."""
    start_ms: int | None = None
    end_ms: int | None = None
    language: str = ""


def field(message: object, name: str, kind: type[T]) -> T:
    """A member that must be there. Whole numbers count as numbers. Raises: BadMessage."""
    found = optional(message, name, kind)
    if found is None:
        raise BadMessage(f"{name}: missing")
    return found


def optional(message: object, name: str, kind: type[T]) -> T | None:
    """A member that may be missing. Raises: BadMessage when it is something else."""
    if not isinstance(message, Mapping):
        raise BadMessage(f"{name}: not in an object")
    value = message.get(name)
    if kind is float and type(value) is int:
        value = float(value)
    if value is not None and (not isinstance(value, kind) or (kind is not bool and isinstance(value, bool))):
        raise BadMessage(f"{name}: not a {kind.__name__}")
    return value


def first(message: object, name: str) -> object | None:
    """The first of a list that may be missing or empty: engines give their best guess first."""
    items = optional(message, name, list)
    return items[0] if items else None


def milliseconds(seconds: float | None) -> int | None:
    """Engines that count in seconds."""
    return None if seconds is None else round(seconds * 1000)


def span(words: Sequence[object], start: str, end: str, kind: type[T]) -> tuple[T | None, T | None]:
    """From the first word's beginning to the last one's end."""
    if not words:
        return None, None
    return optional(words[0], start, kind), optional(words[-1], end, kind)
