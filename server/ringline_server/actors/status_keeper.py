"""An agent's status on disk: what was chosen, what the house does with it, and the retry when the store is down."""

from collections.abc import Callable, Sequence
from typing import Final

import attrs

from ringline_server.actors.registry import Registry
from ringline_server.domain import agent as rules
from ringline_server.domain.agent import AgentStatus, Work
from ringline_server.domain.agent_events import AgentEvent
from ringline_server.store import facts
from ringline_server.store.records import Append, Row, Snapshot, StoreUnavailable

STORE_RETRY_MS: Final = 1_000
HAPPENINGS_MAX: Final = 1_000
"""Waiting for the store."""
SNAPSHOT_EVERY_EVENTS: Final = 50

Happening = Callable[[AgentStatus, Work], tuple[AgentEvent, ...]]
"""What the house makes of something that happened, judged by the status at the time at which it is written down."""


@attrs.define(eq=False)
class StatusKeeper:
    """Owned by one agent's actor. `seq`: of the last event on disk."""

    stream: str
    registry: Registry
    status: AgentStatus
    seq: int
    snapshot_seq: int = 0
    retry_at_ms: int | None = None
    _happened: list[Happening] = attrs.field(factory=list)

    def happens(self, happening: Happening) -> None:
        """To be written down with the next `catch_up`."""
        self._happened.append(happening)
        assert len(self._happened) <= HAPPENINGS_MAX, self.stream

    async def append(self, events: Sequence[AgentEvent], now_ms: int, rows: tuple[Row, ...] = ()) -> None:
        """On disk, then true; rows alone are an answer that says that all was so already, which has to hold as well.

        Raises: what the journal raises; nothing changed then.
        """
        if not events and not rows:
            return
        records = tuple(facts.record(self.seq + n, now_ms, event) for n, event in enumerate(events, 1))
        await self.registry.journal.append(Append(self.stream, self.seq, records, rows))
        self.seq += len(events)
        self.status = folded(self.status, events, now_ms)
        if self.seq - self.snapshot_seq >= SNAPSHOT_EVERY_EVENTS:
            self.snapshot_seq = self.seq
            self.registry.save_snapshot(Snapshot(self.stream, self.seq, facts.agent_snapshot(self.status)))

    async def catch_up(self, work: Work, now_ms: int) -> None:
        """Write down what happened and what follows from how things are; later, when the store cannot take it."""
        if self.retry_at_ms is not None and now_ms < self.retry_at_ms:
            return
        try:
            await self.append(self._due(work, now_ms), now_ms)
        except StoreUnavailable:
            self.retry_at_ms = now_ms + STORE_RETRY_MS
        else:
            self.retry_at_ms = None
            self._happened.clear()

    def _due(self, work: Work, now_ms: int) -> list[AgentEvent]:
        lasting: list[Happening] = [rules.work_done]
        if work.is_gone:
            lasting.insert(0, lambda status, _: rules.gone(status))
        status, events = self.status, list[AgentEvent]()
        for happening in (*self._happened, *lasting):
            news = happening(status, work)
            status = folded(status, news, now_ms)
            events += news
        return events


def folded(status: AgentStatus, events: Sequence[AgentEvent], at_ms: int) -> AgentStatus:
    """The status after these events."""
    for event in events:
        status = rules.apply(status, event, at_ms)
    return status
