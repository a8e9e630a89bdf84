"""Where the client is in each stream, and what it knows: positions judged by cursors, the view folded by reducers.

snapshot (all parts) --> position set, view replaced      event n+1 --> applied     n or less --> dropped
event n+2 or more    --> gap: the stream must be subscribed again from where we are
"""

from typing import Generic, Protocol, Self, TypeVar

import attrs
from ringline_protocol.frames import Ephemeral, Event, Snapshot
from ringline_protocol.handshake import Position, StreamState
from ringline_protocol.parts import join_state
from ringline_protocol.resume import Arrival, Cursor


class View(Protocol):
    """What is known, frozen: every change gives a new one. `DeskView` is one."""

    def with_snapshot(self, stream: str, state: object) -> Self:
        """The stream begins, or begins anew."""

    def with_event(self, event: Event) -> Self:
        """The next event of a stream."""

    def with_ephemeral(self, passing: Ephemeral) -> Self:
        """A passing fact."""

    def without(self, stream: str) -> Self:
        """The stream is no longer read."""


V = TypeVar("V", bound=View)


@attrs.define(eq=False)
class Streams(Generic[V]):
    """Owned by the session. What arrived and was not acknowledged is in `unacked`."""

    view: V
    wanted: set[str] = attrs.field(factory=set)
    """Streams that the server told of by itself or that were asked for; a new session asks again."""
    unacked: set[str] = attrs.field(factory=set)
    _cursors: dict[str, Cursor] = attrs.field(factory=dict)
    _parts: dict[str, list[Snapshot]] = attrs.field(factory=dict)

    @property
    def positions(self) -> dict[str, Position]:
        """For a hello."""
        positions = {stream: cursor.position for stream, cursor in self._cursors.items()}
        return {stream: position for stream, position in positions.items() if position is not None}

    def position(self, stream: str) -> Position | None:
        """For a subscribe; None: from a snapshot."""
        cursor = self._cursors.get(stream)
        return None if cursor is None else cursor.position

    def snapshot(self, part: Snapshot) -> Snapshot | None:
        """The whole, once its last part is here; None also when nobody wants it. Raises: FrameError."""
        if part.stream not in self.wanted:
            return None
        parts = self._parts.setdefault(part.stream, [])
        if parts and (parts[0].epoch, parts[0].seq, parts[0].parts) != (part.epoch, part.seq, part.parts):
            parts.clear()
        parts.append(part)
        if len(parts) < part.parts:
            return None
        del self._parts[part.stream]
        state = join_state([one.state for one in sorted(parts, key=lambda one: one.part)])
        self.view = self.view.with_snapshot(part.stream, state)
        self._cursors.setdefault(part.stream, Cursor()).reset(part.epoch, part.seq)
        self.unacked.add(part.stream)
        return attrs.evolve(part, state=state, part=1, parts=1)

    def event(self, event: Event) -> Arrival:
        """Applied when it is the next one. What nobody wants any more is as good as known. Raises: FrameError."""
        if event.stream not in self.wanted:
            return Arrival.DUPLICATE
        arrival = self._cursors.setdefault(event.stream, Cursor()).take(event.seq)
        if arrival is Arrival.APPLY:
            self.view = self.view.with_event(event)
            self.unacked.add(event.stream)
        return arrival

    def ephemeral(self, passing: Ephemeral) -> None:
        """Seen as it passes."""
        self.view = self.view.with_ephemeral(passing)

    def forget(self, stream: str) -> None:
        """Not read any more: neither wanted, nor known."""
        self.wanted.discard(stream)
        self.unacked.discard(stream)
        self._cursors.pop(stream, None)
        self._parts.pop(stream, None)
        self.view = self.view.without(stream)

    def take_acks(self) -> dict[str, int]:
        """What to acknowledge now."""
        acks = {stream: self._cursors[stream].seq for stream in self.unacked if stream in self._cursors}
        self.unacked.clear()
        return acks

    def disconnected(self) -> None:
        """Half a snapshot is worth nothing, and the next connection counts its acks by itself."""
        self._parts.clear()
        self.unacked.clear()


def has_arrived(position: Position | None, asked: Position | None, verdict: StreamState) -> bool:
    """Whether what a subscribe promised is here: the snapshot, or the events up to the head.

    A stream without numbers (`wall`) promises nothing. An epoch that neither side knew then came by a later snapshot.
    """
    if position is None:
        return verdict.recovered and asked is None
    if position[0] == verdict.epoch:
        return position[1] >= verdict.head
    return asked is None or position[0] != asked[0]
