"""The medium fails as it is told to, and remembers exactly what a real one would."""

import pytest
from kit.stores import append
from ringline_server.ids import Ids
from ringline_server.store.disk import Disk
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import Snapshot, StaleWriter, StoreUnavailable


@pytest.fixture
def medium() -> MemoryMedium:
    return MemoryMedium(Ids.seeded(1))


async def streams(disk: Disk, *names: str) -> str:
    return "".join(name for name, records in (await disk.read_many(dict.fromkeys(names, 0))).items() if records)


async def test_a_crash_loses_nothing_that_was_synced(medium: MemoryMedium) -> None:
    old = medium.open()
    await old.commit([append("a"), append("b")])

    medium.crash()
    new = medium.open()

    assert await streams(new, "a", "b") == "ab"
    assert (new.identity.incarnation, new.identity.epoch) == (2, old.identity.epoch)
    assert new.identity.instance == old.identity.instance


async def test_a_lying_disk_loses_what_it_never_synced(medium: MemoryMedium) -> None:
    disk = medium.open()
    await disk.commit([append("a")])
    medium.faults.forgets = True
    await disk.commit([append("b")])
    await disk.save_snapshots([Snapshot("b", 1, b"")])

    medium.crash()
    medium.faults.forgets = False
    disk = medium.open()

    assert await streams(disk, "a", "b") == "a"
    assert await disk.snapshots(["b"]) == {}


async def test_a_crash_may_cut_at_any_write(medium: MemoryMedium) -> None:
    disk = medium.open()
    for name in "abcd":
        await disk.commit([append(name)])

    for keep in range(medium.writes - 1, 0, -1):
        medium.crash(keep)
        assert await streams(disk, *"abcd") == "abcd"[: keep - 1]


async def test_an_old_server_cannot_write_any_more(medium: MemoryMedium) -> None:
    old = medium.open()
    medium.crash()
    new = medium.open()

    (failed,) = await old.commit([append("a")])

    assert isinstance(failed, StaleWriter)
    assert await new.commit([append("a")]) == [None]


async def test_a_failing_medium_changes_nothing(medium: MemoryMedium) -> None:
    disk = medium.open()
    medium.faults.fails = True

    (failed,) = await disk.commit([append("a")])

    assert isinstance(failed, StoreUnavailable)
    assert await streams(disk, "a") == ""
    with pytest.raises(StoreUnavailable):
        await disk.save_snapshots([])


async def test_a_restored_backup_has_another_epoch(medium: MemoryMedium) -> None:
    old = medium.open()
    backup = medium.writes
    await old.commit([append("a")])

    medium.restore(backup)
    new = medium.open()

    assert await streams(new, "a") == ""
    assert new.identity.epoch != old.identity.epoch
    assert new.identity.instance == old.identity.instance


async def test_the_same_seed_gives_the_same_store() -> None:
    one, other = (MemoryMedium(Ids.seeded(7)).open() for _ in range(2))

    assert one.identity == other.identity
