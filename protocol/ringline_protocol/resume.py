"""Epoch and seq on both sides of the wire: never a gap, never a repeat, never a partial recovery.

sender     Window   numbers events and keeps the last ones; `since` gives all that was missed, or says why not
receiver   Cursor   knows the last event it has; judges what arrives

epoch e1   1  2  3 [4  5  6  7]          floor 3, head 7: positions 3 to 7 can be recovered
                 floor      head
"""

from collections.abc import Callable
from enum import StrEnum
from itertools import takewhile
from typing import Generic, TypeVar

import attrs

from ringline_protocol.handshake import NotRecoveredReason, Position
from ringline_protocol.limits import WINDOW_EVENTS_MAX

T = TypeVar("T")


@attrs.frozen
class Recovered(Generic[T]):
    """Everything after the asked position, in order; empty when nothing was missed."""

    from_seq: int
    events: tuple[T, ...]


@attrs.frozen
class NotRecovered:
    """A snapshot is due."""

    reason: NotRecoveredReason


@attrs.define
class Window(Generic[T]):
    """The last events of one stream under one epoch. Owned by the actor that tells the stream."""

    epoch: str
    head: int = 0
    """Seq of the last event; 0 before the first."""
    events_max: int = WINDOW_EVENTS_MAX
    _events: list[T] = attrs.field(factory=list, init=False)
    """A list: most windows are nearly empty, and a deque takes 600 bytes before the first."""

    @property
    def floor(self) -> int:
        """The oldest position that can be recovered."""
        return self.head - len(self._events)

    def append(self, event: T) -> int:
        """Number an event. The oldest one falls out of a full window."""
        self._events.append(event)
        del self._events[: -self.events_max]
        self.head += 1
        return self.head

    def skip(self) -> int:
        """Number an event that is not to be kept; then those before it have no use either."""
        self._events.clear()
        self.head += 1
        return self.head

    def trim(self, is_over: Callable[[T], bool]) -> None:
        """Let the oldest go, up to the first that is not over."""
        if self._events and is_over(self._events[0]):
            del self._events[: sum(1 for _ in takewhile(is_over, self._events))]

    def since(self, position: Position | None) -> Recovered[T] | NotRecovered:
        """All events after `position`, or the reason for a snapshot."""
        if position is None:
            return NotRecovered(NotRecoveredReason.NEW)
        epoch, seq = position
        if epoch != self.epoch:
            return NotRecovered(NotRecoveredReason.EPOCH_CHANGED)
        if seq > self.head:
            return NotRecovered(NotRecoveredReason.AHEAD)
        if seq < self.floor:
            return NotRecovered(NotRecoveredReason.TOO_OLD)
        return Recovered(seq, tuple(self._events[seq - self.floor :]))


class Arrival(StrEnum):
    """What to do with an event that arrived."""

    APPLY = "apply"
    """It is the next one."""
    DUPLICATE = "duplicate"
    """Already applied: ignore it."""
    GAP = "gap"
    """Something is missing: the server broke its promise. Subscribe again."""


@attrs.define
class Cursor:
    """What a reader has of one stream. Without a snapshot or a recovery it has nothing."""

    epoch: str | None = None
    seq: int = 0

    @property
    def position(self) -> Position | None:
        """For a hello's `pos`; None before the first snapshot."""
        return None if self.epoch is None else (self.epoch, self.seq)

    def reset(self, epoch: str, seq: int) -> None:
        """A snapshot arrived: it is the whole state at `seq`."""
        self.epoch, self.seq = epoch, seq

    def take(self, seq: int) -> Arrival:
        """Judge an event by its seq; moves on only when it is to be applied."""
        if self.epoch is None or seq > self.seq + 1:
            return Arrival.GAP
        if seq <= self.seq:
            return Arrival.DUPLICATE
        self.seq = seq
        return Arrival.APPLY
