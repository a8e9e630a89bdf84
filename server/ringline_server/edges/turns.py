"""A few at a time: what befalls a crowd at one moment is done in steps, and whoever else has work comes in between.

turn ── fewer than `most` went in this step ──► goes on at once
  └── else waits ──► `run` lets the loop turn, and the next ones go, first come, first served
"""

from collections import deque

import attrs
import trio


@attrs.define(eq=False)
class Turns:
    """Shared by those who may become a crowd. Who is not in one waits once in `most`."""

    most: int
    """In one step of the loop, in units of `weight`. The one that crosses it still goes."""
    _gone: int = attrs.field(default=0, init=False)
    _waiting: deque[tuple[int, trio.Event]] = attrs.field(factory=deque, init=False)
    _crowd: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot, init=False)

    async def turn(self, weight: int = 1) -> None:
        """One may go on, in this step or in a later one."""
        if self._gone < self.most and not self._waiting:
            self._gone += weight
            return
        mine = (weight, trio.Event())
        self._waiting.append(mine)
        self._crowd.unpark()
        try:
            await mine[1].wait()
        except trio.Cancelled:
            if mine in self._waiting:
                self._waiting.remove(mine)
            raise

    async def run(self) -> None:
        """For as long as anybody may come."""
        while True:
            while not self._waiting:
                await self._crowd.park()
            await trio.lowlevel.checkpoint()
            self._gone = 0
            while self._waiting and self._gone < self.most:
                weight, may_go = self._waiting.popleft()
                self._gone += weight
                may_go.set()
