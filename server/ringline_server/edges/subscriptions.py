"""The streams that one connection reads: opening, journal replay for who is far behind, closing.

A stream begins when it is asked for, and has begun when all that was held for its verdict is in the outbox. What must
not go before that (a reply that names the stream) waits here meanwhile, also when the stream begins anew.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

import attrs
import trio
from ringline_protocol.codes import CloseCode, ErrorCode, Refused
from ringline_protocol.handshake import NotRecoveredReason, Position
from ringline_protocol.limits import COMMAND_MS, SUBSCRIPTIONS_MAX, SUPERVISOR_SUBSCRIPTIONS_MAX
from ringline_protocol.values import PrincipalKind

from ringline_server.actors import reviving
from ringline_server.actors.feed import WireEvent
from ringline_server.actors.messages import Ref, Subscribe, Unsubscribe
from ringline_server.edges import audit
from ringline_server.edges.outbox import Outbox
from ringline_server.edges.server import Server
from ringline_server.edges.sessions import Session
from ringline_server.edges.streams import REPLAY_EVENTS_MAX, StreamSink
from ringline_server.edges.wall import WALL
from ringline_server.store.records import UNREADABLE, StoreDamaged, StoreUnavailable


@attrs.define(eq=False)
class Subscriptions:
    """Owned by the connection; what is subscribed survives it in the session."""

    server: Server
    session: Session
    outbox: Outbox
    _sinks: dict[str, StreamSink] = attrs.field(factory=dict)
    _beginning: dict[str, StreamSink] = attrs.field(factory=dict)
    _behind: list[Callable[[], None]] = attrs.field(factory=list)
    """What waits until one of these has begun."""

    async def open_all(self, streams: Iterable[str], pos: Mapping[str, Position]) -> dict[str, StreamSink]:
        """Attach to all of them at once; each is held until it is released. Refused ones are closed sinks: those
        that may not be read, and those beyond the limit. Raises: StoreUnavailable."""
        sinks = {stream: self._sink(stream) for stream in streams}
        self._beginning |= sinks
        for stream in sinks:
            self._give_way(stream)
        try:
            await self._attach(sinks, pos)
        except StoreUnavailable:
            for sink in sinks.values():
                sink.close()
            raise
        return sinks

    async def _attach(self, sinks: Mapping[str, StreamSink], pos: Mapping[str, Position]) -> None:
        deadline = trio.current_time() + COMMAND_MS / 1000
        for stream, sink in sinks.items():
            await self._subscribe(sink, pos.get(stream))
        for stream, sink in sinks.items():
            await self._settle(sink, pos.get(stream), deadline)

    async def open(self, stream: str, pos: Position | None) -> StreamSink:
        """Attach to one more. Raises: Refused."""
        if stream not in self._sinks and len(self._sinks) >= self._streams_max:
            raise Refused(ErrorCode.SUB_LIMIT, details={"limit": self._streams_max})
        sink = (await self.open_all((stream,), {} if pos is None else {stream: pos}))[stream]
        if sink.is_closed:
            raise Refused(ErrorCode.FORBIDDEN)
        return sink

    def close(self, stream: str) -> None:
        """Stop reading. Raises: Refused."""
        if stream not in self._sinks:
            raise Refused(ErrorCode.NOT_SUBSCRIBED)
        self._drop(stream)
        self.session.streams.discard(stream)

    def close_all(self) -> None:
        """The connection ends; the session remembers what it read."""
        for stream in list(self._sinks):
            self._drop(stream)

    def head(self, stream: str) -> int | None:
        """Seq of the last event that went to this connection; None: not read here."""
        sink = self._sinks.get(stream)
        return None if sink is None else sink.head

    def are_beginning(self, streams: Collection[str]) -> bool:
        """One of them has not begun."""
        return not self._beginning.keys().isdisjoint(streams)

    def when_begun(self, then: Callable[[], None]) -> None:
        """Do this as soon as one that is beginning has begun: there may be others, so it has to look again."""
        self._behind.append(then)

    def hand_over(self) -> None:
        """Another connection reads on. What waited here for a stream is not done: see Outbox.hand_over."""
        self._behind.clear()
        self.close_all()

    def neighbours(self) -> tuple[list[Ref], list[Ref]]:
        """Other agents and queues whose streams are read here."""
        owners = [ref for stream in self._neighbour_streams() if (ref := self._known_owner(stream)) is not None]
        agents = [ref for ref in owners if ref.name.startswith("agent:")]
        return agents, [ref for ref in owners if ref.name.startswith("queue:")]

    def neighbour_heads(self) -> dict[str, int]:
        """How far each of these streams has been told here."""
        return {stream: self._sinks[stream].head for stream in self._neighbour_streams()}

    def _neighbour_streams(self) -> list[str]:
        own = f"agent/{self.session.principal.id}"
        return [stream for stream in self._sinks if stream.startswith(("agent/", "queue/")) and stream != own]

    @property
    def _streams_max(self) -> int:
        is_supervisor = self.session.principal.kind is PrincipalKind.SUPERVISOR
        return SUPERVISOR_SUBSCRIPTIONS_MAX if is_supervisor else SUBSCRIPTIONS_MAX

    def _sink(self, stream: str) -> StreamSink:
        now_ms = self.server.clock.now_ms
        by, restarted = self.session.principal, self._restarted
        detached, begun, snapshots = self._detached, self._begun, self.server.snapshots
        return StreamSink(stream, self.session.id, by, self.outbox, now_ms, detached, restarted, begun, snapshots)

    async def _subscribe(self, sink: StreamSink, pos: Position | None) -> None:
        owner = await self._owner(sink.stream) if len(self._sinks) < self._streams_max else None
        if owner is None:
            sink.refused()
        else:
            await self._note_monitor(sink.stream)
            self._sinks[sink.stream] = sink
            await owner.send(Subscribe(sink, sink.by, pos))

    async def _note_monitor(self, stream: str) -> None:
        """What a supervisor begins to look at is in the audit log before they see it. Raises: StoreUnavailable."""
        by = self.session.principal
        is_known = stream in self.session.streams or stream == f"agent/{by.id}"
        if by.kind is PrincipalKind.SUPERVISOR and not is_known:
            await audit.note(self.server, by, "stream.subscribe", stream)

    async def _settle(self, sink: StreamSink, pos: Position | None, deadline: float) -> None:
        with trio.move_on_at(deadline):
            await sink.answered.wait()
        if sink.verdict is None:
            sink.refused()
            self._drop(sink.stream)
            self.session.streams.discard(sink.stream)
            return
        self.session.streams.add(sink.stream)
        if pos is not None and sink.verdict.reason is NotRecoveredReason.TOO_OLD:
            await self._replay(sink, pos[1], sink.verdict.head)

    async def _replay(self, sink: StreamSink, after_seq: int, head: int) -> None:
        """Read what the actor's window no longer holds. More than the limit, or not now: the snapshot stands."""
        if not sink.stream.startswith("interaction/") or head - after_seq > REPLAY_EVENTS_MAX:
            return
        try:
            records = await self.server.disk.read(sink.stream, after_seq, head - after_seq)
        except UNREADABLE:
            return
        reader = reviving.kind_of(sink.by)
        missed: list[WireEvent] = [reviving.replayed(sink.stream, record, reader) for record in records]
        if len(missed) == head - after_seq:
            sink.recovered(missed)

    async def _owner(self, stream: str) -> Ref | None:
        """Who tells the stream; None: there is none such."""
        kind, _, name = stream.partition("/")
        is_sought = kind == "interaction" and name not in self.server.registry
        try:
            if is_sought and await self.server.disk.interaction(name) is None:
                return None
        except StoreDamaged:
            return None  # told like what is not there: whoever resumes drops it, and does not come back for it for ever
        return self._known_owner(stream)

    def _known_owner(self, stream: str) -> Ref | None:
        return self.server.wall if stream == WALL else self.server.registry.owner(stream)

    def _give_way(self, stream: str) -> None:
        """It begins anew: replies that wait for what is not sent any more go behind the beginning."""
        if stream in self._sinks:
            for frame in self.outbox.withdraw(stream):
                self._behind.append(partial(self._put_reply, frame, stream))
            self._drop(stream)

    def _put_reply(self, frame: bytes, stream: str) -> None:
        self.outbox.put_reply(frame, self.server.clock.now_ms(), after=(stream,))

    def _begun(self, sink: StreamSink) -> None:
        """Or it never will. Closed by itself and still read here, it ends the connection: what waits for it is never
        done."""
        if self._beginning.get(sink.stream) is not sink or (sink.is_closed and self._reads(sink)):
            return
        del self._beginning[sink.stream]
        waited, self._behind = self._behind, []
        for then in waited:
            then()

    def _reads(self, sink: StreamSink) -> bool:
        return self._sinks.get(sink.stream) is sink

    def _drop(self, stream: str) -> None:
        sink = self._sinks.pop(stream, None)
        owner = self._known_owner(stream)
        if sink is not None and owner is not None:
            sink.close()
            self.outbox.forget(stream)
            owner.tell(Unsubscribe(sink))

    def _restarted(self) -> None:
        """The owner of a stream crashed. The client resumes at once, and gets what it needs."""
        if self.session.life is not None:
            self.session.life.end(CloseCode.INTERNAL)

    def _detached(self, sink: StreamSink) -> None:
        if self._reads(sink):
            del self._sinks[sink.stream]
            self.session.streams.discard(sink.stream)
            self._begun(sink)
