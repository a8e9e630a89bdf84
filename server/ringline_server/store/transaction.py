"""One transaction of a connection, or a savepoint inside one."""

import contextlib
from collections.abc import Iterator

import apsw


@contextlib.contextmanager
def transaction(db: apsw.Connection) -> Iterator[None]:
    """Everything in it is done, or nothing: whatever is raised takes it back and goes on upwards."""
    with db:
        yield
