"""Domain events and states to journal bytes and back: the only place that knows how they are written down.

A change to an event's fields needs a row in UPCASTERS, which turns the old JSON into the new before it is structured.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import orjson
from cattrs import Converter
from cattrs.errors import CattrsError
from cattrs.preconf.orjson import make_converter

from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.agent_events import AGENT_KINDS, AGENT_NAMES, AgentEvent
from ringline_server.domain.events import KINDS, NAMES, Event
from ringline_server.domain.state import Interaction
from ringline_server.store.records import Record

UPCASTERS: Final[Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""Event name to the function that brings an older body up to date."""
SNAPSHOT_FORMAT: Final = 4
"""One more whenever a fold means something new, so that no state is half what an older release made of the events."""

T = TypeVar("T", Interaction, AgentStatus)


def _converter() -> Converter:
    converter = make_converter(detailed_validation=False, omit_if_default=True)
    # A variable's value keeps its JSON type: nothing to convert, and nothing to coerce.
    converter.register_structure_hook(str | int | float | bool, lambda value, _: value)
    return converter


_CONVERTER: Final = _converter()


def record(seq: int, at_ms: int, event: Event | AgentEvent) -> Record:
    """The event as the journal keeps it."""
    kind = NAMES.get(type(event)) or AGENT_NAMES[type(event)]  # type: ignore[arg-type, index]
    return Record(seq, at_ms, kind, orjson.dumps(_CONVERTER.unstructure(event)))


def event(record: Record) -> Event:
    """An interaction's event as it was. Raises: KeyError for a kind that this release does not know."""
    fact: Event = _structure(record, KINDS[record.kind])
    return fact


def agent_event(record: Record) -> AgentEvent:
    """An agent's event as it was."""
    fact: AgentEvent = _structure(record, AGENT_KINDS[record.kind])
    return fact


def _structure(record: Record, cls: type[Any]) -> Any:
    body = orjson.loads(record.body)
    upcast = UPCASTERS.get(record.kind)
    return _CONVERTER.structure(upcast(body) if upcast else body, cls)


def snapshot(state: Interaction) -> bytes:
    """A state as a cache entry."""
    return _dumps(state)


def from_snapshot(body: bytes) -> Interaction | None:
    """The state again; None when this release cannot read it: the journal has everything."""
    state = _load(body, Interaction)
    return state if state is not None and state.id else None


def agent_snapshot(status: AgentStatus) -> bytes:
    """An agent's status as a cache entry."""
    return _dumps(status)


def agent_from_snapshot(body: bytes) -> AgentStatus | None:
    """The status again, like `from_snapshot`."""
    return _load(body, AgentStatus)


def _dumps(state: Interaction | AgentStatus) -> bytes:
    return orjson.dumps({"format": SNAPSHOT_FORMAT, "state": _CONVERTER.unstructure(state)})


def _load(body: bytes, cls: type[T]) -> T | None:
    try:
        kept = orjson.loads(body)
        return _CONVERTER.structure(kept["state"], cls) if kept["format"] == SNAPSHOT_FORMAT else None
    except (CattrsError, KeyError, TypeError, ValueError, AttributeError):
        return None
