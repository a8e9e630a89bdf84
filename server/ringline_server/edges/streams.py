"""One session's reading of one stream: the sink that an actor feeds, and what is held until its turn comes.

attached(verdict) ── held ──► await release() ──► on_begun: events go straight to the outbox
                       │ too old for the actor's window, but in the journal: the edge reads it (edges may wait)
"""

from collections import deque
from collections.abc import Callable, Sequence

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.frames import Notice, NoticeKind
from ringline_protocol.handshake import NotRecoveredReason, Position, StreamState

from ringline_server.actors.feed import RESTARTED, Attached, WireEvent
from ringline_server.domain.principal import Principal
from ringline_server.edges.outbox import Outbox
from ringline_server.edges.snapshots import Snapshots

REPLAY_EVENTS_MAX = 5_000
"""Events read from the journal for one resume; who is further behind gets a snapshot."""
HELD_EVENTS_MAX = 2 * REPLAY_EVENTS_MAX
"""Live events held until the verdict has been told. One more is too slow a start: 4005, and the client resumes."""
HELD_EPHEMERALS_MAX = 100
"""Passing facts held until then, the latest of each key; more are dropped, the oldest first."""

CERTAIN = frozenset({"call.signal", "call.tones"})
"""Passing facts that keep their order and are never dropped: a call would hang on them."""
URGENT = frozenset({"offer.created"})
"""Events that go ahead of other streams."""


@attrs.define(eq=False)
class StreamSink:
    """See actors.feed.Sink. Owned by the session."""

    stream: str
    session: str
    by: Principal
    outbox: Outbox
    now_ms: Callable[[], int]
    on_detached: Callable[["StreamSink"], None]
    on_restarted: Callable[[], None] = lambda: None
    on_begun: Callable[["StreamSink"], None] = lambda sink: None
    """All that was held is in the outbox; or nothing ever will be. May be called again."""
    snapshots: Snapshots = attrs.field(factory=Snapshots)
    answered: trio.Event = attrs.field(factory=trio.Event)
    verdict: Attached | None = None
    """None after `answered`: refused."""
    view: object = None
    head: int = 0
    """Seq of the last event that was put into the outbox or held."""
    is_released: bool = False
    is_closed: bool = False
    _held: deque[WireEvent] = attrs.field(factory=deque)
    _passing: dict[tuple[str, str], bytes] = attrs.field(factory=dict)

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None:
        """The actor's answer, in its own turn."""
        self.verdict, self.view, self.head = verdict, view, verdict.head
        self._held = deque(missed)
        self.answered.set()

    def refused(self) -> None:
        """May not be read, or is not there: the same."""
        self.answered.set()
        self.close()

    def event(self, event: WireEvent) -> None:
        """The next event."""
        self.head = event.seq
        if not self.is_closed:
            self._certain(event)

    def _certain(self, event: WireEvent) -> None:
        """In its order, or the client is cut off."""
        if self.is_released:
            self._put(event)
        elif len(self._held) < HELD_EVENTS_MAX:
            self._held.append(event)
            self._outdate(event.final_of)
        else:
            self.close()
            self.outbox.on_overflow()

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        """A passing fact."""
        if self.is_closed:
            return
        if name in CERTAIN:
            self._certain(WireEvent(self.head, name, frame))
            return
        if self.is_released:
            self.outbox.put_ephemeral(frame, self.stream, name, key, self.now_ms())
        else:
            self._passing.pop((name, key), None)
            self._passing[name, key] = frame
            if len(self._passing) > HELD_EPHEMERALS_MAX:
                del self._passing[next(iter(self._passing))]

    def detached(self, reason: str) -> None:
        """The right to read is gone; or the stream begins anew, and the client has to come back for it."""
        if self.is_closed:
            return
        self.close()
        if reason == RESTARTED:
            self.on_restarted()
            return
        notice = Notice(NoticeKind.UNSUBSCRIBED, stream=self.stream, reason=reason)
        self.outbox.put_reply(codec.encode(notice), self.now_ms(), after=(self.stream,))
        self.on_detached(self)

    def close(self) -> None:
        """Nothing more of this stream goes out."""
        self.is_closed = True
        self._held.clear()
        self._passing.clear()
        self.on_begun(self)

    def recovered(self, missed: Sequence[WireEvent]) -> None:
        """The journal had what the actor's window had not: no snapshot is needed."""
        assert self.verdict is not None
        self.verdict = attrs.evolve(self.verdict, recovered=True, reason=None)
        self.view = None
        self._held.extendleft(reversed(missed))

    def state(self, pos: Position | None) -> StreamState:
        """For the welcome and for the reply of a subscribe."""
        if self.verdict is None:
            return StreamState("", 0, recovered=False, reason=NotRecoveredReason.FORBIDDEN)
        from_seq = pos[1] if self.verdict.recovered and pos is not None else None
        return StreamState(self.verdict.epoch, self.verdict.head, self.verdict.recovered, from_seq, self.verdict.reason)

    async def release(self) -> None:
        """The verdict has been told: snapshot or missed events go out as fast as they are taken, then all that is
        live. Waits only while the outbox has no room."""
        if self.is_closed or self.verdict is None:
            return
        if self.view is not None:
            await self._send_snapshot(self.verdict)
        while self._held:
            await self.outbox.room()
            if self._held:  # closed meanwhile, it holds nothing
                self._put(self._held.popleft())
        self.is_released = True
        self.on_begun(self)
        passing, self._passing = self._passing, {}
        for (name, key), frame in passing.items():
            self.outbox.put_ephemeral(frame, self.stream, name, key, self.now_ms())

    def _outdate(self, key: str) -> None:
        """G7: what was being said is said. Once released, the outbox sees to it."""
        for name in [name for name in self._passing if key and name[1] == key]:
            del self._passing[name]

    async def _send_snapshot(self, verdict: Attached) -> None:
        encoded = self.snapshots.encoded(self.stream, verdict, self.view)
        self.view = None
        for frame in encoded.frames:
            await self.outbox.room()
            if self.is_closed:
                return
            self.outbox.put_event(frame, self.stream, self.now_ms())

    def _put(self, event: WireEvent) -> None:
        if event.name in URGENT:
            self.outbox.put_offer(event.frame, self.stream, self.now_ms())
        else:
            self.outbox.put_event(event.frame, self.stream, self.now_ms(), final_of=event.final_of)
