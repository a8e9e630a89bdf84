"""`attrs.evolve` in a third of the time: each event changes a leg, an offer, a view or the whole of an interaction."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

__all__ = ["evolve", "values_of"]

T = TypeVar("T")


@attrs.frozen
class _Shape:
    """How a class is taken apart and made again: its fields are its constructor's arguments, in this order."""

    values: Callable[[object], tuple[Any, ...]]
    place: Mapping[str, int]


_SHAPES: dict[type[Any], _Shape] = {}
"""Filled as classes are first met."""

if TYPE_CHECKING:
    from attrs import evolve  # what is changed is checked against the fields
else:

    def evolve(value: T, /, **changes: Any) -> T:
        """A copy with these fields changed."""
        shape = _SHAPES.get(type(value)) or _shape_of(type(value))
        values = list(shape.values(value))
        for name, changed in changes.items():
            values[shape.place[name]] = changed
        return type(value)(*values)


def values_of(value: object) -> tuple[Any, ...]:
    """Its fields, in the order of its constructor's arguments."""
    return (_SHAPES.get(type(value)) or _shape_of(type(value))).values(value)


def _shape_of(cls: type[Any]) -> _Shape:
    fields = attrs.fields(cls)
    assert all(field.init and not field.kw_only for field in fields), cls
    names = [field.name for field in fields]
    assert len(names) > 1, cls  # of a single one `attrgetter` makes no tuple
    shape = _SHAPES[cls] = _Shape(attrgetter(*names), {name: place for place, name in enumerate(names)})
    return shape
