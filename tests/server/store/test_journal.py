"""Group commit: who waits, for how long, and what they are told."""

from pathlib import Path

import apsw
import pytest
import trio
from kit.stores import append, disk_of_kind, running
from ringline_server.ids import Ids
from ringline_server.store.disk import Disk
from ringline_server.store.journal import BATCH_APPENDS_MAX, BATCH_RECORDS_MAX, Journal
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import AppendFailed, OutcomeUnknown, SeqTaken, StaleWriter, StoreUnavailable


@pytest.fixture
def medium() -> MemoryMedium:
    return MemoryMedium(Ids.seeded(1))


async def test_an_append_is_on_disk_when_it_returns(disk: Disk) -> None:
    async with running(disk) as journal:
        await journal.append(append(count=2))

        assert len(await disk.read("interaction/int_1")) == 2
        assert journal.pending == 0


async def test_an_append_returns_only_after_the_commit(medium: MemoryMedium) -> None:
    async with running(medium.open()) as journal, trio.open_nursery() as nursery:
        medium.faults.stalls_after = trio.Event()
        nursery.start_soon(journal.append, append())
        await trio.testing.wait_all_tasks_blocked()

        assert journal.pending == 1
        medium.faults.stalls_after.set()

    assert journal.pending == 0


async def test_those_who_come_during_a_write_share_the_next_one(medium: MemoryMedium) -> None:
    disk = medium.open()
    before = medium.writes
    async with running(disk) as journal, trio.open_nursery() as nursery:
        medium.faults.stalls_before = trio.Event()
        nursery.start_soon(journal.append, append("first"))
        await trio.testing.wait_all_tasks_blocked()
        for number in range(100):
            nursery.start_soon(journal.append, append(f"later{number}"))
        await trio.testing.wait_all_tasks_blocked()

        assert journal.pending == 101
        medium.faults.stalls_before.set()

    assert medium.writes == before + 2


async def test_a_batch_has_limits(medium: MemoryMedium) -> None:
    disk = medium.open()
    before = medium.writes
    async with running(disk) as journal, trio.open_nursery() as nursery:
        for number in range(BATCH_APPENDS_MAX + 1):
            nursery.start_soon(journal.append, append(f"a{number}"))
    assert medium.writes == before + 2

    async with running(disk) as journal, trio.open_nursery() as nursery:
        for number in range(3):
            nursery.start_soon(journal.append, append(f"b{number}", count=BATCH_RECORDS_MAX // 2))
    assert medium.writes == before + 4


async def test_everyone_in_a_batch_learns_their_own_fate(disk: Disk) -> None:
    fates: dict[str, str] = {}

    async def actor(stream: str, after: int) -> None:
        try:
            await journal.append(append(stream, after))
            fates[stream] = "written"
        except SeqTaken:
            fates[stream] = "taken"

    async with running(disk) as journal, trio.open_nursery() as nursery:
        for number in range(10):
            nursery.start_soon(actor, f"stream{number}", number % 2)

    assert fates == {f"stream{number}": "taken" if number % 2 else "written" for number in range(10)}


async def test_a_cancelled_caller_does_not_take_the_write_back(medium: MemoryMedium) -> None:
    disk = medium.open()
    async with running(disk) as journal:
        medium.faults.stalls_before = trio.Event()
        with trio.CancelScope() as caller:
            caller.cancel()
            await journal.append(append("cancelled"))
        with trio.move_on_after(0):
            await journal.append(append("late"))
        medium.faults.stalls_before.set()
        await journal.append(append("next"))

    assert [len(await disk.read(stream)) for stream in ("cancelled", "late", "next")] == [1, 1, 1]


async def test_after_an_io_error_it_goes_on_when_the_disk_does(medium: MemoryMedium) -> None:
    async with running(medium.open()) as journal:
        medium.faults.fails = True
        with pytest.raises(StoreUnavailable):
            await journal.append(append())

        medium.faults.fails = False
        await journal.append(append())


async def test_a_full_disk_file_refuses_and_recovers(kind: str, tmp_path: Path) -> None:
    async with disk_of_kind(kind, tmp_path, 500 * 1024) as disk, running(disk) as journal:
        with pytest.raises(StoreUnavailable):
            await journal.append(append("large", body=b"x" * 600_000))

        await journal.append(append("small"))
        assert await disk.read("large") == []


async def test_a_stale_writer_is_told_to_stop(medium: MemoryMedium) -> None:
    old = medium.open()
    medium.open()
    async with running(old) as journal:
        with pytest.raises(StaleWriter):
            await journal.append(append())

    assert await old.read("interaction/int_1") == []


async def test_stopping_finishes_the_batch_in_hand_and_refuses_the_rest(medium: MemoryMedium) -> None:
    disk = medium.open()
    journal = Journal(disk)
    medium.faults.stalls_before = trio.Event()
    refused: list[str] = []

    async def actor(stream: str) -> None:
        try:
            await journal.append(append(stream))
        except StoreUnavailable:
            refused.append(stream)

    async with trio.open_nursery() as actors:
        async with trio.open_nursery() as writer:
            writer.start_soon(journal.run)
            actors.start_soon(actor, "in hand")
            await trio.testing.wait_all_tasks_blocked()
            actors.start_soon(actor, "waiting")
            await trio.testing.wait_all_tasks_blocked()
            writer.cancel_scope.cancel()
            medium.faults.stalls_before.set()
        actors.start_soon(actor, "too late")

    assert sorted(refused) == ["too late", "waiting"]
    assert {s: len(r) for s, r in (await disk.read_many({"in hand": 0, "waiting": 0})).items()} == {
        "in hand": 1,
        "waiting": 0,
    }


async def test_when_the_writer_crashes_nobody_is_told_that_nothing_was_written(
    medium: MemoryMedium, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = medium.open()
    fates: list[type[Exception]] = []

    async def actor() -> None:
        try:
            await journal.append(append())
        except OutcomeUnknown as error:
            fates.append(type(error))

    journal = Journal(disk)
    medium.write(lambda db: db.execute("drop table record"))
    async with trio.open_nursery() as actors:
        actors.start_soon(actor)
        await trio.testing.wait_all_tasks_blocked()
        with pytest.raises(apsw.SQLError, match="no such table"):
            await journal.run()

    assert fates == [OutcomeUnknown]
    assert not issubclass(OutcomeUnknown, AppendFailed)
