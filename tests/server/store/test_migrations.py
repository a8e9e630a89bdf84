"""Each step once, in order, all or nothing; and never on a store that this release does not understand."""

import apsw
import pytest
from ringline_server.store import sqlite_read
from ringline_server.store.migrations import Migration, MigrationRefused, migrate, packaged

STEPS = (Migration(1, "0001_one.sql", "create table one (x)"), Migration(2, "0002_two.sql", "create table two (x)"))


@pytest.fixture
def db() -> apsw.Connection:
    return apsw.Connection(":memory:")


def tables(db: apsw.Connection) -> set[str]:
    return {name for (name,) in db.execute("select name from sqlite_schema where name in ('one', 'two', 'three')")}


def test_a_store_is_brought_up_to_date_step_by_step(db: apsw.Connection) -> None:
    migrate(db, 5, STEPS[:1])
    migrate(db, 6, STEPS)
    migrate(db, 7, STEPS)

    assert tables(db) == {"one", "two"}
    assert list(db.execute("select number, name, at_ms from migration")) == [
        (1, "0001_one.sql", 5),
        (2, "0002_two.sql", 6),
    ]


def test_a_step_that_changed_afterwards_is_refused(db: apsw.Connection) -> None:
    migrate(db, 0, STEPS)

    with pytest.raises(MigrationRefused, match=r"0001_one\.sql changed"):
        migrate(db, 0, (Migration(1, "0001_one.sql", "create table one (y)"), STEPS[1]))


def test_a_store_of_a_newer_release_is_refused(db: apsw.Connection) -> None:
    migrate(db, 0, STEPS)

    with pytest.raises(MigrationRefused, match=r"newer release.*0002_two\.sql"):
        migrate(db, 0, STEPS[:1])


def test_a_step_that_fails_leaves_nothing_behind(db: apsw.Connection) -> None:
    broken = Migration(3, "0003_three.sql", "create table three (x); create table one (x)")

    with pytest.raises(apsw.SQLError):
        migrate(db, 0, (*STEPS, broken))

    assert tables(db) == {"one", "two"}
    migrate(db, 0, STEPS)


def test_the_packaged_steps_are_numbered_without_gaps_and_apply(db: apsw.Connection) -> None:
    migrate(db, 0)

    assert [step.number for step in packaged()] == list(range(1, len(packaged()) + 1))
    assert all(step.name.startswith(f"{step.number:04}_") for step in packaged())


def test_the_answers_of_an_older_store_are_still_known_without_their_index(db: apsw.Connection) -> None:
    migrate(db, 0, packaged()[:13])
    db.executemany("insert into answered values (?, ?, x'', x'', ?)", [("ana", f"key-{at}", at) for at in range(4)])

    migrate(db, 0)

    assert sqlite_read.answered_keys(db, "ana", 2, 10) == ["key-2", "key-3"]
    assert sqlite_read.answered_keys(db, "ben", 0, 10) == []
    assert not db.execute("select 1 from sqlite_schema where name = 'answered_by_principal'").get


def test_the_keys_of_a_principal_are_read_without_looking_at_those_of_others(db: apsw.Connection) -> None:
    migrate(db, 0)
    question = "select key from answered where principal = ? and at_ms >= ? limit ?"

    plan = [step for *_, step in db.execute(f"explain query plan {question}", ("ana", 0, 1))]

    assert plan == ["SEARCH answered USING PRIMARY KEY (principal=?)"]
