"""One stream's view, whichever it is: the next event, a passing fact, JSON out and in.

A snapshot of a stream *is* its view as JSON: `view_from_json(cls, view_to_json(view)) == view`, and
`apply` over the events after it gives the next snapshot.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import attrs

from ringline_protocol.events import SegmentPartial
from ringline_protocol.json_text import dump, parse
from ringline_protocol.shape import read_tolerant
from ringline_protocol.view.agent import AgentView, apply_agent
from ringline_protocol.view.consumer import ConsumerView, apply_consumer
from ringline_protocol.view.interaction import InteractionView
from ringline_protocol.view.interaction_reducer import apply_interaction
from ringline_protocol.view.queue import QueueView, apply_queue
from ringline_protocol.view.reducer import put

View = InteractionView | ConsumerView | AgentView | QueueView
V = TypeVar("V", bound=View)
T = TypeVar("T", bound=InteractionView | ConsumerView)

_APPLY: Final[Mapping[type[Any], Callable[[Any, str, Any, int], Any]]] = {
    InteractionView: apply_interaction,
    ConsumerView: apply_consumer,
    AgentView: apply_agent,
    QueueView: apply_queue,
}


def apply(view: V, event: str, data: object, at_ms: int) -> V:
    """The view after the next event of its stream. Hidden (`data` None) and unknown events change nothing but `seq`."""
    after: V = _APPLY[type(view)](view, event, data, at_ms)
    return after


def with_partial(view: T, partial: SegmentPartial) -> T:
    """With what is being said; a late one, older than what is there or than its final, changes nothing."""
    held = next((known for known in view.partials if known.segment == partial.segment), None)
    is_late = held is not None and held.revision >= partial.revision
    if is_late or any(segment.segment == partial.segment for segment in view.segments):
        return view
    return attrs.evolve(view, partials=put(view.partials, partial, "segment"))


def view_to_bytes(view: View) -> bytes:
    """A snapshot's state as JSON text; passing facts are no part of it."""
    return dump(view)


def view_to_json(view: View) -> dict[str, Any]:
    """A snapshot's state as plain values."""
    plain: dict[str, Any] = parse(view_to_bytes(view))
    return plain


def view_from_json(cls: type[V], plain: object) -> V:
    """The view of a snapshot; fields that this version does not know are skipped. Raises: FrameError."""
    return read_tolerant(cls, plain)[0]
