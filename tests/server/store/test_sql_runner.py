"""Which errors are the disk's, which are a broken file's, and which are bugs."""

import apsw
import pytest
from ringline_server.store.records import StoreDamaged, StoreUnavailable
from ringline_server.store.sql_runner import answer

DB = apsw.Connection(":memory:")


@pytest.mark.parametrize(
    "error", [apsw.FullError, apsw.IOError, apsw.BusyError, apsw.ReadOnlyError, apsw.CantOpenError]
)
def test_operating_errors_have_one_name(error: type[Exception]) -> None:
    def query(db: apsw.Connection) -> None:
        raise error("no luck")

    with pytest.raises(StoreUnavailable, match=f"{error.__name__}: no luck"):
        answer(DB, query)


@pytest.mark.parametrize("error", [apsw.CorruptError, apsw.NotADBError])
def test_damage_says_what_to_do(error: type[Exception]) -> None:
    def query(db: apsw.Connection) -> None:
        raise error("no luck")

    with pytest.raises(StoreDamaged, match=r"damaged \(no luck\)\. `ringline verify` .* `ringline restore`"):
        answer(DB, query)


@pytest.mark.parametrize("error", [apsw.SQLError, KeyError])
def test_bugs_are_let_through(error: type[Exception]) -> None:
    def query(db: apsw.Connection) -> None:
        raise error("no luck")

    with pytest.raises(error):
        answer(DB, query)
