"""The schema of a store file, brought up to date: numbered files, each applied once, in its own transaction.

Refused: a file that changed after it was applied, and a store that a newer release has written.
"""

import hashlib
from collections.abc import Iterable
from importlib import resources

import apsw
import attrs

from ringline_server.store.transaction import transaction

_LEDGER = """create table if not exists migration (
    number integer primary key, name text not null, sha256 text not null, at_ms integer not null) strict"""


class MigrationRefused(Exception):
    """The file cannot be used by this release. The message says why, for people."""


@attrs.frozen
class Migration:
    """One step. `name` begins with its number: `0001_core.sql`."""

    number: int
    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """Of the text, so that an edit after the fact is noticed."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def packaged() -> tuple[Migration, ...]:
    """The steps that this release knows, in order."""
    folder = resources.files("ringline_server.store") / "sqlite_schema"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(Migration(int(file.name[:4]), file.name, file.read_text("utf-8")) for file in files)


def migrate(db: apsw.Connection, now_ms: int, migrations: Iterable[Migration] | None = None) -> None:
    """The schema is this release's afterwards. Raises: MigrationRefused; then nothing was changed."""
    known = packaged() if migrations is None else tuple(migrations)
    assert [step.number for step in known] == list(range(1, len(known) + 1))
    db.execute(_LEDGER)
    applied = list(db.execute("select number, name, sha256 from migration order by number"))
    for number, name, sha256 in applied:
        if number > len(known):
            raise MigrationRefused(
                f"the store was written by a newer release (migration {name} is unknown to this one)"
            )
        if known[number - 1].sha256 != sha256:
            raise MigrationRefused(f"migration {name} changed after it was applied to this store")
    for step in known[len(applied) :]:
        with transaction(db):
            db.execute(step.sql)
            db.execute("insert into migration values (?, ?, ?, ?)", (step.number, step.name, step.sha256, now_ms))
