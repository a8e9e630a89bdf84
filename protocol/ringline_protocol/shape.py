"""Plain JSON values to typed objects, exactly: nothing is coerced, and a fault names its path.

    strict      what clients send: unknown fields are faults, texts and integers keep their bounds
    exact       what servers send, without a single unknown field
    tolerant    what servers send: unknown fields are skipped

Strict comes twice: a fast converter for what is right, a detailed one that only runs to say what is wrong.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    CattrsError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from ringline_protocol.bounds import COUNT, ID, SIGNED, IntegerBound, TextBound, integer_bound, text_bound
from ringline_protocol.codes import ErrorCode, FrameError
from ringline_protocol.json_text import safe_name
from ringline_protocol.limits import ARRAY_ITEMS_MAX, INTEGER_MAX, OBJECT_KEYS_MAX

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]

_MISFITS: Final = (CattrsError, KeyError, TypeError, ValueError)


class Misfit(ValueError):
    """A value that does not fit; its text never repeats the value."""

    def __init__(self, text: str, code: ErrorCode = ErrorCode.BAD_REQUEST) -> None:
        super().__init__(text)
        self.code = code


def read_strict(cls: type[T], plain: object) -> T:
    """An object of `cls` from what a client sent. Raises: FrameError with the path."""
    try:
        read: T = _strict(cls)(plain, cls)
        return read
    except _MISFITS:
        raise _fault(cls, plain) from None


def read_tolerant(cls: type[T], plain: object) -> tuple[T, bool]:
    """An object of `cls` from what a server sent, and whether unknown fields were skipped. Raises: FrameError."""
    try:
        return _EXACT.structure(plain, cls), False
    except _MISFITS:
        pass
    try:
        return _TOLERANT.structure(plain, cls), True
    except _MISFITS:
        raise FrameError(ErrorCode.BAD_REQUEST, "does not have the documented shape") from None


def _fault(cls: type[Any], plain: object) -> FrameError:
    """What the detailed converter says: the first fault, depth first."""
    try:
        _DETAILED.structure(plain, cls)
    except _MISFITS as error:
        return _named(error, "")
    raise AssertionError("the fast and the detailed converter disagree")


def _named(error: BaseException, path: str) -> FrameError:
    if isinstance(error, BaseValidationError):
        first = error.exceptions[0]
        return _named(first, path + _step(first))
    if isinstance(error, ForbiddenExtraKeysError):
        field = safe_name(min(error.extra_fields))
        return FrameError(ErrorCode.BAD_REQUEST, "unknown field", f"{path}.{field}".lstrip("."))
    code, text = _said(error)
    return FrameError(code, text, path.lstrip("."))


def _step(error: BaseException) -> str:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return f".{note.name}"
        if isinstance(note, IterableValidationNote):
            return f"[{note.index}]" if isinstance(note.index, int) else f".{safe_name(str(note.index))}"
    return ""


def _said(error: BaseException) -> tuple[ErrorCode, str]:
    if isinstance(error, Misfit):
        return error.code, str(error)
    if isinstance(error, KeyError):
        return ErrorCode.BAD_REQUEST, "missing"
    return ErrorCode.BAD_REQUEST, "not one of the allowed values"


# --- hooks: one for each kind of value ---


def _integer(bound: IntegerBound) -> Hook:
    low, high = bound.min, bound.max

    def hook(value: Any, _: Any) -> int:
        if type(value) is not int:
            raise Misfit("a whole number expected")
        if not low <= value <= high:
            raise Misfit(f"must be {low} to {high}")
        return value

    return hook


def _text(bound: TextBound) -> Hook:
    low, high, in_bytes = bound.min, bound.max, bound.in_bytes

    def hook(value: Any, _: Any) -> str:
        if type(value) is not str:
            raise Misfit("a text expected")
        if len(value) < low:
            raise Misfit("must not be empty")
        if len(value) > high or (in_bytes and len(value.encode()) > high):
            raise Misfit(f"at most {high} {'bytes' if in_bytes else 'characters'}", bound.code)
        return value

    return hook


def _any_text(value: Any, kind: Any) -> Any:
    """A text, or a member of a closed set: cattrs finds this hook for every StrEnum, because that is a text too."""
    if type(value) is not str:
        raise Misfit("a text expected")
    if kind is str:
        return value
    member = _members(kind).get(value)
    if member is None:
        raise Misfit("not one of the allowed values")
    return member


@cache
def _members(kind: type[StrEnum]) -> dict[str, StrEnum]:
    return {member.value: member for member in kind}


def _truth(value: Any, _: Any) -> bool:
    if type(value) is not bool:
        raise Misfit("true or false expected")
    return value


def _number(value: Any, _: Any) -> float:
    if type(value) is not int and type(value) is not float:
        raise Misfit("a number expected")
    return float(_within(value))


def _scalar(value: Any, _: Any) -> str | int | float | bool:
    if not isinstance(value, str | int | float | bool):
        raise Misfit("a text, a number, true or false expected")
    return value if isinstance(value, str) else _within(value)


def _within(value: float) -> float:
    if not -INTEGER_MAX <= value <= INTEGER_MAX:
        raise Misfit("a number beyond 2^53 - 1")
    return value


def _optional(hook: Hook) -> Hook:
    return lambda value, kind: None if value is None else hook(value, kind)


def _list_of(hook: Hook) -> Hook:
    def items(value: Any, kind: Any) -> tuple[Any, ...]:
        if type(value) is not list or len(value) > ARRAY_ITEMS_MAX:
            raise Misfit(f"a list of at most {ARRAY_ITEMS_MAX} expected")
        return tuple([hook(item, kind) for item in value])

    return items


def _bounded(cls: type[Any], field: "attrs.Attribute[Any]") -> Hook | None:
    """The hook of a field whose bound follows from its name; None for all other kinds."""
    kinds: dict[Any, Hook] = {str: _text(text_bound(cls, field.name)), int: _integer(integer_bound(field.name))}
    args = get_args(field.type)
    if field.type in kinds:
        return kinds[field.type]
    if len(args) == 2 and type(None) in args:
        return next((_optional(kinds[arg]) for arg in args if arg in kinds), None)
    if get_origin(field.type) is tuple and args == (str, ...):
        return _list_of(kinds[str])
    return None


# --- converters ---


def _object_hook(converter: cattrs.Converter, cls: type[Any], strict: bool, exact: bool) -> Hook:
    """Structures one attrs class; checks first that there is an object at all."""
    hooks = {field.name: _bounded(cls, field) for field in attrs.fields(cls)} if strict else {}
    overrides: dict[str, Any] = {name: override(struct_hook=hook) for name, hook in hooks.items() if hook}
    read: Hook = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=exact, **overrides)

    def hook(value: Any, kind: Any) -> Any:
        if type(value) is not dict:
            raise Misfit("an object expected")
        return read(value, kind)

    return hook


_epoch: Final = _text(ID)
_seq: Final = _integer(COUNT)


def _position(value: Any, _: Any) -> tuple[str, int]:
    if type(value) is not list or len(value) != 2:
        raise Misfit("[epoch, seq] expected")
    return _epoch(value[0], str), _seq(value[1], int)


def _only(kind: type[Any], length_max: int | None, read: Hook) -> Hook:
    """`read`, but only for this one kind of JSON value, up to a length."""
    word = "a list" if kind is list else "an object"
    wanted = f"{word} expected" if length_max is None else f"{word} of at most {length_max} expected"

    def hook(value: Any, cls: Any) -> Any:
        if type(value) is not kind or (length_max is not None and len(value) > length_max):
            raise Misfit(wanted)
        return read(value, cls)

    return hook


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[1:] == (...,)


def _is_object(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is dict


def _converter(*, strict: bool, exact: bool, detailed: bool) -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=detailed)
    integer = _integer(COUNT if strict else SIGNED)
    items_max, keys_max = (ARRAY_ITEMS_MAX, OBJECT_KEYS_MAX) if strict else (None, None)
    for exactly, hook in ((str, _any_text), (int, integer), (float, _number), (bool, _truth)):
        converter.register_structure_hook(exactly, hook)
    converter.register_structure_hook_func(lambda kind: kind == str | int | float | bool, _scalar)
    converter.register_structure_hook_func(lambda kind: kind == tuple[str, int], _position)
    converter.register_structure_hook_factory(
        _is_list, lambda kind: _only(list, items_max, homogenous_tuple_structure_factory(kind, converter))
    )
    converter.register_structure_hook_factory(
        _is_object,
        lambda kind: _only(dict, keys_max, mapping_structure_factory(kind, converter, detailed_validation=detailed)),
    )
    converter.register_structure_hook_factory(attrs.has, lambda cls: _object_hook(converter, cls, strict, exact))
    return converter


_STRICT: Final = _converter(strict=True, exact=True, detailed=False)
_strict: Final[Callable[[Any], Hook]] = cache(_STRICT.get_structure_hook)
"""Asked for once for each class."""
_DETAILED: Final = _converter(strict=True, exact=True, detailed=True)
_EXACT: Final = _converter(strict=False, exact=True, detailed=False)
_TOLERANT: Final = _converter(strict=False, exact=False, detailed=False)
