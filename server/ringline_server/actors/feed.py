"""A stream's numbering, its window of recent events and its readers. Owned by one actor; nothing here waits.

Each event is encoded once per kind of reader and handed to all readers' sinks; what a reader may not see arrives as
`hidden`, so that nobody ever sees a hole.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Final, Generic, Protocol, Self, TypeVar

import attrs
from ringline_protocol import codec
from ringline_protocol.frozen import frozen
from ringline_protocol.handshake import NotRecoveredReason, Position
from ringline_protocol.limits import WINDOW_MS
from ringline_protocol.resume import Recovered, Window

from ringline_server.domain.principal import Principal


@frozen
class WireEvent:
    """One numbered event as a kind of reader gets it: the whole frame, encoded once for all of them."""

    seq: int
    name: str
    frame: bytes
    final_of: str = ""
    """Key of the ephemerals that it makes obsolete."""


@frozen
class Attached:
    """Verdict on a subscription. `reason` when not recovered."""

    epoch: str
    head: int
    recovered: bool
    reason: NotRecoveredReason | None = None


class Sink(Protocol):
    """One session reading one stream. Every method returns at once."""

    @property
    def stream(self) -> str:
        """`kind/id`."""

    @property
    def session(self) -> str:
        """Session id; empty for readers without one."""

    @property
    def by(self) -> Principal:
        """Who reads; rights are checked again when they may have changed."""

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None:
        """The first call: recovered with what was missed, or the view (a snapshot) at `verdict.head`."""

    def event(self, event: WireEvent) -> None:
        """The next event in order."""

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        """No seq; may be conflated with others of the same name and key."""

    def refused(self) -> None:
        """Not attached: the reader may not see this stream, or there is none."""

    def detached(self, reason: str) -> None:
        """Nothing comes after this: the right to read is gone."""


RESTARTED: Final = "restarted"
"""Why a sink is detached when the stream's owner crashed: nobody knows what it has been told."""

E = TypeVar("E")
R = TypeVar("R", bound=Hashable)

Show = Callable[[E, R], tuple[str, object] | None]
"""How an event looks to a kind of reader: name and data; None: hidden."""


@frozen
class _Kept(Generic[E]):
    at_ms: int
    event: E


@attrs.define(eq=False)
class Feed(Generic[E, R]):
    """One stream. `show` is a pure function of event and kind of reader."""

    stream: str
    show: Show[E, R]
    window: Window[_Kept[E]]
    final_of: Callable[[E], str] = lambda _: ""
    is_kept: bool = True
    """The window holds what is told. Where a journal has it, that begins with the first reader."""
    _readers: dict[int, tuple[Sink, R]] = attrs.field(factory=dict)

    @classmethod
    def make(
        cls, stream: str, epoch: str, show: Show[E, R], final_of: Callable[[E], str] = lambda _: ""
    ) -> "Feed[E, R]":
        """An empty stream under this epoch, numbered in memory."""
        return cls(stream, show, Window(epoch), final_of)

    @classmethod
    def journaled(cls, stream: str, epoch: str, head: int, show: Show[E, R], final_of: Callable[[E], str]) -> Self:
        """A stream that goes on behind `head`; what was told before is in the journal."""
        return cls(stream, show, Window(epoch, head), final_of, is_kept=False)

    @property
    def head(self) -> int:
        """Seq of the last event."""
        return self.window.head

    @property
    def is_read(self) -> bool:
        """Somebody is subscribed."""
        return bool(self._readers)

    def has_reader(self, kind: R) -> bool:
        """Somebody of this kind is subscribed."""
        return any(reader == kind for _, reader in self._readers.values())

    def publish(self, at_ms: int, event: E) -> int:
        """Number the event and hand it to all readers. Returns its seq."""
        if not self.is_kept:
            return self.window.skip()
        self.window.trim(lambda kept: kept.at_ms < at_ms - WINDOW_MS)
        seq = self.window.append(_Kept(at_ms, event))
        encoded: dict[R, WireEvent] = {}
        for sink, reader in list(self._readers.values()):
            wire = encoded.get(reader)
            if wire is None:
                wire = encoded[reader] = self.encode(seq, at_ms, event, reader)
            sink.event(wire)
        return seq

    def say(self, event: str, key: str, data: object, to: Collection[R], session: str = "") -> None:
        """Pass an ephemeral on to readers of these kinds, but not back to the session that said it."""
        frame = codec.encode_ephemeral(self.stream, event, key, data)
        for sink, reader in list(self._readers.values()):
            if reader in to and not (session and sink.session == session):
                sink.ephemeral(event, key, frame)

    def pass_on(self, event: str, key: str, data: object, is_for: Callable[[Sink], bool]) -> int:
        """Hand an ephemeral to some of those who read. How many there were."""
        frame = codec.encode_ephemeral(self.stream, event, key, data)
        sinks = [sink for sink, _ in self._readers.values() if is_for(sink)]
        for sink in sinks:
            sink.ephemeral(event, key, frame)
        return len(sinks)

    def attach(self, sink: Sink, reader: R, pos: Position | None, view: Callable[[], object]) -> None:
        """Subscribe: recover from `pos`, or give the view. In the actor's turn, so there is no seam."""
        self._readers[id(sink)] = (sink, reader)
        self.is_kept = True
        found = self.window.since(pos)
        if isinstance(found, Recovered):
            verdict = Attached(self.window.epoch, self.head, recovered=True)
            numbered = enumerate(found.events, found.from_seq + 1)
            missed = [self.encode(seq, kept.at_ms, kept.event, reader) for seq, kept in numbered]
            sink.attached(verdict, None, missed)
        else:
            verdict = Attached(self.window.epoch, self.head, recovered=False, reason=found.reason)
            sink.attached(verdict, view(), ())

    def detach(self, sink: Sink) -> None:
        """Nothing more to this sink. Unknown sinks are ignored: a sink may go twice."""
        self._readers.pop(id(sink), None)

    def close(self, reason: str = RESTARTED) -> None:
        """Nothing more to anybody: whoever reads on has to subscribe again."""
        for sink, _ in list(self._readers.values()):
            self.detach(sink)
            sink.detached(reason)

    def recheck(self, reader_of: Callable[[Sink], R | None]) -> None:
        """After a change: readers that lost their right are detached, others get their present kind."""
        for sink, reader in list(self._readers.values()):
            now = reader_of(sink)
            if now is None:
                self.detach(sink)
                sink.detached("forbidden")
            elif now != reader:
                self._readers[id(sink)] = (sink, now)

    def encode(self, seq: int, at_ms: int, event: E, reader: R) -> WireEvent:
        """The frame of one event for one kind of reader."""
        shown = self.show(event, reader)
        if shown is None:
            return WireEvent(seq, "hidden", codec.encode_hidden(self.stream, seq, at_ms))
        name, data = shown
        frame = codec.encode_event(self.stream, seq, at_ms, name, codec.encode_data(data))
        return WireEvent(seq, name, frame, self.final_of(event))
