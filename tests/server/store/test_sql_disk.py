"""Which errors are the disk's, and which are bugs."""

import apsw
import pytest
from ringline_server.store.records import StoreUnavailable
from ringline_server.store.sql_disk import answer

DB = apsw.Connection(":memory:")


@pytest.mark.parametrize(
    "error", [apsw.FullError, apsw.IOError, apsw.BusyError, apsw.ReadOnlyError, apsw.CantOpenError]
)
def test_operating_errors_have_one_name(error: type[Exception]) -> None:
    def query(db: apsw.Connection) -> None:
        raise error("no luck")

    with pytest.raises(StoreUnavailable, match=f"{error.__name__}: no luck"):
        answer(DB, query)


@pytest.mark.parametrize("error", [apsw.CorruptError, apsw.SQLError, KeyError])
def test_damage_and_bugs_are_let_through(error: type[Exception]) -> None:
    def query(db: apsw.Connection) -> None:
        raise error("no luck")

    with pytest.raises(error):
        answer(DB, query)
