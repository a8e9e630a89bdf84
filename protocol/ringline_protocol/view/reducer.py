"""What all views have in common: a table of event names to functions, and sequences that stay small.

A view is a frozen value. `(view, data, at_ms) -> view` is what one event does to it; an unknown event does nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ringline_protocol.evolving import evolve
from ringline_protocol.frames import Unread

V = TypeVar("V")
T = TypeVar("T")

Reducer = Callable[[V, Any, int], V]


def reduce(reducers: Mapping[str, Reducer[V]], view: V, event: str, data: Any, at_ms: int) -> V:
    """The view after one event; as it was when the event is hidden or unknown."""
    reducer = reducers.get(event)
    if reducer is None or data is None or isinstance(data, Unread):
        return view
    return reducer(view, data, at_ms)


def put(items: tuple[T, ...], item: T, key: str) -> tuple[T, ...]:
    """With `item` in the place of the one that has the same `key` attribute, else at the end."""
    wanted = getattr(item, key)
    if any(getattr(old, key) == wanted for old in items):
        return tuple(item if getattr(old, key) == wanted else old for old in items)
    return (*items, item)


def change(items: tuple[T, ...], key: str, wanted: str, **fields: Any) -> tuple[T, ...]:
    """With these fields of the item whose `key` is `wanted` changed; the same when there is none."""
    return tuple(_evolve(item, fields) if getattr(item, key) == wanted else item for item in items)


def drop(items: tuple[T, ...], key: str, unwanted: str) -> tuple[T, ...]:
    """Without the item whose `key` is `unwanted`."""
    return tuple(item for item in items if getattr(item, key) != unwanted)


def _evolve(item: T, fields: dict[str, Any]) -> T:
    changed: T = evolve(item, **fields)  # type: ignore[misc]
    return changed
