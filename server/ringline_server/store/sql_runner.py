"""Where queries run: the one thing in which the stores in a file and in memory differ.

SqlDisk ── write(function, …) ──► runner: the one writing connection   sqlite.py: files, worker threads
        ── read(function, …)  ──► runner: any reading connection       memory.py: in place, no threads, faults
"""

from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

import apsw

from ringline_server.store.records import StoreDamaged, StoreUnavailable

P = ParamSpec("P")
T = TypeVar("T")
Query = Callable[Concatenate[apsw.Connection, P], T]

_OPERATING: Final = (
    *(apsw.FullError, apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError),
    *(apsw.BusyError, apsw.LockedError, apsw.ProtocolError),
)
"""What a full, failing or busy disk does."""
_DAMAGED: Final = (apsw.CorruptError, apsw.NotADBError)
"""A broken file. Anything else is a bug, and is let through."""


class Runner(Protocol):
    """Runs queries on connections. Each call is one whole transaction; writes run one after the other."""

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """On the writing connection."""

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """On a connection that cannot write. Sees every write that has returned."""

    async def aclose(self) -> None:
        """Closes the connections."""


def answer(db: apsw.Connection, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the query answers; operating errors under the store's own name. Every runner runs queries through it."""
    try:
        return query(db, *args, **kwargs)
    except _OPERATING as error:
        raise StoreUnavailable(f"{type(error).__name__}: {error}") from error
    except _DAMAGED as error:
        raise StoreDamaged(
            f"{db.filename}: damaged ({error}). `ringline verify` says what is wrong, "
            "`ringline restore` puts a backup in its place"
        ) from error
