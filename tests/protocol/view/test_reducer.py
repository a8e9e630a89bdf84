"""What all views share."""

import attrs
from ringline_protocol.frames import Unread
from ringline_protocol.view.reducer import Reducer, change, drop, put, reduce


@attrs.frozen
class Item:
    id: str
    number: int = 0


ITEMS = (Item("a", 1), Item("b", 2))
ADD: dict[str, Reducer[int]] = {"added": lambda view, data, at_ms: view + data + at_ms}


def test_put_replaces_in_place_or_adds_at_the_end() -> None:
    assert put(ITEMS, Item("a", 9), "id") == (Item("a", 9), Item("b", 2))
    assert put(ITEMS, Item("c", 3), "id") == (*ITEMS, Item("c", 3))


def test_change_changes_one_and_ignores_what_is_not_there() -> None:
    assert change(ITEMS, "id", "b", number=7) == (Item("a", 1), Item("b", 7))
    assert change(ITEMS, "id", "x", number=7) == ITEMS


def test_drop_takes_one_away() -> None:
    assert drop(ITEMS, "id", "a") == (Item("b", 2),)
    assert drop(ITEMS, "id", "x") == ITEMS


def test_a_known_event_is_reduced() -> None:
    assert reduce(ADD, 1, "added", 10, 100) == 111


def test_hidden_unknown_and_unread_events_change_nothing() -> None:
    assert reduce(ADD, 1, "hidden", None, 100) == 1
    assert reduce(ADD, 1, "invented.later", 10, 100) == 1
    assert reduce(ADD, 1, "added", Unread({"x": 1}), 100) == 1
