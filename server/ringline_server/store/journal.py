"""The journal: many actors wait for one write. Whoever appends returns when it is on disk, or learns that it is not.

append ─┐
append ─┼─► forming batch ──► run(): disk.commit ──► done: all of them go on
append ─┘   (grows while the batch before it is being written: no timers)
"""

from collections.abc import Sequence
from typing import Final

import attrs
import trio

from ringline_server.store.disk import Disk
from ringline_server.store.records import Append, AppendFailed, OutcomeUnknown, StoreUnavailable

BATCH_APPENDS_MAX: Final = 500
"""Appends in one transaction."""
BATCH_RECORDS_MAX: Final = 4_000
"""Records in one transaction; an append begins a new batch rather than go beyond."""

Outcome = Sequence[AppendFailed | OutcomeUnknown | None]


@attrs.define
class _Batch:
    appends: list[Append] = attrs.field(factory=list)
    records: int = 0
    outcome: Outcome = attrs.field(factory=list)
    done: trio.Event = attrs.field(factory=trio.Event)

    def has_room(self, append: Append) -> bool:
        return len(self.appends) < BATCH_APPENDS_MAX and self.records + len(append.records) <= BATCH_RECORDS_MAX

    def add(self, append: Append) -> int:
        self.appends.append(append)
        self.records += len(append.records)
        return len(self.appends) - 1


@attrs.define
class Journal:
    """The only way to write records. `run` must be running, in one task."""

    disk: Disk
    stirred: trio.Event = attrs.field(factory=trio.Event, init=False)
    """Set by every append. Whoever waits for it puts a fresh one here."""
    _waiting: list[_Batch] = attrs.field(factory=list, init=False)
    _writing: int = attrs.field(default=0, init=False)
    _work: trio.Event = attrs.field(factory=trio.Event, init=False)
    _stopped: bool = attrs.field(default=False, init=False)

    @property
    def pending(self) -> int:
        """Appends that nobody has acknowledged yet, the batch being written included."""
        return self._writing + sum(len(batch.appends) for batch in self._waiting)

    async def append(self, append: Append) -> None:
        """On disk when it returns. A caller that is cancelled does not take the write back.

        Raises: SeqTaken, RowTaken, RowRefused, StaleWriter, StoreUnavailable: then nothing of it was written.
        OutcomeUnknown: the writer crashed; only a look into the store can tell.
        """
        if self._stopped:
            raise StoreUnavailable("the journal has stopped")
        batch = self._batch_for(append)
        place = batch.add(append)
        self._work.set()
        self.stirred.set()
        await batch.done.wait()
        if failed := batch.outcome[place]:
            raise failed

    async def run(self) -> None:
        """Writes batches until cancelled, and finishes the one in hand even then.

        What still waits is refused with StoreUnavailable, truthfully: it was not begun.
        """
        try:
            while True:
                await self._work.wait()
                await self._write(self._waiting.pop(0))
                if not self._waiting:
                    self._work = trio.Event()
        finally:
            self._stopped = True
            for batch in self._waiting:
                self._finish(batch, [StoreUnavailable("the journal has stopped") for _ in batch.appends])
            self._waiting.clear()

    async def _write(self, batch: _Batch) -> None:
        self._writing = len(batch.appends)
        outcome: Outcome = [OutcomeUnknown("the writer crashed") for _ in batch.appends]
        try:
            with trio.CancelScope(shield=True):  # half a write has no outcome that anybody could be told
                outcome = await self.disk.commit(batch.appends)
        finally:
            self._writing = 0
            self._finish(batch, outcome)

    def _batch_for(self, append: Append) -> _Batch:
        if not self._waiting or not self._waiting[-1].has_room(append):
            self._waiting.append(_Batch())
        return self._waiting[-1]

    @staticmethod
    def _finish(batch: _Batch, outcome: Outcome) -> None:
        batch.outcome = outcome
        batch.done.set()
