"""A backup of a store: sound before it gets its name, and never in the way of a better one."""

import stat
from pathlib import Path

import apsw
import pytest
from kit.filled import filled
from ringline_server.upkeep import files
from ringline_server.upkeep.backup import backup
from ringline_server.upkeep.files import UpkeepRefused
from ringline_server.upkeep.verify import verify


def beside(target: Path) -> list[str]:
    """Names of the target and of what lies beside it."""
    return [path.name for path in target.parent.glob(f"{target.stem}*")]


def dump(path: Path) -> list[object]:
    db = apsw.Connection(str(path))
    tables = ("record", "interaction", "segment", "answered", "participant", "snapshot", "meta")
    return [list(db.execute(f"select * from {table} order by 1, 2")) for table in tables]


async def test_a_backup_holds_what_the_store_holds(tmp_path: Path) -> None:
    path, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    told: list[str] = []

    done = backup(path, target, lambda what, *_: told.append(what))

    assert done.report.is_sound
    assert (done.path, done.bytes) == (target, target.stat().st_size)
    assert dump(target) == dump(path)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert beside(target) == ["monday.db"]
    assert list(dict.fromkeys(told)) == ["copy", "structure", "streams", "replies", "mails", "canned", "search"]


async def test_what_is_there_is_not_overwritten_unless_it_is_said(tmp_path: Path) -> None:
    path, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    target.write_text("precious")

    with pytest.raises(UpkeepRefused, match="--replace"):
        backup(path, target)
    assert target.read_text() == "precious"

    assert backup(path, target, replace=True).path == target
    assert verify(target).is_sound


async def test_the_store_itself_is_never_the_target(tmp_path: Path) -> None:
    path = await filled(tmp_path / "ringline.db")
    link = tmp_path / "link.db"
    link.symlink_to(path)

    for target in (path, link, tmp_path):
        with pytest.raises(UpkeepRefused, match="something already"):
            backup(path, target, replace=True)


async def test_a_copy_with_faults_lies_beside_and_the_older_backup_stays(tmp_path: Path) -> None:
    path, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"
    backup(path, target)
    db = apsw.Connection(str(path))
    db.execute("delete from record where seq = 2")
    db.close()

    done = backup(path, target, replace=True)

    assert not done.report.is_sound
    assert done.path == tmp_path / "monday.db.damaged"
    assert verify(target).is_sound
    assert not verify(done.path).is_sound


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = await filled(tmp_path / "ringline.db")

    with pytest.raises(UpkeepRefused, match="no such folder"):
        backup(path, tmp_path / "none" / "monday.db")


async def test_what_an_interrupted_backup_left_is_no_hindrance(tmp_path: Path) -> None:
    path, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"

    def interrupted(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup(path, target, interrupted)
    assert not beside(target)
    (tmp_path / "monday.db.partial").write_text("left by kill -9")

    assert backup(path, target, files.quiet).report.is_sound
    assert beside(target) == ["monday.db"]
