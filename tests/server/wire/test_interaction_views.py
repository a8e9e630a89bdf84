"""A snapshot is what its reader would have folded: for every event, whatever came before."""

from types import UnionType
from typing import Any, get_args, get_origin

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.views import assert_view_agrees
from ringline_protocol.view import VIEW_LEGS_MAX, VIEW_SEGMENTS_MAX, VIEW_WHISPERS_MAX
from ringline_server.domain.events import KINDS, Created, Event
from ringline_server.domain.state import LEGS_MAX, RECENT_SEGMENTS_MAX, WHISPERS_MAX
from ringline_server.wire import Reader

FEW = 3
"""Different ids of a kind: few, so that events meet."""
POOLS = ("interaction", "leg", "agent", "offer", "queue", "segment", "note", "transfer", "name")
"""Fields that name a thing."""
INSIDERS = (Reader.AGENT, Reader.SUPERVISOR, Reader.SERVICE)


def values_of(name: str, kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a field, of few ids and moments."""
    args = get_args(kind)
    if isinstance(kind, UnionType):
        return st.one_of([values_of(name, arg) for arg in args])
    if get_origin(kind) is tuple:
        return st.lists(values_of(name, args[0]), max_size=2).map(tuple)
    if kind is type(None):
        return st.none()
    if kind is str and name in POOLS:
        return st.integers(1, FEW).map(lambda number: f"{name}_{number}")
    if kind is str:
        return st.sampled_from(["", "a", "café"])
    if kind in (int, float):
        return st.integers(0, 9).map(kind)
    if attrs.has(kind):
        return any_of(kind)
    return st.from_type(kind)


def any_of(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Any object of an attrs class."""
    attrs.resolve_types(cls)
    return st.builds(cls, **{field.name: values_of(field.name, field.type) for field in attrs.fields(cls)})


EVENTS: st.SearchStrategy[Event] = st.one_of([any_of(cls) for cls in KINDS.values() if cls is not Created])


@settings(max_examples=100, deadline=None)
@given(created=any_of(Created), later=st.lists(EVENTS, max_size=40))
def test_what_insiders_fold_is_their_snapshot_even_in_histories_that_no_rule_would_make(
    created: Created, later: list[Event]
) -> None:
    assert_view_agrees([(event, 1_000 + index) for index, event in enumerate([created, *later])], INSIDERS)


def test_views_keep_as_much_as_the_server_does() -> None:
    assert VIEW_SEGMENTS_MAX == RECENT_SEGMENTS_MAX
    assert VIEW_WHISPERS_MAX == WHISPERS_MAX
    assert VIEW_LEGS_MAX == LEGS_MAX
