"""One fault each: between two numbers, as long as that, an id of its kind, there only once, a file that exists."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ringline_server.config_reading import Fault, nearest
from ringline_server.edges.listeners import tls_context

SECOND: Final = 1_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

Bounds = tuple[int, int]
"""The least and the most, both allowed. Of spans: milliseconds."""

NAME_CHARS_MAX: Final = 100
WORDS_MAX: Final = 50
WORD_CHARS_MAX: Final = 64
_UNITS: Final = (("d", DAY), ("h", HOUR), ("min", MINUTE), ("s", SECOND), ("ms", 1))
_ID: Final = re.compile(r"[a-z]{3}_[A-Za-z0-9_-]{1,60}", re.ASCII)


def ids(place: str, prefix: str, ids: list[str]) -> Iterator[Fault]:
    for index, name in enumerate(ids):
        if not _ID.fullmatch(name) or not name.startswith(f"{prefix}_"):
            yield Fault(f"{place}[{index}].id", f"{prefix}_ and 1 to 60 letters, digits, - or _ are expected")
    yield from twice(place, ids)


def named(place: str, name: str) -> Iterator[Fault]:
    if not 1 <= len(name.strip()) <= 100:
        yield Fault(f"{place}.name", "1 to 100 characters")


def between(place: str, value: int | None, low: int, high: int) -> Iterator[Fault]:
    if value is not None and not low <= value <= high:
        yield Fault(place, f"{low} to {high}")


def spans(place: str, policy: object, bounds: Mapping[str, tuple[int, int]]) -> Iterator[Fault]:
    for name, bound in bounds.items():
        yield from span(f"{place}.{name.removesuffix('_ms')}", getattr(policy, name), bound)


def span(place: str, value_ms: int | None, bound: tuple[int, int]) -> Iterator[Fault]:
    if value_ms is not None and not bound[0] <= value_ms <= bound[1]:
        yield Fault(place, f"{written(bound[0])} to {written(bound[1])}")


def written(span_ms: int) -> str:
    unit, unit_ms = next(((unit, ms) for unit, ms in _UNITS if span_ms and span_ms % ms == 0), ("s", SECOND))
    return f"{span_ms // unit_ms}{unit}"


def file(place: str, path: str | None) -> Iterator[Fault]:
    if path is not None and not Path(path).is_file():
        yield Fault(place, f"there is no file {path}")


def tls_files(place: str, certificate: str | None, key: str | None) -> Iterator[Fault]:
    """A certificate with its key, as a server can use them; or neither."""
    if (certificate is None) is not (key is None):
        yield Fault(place, "tls_certificate and tls_key go together")
    absent = [*file(f"{place}.tls_certificate", certificate), *file(f"{place}.tls_key", key)]
    yield from absent
    if certificate is None or key is None or absent:
        return
    try:
        tls_context(Path(certificate), Path(key))
    except OSError as error:
        yield Fault(f"{place}.tls_key", f"cannot be used with {certificate}: {error.strerror or error}")


def made(place: str, make: Callable[[tuple[str, ...]], object], given: tuple[str, ...]) -> Iterator[Fault]:
    try:
        make(given)
    except ValueError as error:
        yield Fault(place, str(error))


def unknown(place: str, what: str, name: str, names: Iterable[str]) -> Fault:
    return Fault(place, f"there is no {what} {name}{nearest(name, names)}")


def words(place: str, given: tuple[str, ...]) -> Iterator[Fault]:
    """Short ones to choose from, as reasons are."""
    yield from between(place, len(given), 0, WORDS_MAX)
    yield from twice(place, given)
    for word in given:
        if not 1 <= len(word.strip()) <= WORD_CHARS_MAX:
            yield Fault(place, f"1 to {WORD_CHARS_MAX} characters each")


def twice(place: str, ids: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield Fault(place, f"{name} is there {count} times")
