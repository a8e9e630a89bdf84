"""The disk of a simulated server: takes its time, fails, and dies with the process at any step of a write.

    write ── pause ──(1)── durable, noted in the history ──(2)── pause ── answer
                      |                                     |
         a crash here loses it            a crash here keeps it, and nobody was told

The store's SQL is the real one, in memory. What was not durable when the process died is gone: there is no third state,
because SQLite shows nobody a transaction before its log is synced.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs
import trio

from ringline_server.simulation.chance import Chance
from ringline_server.simulation.history import History
from ringline_server.store import sqlite_write
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import AnsweredRow, Append, StoreUnavailable
from ringline_server.store.sql_disk import SqlDisk
from ringline_server.store.sql_runner import P, Query, T

BEFORE, AFTER = "before", "after"
"""Steps of a write at which a process can die."""
WELL_PAUSE_S: Final = (0.0, 0.004)


@attrs.define(eq=False)
class Drive:
    """One platter for all lives of the server. `trouble` is set and reset by the nemesis."""

    medium: MemoryMedium
    history: History
    chance: Chance
    pause_s: tuple[float, float] = WELL_PAUSE_S
    """Of each half of a write."""
    is_full: bool = False
    on_step: Callable[[str], None] = lambda step: None
    """Called at each step of a write that matters; may end the process."""
    died: trio.Event = attrs.field(factory=trio.Event)
    _stirred: trio.Event = attrs.field(factory=trio.Event)
    """Set when no pause counts any more: the disk is well again, or the process is dead."""

    def open(self) -> SqlDisk:
        """For the next process. An older one that still lives is a stale writer from now on."""
        self.died = trio.Event()
        return SqlDisk(self.medium.open().identity, _Runner(self, self.died))

    def die(self) -> None:
        """The process is gone: nothing that it has in hand will be written."""
        self.died.set()
        self.medium.crash()
        self._stir()

    def mend(self) -> None:
        """It is well from now on, also for the write that it has in hand."""
        self.is_full, self.pause_s = False, WELL_PAUSE_S
        self._stir()

    async def pause(self) -> None:
        """Half a write."""
        with trio.move_on_after(self.chance.seconds(*self.pause_s)):
            await self._stirred.wait()

    def _stir(self) -> None:
        self._stirred.set()
        self._stirred = trio.Event()

    def committed(self, fence: int, batch: Sequence[Append], results: Sequence[object]) -> None:
        """It is durable: into the history."""
        for append, failure in zip(batch, results, strict=True):
            if failure is not None:
                continue
            for record in append.records:
                self.history.note(
                    "server", "commit", record.kind, stream=append.stream, seq=record.seq, at_ms=record.at_ms,
                    fence=fence, data=record.body.decode(), last=record.seq == append.last_seq,
                )  # fmt: skip
            for row in append.rows:
                if isinstance(row, AnsweredRow):
                    self.history.note(
                        "server", "commit", "answered", stream=append.stream, principal=row.principal, key=row.key,
                        data=row.reply.decode(),
                    )  # fmt: skip


@attrs.frozen
class _Runner:
    """See sql_disk.Runner. One write at a time, in the order asked."""

    drive: Drive
    died: trio.Event
    _lock: trio.Lock = attrs.field(factory=trio.Lock)

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        async with self._lock:
            await self._pause()
            self._step(BEFORE)
            if self.drive.is_full:
                raise StoreUnavailable("FullError: database or disk is full")
            result = self.drive.medium.write(query, *args, **kwargs)
            self._note(query, args, result)
            self._step(AFTER)
            await self._pause()
            return result

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        await trio.lowlevel.checkpoint()
        self._step("")
        return self.drive.medium.read(query, *args, **kwargs)

    async def aclose(self) -> None:
        await trio.lowlevel.checkpoint()

    def _note(self, query: object, args: Sequence[Any], result: Any) -> None:
        if query is sqlite_write.commit:
            fence, batch = args
            self.drive.committed(fence, batch, result)

    async def _pause(self) -> None:
        await self.drive.pause()
        self._step("")

    def _step(self, step: str) -> None:
        if step and not self.died.is_set():
            self.drive.on_step(step)
        if self.died.is_set():
            raise StoreUnavailable("the process has died")
