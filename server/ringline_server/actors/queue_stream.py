"""What a queue tells its readers: the stream `queue/{id}` and its view, numbered in memory.

Everything is published as a difference to the view: what is told twice publishes nothing. The view is kept in dicts,
so that an event costs the same however many wait; a snapshot is made of them when somebody subscribes.
"""

from collections.abc import Callable, Iterable

import attrs
from ringline_protocol import events as told
from ringline_protocol.evolving import evolve
from ringline_protocol.view import QueueRow, QueueView

from ringline_server import wire
from ringline_server.actors.feed import Feed, Sink
from ringline_server.domain.leaving import left_reason
from ringline_server.domain.line import Entry
from ringline_server.domain.policy import Queue
from ringline_server.domain.queue import Member
from ringline_server.domain.state import Interaction
from ringline_server.wire import QueueEvent, Reader


@attrs.define(eq=False)
class QueueStream:
    """Owned by one queue's actor."""

    queue: str
    name: str
    feed: Feed[QueueEvent, Reader]
    rows: dict[str, QueueRow] = attrs.field(factory=dict)
    """By interaction, in the order in which they came in."""
    members: dict[str, told.QueueMember] = attrs.field(factory=dict)
    figures: told.QueueFigures | None = None
    ringing: int = 0
    """Of the rows, how many ring."""

    @classmethod
    def make(cls, policy: Queue, epoch: str) -> "QueueStream":
        """Nothing is told yet."""
        feed: Feed[QueueEvent, Reader] = Feed.make(f"queue/{policy.id}", epoch, wire.queue_event)
        return cls(policy.id, policy.name, feed)

    def view(self, reader: Reader) -> QueueView:
        """Everything told so far, as this reader may see it."""
        rows, members = tuple(self.rows.values()), tuple(self.members.values())
        whole = QueueView(self.queue, self.name, len(rows), rows, members, self.figures)
        return wire.queue_view(whole, reader)

    def attach(self, sink: Sink, reader: Reader | None, pos: tuple[str, int] | None) -> None:
        """Subscribe a sink, or refuse."""
        if reader is None:
            sink.refused()
        else:
            self.feed.attach(sink, reader, pos, lambda: self.view(reader))

    def recheck(self, reader_of: Callable[[Sink], Reader | None]) -> None:
        """Rights may have changed."""
        self.feed.recheck(reader_of)

    def stands(self, entry: Entry, now_ms: int) -> None:
        """It waits, and rings at these agents."""
        row, shown = self.rows.get(entry.id), _entry(entry)
        if row is None or row.entry != shown:
            row = evolve(row, entry=shown) if row is not None else QueueRow(entry.id, shown)
            self.rows[entry.id] = row
            self.feed.publish(now_ms, told.QueueEntered(len(self.rows), shown))
        agents = entry.ringing_at
        if row.ringing != agents:
            self.ringing += bool(agents) - bool(row.ringing)
            no_takers = row.no_takers and not agents
            self.rows[entry.id] = evolve(row, ringing=agents, no_takers=no_takers)
            self.feed.publish(now_ms, told.QueueOffered(entry.id, agents))

    def without_takers(self, entry: Entry, now_ms: int) -> None:
        """Nobody is left who could take it; it waits on."""
        self.rows[entry.id] = evolve(self.rows[entry.id], no_takers=True)
        self.feed.publish(now_ms, told.QueueNoTakers(entry.id))

    def left(self, entry: Entry, state: Interaction, now_ms: int) -> None:
        """It does not wait here any more."""
        row = self.rows.pop(entry.id)
        self.ringing -= bool(row.ringing)
        reason = str(left_reason(state, entry.place))
        self.feed.publish(now_ms, told.QueueLeft(len(self.rows), entry.id, reason))

    def members_are(self, members: Iterable[Member], now_ms: int) -> None:
        """These stand like this; those who stood so already are no news."""
        news = [_member(each) for each in members if not self._shows(each)]
        if news:
            self.members.update({each.agent: each for each in news})
            self.feed.publish(now_ms, told.QueueMembersChanged(tuple(news)))

    def _shows(self, member: Member) -> bool:
        known = self.members.get(member.agent)
        return known is not None and (
            (known.name, known.status, known.state, known.is_routable)
            == (member.name, member.status, member.state, member.is_routable)
        )

    def members_left(self, agents: Iterable[str], now_ms: int) -> None:
        """These are members no longer."""
        gone = tuple(agent for agent in agents if self.members.pop(agent, None) is not None)
        if gone:
            self.feed.publish(now_ms, told.QueueMembersChanged((), gone))

    def figures_are(self, figures: told.QueueFigures, now_ms: int) -> None:
        """How it goes."""
        if figures != self.figures:
            self.figures = figures
            self.feed.publish(now_ms, figures)


def _member(member: Member) -> told.QueueMember:
    return told.QueueMember(member.agent, member.name, member.status, member.state, member.is_routable)


def _entry(entry: Entry) -> told.QueueEntry:
    state, place = entry.state, entry.place
    return told.QueueEntry(
        interaction=state.id,
        channel=state.channel,
        consumer_name=state.consumer.name,
        reason=place.reason,
        enqueued_at_ms=place.enqueued_at_ms,
        waiting_since_ms=place.waiting_since_ms,
        entered_at_ms=place.entered_at_ms,
        subject=state.subject,
        top_priority=state.top_priority,
        bonus=state.bonus,
        at_front=place.at_front,
    )
