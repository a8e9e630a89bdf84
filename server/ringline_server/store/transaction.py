"""One transaction of a connection, or a savepoint inside one."""

import contextlib
from collections.abc import Iterator

import apsw


@contextlib.contextmanager
def transaction(db: apsw.Connection) -> Iterator[None]:
    """Everything in it is done, or nothing: whatever is raised takes it back and goes on upwards."""
    begin, end, undo = ("savepoint inner_one", "release inner_one", "rollback to inner_one; release inner_one")
    if not db.in_transaction:
        begin, end, undo = ("begin immediate", "commit", "rollback")
    db.execute(begin)
    try:
        yield
        db.execute(end)
    except BaseException:
        if db.in_transaction:  # a full disk has rolled back already
            db.execute(undo)
        raise
