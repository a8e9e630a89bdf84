"""TOML values to settings, exactly: nothing is coerced, unknown settings are named, every fault has its place."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]

UNITS_MS: Final = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000}
_SPAN: Final = re.compile(r"(\d{1,12}) ?(ms|s|min|h|d)", re.ASCII)


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


def nearest(name: str, names: Iterable[str]) -> str:
    """`; did you mean …?` for what looks like a slip of the pen, else nothing."""
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f"; did you mean {found[0]}?" if found else ""


# --- faults in words


def _fault(text: str) -> Fault:
    words, _, place = text.rpartition(" @ ")
    place = re.sub(r"\['([^']*)'\]", r".\1", place)
    return Fault(re.sub(r"_ms(?=\.|\[|$)", "", place), words)


def _words(error: BaseException, _: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name.removesuffix("_ms") for field in attrs.fields(error.cl)]
        return ", ".join(f"unknown setting {name}{nearest(name, known)}" for name in sorted(error.extra_fields))
    return "is missing" if isinstance(error, KeyError) else str(error)


# --- hooks: one for each kind of value


def _text(value: object, kind: Any) -> str:
    """A text, or a word of a closed set: cattrs finds this hook for every StrEnum, because that is a text too."""
    if type(value) is not str:
        raise Wrong("text is expected")
    if issubclass(kind, StrEnum):
        if value not in set(kind):
            raise Wrong(f"one of {', '.join(kind)} is expected")
        word: str = kind(value)
        return word
    return value


def _whole(value: object, _: object) -> int:
    if type(value) is not int:
        raise Wrong("a whole number is expected")
    return value


def _truth(value: object, _: object) -> bool:
    if type(value) is not bool:
        raise Wrong("true or false is expected")
    return value


def _number(value: object, _: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Wrong("a number is expected")
    return float(value)


def _optional_span(value: object, _: object) -> int | None:
    return None if value is None else span_ms(value)


def _only(kind: type, words: str, hook: Hook) -> Hook:
    """`hook`, but only for this kind of TOML value: a text is no list of letters."""

    def checked(value: object, cls: object) -> Any:
        if type(value) is not kind:
            raise Wrong(f"{words} is expected")
        return hook(value, cls)

    return checked


def _by_fields(cls: type) -> Hook:
    """A hook that knows the settings of a class: spans lose their `_ms`, unknown names are faults."""
    attrs.resolve_types(cls)
    renamed: dict[str, Any] = {}
    for field in attrs.fields(cls):
        if field.name.endswith("_ms"):
            hook = span_ms if field.type is int else _optional_span
            renamed[field.name] = override(rename=field.name.removesuffix("_ms"), struct_hook=hook)
    made: Hook = make_dict_structure_fn(
        cls, _CONVERTER, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **renamed
    )
    return _only(dict, "a table", made)


def _list(kind: Any) -> Hook:
    several: Any = tuple[get_args(kind)[0], ...]  # type: ignore[misc]
    items: Hook = homogenous_tuple_structure_factory(several, _CONVERTER)
    made: Hook = items if get_origin(kind) is tuple else lambda value, cls: frozenset(items(value, cls))
    return _only(list, "a list", made)


def _table(kind: Any) -> Hook:
    return _only(dict, "a table", mapping_structure_factory(kind, _CONVERTER, structure_to=dict))


def _is_list(kind: Any) -> bool:
    return get_origin(kind) in (tuple, frozenset)


def _is_table(kind: Any) -> bool:
    return get_origin(kind) in (dict, Mapping)


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
    for kind, hook in ((str, _text), (int, _whole), (bool, _truth), (float, _number)):
        converter.register_structure_hook(kind, hook)
    converter.register_structure_hook_factory(_is_list, _list)
    converter.register_structure_hook_factory(_is_table, _table)
    converter.register_structure_hook_factory(attrs.has, _by_fields)
    return converter


_CONVERTER: Final = _converter()
