"""Small storms on a real server: the good ones are not cut off, and what was promised holds. Nothing about speed."""

from pathlib import Path

import apsw
import pytest
from kit.storms import CROWDS, STORMS, Field
from ringline_server.upkeep.verify import verify

CLIENTS = 10
ALL_OF_THEM = ("reconnect", "strangers", "strangers of one address", "slow heads")
"""Each bad client gets what it was promised: caught up, or ended in time."""
MEMORY_KB_MAX = 256 * 1024


def count(database: Path, interaction: str) -> int:
    """Segments that are on disk."""
    db = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return int(db.execute("select count(*) from segment where interaction = ?", (interaction,)).get)
    finally:
        db.close()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", STORMS)
async def test_a_storm_hurts_nobody_else(tmp_path: Path, name: str) -> None:
    async with Field.made(tmp_path) as field:
        found = await field.measured(STORMS[name], CLIENTS)
        database, interaction = field.server.database, field.interaction
        said = count(database, interaction)

        assert found.cut_off == 0
        assert found.took_s
        assert found.resident_kb < MEMORY_KB_MAX
        assert found.part.came == CLIENTS
        assert found.part.held == CLIENTS if name in ALL_OF_THEM else found.part.held > 0
        if name == "never read":
            assert found.part.held <= said <= found.part.held + 1, "nothing acknowledged is lost"
        assert verify(database).is_sound


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "held"), [("all come back", 500), ("a tenth is cut off", 20)])
async def test_a_crowd_is_dealt_with_whole(tmp_path: Path, name: str, held: int) -> None:
    storm, clients = CROWDS[name]
    async with Field.made(tmp_path) as field:
        found = await field.measured(storm, clients)
        assert found.part.came == clients
        assert found.part.held == held
        assert found.cut_off == 0
        assert found.resident_kb < MEMORY_KB_MAX
        assert verify(field.server.database).is_sound
