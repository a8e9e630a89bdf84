"""The JavaScript client under test: Node with the development packages, and histories that its views must agree with.

A history is a list of steps; each has the frames of one message, and the views that Python has after it.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ringline_protocol import codec
from ringline_protocol.events import EVENTS
from ringline_protocol.frames import Ephemeral, Event, Snapshot, Welcome
from ringline_protocol.json_text import dump, parse
from ringline_protocol.parts import join_state
from ringline_protocol.view import (
    AgentView,
    ConsumerView,
    InteractionView,
    QueueView,
    View,
    apply,
    view_from_json,
    view_to_json,
    with_partial,
)

from kit.anything import any_of, some_of
from kit.source import ROOT
from kit.vectors import VECTORS, read_vectors

WEB = ROOT / "clients" / "web"
BUILT = ROOT / "clients" / "ringline_web"
EXAMPLES = 60
EVENTS_MAX = 40
STREAMS: dict[type[Any], str] = {
    AgentView: "agent/agt_ana",
    QueueView: "queue/que_1",
    InteractionView: "interaction/int_1",
    ConsumerView: "interaction/int_1",
}
HOUSE = ("agent.", "device.", "queue.")
"""Events that mostly do nothing to an interaction."""
TELLING: dict[type[Any], list[str]] = {
    AgentView: [name for name in EVENTS if name.startswith(("agent.", "device.", "offer.", "leg."))],
    QueueView: [name for name in EVENTS if name.startswith("queue.")],
    InteractionView: [name for name in EVENTS if not name.startswith(HOUSE)],
    ConsumerView: [name for name in EVENTS if not name.startswith(HOUSE)],
}

History = dict[str, Any]


def node() -> str:
    """Path of Node. Skips the test where it, or the packages that `npm ci` installs, are missing."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("no Node here")
    if not (WEB / "node_modules").is_dir():
        pytest.skip("no clients/web/node_modules here: npm ci makes it")
    return found


@attrs.define
class Reader:
    """Folds what a server says, as the protocol says."""

    views: dict[str, View] = attrs.field(factory=dict)
    is_consumer: bool = False
    _parts: dict[str, list[dict[str, Any]]] = attrs.field(factory=dict)

    def read(self, text: str) -> None:
        """One message of the server."""
        for frame in codec.decode_from_server(text):
            match frame:
                case Welcome(principal=principal):
                    self.is_consumer = principal.kind == "consumer"
                case Snapshot():
                    self._snapshot(frame)
                case Event(stream=stream):
                    self.views[stream] = apply(self.views[stream], frame.event, frame.data, frame.at_ms)
                case Ephemeral(stream=stream, event="segment.partial"):
                    self._partial(stream, frame.data)

    def shown(self) -> dict[str, Any]:
        """As plain values, with what is being said: that is no part of a snapshot, but of what people see."""
        return {stream: {**view_to_json(view), **_partials(view)} for stream, view in self.views.items()}

    def _snapshot(self, frame: Snapshot) -> None:
        parts = self._parts.setdefault(frame.stream, [])
        parts.append(frame.state)
        if frame.part == frame.parts:
            cls = self._class_of(frame.stream)
            self.views[frame.stream] = view_from_json(cls, join_state(self._parts.pop(frame.stream)))

    def _partial(self, stream: str, partial: Any) -> None:
        view = self.views[stream]
        assert isinstance(view, InteractionView | ConsumerView)
        self.views[stream] = with_partial(view, partial)

    def _class_of(self, stream: str) -> type[Any]:
        kind = stream.partition("/")[0]
        own = ConsumerView if self.is_consumer else InteractionView
        return {"agent": AgentView, "queue": QueueView, "interaction": own}[kind]


def _partials(view: View) -> dict[str, Any]:
    if not isinstance(view, InteractionView | ConsumerView):
        return {}
    return {"partials": [parse(dump(partial)) for partial in view.partials]}


def golden_histories() -> Iterator[History]:
    """The golden conversations."""
    for path in sorted((VECTORS / "conversations").iterdir()):
        lines = read_vectors(f"conversations/{path.name}")
        yield _history(path.stem, [json.dumps(line["server"]) for line in lines if "server" in line])


def full_histories() -> Iterator[History]:
    """Every event about the same things, forwards, then backwards twice: each surely meets what another made."""
    for cls, names in TELLING.items():
        facts = [some_of(EVENTS[name]) for name in names]
        yield _history(f"{cls.__name__}, everything", _told(cls, [*facts, *facts[::-1], *facts[::-1]]))


def random_histories() -> list[History]:
    """Any events in any order on any stream, of few ids so that they meet. Always the same ones."""
    return [history for cls in STREAMS for history in _random_histories(cls)]


def _random_histories(cls: type[Any]) -> list[History]:
    found: list[History] = []
    telling = st.one_of([any_of(EVENTS[event]) for event in sorted(TELLING[cls])])
    others = st.one_of([any_of(EVENTS[event]) for event in sorted(EVENTS)])
    events = st.one_of([telling, telling, telling, others])

    @settings(max_examples=EXAMPLES, derandomize=True, database=None)
    @given(st.lists(events, min_size=EVENTS_MAX // 2, max_size=EVENTS_MAX))
    def collect(facts: list[Any]) -> None:
        found.append(_history(f"{cls.__name__} {len(found)}", _told(cls, facts)))

    collect()
    return found


def _told(cls: type[Any], facts: list[Any]) -> list[str]:
    kind, name = ("consumer", "con_1") if cls is ConsumerView else ("agent", "agt_ana")
    texts = [_welcome(kind, name), _message(Snapshot(STREAMS[cls], "e1", 0, {}))]
    for seq, data in enumerate(facts, 1):
        texts.append(_message(Event(STREAMS[cls], seq, seq * 10, _name_of(data), data)))
    return texts


def _name_of(data: Any) -> str:
    return next(name for name, cls in EVENTS.items() if cls is type(data))


def _message(frame: Any) -> str:
    return codec.encode(frame).decode()


def _welcome(kind: str, name: str) -> str:
    line = next(row for row in read_vectors("frames.jsonl") if row["name"] == "welcome")
    welcome = json.loads(line["text"])
    return json.dumps({**welcome, "principal": {"kind": kind, "id": name}, "streams": {}})


def _history(name: str, texts: list[str]) -> History:
    reader, steps = Reader(), []
    for text in texts:
        reader.read(text)
        steps.append({"frames": json.loads(text), "views": reader.shown()})
    return {"name": name, "steps": steps}


def write_histories(path: Path) -> Path:
    """One line each."""
    histories = [*golden_histories(), *full_histories(), *random_histories()]
    path.write_text("\n".join(json.dumps(history) for history in histories), encoding="utf-8")
    return path
