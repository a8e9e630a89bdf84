"""A queue as its stream tells it. Supervisors see who waits and who could take it; members see how many wait."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from ringline_protocol import events as e
from ringline_protocol.evolving import evolve
from ringline_protocol.view.reducer import Reducer, change, drop, put, reduce


@attrs.frozen
class QueueRow:
    """One that waits, with where it rings."""

    interaction: str
    entry: e.QueueEntry
    ringing: tuple[str, ...] = ()
    """Agents."""
    no_takers: bool = False
    """Everybody who could take it declined, missed it or is excluded."""


@attrs.frozen
class QueueView:
    """Everything that a queue's stream tells; for members `rows` and `members` are empty."""

    queue: str = ""
    name: str = ""
    waiting: int = 0
    rows: tuple[QueueRow, ...] = ()
    """In the order in which they came in."""
    members: tuple[e.QueueMember, ...] = ()
    figures: e.QueueFigures | None = None


def apply_queue(view: QueueView, event: str, data: Any, at_ms: int) -> QueueView:
    """The view after one event of the queue's stream, in either form."""
    return reduce(_REDUCERS, view, event, data, at_ms)


def _entered(view: QueueView, data: e.QueueEntered, at_ms: int) -> QueueView:
    view = evolve(view, waiting=data.waiting)
    if data.entry is None:
        return view
    known = next((row for row in view.rows if row.interaction == data.entry.interaction), None)
    row = evolve(known, entry=data.entry) if known else QueueRow(data.entry.interaction, data.entry)
    return evolve(view, rows=put(view.rows, row, "interaction"))


def _left(view: QueueView, data: e.QueueLeft, at_ms: int) -> QueueView:
    rows = view.rows if data.interaction is None else drop(view.rows, "interaction", data.interaction)
    return evolve(view, waiting=data.waiting, rows=rows)


def _offered(view: QueueView, data: e.QueueOffered, at_ms: int) -> QueueView:
    rings = {"ringing": data.agents, "no_takers": False} if data.agents else {"ringing": ()}
    return evolve(view, rows=change(view.rows, "interaction", data.interaction, **rings))


def _no_takers(view: QueueView, data: e.QueueNoTakers, at_ms: int) -> QueueView:
    return evolve(view, rows=change(view.rows, "interaction", data.interaction, no_takers=True))


def _members(view: QueueView, data: e.QueueMembersChanged, at_ms: int) -> QueueView:
    members = view.members
    for member in data.members:
        members = put(members, member, "agent")
    for agent in data.left:
        members = drop(members, "agent", agent)
    return evolve(view, members=members)


def _figures(view: QueueView, data: e.QueueFigures, at_ms: int) -> QueueView:
    return evolve(view, waiting=data.waiting, figures=data)


_REDUCERS: Final[Mapping[str, Reducer[QueueView]]] = {
    "queue.entered": _entered,
    "queue.left": _left,
    "queue.offered": _offered,
    "queue.no_takers": _no_takers,
    "queue.members_changed": _members,
    "queue.figures": _figures,
}
