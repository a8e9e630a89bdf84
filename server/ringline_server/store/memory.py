"""The store without files or threads: the same SQL in memory, with faults on demand. For tests and simulation.

medium = MemoryMedium(ids)      the platter: outlives its server
disk = medium.open()            a server opens it …
medium.crash()                  … dies: what was not synced is gone …
disk = medium.open()            … and opens it again; the old disk is a stale writer now
"""

from collections.abc import Callable
from typing import Any

import apsw
import attrs
import trio

from ringline_server.ids import Ids
from ringline_server.store import identity
from ringline_server.store.disk import Identity
from ringline_server.store.migrations import migrate
from ringline_server.store.records import StoreDamaged, StoreUnavailable
from ringline_server.store.sql_disk import SqlDisk
from ringline_server.store.sql_runner import P, Query, T, answer


@attrs.define
class Faults:
    """What is wrong with the medium at the moment. Set and reset at will."""

    fails: bool = False
    """Writes raise StoreUnavailable and change nothing."""
    is_torn: bool = False
    """Reads raise StoreDamaged."""
    stalls_before: trio.Event | None = None
    """Writes wait for it before they do anything."""
    stalls_after: trio.Event | None = None
    """Writes are done, and their answer waits for it."""
    forgets: bool = False
    """It lies: writes are answered, but a crash takes them back."""


@attrs.define
class MemoryMedium:
    """Keeps every write, so that any prefix of them can be what a crash leaves behind."""

    ids: Ids
    faults: Faults = attrs.field(factory=Faults)
    _identity: Identity | None = attrs.field(default=None, init=False)
    _db: apsw.Connection = attrs.field(init=False)
    _writes: list[Callable[[apsw.Connection], Any]] = attrs.field(factory=list, init=False)
    _synced: int = attrs.field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        self._db = _blank()

    @property
    def writes(self) -> int:
        """How many there were, openings included: where `crash(keep=…)` may cut."""
        return len(self._writes)

    def open(self) -> SqlDisk:
        """The next incarnation."""
        last = self._identity or Identity(self.ids.new("sto"), 0, self.ids.new("epo"))
        self._identity = opened = attrs.evolve(last, incarnation=last.incarnation + 1)
        self._do(lambda db: identity.write(db, opened, "memory"))
        self._synced = len(self._writes)
        return SqlDisk(opened, MemoryRunner(self))

    def crash(self, keep: int | None = None) -> None:
        """Whatever was synced remains, or exactly the first `keep` writes."""
        kept = self._writes[: self._synced if keep is None else keep]
        if len(kept) < len(self._writes):
            self._db.close()
            self._db, self._writes = _blank(), kept
            for write in kept:
                write(self._db)
        self._synced = len(self._writes)

    def restore(self, keep: int) -> None:
        """A backup comes back: the first `keep` writes, under a new epoch."""
        self.crash(keep)
        if self._identity is not None:
            self._identity = attrs.evolve(self._identity, epoch=self.ids.new("epo"))

    def limit(self, size_bytes_max: int) -> None:
        """Like a disk of that size."""
        self._db.pragma("max_page_count", size_bytes_max // int(self._db.pragma("page_size")))

    def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """For its runner: does it, and remembers that it was done."""
        if self.faults.fails:
            raise StoreUnavailable("the medium fails")
        return self._do(lambda db: answer(db, query, *args, **kwargs))

    def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """For its runner."""
        if self.faults.is_torn:
            raise StoreDamaged("the medium is torn")
        return answer(self._db, query, *args, **kwargs)

    def _do(self, write: Callable[[apsw.Connection], T]) -> T:
        result = write(self._db)
        self._writes.append(write)
        if not self.faults.forgets:
            self._synced = len(self._writes)
        return result


@attrs.frozen
class MemoryRunner:
    """See sql_runner.Runner. Runs in place; every call is one checkpoint, so it is fair and deterministic."""

    medium: MemoryMedium

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See sql_runner.Runner."""
        await trio.lowlevel.checkpoint()
        if self.medium.faults.stalls_before is not None:
            await self.medium.faults.stalls_before.wait()
        result = self.medium.write(query, *args, **kwargs)
        if self.medium.faults.stalls_after is not None:
            await self.medium.faults.stalls_after.wait()
        return result

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See sql_runner.Runner."""
        await trio.lowlevel.checkpoint()
        return self.medium.read(query, *args, **kwargs)

    async def aclose(self) -> None:
        """The medium remains."""
        await trio.lowlevel.checkpoint()


def _blank() -> apsw.Connection:
    db = apsw.Connection(":memory:")
    db.pragma("foreign_keys", 1)
    migrate(db, 0)
    return db
