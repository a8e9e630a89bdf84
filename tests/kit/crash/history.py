"""What clients did and saw while the server was killed under them, and what its journal says afterwards.

Command    asked once or many times under one key; `reply` is the answer that the client went on with
Seen       one frame of a stream at one connection: how it began, or an event
Journal    every record of every stream, as events of the domain
"""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import orjson
from ringline_server.domain import machine
from ringline_server.domain.agent_events import AGENT_KINDS
from ringline_server.domain.events import Event
from ringline_server.domain.state import Interaction
from ringline_server.store import facts
from ringline_server.store.records import Record

Frame = dict[str, Any]


@attrs.define(eq=False)
class Command:
    """One wish of one principal. Without a reply its outcome is unknown: it happened once, or never."""

    who: str
    """`kind:id`."""
    method: str
    params: Frame
    key: str
    about: str = ""
    """The offer or leg that it concerns."""
    replies: list[Frame] = attrs.field(factory=list)
    """Final ones: more than one when the key was asked again."""
    sendings: int = 0
    answered_at_ms: int = 0
    """First; 0: never."""

    @property
    def is_ok(self) -> bool:
        """Acknowledged."""
        return any("result" in reply for reply in self.replies)

    @property
    def is_refused(self) -> bool:
        """The server said that nothing happened."""
        return bool(self.replies) and not self.is_ok

    @property
    def interaction(self) -> str:
        """The one that it concerns; of a create the one that it made, if that is known."""
        made = next((reply["result"].get("interaction", "") for reply in self.replies if "result" in reply), "")
        return str(self.params.get("interaction") or made)


@attrs.frozen
class Seen:
    """One step of a stream at one connection. `what`: `snapshot`, `from` (resumed there), or an event's name."""

    connection: str
    reader: str
    """Kind of principal: what one may see depends on it."""
    stream: str
    epoch: str
    seq: int
    what: str
    data: Any = None


@attrs.frozen
class Line:
    """What a queue said of who waits, asked and answered at these moments (epoch ms)."""

    queue: str
    asked_at_ms: int
    answered_at_ms: int
    rows: tuple[tuple[str, int], ...]
    """Interaction and `enqueued_at_ms`, in the order told."""


@attrs.frozen
class Life:
    """One process: from its greeting to its end (epoch ms)."""

    ready_at_ms: int
    ended_at_ms: int
    point: str = ""
    """Where it died by itself (`failpoints`); empty: killed from outside, at any moment."""
    took_ms: int = 0
    """From its launch to its greeting."""


@attrs.define(eq=False)
class History:
    """Everything that was recorded outside the server."""

    commands: list[Command] = attrs.field(factory=list)
    seen: list[Seen] = attrs.field(factory=list)
    lines: list[Line] = attrs.field(factory=list)
    lives: list[Life] = attrs.field(factory=list)
    """Those that were killed."""
    last_ready_at_ms: int = 0
    """The greeting of the life that was not."""
    views: dict[str, Frame] = attrs.field(factory=dict)
    """Interaction -> its state, as the last life of the server told a supervisor."""


@attrs.frozen
class Entry:
    """One record, with the state before and after it where it is an interaction's."""

    seq: int
    at_ms: int
    event: Any
    before: Interaction
    after: Interaction


@attrs.define(eq=False)
class Journal:
    """Stream -> its records in order. `replies`: (principal, key) -> result, as stored."""

    streams: dict[str, list[Entry]] = attrs.field(factory=dict)
    replies: dict[tuple[str, str], Frame] = attrs.field(factory=dict)

    def interactions(self) -> Iterator[tuple[str, list[Entry]]]:
        """Id and records of each."""
        for stream, entries in self.streams.items():
            kind, _, name = stream.partition("/")
            if kind == "interaction":
                yield name, entries

    def state(self, interaction: str) -> Interaction:
        """At the end."""
        return self.streams[f"interaction/{interaction}"][-1].after


def read_journal(database: Path) -> Journal:
    """All of it, from a file that no server has open."""
    journal = Journal()
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        for stream, *columns in db.execute("select stream, seq, at_ms, kind, body from record order by stream, seq"):
            entries = journal.streams.setdefault(stream, [])
            entries.append(_entry(Record(*columns), entries[-1].after if entries else Interaction()))
        for principal, key, reply in db.execute("select principal, key, reply from answered"):
            journal.replies[principal, key] = _result(reply)
    finally:
        db.close()
    return journal


def _entry(record: Record, before: Interaction) -> Entry:
    if record.kind in AGENT_KINDS:
        return Entry(record.seq, record.at_ms, facts.agent_event(record), before, before)
    event: Event = facts.event(record)
    return Entry(record.seq, record.at_ms, event, before, machine.apply(before, event, record.at_ms))


def _result(reply: bytes) -> Frame:
    stored: Mapping[str, Any] = orjson.loads(reply)
    return dict(stored["result"])
