"""A backup becomes the store again: under a new epoch, never over a running server, and nothing is deleted."""

from pathlib import Path

import apsw
import pytest
from kit.filled import filled
from kit.stores import append
from ringline_server.ids import Ids
from ringline_server.store.disk import Identity
from ringline_server.store.sqlite import StoreRefused, open_sqlite
from ringline_server.upkeep.backup import backup
from ringline_server.upkeep.files import UpkeepRefused
from ringline_server.upkeep.restore import restore
from ringline_server.upkeep.verify import verify


async def opened(path: Path) -> Identity:
    async with open_sqlite(path, Ids(), 0) as disk:
        return disk.identity


async def later(path: Path) -> Identity:
    """The store goes on after its backup."""
    async with open_sqlite(path, Ids(), 0) as disk:
        await disk.commit([append("interaction/int_new", 0, 5)])
        return disk.identity


async def test_a_restored_store_is_the_backup_under_an_epoch_that_never_was(tmp_path: Path) -> None:
    store, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    backup(store, target)
    before = await later(store)

    done = restore(target, store, Ids(), replace=True)
    after = await opened(store)

    assert done.is_done
    assert verify(store).is_sound
    assert verify(store).counts["records"] == 18
    assert after.epoch != before.epoch
    assert after.incarnation > before.incarnation
    assert after.instance == before.instance


async def test_each_restoring_is_another_epoch(tmp_path: Path) -> None:
    store, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    backup(store, target)
    epochs = [(await opened(store)).epoch]
    for _ in range(3):
        restore(target, store, Ids(), replace=True)
        epochs += [(await opened(store)).epoch, (await opened(store)).epoch]

    assert epochs[1::2] == epochs[2::2], "and it stays when the server starts again"
    assert len(set(epochs)) == 4


async def test_what_was_there_is_put_aside_whole(tmp_path: Path) -> None:
    store, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    backup(store, target)
    await later(store)
    writer = apsw.Connection(str(store))
    writer.execute("insert into record values ('interaction/int_wal', 1, 0, 'x', x'00')")  # in the WAL alone
    wal, kept = tmp_path / "ringline.db-wal", tmp_path / "kept-wal"
    wal.rename(kept)
    writer.close()
    kept.rename(wal)

    done = restore(target, store, Ids(), replace=True)
    again = restore(target, store, Ids(), replace=True)

    assert done.put_aside == tmp_path / "ringline.db.replaced-1"
    assert again.put_aside == tmp_path / "ringline.db.replaced-2"
    aside = apsw.Connection(str(done.put_aside))
    assert aside.execute("select count(*) from record where stream = 'interaction/int_wal'").get == 1
    assert not wal.exists()


async def test_a_store_that_is_there_is_not_replaced_unless_it_is_said(tmp_path: Path) -> None:
    store, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    backup(store, target)
    before = store.read_bytes()

    with pytest.raises(UpkeepRefused, match="--replace"):
        restore(target, store, Ids())
    assert store.read_bytes() == before


async def test_a_running_server_is_left_alone(tmp_path: Path) -> None:
    store, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    backup(store, target)
    async with open_sqlite(store, Ids(), 0) as disk:
        with pytest.raises(UpkeepRefused, match="another server is using this store: stop it first"):
            restore(target, store, Ids(), replace=True)
        assert await disk.commit([append("interaction/int_new")]) == [None]


async def test_a_backup_with_faults_is_restored_only_when_it_is_said(tmp_path: Path) -> None:
    store, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    backup(store, target)
    db = apsw.Connection(str(target))
    db.execute("delete from record where seq = 2")
    db.close()

    refused = restore(target, store, Ids(), replace=True)
    assert not refused.is_done
    assert verify(store).is_sound

    assert restore(target, store, Ids(), replace=True, damaged=True).is_done
    assert not verify(store).is_sound


async def test_into_an_empty_folder_on_another_machine(tmp_path: Path) -> None:
    store, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    backup(store, target)

    elsewhere = tmp_path / "new" / "data" / "ringline.db"
    done = restore(target, elsewhere, Ids())

    assert done.put_aside is None
    assert verify(elsewhere).is_sound
    assert (await opened(elsewhere)).epoch != (await opened(store)).epoch


async def test_the_store_is_no_backup_of_itself(tmp_path: Path) -> None:
    store = await filled(tmp_path / "ringline.db")

    with pytest.raises(UpkeepRefused, match="the store itself"):
        restore(store, store, Ids(), replace=True)


async def test_a_restoring_that_was_killed_half_way_is_no_empty_start(tmp_path: Path) -> None:
    """Between putting the old store aside and putting the new one in its place: the server must not begin anew."""
    store = await filled(tmp_path / "ringline.db")
    store.rename(tmp_path / "ringline.db.replaced-1")

    with pytest.raises(StoreRefused, match=r"empty, though it was in use before\. Restore a backup"):
        await opened(store)
