"""The promise that holds the two sides together: what a reader folds from events is the snapshot that they would get.

Everything goes over the wire on its way: an event that lost a field there would be found here.
"""

from collections.abc import Iterable
from typing import Any

import attrs
from ringline_protocol.events import EVENTS
from ringline_protocol.json_text import dump, parse
from ringline_protocol.shape import read_tolerant
from ringline_protocol.view import ConsumerView, InteractionView, apply, view_from_json, view_to_json
from ringline_server import wire
from ringline_server.domain import folds
from ringline_server.domain.events import Event
from ringline_server.domain.state import Interaction
from ringline_server.wire import Reader

HIDDEN = "hidden"


@attrs.define
class Watchers:
    """One reader of each kind, from the first event on. Give them every event with the state after it."""

    readers: tuple[Reader, ...] = tuple(Reader)
    views: dict[Reader, InteractionView | ConsumerView] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.views = {reader: _empty(reader) for reader in self.readers}

    def see(self, event: Event, after: Interaction, at_ms: int) -> None:
        """Each folds the event as it gets it, and then knows exactly what a newcomer's snapshot says."""
        for reader, view in self.views.items():
            name, data = over_the_wire(event, reader)
            self.views[reader] = apply(view, name, data, at_ms)
            snapshot = wire.interaction_view(after, reader)
            assert snapshot == self.views[reader], f"{reader} after {name}"
            assert snapshot == view_from_json(type(snapshot), view_to_json(snapshot)), f"{reader} at {after.seq}"


def over_the_wire(event: Event, reader: Reader) -> tuple[str, Any]:
    """An event as it arrives at this reader: encoded, decoded, nothing unknown in it."""
    shown = wire.interaction_event(event, reader)
    if shown is None:
        return HIDDEN, None
    name, data = shown
    arrived, has_unknown = read_tolerant(EVENTS[name], parse(dump(data)))
    assert not has_unknown
    assert arrived == data
    return name, arrived


def assert_view_agrees(
    history: Iterable[tuple[Event, int]], readers: tuple[Reader, ...] = tuple(Reader)
) -> Interaction:
    """For every event of a history and every reader: fold(events, old snapshot) == new snapshot. Returns the end."""
    state = Interaction()
    watchers = Watchers(readers)
    for event, at_ms in history:
        state = folds.apply(state, event, at_ms)
        watchers.see(event, state, at_ms)
    return state


def _empty(reader: Reader) -> InteractionView | ConsumerView:
    return ConsumerView() if reader is Reader.CONSUMER else InteractionView()
