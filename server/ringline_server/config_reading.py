"""TOML values to settings, exactly: nothing is coerced, unknown settings are named, every fault has its place."""

import operator
import re
from enum import StrEnum
from functools import partial
from typing import Any, Final, TypeVar

import attrs
import cattrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

T = TypeVar("T")

UNITS_MS: Final = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000}
_SPAN: Final = re.compile(r"(\d{1,9}) ?(ms|s|min|h|d)")


@attrs.frozen
class Fault:
    """One thing that is wrong, and where."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class Wrong(ValueError):
    """A value that does not fit; the text is for people."""


def read(cls: type[T], plain: object) -> tuple[T | None, tuple[Fault, ...]]:
    """The settings, or everything that is wrong with their form."""
    try:
        return _CONVERTER.structure(plain, cls), ()
    except ClassValidationError as error:
        found = cattrs.transform_error(error, path="config", format_exception=_words)
        return None, tuple(_fault(text) for text in found)


def span_ms(value: object, _: object = None) -> int:
    """Milliseconds of a span with its unit. Raises: Wrong."""
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Wrong('a span with its unit is expected, as "20s", "5min" or "24h"')
    return int(match[1]) * UNITS_MS[match[2]]


def _fault(text: str) -> Fault:
    words, _, place = text.rpartition(" @ ")
    return Fault(re.sub(r"_ms\b", "", place), words)


def _words(error: BaseException, expected: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown setting: {', '.join(sorted(name.removesuffix('_ms') for name in error.extra_fields))}"
    if isinstance(error, KeyError):
        return "is missing"
    if isinstance(error, Wrong):
        return str(error)
    if isinstance(expected, type) and issubclass(expected, StrEnum):
        return f"one of {', '.join(expected)} is expected"
    return f"{getattr(expected, '__name__', expected)} is expected"


def _exactly(kind: type, words: str) -> Any:
    def hook(value: object, _: object) -> object:
        if type(value) is not kind:
            raise Wrong(f"{words} is expected")
        return value

    return hook


def _float(value: object, _: object) -> float:
    if type(value) not in (int, float):
        raise Wrong("a number is expected")
    return float(value)  # type: ignore[arg-type]


def _by_fields(cls: type) -> Any:
    """A hook that knows the settings of a class: spans lose their `_ms`, unknown names are faults."""
    attrs.resolve_types(cls)
    renamed: dict[str, Any] = {}
    for field in attrs.fields(cls):
        if field.name.endswith("_ms"):
            optional = field.type is not int
            renamed[field.name] = override(
                rename=field.name.removesuffix("_ms"), struct_hook=_optional_span if optional else span_ms
            )
    return make_dict_structure_fn(
        cls, _CONVERTER, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **renamed
    )


def _optional_span(value: object, _: object) -> int | None:
    return None if value is None else span_ms(value)


_CONVERTER: Final = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
for _kind, _hook in (
    (str, _exactly(str, "text")),
    (int, _exactly(int, "a whole number")),
    (bool, _exactly(bool, "true or false")),
    (float, _float),
):
    # By identity: a hook registered for `str` would also take every text enum.
    _CONVERTER.register_structure_hook_func(partial(operator.is_, _kind), _hook)
_CONVERTER.register_structure_hook_factory(attrs.has, _by_fields)
