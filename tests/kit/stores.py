"""Things to put into a store, with everything that a test does not care about filled in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs
import trio
from ringline_server.ids import Ids
from ringline_server.store.disk import Disk
from ringline_server.store.journal import Journal
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import Append, InteractionRow, ParticipantRow, Record, Row, SegmentRow
from ringline_server.store.sqlite import open_sqlite

INTERACTION = InteractionRow(
    id="int_1",
    channel="messaging",
    phase="queued",
    queue="que_a",
    agents=(),
    consumer=None,
    consumer_name="Ana",
    subject="",
    created_at_ms=1_000,
    updated_at_ms=1_000,
)


def interaction(number: int = 1, **changes: Any) -> InteractionRow:
    """`int_1` and so on, with a moment of its own."""
    moments = {"created_at_ms": 1_000 + number, "updated_at_ms": 1_000 + number}
    return attrs.evolve(INTERACTION, id=f"int_{number}", **(moments | changes))


def segment(text: str, seq: int = 1, interaction: str = "int_1", **changes: Any) -> SegmentRow:
    """What somebody said."""
    return SegmentRow(interaction, seq, f"seg_{seq}", "consumer", 1_000 + seq, text, **changes)


def append(
    stream: str = "interaction/int_1", after: int = 0, count: int = 1, *rows: Row, body: bytes = b"{}"
) -> Append:
    """`count` records behind the one with seq `after`, and rows."""
    records = tuple(Record(seq, 1_000 + seq, "note.saved", body) for seq in range(after + 1, after + 1 + count))
    return Append(stream, after, records, rows)


async def put(disk: Disk, *rows: Row) -> None:
    """Rows alone, without a journal. Fails loudly."""
    assert await disk.commit([Append("rows", 0, (), rows)]) == [None]


async def say(disk: Disk, *texts: str, interaction: str = "int_1", seen_by: str | None = None) -> None:
    """Segments 1, 2, 3 … of an interaction."""
    rows: list[Row] = [segment(text, seq, interaction) for seq, text in enumerate(texts, 1)]
    if seen_by is not None:
        rows.append(ParticipantRow(interaction, seen_by))
    await put(disk, *rows)


@asynccontextmanager
async def disk_of_kind(kind: str, folder: Path, size_bytes_max: int | None = None) -> AsyncIterator[Disk]:
    """`memory` or `sqlite`: what holds for the one must hold for the other."""
    if kind == "sqlite":
        async with open_sqlite(folder / "store.db", Ids.seeded(1), 1_000, size_bytes_max) as disk:
            yield disk
    else:
        medium = MemoryMedium(Ids.seeded(1))
        if size_bytes_max is not None:
            medium.limit(size_bytes_max)
        yield medium.open()


@asynccontextmanager
async def running(disk: Disk) -> AsyncIterator[Journal]:
    """A journal that writes until the block is left."""
    journal = Journal(disk)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(journal.run)
        yield journal
        nursery.cancel_scope.cancel()
