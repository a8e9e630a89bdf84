"""The store in a file: who may open it, what survives, and what a failing disk does."""

import gc
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest
import trio
from kit.source import ROOT
from kit.stores import append, interaction, put, running
from ringline_server.ids import Ids
from ringline_server.store.disk import SearchQuery
from ringline_server.store.records import StaleWriter, StoreUnavailable
from ringline_server.store.sqlite import StoreRefused, open_sqlite

APPENDER = """
import sys, trio
from pathlib import Path
from kit.stores import append, interaction, running, segment
from ringline_server.ids import Ids
from ringline_server.store.records import CountRow
from ringline_server.store.sqlite import open_sqlite

async def actor(journal, number):
    for seq in range(1_000_000):
        rows = (interaction(number, updated_at_ms=seq), segment(f"word{seq}", seq + 1, f"int_{number}"))
        await journal.append(append(f"s{number}", seq, 1, *rows, CountRow("que_a", 0, "offered")))
        print(number, seq + 1, flush=True)

async def main():
    async with open_sqlite(Path(sys.argv[1]), Ids(), 0) as disk, running(disk) as journal:
        async with trio.open_nursery() as nursery:
            for number in range(20):
                nursery.start_soon(actor, journal, number)

trio.run(main)
"""


async def killed_after(lines: int, path: Path) -> dict[str, int]:
    """A real process that appends until it is killed. Stream -> the last seq that it was told is on disk."""
    paths = os.pathsep.join(str(ROOT / folder) for folder in ("protocol", "server", "tests"))
    command = [sys.executable, "-c", APPENDER, str(path)]
    process = await trio.lowlevel.open_process(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths})
    assert process.stdout is not None
    told = b""
    while told.count(b"\n") < lines:
        told += await process.stdout.receive_some()
    process.send_signal(signal.SIGKILL)
    async for rest in process.stdout:
        told += rest
    await process.wait()
    whole = told[: told.rindex(b"\n")].split(b"\n")
    return {f"s{int(number)}": int(seq) for number, seq in map(bytes.split, whole)}


@pytest.mark.parametrize("run", range(10))
async def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path, run: int) -> None:
    path = tmp_path / "store.db"

    acknowledged = await killed_after(1 + run * 60, path)

    async with open_sqlite(path, Ids(), 0) as disk:
        found = await disk.read_many(dict.fromkeys((f"s{number}" for number in range(20)), 0))
        total = sum(map(len, found.values()))
        assert await disk.verify() == []
        assert all(len(found[stream]) >= seq for stream, seq in acknowledged.items())
        assert total <= sum(acknowledged.values()) + 20  # at most the one append that each was waiting for
        assert [row.by for row in await disk.counts("que_a", 0, 1)] == [total]
        for number in range(20):
            row = await disk.interaction(f"int_{number}")
            assert (0 if row is None else row.updated_at_ms + 1) == len(found[f"s{number}"])
            assert len(await disk.segments(f"int_{number}")) == len(found[f"s{number}"])
        assert len((await disk.search(SearchQuery("word0"))).items) == sum(1 for r in found.values() if r)
        assert disk.identity.incarnation == 2


async def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    async with open_sqlite(path, Ids(), 0) as before:
        await put(before, interaction(1))
        await before.commit([append(count=3)])

    async with open_sqlite(path, Ids(), 0) as after:
        assert await after.interaction("int_1") == interaction(1)
        assert len(await after.read("interaction/int_1")) == 3
        assert (after.identity.instance, after.identity.epoch) == (before.identity.instance, before.identity.epoch)
        assert after.identity.incarnation == 2


def modes(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch(0o644)
    async with open_sqlite(path, Ids(), 0) as disk:
        await disk.commit([append()])

        assert modes(tmp_path) == dict.fromkeys(("store.db", "store.db-wal", "store.db-shm", "store.db.lock"), 0o600)


async def test_a_second_server_on_the_same_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    async with open_sqlite(path, Ids(), 0) as disk:
        with pytest.raises(StoreRefused, match="another server is using this store"):
            async with open_sqlite(path, Ids(), 0):
                pass
        assert await disk.commit([append()]) == [None]

    async with open_sqlite(path, Ids(), 0):
        pass


async def test_a_server_whose_lock_was_circumvented_is_fenced_off(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    async with open_sqlite(path, Ids(), 0) as old:
        (tmp_path / "store.db.lock").unlink()
        async with open_sqlite(path, Ids(), 0) as new:
            (failed,) = await old.commit([append()])

            assert isinstance(failed, StaleWriter)
            assert await new.commit([append()]) == [None]


async def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"these are my holiday pictures\n" * 100)

    with pytest.raises(StoreRefused, match=r"store\.db: .*not a database"):
        async with open_sqlite(path, Ids(), 0):
            pass


async def test_an_empty_file_where_a_store_was_is_refused_and_not_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    async with open_sqlite(path, Ids(), 0) as disk:
        await disk.commit([append()])
    for is_gone in (False, True):
        os.truncate(path, 0)
        if is_gone:
            path.unlink()
        with pytest.raises(StoreRefused, match=r"empty, though it was in use before.*or delete .*\.lock"):
            async with open_sqlite(path, Ids(), 0):
                pass
    (tmp_path / "store.db.lock").unlink()
    async with open_sqlite(path, Ids(), 0) as disk:
        assert await disk.read("interaction/int_1") == []


async def test_a_folder_that_takes_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreRefused, match=r"store\.db\.lock: Not a directory"):
        async with open_sqlite(tmp_path / "file" / "store.db", Ids(), 0):
            pass


async def test_a_store_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    async with open_sqlite(path, Ids(), 0):
        pass
    apsw.Connection(str(path)).execute("insert into migration values (999, '0999_novelty.sql', '', 0)")

    with pytest.raises(StoreRefused, match=r"newer release.*0999_novelty"):
        async with open_sqlite(path, Ids(), 0):
            pass


async def test_a_setting_that_does_not_take_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules["ringline_server.store.sqlite"]._PRAGMAS, "synchronous", 7)

    with pytest.raises(StoreRefused, match="synchronous is 0 and cannot be made 7"):
        async with open_sqlite(tmp_path / "store.db", Ids(), 0):
            pass


async def test_the_settings_are_those_that_durability_needs(tmp_path: Path) -> None:
    def settings(db: apsw.Connection) -> list[object]:
        return [db.pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")]

    async with open_sqlite(tmp_path / "store.db", Ids(), 0) as disk:
        assert await disk.runner.write(settings) == ["wal", 2, 1, 5_000]


async def test_the_wal_is_moved_into_the_database_after_so_many_pages(tmp_path: Path) -> None:
    path, sizes = tmp_path / "store.db", list[int]()
    async with open_sqlite(path, Ids(), 0, wal_pages=100) as disk:
        for seq in range(100):
            await disk.commit([append("s1", seq, 1)])
            sizes.append(path.with_name("store.db-wal").stat().st_size // 4_096)

    assert 100 <= max(sizes) < 200
    assert sizes[-1] == sizes[50], "what was moved is written over"


async def test_readers_cannot_write(tmp_path: Path) -> None:
    async with open_sqlite(tmp_path / "store.db", Ids(), 0) as disk:
        with pytest.raises(StoreUnavailable, match="readonly"):
            await disk.runner.read(lambda db: db.execute("delete from record"))


async def test_a_backup_that_was_copied_back_gets_another_epoch(tmp_path: Path) -> None:
    path, backup = tmp_path / "store.db", tmp_path / "backup"
    async with open_sqlite(path, Ids(), 0) as first:
        await first.commit([append()])
    shutil.copy(path, backup)
    async with open_sqlite(path, Ids(), 0) as second:
        await second.commit([append(after=1)])

    path.write_bytes(backup.read_bytes())  # same inode: recognised by its incarnation
    async with open_sqlite(path, Ids(), 0) as third:
        assert third.identity.epoch not in (first.identity.epoch,)
        assert third.identity.incarnation == 3
    backup.replace(path)
    async with open_sqlite(path, Ids(), 0) as fourth:
        assert fourth.identity.epoch not in (first.identity.epoch, third.identity.epoch)
    assert second.identity.epoch == first.identity.epoch


@contextmanager
def no_file_may_grow_beyond(size: int) -> Iterator[None]:
    """The kernel refuses further writes of this process with EFBIG, as a failing disk does with EIO."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_write_that_the_kernel_refuses_is_unavailable_and_later_works(tmp_path: Path) -> None:
    async with open_sqlite(tmp_path / "store.db", Ids(), 0) as disk, running(disk) as journal:
        await journal.append(append("before"))
        with no_file_may_grow_beyond((tmp_path / "store.db-wal").stat().st_size + 1_000):
            with pytest.raises(StoreUnavailable):
                await journal.append(append("large", body=b"x" * 100_000))
            assert len(await disk.read("before")) == 1

        await journal.append(append("large", body=b"x" * 100_000))

        assert len(await disk.read("large")) == 1
        assert await disk.verify() == []


SLOW = "with recursive n (x) as (select 1 union all select x + 1 from n) select max(x) from n"


def slow(db: apsw.Connection) -> object:
    return db.execute(SLOW).get


async def test_a_cancelled_query_stops_and_its_connection_goes_on(tmp_path: Path) -> None:
    async with open_sqlite(tmp_path / "store.db", Ids(), 0) as disk:
        for _ in range(4):
            with trio.move_on_after(0.01) as scope:
                await disk.runner.read(slow)
            assert scope.cancelled_caught

        assert await disk.read("nobody's") == []


async def test_slow_readers_do_not_stop_the_writer(tmp_path: Path) -> None:
    async with open_sqlite(tmp_path / "store.db", Ids(), 0) as disk, trio.open_nursery() as nursery:
        nursery.start_soon(disk.runner.read, slow)

        assert await disk.commit([append()]) == [None]
        assert len(await disk.read("interaction/int_1")) == 1
        nursery.cancel_scope.cancel()


def descriptors() -> int:
    """Of this process, when all connections' threads that were told to end have ended."""
    for thread in threading.enumerate():
        if "apsw" in thread.name:
            thread.join(10)
            assert not thread.is_alive()
    gc.collect()
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts descriptors in /proc")
async def test_closing_leaves_no_thread_and_no_descriptor(tmp_path: Path) -> None:
    async def once() -> None:
        async with open_sqlite(tmp_path / "store.db", Ids(), 0) as disk:
            await disk.commit([append("once", (disk.identity.incarnation - 1))])

    await once()
    before = descriptors()
    for _ in range(5):
        await once()

    assert descriptors() == before
