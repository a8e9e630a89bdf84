"""All or nothing."""

import apsw
import pytest
from ringline_server.store.transaction import transaction


@pytest.fixture
def db() -> apsw.Connection:
    """With one table of numbers."""
    db = apsw.Connection(":memory:")
    db.execute("create table t (x)")
    return db


def insert_and_raise(db: apsw.Connection, number: int, error: Exception) -> None:
    with transaction(db):
        db.execute("insert into t values (?)", (number,))
        raise error


def test_what_is_raised_takes_everything_back_and_goes_on_upwards(db: apsw.Connection) -> None:
    with pytest.raises(KeyError):
        insert_and_raise(db, 1, KeyError())

    assert not db.in_transaction
    assert db.execute("select count(*) from t").get == 0


def test_an_inner_one_takes_back_only_its_own(db: apsw.Connection) -> None:
    with transaction(db):
        db.execute("insert into t values (1)")
        with pytest.raises(KeyError):
            insert_and_raise(db, 2, KeyError())
        with transaction(db):
            db.execute("insert into t values (3)")

    assert db.execute("select group_concat(x) from t").get == "1,3"


def test_a_full_disk_is_reported_as_such_though_it_ends_the_transaction_itself(db: apsw.Connection) -> None:
    db.execute("pragma max_page_count = 4")

    with pytest.raises(apsw.FullError), transaction(db), transaction(db):
        db.execute("insert into t values (zeroblob(100000))")

    assert not db.in_transaction
