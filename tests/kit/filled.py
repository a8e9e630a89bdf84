"""A store file with whole stories in it, written the way the actors write: for whoever looks at stores from outside.

await filled(tmp_path / "ringline.db")      int_closed: talked and wrapped up; int_open: waits; agt_ana's status
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import attrs
from ringline_protocol import codec
from ringline_protocol.commands import CompleteWrapUp, SendMessage
from ringline_protocol.values import Status
from ringline_server.actors import projection
from ringline_server.actors.status_keeper import folded
from ringline_server.domain import machine
from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.agent_events import AgentEvent, StatusChosen
from ringline_server.domain.state import Interaction
from ringline_server.ids import Ids
from ringline_server.store import facts
from ringline_server.store.disk import Disk
from ringline_server.store.records import AnsweredRow, Append, Row, Snapshot
from ringline_server.store.sqlite import open_sqlite

from kit.story import START_MS, Tale, account, agent, queue

STATUS: Sequence[AgentEvent] = (StatusChosen(Status.READY, None, "agent:agt_ana"),)
WORDS = ("Where is my parcel?", "Straße 5, Łódź", "問い合わせ 42", "¿Mañana?")


@attrs.define
class Named(Tale):
    """A story of an interaction of this name."""

    id: str = "int_1"

    def _new_id(self, kind: str) -> str:
        return self.id if kind == "int" else Tale._new_id(self, kind)

    def says(self, *texts: str) -> Self:
        """Ana writes."""
        for text in texts:
            self.does(SendMessage(self.id, text), agent("ana"))
        return self

    def append(self) -> Append:
        """All of it as one append."""
        stream, state, rows = f"interaction/{self.id}", Interaction(), list[Row]()
        for at_ms, event in self.told:
            rows += projection.of_event(state, event, at_ms, self.account)
            state = machine.apply(state, event, at_ms)
        reply = codec.encode_data({"result": {}, "pos": {stream: state.seq}})
        rows += [projection.of_state(state), AnsweredRow("agent:ana", f"key_{self.id}", b"hash", reply, self.now_ms)]
        records = tuple(facts.record(seq, at_ms, event) for seq, (at_ms, event) in enumerate(self.told, 1))
        return Append(stream, 0, records, tuple(rows))

    def snapshot(self) -> Snapshot:
        """Of its end."""
        return Snapshot(f"interaction/{self.id}", self.state.seq, facts.snapshot(self.state))


def stories() -> list[Named]:
    """One that is over, one that waits."""
    house = account(queue())
    over = Named(house, id="int_closed").arrives().talks("ana").says(*WORDS).ends("ana")
    over.does(CompleteWrapUp("int_closed", ()), agent("ana"))
    return [over, Named(house, id="int_open").arrives()]


async def write(disk: Disk) -> None:
    """Into an open store."""
    told = stories()
    status = tuple(facts.record(seq, START_MS, event) for seq, event in enumerate(STATUS, 1))
    outcome = await disk.commit([*(story.append() for story in told), Append("agent/agt_ana", 0, status)])
    assert outcome == [None] * 3
    of_ana = Snapshot("agent/agt_ana", 1, facts.agent_snapshot(folded(AgentStatus(), STATUS, START_MS)))
    await disk.save_snapshots([told[0].snapshot(), of_ana])


async def filled(path: Path, **more: Any) -> Path:
    """A closed store file."""
    async with open_sqlite(path, Ids(), START_MS, **more) as disk:
        await write(disk)
    return path
