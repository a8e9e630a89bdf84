"""Every stream from its first record to its last: numbered, decoded, folded, and compared with all that came of it."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import apsw
import attrs
from cattrs.errors import CattrsError
from ringline_protocol.values import LegKind

from ringline_server.actors import projection
from ringline_server.domain import agent as agents
from ringline_server.domain import machine, soundness
from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.events import Created, LegStarted, SegmentAdded
from ringline_server.domain.state import Interaction
from ringline_server.store import facts, sqlite_read
from ringline_server.store.records import Record, SegmentRow, Snapshot
from ringline_server.upkeep.files import Progress
from ringline_server.upkeep.report import Notebook

UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, AssertionError, CattrsError)
"""What decoding or folding raises over something that this release never wrote."""
STREAMS_PER_STEP = 200
"""Between two words of progress."""


def streams(db: apsw.Connection, notebook: Notebook, progress: Progress) -> None:
    """All of them, in one run over the journal."""
    total = db.execute("select count(*) from record").get or 0
    rows = db.execute("select stream, seq, at_ms, kind, body from record order by stream, seq")
    for number, (stream, records) in enumerate(groupby(rows, itemgetter(0)), 1):
        _stream(db, notebook, stream, (Record(*row[1:]) for row in records))
        notebook.counted("streams")
        if number % STREAMS_PER_STEP == 0:
            progress("streams", notebook.counts["records"], total)
    _orphans(db, notebook)
    progress("streams", total, total)


def _stream(db: apsw.Connection, notebook: Notebook, stream: str, records: Iterator[Record]) -> None:
    kind, _, name = stream.partition("/")
    snapshot = sqlite_read.snapshots(db, [stream]).get(stream)
    walk: _Walk
    match kind:
        case "interaction":
            walk = _InteractionWalk(stream, notebook, snapshot, id=name)
        case "agent":
            walk = _AgentWalk(stream, notebook, snapshot)
        case _:
            notebook.finds(stream, "is of no known kind")
            walk = _Walk(stream, notebook, snapshot)
    for record in records:
        walk.step(record)
    walk.end(db)


@attrs.define
class _Walk:
    """Along one stream. `state` is None when nothing more can be folded."""

    stream: str
    notebook: Notebook
    snapshot: Snapshot | None
    seq: int = 0
    state: Any = None

    def step(self, record: Record) -> None:
        """One record more."""
        self.notebook.counted("records")
        if record.seq != self.seq + 1:
            self.notebook.finds(self.stream, f"goes from {self.seq} to {record.seq}")
            self.state = None  # what the missing ones made is unknown
        self.seq = record.seq
        if self.state is not None:
            try:
                self.state = self.folded(record)
            except UNREADABLE as error:
                self.notebook.finds(f"{self.stream} {record.seq}", f"{record.kind} cannot be read: {_class_of(error)}")
                self.state = None
        if self.snapshot is not None and self.snapshot.seq == record.seq and self.state is not None:
            self._compare(self.snapshot)

    def folded(self, record: Record) -> Any:
        """The state after it."""
        return None

    def cached(self, snapshot: Snapshot) -> Any:
        """What the snapshot says; None: this release cannot read it, and does without."""
        return None

    def _compare(self, snapshot: Snapshot) -> None:
        cached = self.cached(snapshot)
        if cached is not None and cached != self.state:
            self.notebook.finds(f"{self.stream} {snapshot.seq}", "the snapshot is not what the events make")

    def end(self, db: apsw.Connection) -> None:
        """After the last record."""
        if self.snapshot is not None:
            self.notebook.counted("snapshots")
            if self.snapshot.seq > self.seq:
                self.notebook.finds(self.stream, f"ends at {self.seq}, its snapshot is of {self.snapshot.seq}")


@attrs.define
class _AgentWalk(_Walk):
    state: AgentStatus | None = attrs.field(factory=AgentStatus)

    def folded(self, record: Record) -> AgentStatus:
        assert self.state is not None
        return agents.apply(self.state, facts.agent_event(record), record.at_ms)

    def cached(self, snapshot: Snapshot) -> AgentStatus | None:
        return facts.agent_from_snapshot(snapshot.body)


@attrs.define
class _InteractionWalk(_Walk):
    id: str = ""
    state: Interaction | None = attrs.field(factory=Interaction)
    segments: list[SegmentRow] = attrs.field(factory=list)
    participants: set[str] = attrs.field(factory=set)
    is_sound: bool = True

    def folded(self, record: Record) -> Interaction:
        before, event = self.state, facts.event(record)
        assert before is not None
        if isinstance(event, SegmentAdded):
            self.segments.append(projection.of_segment(before, event))
        if isinstance(event, Created):
            self.participants.add(event.created_by)
        elif isinstance(event, LegStarted) and event.kind is not LegKind.MONITOR:
            self.participants.add(event.agent)
        return machine.apply(before, event, record.at_ms)

    def cached(self, snapshot: Snapshot) -> Interaction | None:
        return facts.from_snapshot(snapshot.body)

    def end(self, db: apsw.Connection) -> None:
        super().end(db)
        if self.state is None:
            return
        if self.state.id != self.id:
            self.notebook.finds(self.stream, "does not begin with its creation")
            return
        for fault in soundness.faults(self.state):
            self.notebook.finds(self.stream, fault)
        self._rows(db, self.state)

    def _rows(self, db: apsw.Connection, state: Interaction) -> None:
        if sqlite_read.interaction(db, self.id) != projection.of_state(state):
            self.notebook.finds(self.stream, "its row in the list is not what the events make")
        sql = """select interaction, seq, segment, role, at_ms, text, hidden from segment
                 where interaction = ? order by seq"""
        if [sqlite_read.segment_row(row) for row in db.execute(sql, (self.id,))] != self.segments:
            self.notebook.finds(self.stream, "its segments are not those of the events")
        for agent in sorted(self.participants):
            if not sqlite_read.participates(db, self.id, agent):
                self.notebook.finds(self.stream, f"{agent} took part, and may not see it")
        self.notebook.counted("segments", len(self.segments))


def _orphans(db: apsw.Connection, notebook: Notebook) -> None:
    """What stands in a list, and in no journal."""
    without = "where not exists (select 1 from record where stream = 'interaction/' || {0}.{1} and seq = 1)"
    for table, column in (("interaction", "id"), ("segment", "interaction"), ("participant", "interaction")):
        sql = f"select distinct {column} from {table} {without.format(table, column)}"
        for (name,) in db.execute(sql):
            notebook.finds(table, f"{name} has no journal")
    missing = """select stream from snapshot as s where stream like '%/%'
                 and not exists (select 1 from record where stream = s.stream)"""
    for (stream,) in db.execute(missing):  # without a slash: what is written only to see whether writing works
        notebook.finds("snapshot", f"{stream} has no journal")
    told = "select i.id, a.value from interaction as i, json_each(i.agents) as a"
    held = "select interaction, agent from holder"
    for one, other, fault in ((told, held, "is missing"), (held, told, "holds nothing")):
        for interaction, agent in db.execute(f"{one} except {other}"):
            notebook.finds("holder", f"{agent} of {interaction} {fault}")


def _class_of(error: BaseException) -> str:
    """Its message may quote what somebody said."""
    return type(error).__name__
