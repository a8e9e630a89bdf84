"""The power fails at any step of a thousand events: what comes back is what was acknowledged, whole, and in order.

RINGLINE_POWER_CUTS   at how many steps, each with three fates of what was not synced; 40 where nothing is said
"""

import os
import shutil
from pathlib import Path
from random import Random

import apsw
import attrs
import pytest
import trio
from kit.power import FATES, Fate, RecordedDisk, recording
from kit.stores import append, interaction, segment
from ringline_server.ids import Ids
from ringline_server.store.sqlite import open_sqlite

CUTS = int(os.environ.get("RINGLINE_POWER_CUTS", "40"))
STREAM = "interaction/int_1"
EVENTS = 1_000
BODY = b"x" * 6_000
FOLDED_PAGES = 1_000
"""Few enough that the WAL is folded into the database several times on the way."""

pytestmark = [pytest.mark.timeout(60 + 2 * CUTS), pytest.mark.xdist_group("power_loss")]


@attrs.frozen
class Written:
    """The log, and which event was acknowledged after which step."""

    disk: RecordedDisk
    acknowledged: list[tuple[int, int]]

    def acknowledged_at(self, step: int) -> int:
        """The last event that was acknowledged by then."""
        return max((seq for at, seq in self.acknowledged if at <= step), default=0)

    def asked_at(self, step: int) -> int:
        """The last event that was begun by then."""
        begun_at = [0, *(at for at, _ in self.acknowledged)]
        return max((seq for at, seq in zip(begun_at, self.seqs, strict=False) if at < step), default=0)

    @property
    def seqs(self) -> list[int]:
        """Last events of the appends, in order."""
        return [seq for _, seq in self.acknowledged]


async def write(folder: Path) -> Written:
    """A thousand events in appends of one to nine."""
    path, chance, acknowledged = folder / "store.db", Random(3), list[tuple[int, int]]()
    async with open_sqlite(path, Ids(), 0):
        pass
    with recording(folder) as recorded:
        async with open_sqlite(path, Ids(), 0, wal_pages=FOLDED_PAGES) as disk:
            seq = 0
            while seq < EVENTS:
                count = min(chance.randint(1, 9), EVENTS - seq)
                rows = (interaction(1, updated_at_ms=seq + count), segment(f"word{seq}", seq + 1))
                outcome = await disk.commit([append(STREAM, seq, count, *rows, body=BODY)])
                assert outcome == [None]
                seq += count
                acknowledged.append((recorded.steps, seq))
    return Written(recorded, acknowledged)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return trio.run(write, tmp_path_factory.mktemp("power"))


def cuts(written: Written) -> list[int]:
    """Steps by chance, and those around the folding of the WAL into the database, where most can go wrong."""
    log, chance = written.disk.log, Random(5)
    folded = [n for n, step in enumerate(log) if step.file == "store.db" and step.is_sync]
    around = [n + by for n in folded for by in (-1, 0, 1, 2)]
    return sorted({*chance.sample(range(1, len(log)), CUTS), *(n for n in around[:CUTS] if 0 < n <= len(log))})


@pytest.mark.parametrize("fate", FATES)
async def test_what_was_acknowledged_comes_back_whole(written: Written, fate: Fate, tmp_path: Path) -> None:
    for step in cuts(written):
        folder, chance = tmp_path / str(step), Random(step)
        written.disk.after(step, fate, chance, folder)
        async with open_sqlite(folder / "store.db", Ids(), 0) as disk:
            records = await disk.read(STREAM)
            row, segments = await disk.interaction("int_1"), await disk.segments("int_1")
            assert await disk.verify() == [], step

        found = len(records)
        assert written.acknowledged_at(step) <= found <= written.asked_at(step), step
        assert found in (0, *written.seqs), "an append is written whole"
        assert all(record.body == BODY for record in records)
        assert (row.updated_at_ms if row is not None else 0) == found
        assert len(segments) == written.seqs.index(found) + 1 if found else not segments
        shutil.rmtree(folder)


def test_the_log_saw_the_wal_folded_into_the_database(written: Written) -> None:
    folded = [step for step in written.disk.log if step.file == "store.db" and step.is_sync]

    assert len(folded) >= 3
    assert written.seqs[-1] == EVENTS


async def test_a_disk_that_lies_about_syncs_is_found_out(written: Written, tmp_path: Path) -> None:
    """The test of the test: without its syncs the same log loses what was acknowledged."""
    lying = RecordedDisk(written.disk.base, [attrs.evolve(step, is_sync=False) for step in written.disk.log])
    lying.log[:] = [step for step, true in zip(lying.log, written.disk.log, strict=True) if not true.is_sync]
    lost = 0
    for number, cut in enumerate(range(500, len(lying.log), max(1, len(lying.log) // 5))):
        folder = tmp_path / str(number)
        lying.after(cut, "lost", Random(1), folder)
        try:
            async with open_sqlite(folder / "store.db", Ids(), 0) as disk:
                lost += len(await disk.read(STREAM)) == 0
        except apsw.Error:
            lost += 1

    assert lost > 0
