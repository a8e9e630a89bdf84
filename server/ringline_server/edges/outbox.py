"""What waits to be sent on one connection: bounded, in three lanes, never waited for by who puts something in.

    urgent       offers, replies, and the events that they must not overtake
    events       everything else that is durable, in the order in which it was put
    ephemerals   typing, partial segments, figures: conflated by (stream, event, key), sent last, dropped first

An offer goes ahead of other streams but not of its own; a reply goes ahead of all but the streams that it names.
Whatever they may not overtake moves into the urgent lane before them, so every stream stays in order.
When a bound is reached and no ephemeral is left to drop, the outbox gives up: the client is too slow, it gets 4005
and resumes. A frame ages only while the socket takes nothing: what waits for its turn here is not the client's fault.

    outbox.on_put = writer.due                         # the connection's one writer: writing.py
    frames = outbox.take(clock.now_ms())               # raises SlowConsumer
    rest = connection.send_at_once(codec.batch(frames))
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum

import attrs
import trio
from ringline_protocol.frozen import frozen
from ringline_protocol.limits import (
    BATCH_BYTES_MAX,
    BATCH_FRAMES_MAX,
    OUTBOX_AGE_MS,
    OUTBOX_BYTES_MAX,
    OUTBOX_FRAMES_MAX,
)


class Bound(StrEnum):
    """Which bound a slow consumer reached."""

    BYTES = "bytes"
    FRAMES = "frames"
    AGE = "age"


@attrs.define(eq=False)
class SlowConsumer(Exception):
    """The outbox has given up and is empty. The connection must be aborted; its session resumes."""

    bound: Bound


@frozen
class _Waiting:
    frame: bytes
    stream: str
    put_at_ms: int
    blocked_ms: int
    """How long the socket had taken nothing, all in all, when this was put."""
    after: Collection[str] = ()
    """Of a reply: the streams in its `pos`."""


def nothing() -> None:
    """Nobody has to be told."""


@attrs.define(eq=False)
class Outbox:
    on_overflow: Callable[[], None] = nothing
    """Called once, inside the put that went over a bound: a blocked send must be ended from outside."""
    on_put: Callable[[], None] = nothing
    """Called inside each put: there is something to take."""
    overflow: Bound | None = attrs.field(default=None, init=False)
    """Set when the outbox has given up. From then on it stays empty."""
    dropped: int = attrs.field(default=0, init=False)
    """Ephemerals that were never sent because of a bound. Conflated and outdated ones do not count."""
    _urgent: deque[_Waiting] = attrs.field(factory=deque, init=False)
    _events: deque[_Waiting] = attrs.field(factory=deque, init=False)
    _ephemerals: OrderedDict[tuple[str, str, str], _Waiting] = attrs.field(factory=OrderedDict, init=False)
    _bytes: int = attrs.field(default=0, init=False)
    _urgent_blocked_ms: int | None = attrs.field(default=None, init=False)
    """Of the oldest frame of the urgent lane; promoted ones stand behind younger ones."""
    _blocked_ms: int = attrs.field(default=0, init=False)
    """How long the socket took nothing, all in all, until it took something again."""
    _blocked_at_ms: int | None = attrs.field(default=None, init=False)
    """Since when it takes nothing; None: it does."""
    _patient: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot, init=False)

    def __len__(self) -> int:
        return len(self._urgent) + len(self._events) + len(self._ephemerals)

    def __bool__(self) -> bool:
        return bool(self._urgent or self._events or self._ephemerals)

    @property
    def waiting_bytes(self) -> int:
        return self._bytes

    @property
    def is_urgent(self) -> bool:
        """Somebody waits for what comes next: a reply, a ring."""
        return bool(self._urgent)

    def age_ms(self, now_ms: int) -> int:
        """How long the oldest durable frame has waited for the socket; above OUTBOX_AGE_MS the client is too slow."""
        since = self._urgent_blocked_ms
        if self._events and (since is None or self._events[0].blocked_ms < since):
            since = self._events[0].blocked_ms
        return 0 if since is None else self._blocked_until(now_ms) - since

    @property
    def has_room(self) -> bool:
        """So much is free that one more snapshot part fits, and live events besides."""
        return len(self) <= OUTBOX_FRAMES_MAX // 4 and self._bytes <= OUTBOX_BYTES_MAX // 4

    async def room(self) -> None:
        """There is room, or it has given up. For what an edge has read for a client and can put in piece by piece:
        a long history must not look like a slow client."""
        while not self.has_room and self.overflow is None:
            await self._patient.park()

    def blocks(self, now_ms: int) -> None:
        """The socket takes no more, from here on."""
        self._blocked_at_ms = now_ms

    def flows(self, now_ms: int) -> None:
        """It takes again."""
        self._blocked_ms, self._blocked_at_ms = self._blocked_until(now_ms), None

    # --- putting in: never waits, never raises ---

    def put_event(self, frame: bytes, stream: str, now_ms: int, *, final_of: str = "") -> None:
        """A durable frame, last of its stream. `final_of`: queued ephemerals of that key are outdated by it."""
        if final_of:
            self._outdate(stream, final_of)
        self._events.append(self._waiting(frame, stream, now_ms))
        self._grew(frame, now_ms)

    def put_offer(self, frame: bytes, stream: str, now_ms: int) -> None:
        """A durable frame that goes ahead of every other stream."""
        self._hurry(self._waiting(frame, stream, now_ms), (stream,))

    def put_reply(self, frame: bytes, now_ms: int, *, after: Collection[str] = ()) -> None:
        """A reply, or a frame of the connection itself. `after`: the streams in its `pos`."""
        self._hurry(self._waiting(frame, "", now_ms, after), after)

    def put_ephemeral(self, frame: bytes, stream: str, event: str, key: str, now_ms: int) -> None:
        """Replaces a waiting one of the same stream, event and key."""
        name = (stream, event, key)
        if outdated := self._ephemerals.pop(name, None):
            self._bytes -= len(outdated.frame)
        self._ephemerals[name] = self._waiting(frame, stream, now_ms)
        self._grew(frame, now_ms)

    def forget(self, stream: str) -> None:
        """Nothing of this stream is sent any more: it was unsubscribed or withdrawn."""
        for lane in (self._urgent, self._events):
            kept = [one for one in lane if one.stream != stream]
            if len(kept) < len(lane):
                lane.clear()
                lane.extend(kept)
        for name in [name for name in self._ephemerals if name[0] == stream]:
            del self._ephemerals[name]
        self._measure()

    def withdraw(self, stream: str) -> list[bytes]:
        """Nothing of this stream is sent any more, for it begins anew. Replies that wait behind something of it are
        given back: they go behind its beginning."""
        is_told = any(one.stream == stream for one in (*self._urgent, *self._events))
        replies = [one for one in self._urgent if is_told and stream in one.after]
        self._urgent = deque(one for one in self._urgent if not (is_told and stream in one.after))
        self.forget(stream)
        return [one.frame for one in replies]

    def hand_over(self) -> None:
        """Another connection carries on, with all events that wait here. A reply whose effects are among them is not
        sent: it would come before them. Asked again there, its key tells it."""
        waiting = {one.stream for one in (*self._urgent, *self._events) if one.stream}
        self._urgent = deque(one for one in self._urgent if not waiting.intersection(one.after))
        self._measure()

    # --- taking out: the writer ---

    def take(self, now_ms: int) -> list[bytes]:
        """The next frames, at most BATCH_FRAMES_MAX and BATCH_BYTES_MAX together (one larger frame goes alone).
        Raises: SlowConsumer."""
        if self._urgent or self._events:
            self._check_age(now_ms)
        if self.overflow:
            raise SlowConsumer(self.overflow)
        if self._ephemerals:
            self._drop_stale(now_ms)
        taken = list(self._batch())
        if self._urgent_blocked_ms is not None:
            self._measure_urgent()
        if self._patient:
            self._patient.unpark_all()
        return taken

    def _batch(self) -> Iterator[bytes]:
        size = 1
        for number in range(BATCH_FRAMES_MAX):
            lane = self._urgent or self._events
            if not (lane or self._ephemerals):
                return
            one = lane[0] if lane else next(iter(self._ephemerals.values()))
            size += len(one.frame) + 1
            if number and size > BATCH_BYTES_MAX:
                return
            self._bytes -= len(one.frame)
            if lane:
                lane.popleft()
            else:
                self._ephemerals.popitem(last=False)
            yield one.frame

    # --- inside ---

    def _waiting(self, frame: bytes, stream: str, now_ms: int, after: Collection[str] = ()) -> _Waiting:
        blocked_ms = self._blocked_ms if self._blocked_at_ms is None else self._blocked_until(now_ms)
        return _Waiting(frame, stream, now_ms, blocked_ms, after)

    def _blocked_until(self, now_ms: int) -> int:
        at_ms = self._blocked_at_ms
        return self._blocked_ms if at_ms is None else self._blocked_ms + max(0, now_ms - at_ms)

    def _hurry(self, one: _Waiting, after: Collection[str]) -> None:
        if self._events and after:
            self._promote(after)
        self._urgent.append(one)
        self._note_urgent(one)
        self._grew(one.frame, one.put_at_ms)

    def _promote(self, streams: Collection[str]) -> None:
        """O(waiting events); at rest there are none."""
        for one in [one for one in self._events if one.stream in streams]:
            self._urgent.append(one)
            self._note_urgent(one)
        self._events = deque(one for one in self._events if one.stream not in streams)

    def _note_urgent(self, one: _Waiting) -> None:
        since = self._urgent_blocked_ms
        self._urgent_blocked_ms = one.blocked_ms if since is None else min(since, one.blocked_ms)

    def _measure(self) -> None:
        """Something was taken out in the middle."""
        self._bytes = sum(len(one.frame) for one in (*self._urgent, *self._events, *self._ephemerals.values()))
        self._measure_urgent()
        self._patient.unpark_all()

    def _measure_urgent(self) -> None:
        self._urgent_blocked_ms = min([one.blocked_ms for one in self._urgent]) if self._urgent else None

    def _outdate(self, stream: str, key: str) -> None:
        """G7: an ephemeral is never older than the last final of its key."""
        for name in [name for name in self._ephemerals if name[0] == stream and name[2] == key]:
            self._bytes -= len(self._ephemerals.pop(name).frame)

    def _grew(self, frame: bytes, now_ms: int) -> None:
        self._bytes += len(frame)
        if self._bound_reached():
            self._cut_down()
        elif self._blocked_at_ms is not None:
            self._check_age(now_ms)
        self.on_put()

    def _cut_down(self) -> None:
        while self._ephemerals and self._bound_reached():
            self._bytes -= len(self._ephemerals.popitem(last=False)[1].frame)
            self.dropped += 1
        if bound := self._bound_reached():
            self._give_up(bound)

    def _bound_reached(self) -> Bound | None:
        if self.overflow:
            return self.overflow
        if len(self._urgent) + len(self._events) + len(self._ephemerals) > OUTBOX_FRAMES_MAX:
            return Bound.FRAMES
        return Bound.BYTES if self._bytes > OUTBOX_BYTES_MAX else None

    def _check_age(self, now_ms: int) -> None:
        if self.age_ms(now_ms) > OUTBOX_AGE_MS:
            self._give_up(Bound.AGE)

    def _give_up(self, bound: Bound) -> None:
        for lane in (self._urgent, self._events, self._ephemerals):
            lane.clear()
        self._bytes = 0
        self._urgent_blocked_ms = None
        if self.overflow is None:
            self.overflow = bound
            self._patient.unpark_all()
            self.on_overflow()

    def _drop_stale(self, now_ms: int) -> None:
        """An ephemeral as old as this would only mislead."""
        while self._ephemerals:
            name, one = next(iter(self._ephemerals.items()))
            if now_ms - one.put_at_ms <= OUTBOX_AGE_MS:
                return
            self._bytes -= len(self._ephemerals.pop(name).frame)
            self.dropped += 1
