"""A message on its way: in memory while it is small, else in a file that nobody sees."""

import os
from pathlib import Path

import pytest
import trio
from ringline_server.edges.mail.spool import HELD_BYTES_MAX, each_piece, open_spool
from ringline_server.mail.source import READ_BYTES_MAX, Held, Source
from ringline_server.store.records import StoreUnavailable


async def pieces(source: Source) -> list[bytes]:
    return [piece async for piece in each_piece(source)]


async def test_a_small_one_stays_in_memory_and_outlives_its_spool(tmp_path: Path) -> None:
    with open_spool(tmp_path / "no such folder") as spool:
        await spool.write(b"a" * (HELD_BYTES_MAX - 1))
        await spool.write(b"b")
        small = spool.settled()
    assert isinstance(small, Held)
    assert await pieces(small) == [b"a" * (HELD_BYTES_MAX - 1) + b"b"]


async def test_of_a_large_one_little_is_held_and_any_part_can_be_read(tmp_path: Path) -> None:
    raw = bytes(range(256)) * 4_000
    with open_spool(tmp_path) as spool:
        for at in range(0, len(raw), 60_001):
            await spool.write(raw[at : at + 60_001])
            assert len(spool._tail) <= HELD_BYTES_MAX
        large = spool.settled()
        assert large.size == len(raw)
        assert b"".join(await pieces(large)) == raw
        assert max(map(len, await pieces(large))) == READ_BYTES_MAX
        for start, end in ((0, 10), (len(raw) - 5, len(raw) + 9), (len(raw) // 2, len(raw)), (len(raw), len(raw) + 1)):
            assert large.read(start, end) == raw[start:end]
        assert os.listdir(tmp_path) == [], "the file has no name"


async def test_who_reads_behind_its_end_is_refused(tmp_path: Path) -> None:
    with open_spool(tmp_path) as spool:
        spool.append(b"x" * (HELD_BYTES_MAX + 1))
    for late in (lambda: spool.read(0, 1), lambda: spool.append(b"x" * (HELD_BYTES_MAX + 1))):
        with pytest.raises(StoreUnavailable):
            late()


async def test_a_folder_that_takes_no_file_is_a_store_that_cannot(tmp_path: Path) -> None:
    with open_spool(tmp_path / "nowhere") as spool, pytest.raises(StoreUnavailable):
        await spool.write(b"x" * (HELD_BYTES_MAX + 1))
    await trio.lowlevel.checkpoint()
