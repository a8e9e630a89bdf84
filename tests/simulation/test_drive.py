"""A disk that fails, and dies."""

from typing import Any

import pytest
import trio
from kit.stores import append
from ringline_server.ids import Ids
from ringline_server.simulation.chance import Chance
from ringline_server.simulation.drive import AFTER, BEFORE, Drive
from ringline_server.simulation.history import History
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import AnsweredRow, StoreUnavailable

STREAM = "interaction/int_1"


def drive(**more: Any) -> Drive:
    return Drive(MemoryMedium(Ids.seeded(1)), History(1), Chance.of(1, "drive"), **more)


async def test_what_is_durable_is_in_the_history_with_its_writer(autojump_clock: trio.testing.MockClock) -> None:
    it = drive()
    disk = it.open()
    row = AnsweredRow("agent:agt_1", "k1", b"h", b'{"result":{}}', 1)

    assert await disk.commit([append(STREAM, 0, 2, row)]) == [None]
    told = [(line["f"], line.get("seq"), line.get("fence"), line.get("key")) for line in it.history.lines]
    assert told == [("note.saved", 1, 1, None), ("note.saved", 2, 1, None), ("answered", None, None, "k1")]
    assert [line["last"] for line in it.history.lines[:2]] == [False, True]


async def test_what_fails_is_not_in_the_history(autojump_clock: trio.testing.MockClock) -> None:
    it = drive()
    disk = it.open()
    await disk.commit([append(STREAM, 5)])
    it.is_full = True
    [failure] = await disk.commit([append(STREAM, 0)])

    assert isinstance(failure, StoreUnavailable)
    assert it.history.lines == []


@pytest.mark.parametrize(("step", "kept"), [(BEFORE, 0), (AFTER, 1)])
async def test_a_crash_at_a_step_keeps_what_was_durable(
    autojump_clock: trio.testing.MockClock, step: str, kept: int
) -> None:
    it = drive()
    disk = it.open()
    it.on_step = lambda reached: it.die() if reached == step else None
    [failure] = await disk.commit([append(STREAM, 0)])
    it.on_step = lambda reached: None

    assert isinstance(failure, StoreUnavailable)
    assert len(await it.open().read(STREAM)) == kept
    assert len(it.history.lines) == kept


async def test_a_dead_process_neither_writes_nor_reads(autojump_clock: trio.testing.MockClock) -> None:
    it = drive(pause_s=(5.0, 5.0))
    disk = it.open()
    async with trio.open_nursery() as nursery:

        async def late() -> None:
            [failure] = await disk.commit([append(STREAM, 0)])
            assert isinstance(failure, StoreUnavailable)

        nursery.start_soon(late)
        await trio.testing.wait_all_tasks_blocked()
        it.die()
    assert trio.current_time() < 5
    with pytest.raises(StoreUnavailable):
        await disk.read(STREAM)
    assert await it.open().read(STREAM) == []


async def test_a_disk_that_is_well_again_keeps_nobody_waiting(autojump_clock: trio.testing.MockClock) -> None:
    it = drive(pause_s=(5.0, 5.0))
    disk = it.open()
    async with trio.open_nursery() as nursery:

        async def written() -> None:
            assert await disk.commit([append(STREAM, 0)]) == [None]

        nursery.start_soon(written)
        await trio.testing.wait_all_tasks_blocked()
        it.mend()
    assert trio.current_time() < 1


async def test_a_process_that_was_replaced_cannot_write(autojump_clock: trio.testing.MockClock) -> None:
    it = drive()
    old, new = it.open(), it.open()
    [stale] = await old.commit([append(STREAM, 0)])

    assert stale is not None
    assert await new.commit([append(STREAM, 0)]) == [None]
    assert [line["fence"] for line in it.history.lines] == [2]
