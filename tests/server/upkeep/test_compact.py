"""A store that is written anew has no traces of what was deleted, and is the same store."""

from pathlib import Path

import apsw
import pytest
from kit.filled import filled
from ringline_server.store.sqlite import locked
from ringline_server.upkeep.compact import compact
from ringline_server.upkeep.files import UpkeepRefused
from ringline_server.upkeep.verify import verify

CANARY = b"a word that was forgotten"


async def test_what_was_deleted_is_in_no_byte_any_more_and_all_else_is_as_it_was(tmp_path: Path) -> None:
    store = await filled(tmp_path / "ringline.db")
    before = verify(store)
    leave_traces(store)
    assert has_traces(tmp_path)
    done = compact(store)

    assert done.after < done.before
    assert not has_traces(tmp_path)
    assert verify(store) == before
    assert before.is_sound


def has_traces(folder: Path) -> bool:
    return any(CANARY in path.read_bytes() for path in folder.iterdir())


def leave_traces(store: Path) -> None:
    """As a SQLite leaves them that does not overwrite what it deletes."""
    db = apsw.Connection(str(store))
    db.pragma("secure_delete", 0)
    db.execute("insert into piece values ('upl_1', 0, ?)", (CANARY * 10_000,))
    db.execute("delete from piece where owner = 'upl_1'")
    db.close()


async def test_a_store_in_use_or_one_that_is_not_there_is_left_alone(tmp_path: Path) -> None:
    store = await filled(tmp_path / "ringline.db")
    with locked(store), pytest.raises(UpkeepRefused, match="stop it first"):
        compact(store)
    with pytest.raises(UpkeepRefused, match="no such file"):
        compact(tmp_path / "other.db")
