"""One sleeper for the deadlines of all actors and connections: who waits then needs no timer, nor a task, of its own.

    actor's loop --wake(mailbox, at_ms)--> moments --the earliest--> one nap --> nobody speaks to it: None into its hand
    a connection --wake(live, at_ms)-----------^                       └-------> heartbeat, late commands, tokens

Who is woken looks at its deadline itself. So a deadline that moves later costs nothing: it is woken at the moment that
was known, and says the next one.
"""

import heapq
import itertools
from collections.abc import Iterator
from typing import Final, Protocol

import attrs
import trio

from ringline_server.clock import Clock

OUTDATED_MAX: Final = 1_000
"""Moments that do not count any more, beyond as many as count: then they are thrown away."""


class Sleeps(Protocol):
    """A mailbox, or a connection. Known by its identity."""

    def wake(self) -> None:
        """The moment has come. Returns at once, and raises nothing."""


@attrs.define(eq=False)
class Sleeper:
    """Owned by the supervisor. Its task runs in the nursery as long as somebody is to be woken."""

    nursery: trio.Nursery
    clock: Clock
    _moments: dict[Sleeps, int] = attrs.field(factory=dict)
    """When each is to be woken."""
    _in_order: list[tuple[int, int, Sleeps]] = attrs.field(factory=list)
    """A heap of (moment, turn, whose). The turns are there for what falls together."""
    _turns: Iterator[int] = attrs.field(factory=itertools.count)
    _nap: trio.CancelScope = attrs.field(factory=trio.CancelScope)
    _is_up: bool = False

    def wake(self, sleeps: Sleeps, at_ms: int) -> None:
        """It is woken at this moment, or before it."""
        known_ms = self._moments.get(sleeps)
        if known_ms is not None and known_ms <= at_ms:
            return
        self._moments[sleeps] = at_ms
        if len(self._in_order) > 2 * len(self._moments) + OUTDATED_MAX:
            self._in_order = [one for one in self._in_order if self._counts(one)]
            heapq.heapify(self._in_order)
        heapq.heappush(self._in_order, (at_ms, next(self._turns), sleeps))
        if not self._is_up:
            self._is_up = True
            self.nursery.start_soon(self._run, name="sleeper")
        elif self._in_order[0][0] == at_ms:
            self._nap.deadline = self.clock.trio_deadline(at_ms)

    def forget(self, sleeps: Sleeps) -> None:
        """It is not to be woken any more."""
        self._moments.pop(sleeps, None)
        if not self._moments:
            self._nap.cancel()

    async def _run(self) -> None:
        while self._moments:
            with trio.CancelScope(deadline=self.clock.trio_deadline(self._in_order[0][0])) as self._nap:
                await trio.sleep_forever()
            self._ring(self.clock.now_ms())
        self._is_up = False

    def _ring(self, now_ms: int) -> None:
        while self._in_order and self._in_order[0][0] <= now_ms:
            one = heapq.heappop(self._in_order)
            if self._counts(one):
                sleeps = one[2]
                del self._moments[sleeps]
                sleeps.wake()

    def _counts(self, one: tuple[int, int, Sleeps]) -> bool:
        at_ms, _, sleeps = one
        return self._moments.get(sleeps) == at_ms
