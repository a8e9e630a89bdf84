"""Any object of an attrs class, made of few ids and moments, so that random facts meet each other."""

from collections.abc import Mapping
from enum import Enum
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs
from hypothesis import strategies as st

T = TypeVar("T")

FEW = 2
"""Different ids of a kind."""
IDS = frozenset({"interaction", "leg", "agent", "offer", "queue", "segment", "note", "transfer", "name", "session"})
"""Fields that name a thing."""
MAKERS = frozenset({"by", "created_by"})
"""Fields of the form `kind:id`."""
TEXTS = st.sampled_from(["", "a", "café ☕"])


def any_of(cls: type[T], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Any object of the class; `fixed` are strategies for fields of these names, wherever they are."""
    attrs.resolve_types(cls)  # type: ignore[type-var]
    fields = {field.name: field.type for field in attrs.fields(cls)}  # type: ignore[arg-type]
    return st.builds(cls, **{name: _value(name, kind, fixed) for name, kind in fields.items()})


def _value(name: str, kind: Any, fixed: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    args = get_args(kind)
    if name in fixed:
        return fixed[name]
    if isinstance(kind, UnionType):
        return st.one_of([_value(name, arg, fixed) for arg in args])
    if get_origin(kind) is tuple:
        return st.lists(_value(name, args[0], fixed), max_size=2).map(tuple)
    if get_origin(kind) is dict:
        return st.dictionaries(st.sampled_from(["x", "y"]), _value(name, args[1], fixed))
    return any_of(kind, **fixed) if attrs.has(kind) else _plain(name, kind)


def _plain(name: str, kind: Any) -> st.SearchStrategy[Any]:
    if kind is type(None):
        return st.none()
    if kind is str and name in IDS:
        return st.integers(1, FEW).map(lambda number: f"{name}_{number}")
    if kind is str and name in MAKERS:
        return st.integers(1, FEW).map(lambda number: f"agent:agent_{number}")
    if kind is str:
        return TEXTS
    if kind in (int, float):
        return st.integers(0, 9).map(kind)
    return st.from_type(kind)


def some_of(cls: type[T]) -> T:
    """One object of the class, always the same: nothing in it is empty or None, every id is the first one."""
    attrs.resolve_types(cls)  # type: ignore[type-var]
    return cls(**{field.name: _some(field.name, field.type) for field in attrs.fields(cls)})  # type: ignore[arg-type]


def _some(name: str, kind: Any) -> Any:
    args = get_args(kind)
    if isinstance(kind, UnionType):
        return _some(name, args[0])
    if get_origin(kind) is tuple:
        return (_some(name, args[0]),)
    if get_origin(kind) is dict:
        return {"x": _some(name, args[1])}
    if get_origin(kind) is dict:
        return {"x": _some(name, args[1])}
    if get_origin(kind) is Literal:
        return args[0]
    if attrs.has(kind):
        return some_of(kind)
    if issubclass(kind, Enum):
        return next(iter(kind))
    if kind is str:
        return f"{name}_1" if name in IDS else "agent:agent_1" if name in MAKERS else "a"
    return kind(1)
