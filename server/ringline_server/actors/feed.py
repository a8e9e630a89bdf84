"""A stream's numbering, its window of recent events and its readers. Owned by one actor; nothing here waits.

Each event is encoded once per kind of reader and handed to all readers' sinks; what a reader may not see arrives as
`hidden`, so that nobody ever sees a hole.
"""

from collections import deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

import attrs
import orjson

from ringline_server.domain.principal import Principal

FEED_WINDOW_EVENTS_MAX = 512
"""Events kept for resumes; who is further behind gets the journal's (interactions) or a snapshot."""

HIDDEN = "hidden"


@attrs.frozen
class WireEvent:
    """One numbered event as a reader gets it. `data` is JSON, encoded once for all readers of its kind."""

    seq: int
    at_ms: int
    name: str
    data: bytes


@attrs.frozen
class Attached:
    """Verdict on a subscription. `reason` when not recovered: new, epoch_changed, too_old or ahead."""

    epoch: str
    head: int
    recovered: bool
    reason: str | None = None


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

    def attached(self, verdict: Attached, snapshot: bytes | None, missed: Sequence[WireEvent]) -> None:
        """The first call: recovered with what was missed, or a snapshot (JSON of the view) at `verdict.head`."""

    def event(self, event: WireEvent) -> None:
        """The next event in order."""

    def ephemeral(self, name: str, key: str, data: bytes) -> None:
        """No seq; may be conflated with others of the same name and key."""

    def refused(self, code: str) -> None:
        """Not attached: the reader may not see this stream."""

    def detached(self, reason: str) -> None:
        """Nothing comes after this: permission withdrawn, or the stream's owner is gone."""


E = TypeVar("E")
R = TypeVar("R", bound=Hashable)

Show = Callable[[E, R], tuple[str, bytes] | None]
"""How an event looks to a kind of reader: name and JSON; None: hidden."""


@attrs.define(eq=False)
class Feed(Generic[E, R]):
    """One stream. `show` is a pure function of event and kind of reader."""

    stream: str
    epoch: str
    show: Show[E, R]
    head: int = 0
    _window: deque[tuple[int, int, E]] = attrs.field(factory=lambda: deque(maxlen=FEED_WINDOW_EVENTS_MAX))
    _readers: dict[int, tuple[Sink, R]] = attrs.field(factory=dict)

    @property
    def is_read(self) -> bool:
        """Somebody is subscribed."""
        return bool(self._readers)

    def has_reader(self, kind: R) -> bool:
        """Somebody of this kind is subscribed."""
        return any(reader == kind for _, reader in self._readers.values())

    def remember(self, seq: int, at_ms: int, event: E) -> None:
        """An event from the journal, already told in an earlier life."""
        self.head = seq
        self._window.append((seq, at_ms, event))

    def publish(self, at_ms: int, event: E) -> int:
        """Number the event and hand it to all readers. Returns its seq."""
        self.remember(self.head + 1, at_ms, event)
        encoded: dict[R, WireEvent] = {}
        for sink, reader in self._readers.values():
            wire = encoded.get(reader)
            if wire is None:
                wire = encoded[reader] = self._encode(self.head, at_ms, event, reader)
            sink.event(wire)
        return self.head

    def say(
        self, name: str, key: str, data: Mapping[str, object], may_read: Callable[[R], bool], session: str = ""
    ) -> None:
        """Pass an ephemeral on to the readers that may see it, but not back to the session that said it."""
        body = orjson.dumps(data)
        for sink, reader in self._readers.values():
            if may_read(reader) and not (session and sink.session == session):
                sink.ephemeral(name, key, body)

    def attach(self, sink: Sink, reader: R, pos: tuple[str, int] | None, snapshot: Callable[[], bytes]) -> None:
        """Subscribe: recover from `pos`, or give the snapshot. In the actor's turn, so there is no seam."""
        missed, reason = self._missed(pos)
        self._readers[id(sink)] = (sink, reader)
        verdict = Attached(self.epoch, self.head, missed is not None, reason)
        if missed is None:
            sink.attached(verdict, snapshot(), ())
        else:
            sink.attached(verdict, None, [self._encode(seq, at, event, reader) for seq, at, event in missed])

    def detach(self, sink: Sink) -> None:
        """Nothing more to this sink. Unknown sinks are ignored: a sink may go twice."""
        self._readers.pop(id(sink), None)

    def recheck(self, reader_of: Callable[[Sink], R | None]) -> None:
        """After a change of rights: readers that lost theirs are detached, others get their new kind."""
        for sink, reader in list(self._readers.values()):
            now = reader_of(sink)
            if now is None:
                self.detach(sink)
                sink.detached("forbidden")
            elif now != reader:
                self._readers[id(sink)] = (sink, now)

    def _missed(self, pos: tuple[str, int] | None) -> tuple[list[tuple[int, int, E]] | None, str | None]:
        if pos is None:
            return None, "new"
        epoch, seq = pos
        if epoch != self.epoch:
            return None, "epoch_changed"
        if seq > self.head:
            return None, "ahead"
        if seq == self.head:
            return [], None
        if not self._window or self._window[0][0] > seq + 1:
            return None, "too_old"
        return [item for item in self._window if item[0] > seq], None

    def _encode(self, seq: int, at_ms: int, event: E, reader: R) -> WireEvent:
        shown = self.show(event, reader)
        name, data = (HIDDEN, b"{}") if shown is None else shown
        return WireEvent(seq, at_ms, name, data)
