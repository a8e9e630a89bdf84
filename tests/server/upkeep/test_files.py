"""Database files from outside: a moment is kept while others write, and a copy is whole and private."""

import stat
from pathlib import Path

import apsw
import pytest
from kit.filled import filled, write
from kit.stores import append
from ringline_server.ids import Ids
from ringline_server.store.sqlite import open_sqlite
from ringline_server.upkeep import files


def count(db: apsw.Connection) -> int:
    return int(db.execute("select count(*) from record").get)


async def test_a_reader_keeps_its_moment_while_a_server_writes(tmp_path: Path) -> None:
    path = tmp_path / "ringline.db"
    async with open_sqlite(path, Ids(), 0) as disk:
        await write(disk)
        with files.reading(path) as db:
            before = count(db)
            await disk.commit([append("interaction/int_new", 0, 50)])
            during = count(db)
        with files.reading(path) as db:
            after = count(db)

    assert (before, during, after) == (18, 18, 68)


def beside(target: Path) -> list[str]:
    """Names of the target and of what lies beside it."""
    return [path.name for path in target.parent.glob(f"{target.name}*")]


async def test_a_copy_of_a_store_that_is_written_all_the_time_is_of_one_moment_and_ends(tmp_path: Path) -> None:
    path, target = tmp_path / "ringline.db", tmp_path / "copy.db"
    async with open_sqlite(path, Ids(), 0) as disk:
        await disk.commit([append("interaction/int_0", 0, 2_000, body=b"x" * 8_000)])
        writer = apsw.Connection(str(path))
        steps = []

        def busy(what: str, done: int, total: int) -> None:
            steps.append((done, total))
            writer.execute("insert into record values (?, 1, 0, 'x', x'00')", (f"stream {len(steps)}",))

        with files.reading(path) as db:
            files.copy(db, target, busy)
        writer.close()

    assert len(steps) > 2
    assert steps[-1][0] == steps[-1][1]
    assert count(apsw.Connection(str(target))) == 2_000
    assert beside(target) == ["copy.db"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


async def test_a_copy_never_overwrites(tmp_path: Path) -> None:
    path = await filled(tmp_path / "ringline.db")
    with files.reading(path) as db, pytest.raises(FileExistsError):
        files.copy(db, path, files.quiet)


def test_a_file_is_discarded_with_its_companions(tmp_path: Path) -> None:
    for name in ("a.db", "a.db-wal", "a.db-shm", "a.db-journal", "b.db"):
        (tmp_path / name).touch()

    files.discard(tmp_path / "a.db")

    assert [path.name for path in tmp_path.iterdir()] == ["b.db"]
