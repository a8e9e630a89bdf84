"""Which store, which opening, which epoch."""

import apsw
import pytest
from ringline_server.ids import Ids
from ringline_server.store import identity
from ringline_server.store.migrations import migrate


@pytest.fixture
def db() -> apsw.Connection:
    db = apsw.Connection(":memory:")
    migrate(db, 0)
    return db


def test_every_opening_is_one_more(db: apsw.Connection) -> None:
    first, second = (identity.opened(db, Ids(), "8:1") for _ in range(2))

    assert (first.incarnation, second.incarnation) == (1, 2)
    assert (first.instance, first.epoch) == (second.instance, second.epoch)


def test_a_file_that_lies_elsewhere_was_restored(db: apsw.Connection) -> None:
    before, after = (identity.opened(db, Ids(), place) for place in ("8:1", "8:2"))

    assert after.epoch != before.epoch
    assert after.instance == before.instance
    assert identity.opened(db, Ids(), "8:2").epoch == after.epoch


def test_a_file_older_than_what_was_seen_was_restored_and_its_fence_is_beyond_all_seen(db: apsw.Connection) -> None:
    before = identity.opened(db, Ids(), "8:1")

    assert identity.opened(db, Ids(), "8:1", seen_incarnation=1).epoch == before.epoch
    after = identity.opened(db, Ids(), "8:1", seen_incarnation=5)

    assert after.epoch != before.epoch
    assert after.incarnation == 6


def test_a_tool_can_ask_for_a_new_epoch(db: apsw.Connection) -> None:
    before = identity.opened(db, Ids(), "8:1")

    identity.renew_epoch(db, Ids())

    assert identity.opened(db, Ids(), "8:1").epoch != before.epoch
