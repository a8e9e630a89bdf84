"""What the store costs. `python tests/benchmarks/bench_store.py [segments [folder]]`; a line per figure, then JSON.

The file lies in a temporary folder of the given folder (or of the system's), on whatever disk that is: sync is FULL.
Searches are measured over `segments` (100,000; product figures: 1,000,000) and a tenth as many closed interactions.
"""

import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import ParamSpec, TypeVar

import attrs
import orjson
import trio
from ringline_server.ids import Ids
from ringline_server.store.disk import LIST_LIMIT_MAX, READ_STREAMS_MAX, Disk, ListFilter, SearchQuery
from ringline_server.store.journal import Journal
from ringline_server.store.records import Append, InteractionRow, Record, SegmentRow
from ringline_server.store.sqlite import open_sqlite

BODY = orjson.dumps({"offer": "off_" + "a" * 24, "agent": "agt_ana", "queue": "que_support", "note": "x" * 150})
WORDS = [
    "hello",
    "my",
    "parcel",
    "number",
    "is",
    "lost",
    "please",
    "check",
    "the",
    "invoice",
    "from",
    "tuesday",
    "again",
    "thanks",
    "Straße",
    "facturación",
]
OPEN = 10_000
RECORDS_EACH = 6
P = ParamSpec("P")
T = TypeVar("T")
figures: dict[str, float] = {}


async def main(segments: int, folder: str | None) -> None:
    """Every figure, each in the same growing file."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        async with open_sqlite(Path(place) / "bench.db", Ids(), 0) as disk, trio.open_nursery() as nursery:
            journal = Journal(disk)
            nursery.start_soon(journal.run)
            await _writing(journal)
            await _filling(journal)
            await _reading(disk)
            await _searching(disk, journal, segments)
            nursery.cancel_scope.cancel()
        _figure("file", _size(Path(place)) / 2**20, "MiB")
    print(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


async def _writing(journal: Journal) -> None:
    for writers, each in ((1, 500), (200, 100)):
        took: list[float] = []
        for rows in (False, True):
            started = time.perf_counter()
            async with trio.open_nursery() as nursery:
                for number in range(writers):
                    nursery.start_soon(_writer, journal, f"w{writers}{rows}-{number}", each, rows, took)
            rate = writers * each / (time.perf_counter() - started)
            what = "with its interaction row" if rows else "of one record"
            _figure(f"appends {what}, {writers} writers", rate, "/s")
            _figure(f"append {what}, {writers} writers, p50", median(took) * 1000, "ms")
            took.clear()


async def _writer(journal: Journal, name: str, each: int, rows: bool, took: list[float]) -> None:
    for seq in range(each):
        started = time.perf_counter()
        row = (_row(name, seq),) if rows else ()
        await journal.append(Append(f"interaction/{name}", seq, (Record(seq + 1, seq, "offer.created", BODY),), row))
        took.append(time.perf_counter() - started)


async def _filling(journal: Journal) -> None:
    async def fill(number: int) -> None:
        name = f"int_{number:024}"
        records = tuple(Record(seq + 1, number, "offer.created", BODY) for seq in range(RECORDS_EACH))
        await journal.append(Append(f"interaction/{name}", 0, records, (_row(name, number, f"agt_{number % 500}"),)))

    async with trio.open_nursery() as nursery:
        for number in range(OPEN):
            nursery.start_soon(fill, number)
    for start in range(0, 10_000, 1_000):
        long = tuple(Record(seq + 1, seq, "segment.final", BODY) for seq in range(start, start + 1_000))
        await journal.append(Append("interaction/long", start, long))


async def _reading(disk: Disk) -> None:
    opened = await _timed(f"rows of all {OPEN} open", disk.open_interactions)
    streams = [f"interaction/{row.id}" for row in opened]

    async def load() -> None:
        for start in range(0, len(streams), READ_STREAMS_MAX):
            await disk.read_many(dict.fromkeys(streams[start : start + READ_STREAMS_MAX], 0))

    async def pages(wanted: ListFilter) -> None:
        cursor: str | None = None
        while True:
            page = await disk.list_interactions(wanted, cursor, LIST_LIMIT_MAX)
            cursor = page.cursor
            if cursor is None:
                return

    await _timed(f"records of {len(opened)} open × {RECORDS_EACH}", load)
    await _timed("10,000 records of one stream", disk.read, "interaction/long")
    for by_creation in (False, True):
        wanted = ListFilter(open_only=True, by_creation=by_creation)
        order = "creation" if by_creation else "change"
        await _timed(f"all pages of the open, by {order}", pages, wanted)
        await _timed(f"first page of the open, by {order}", disk.list_interactions, wanted, None, 50)
    for name, wanted in (
        ("an agent's open", ListFilter(agent="agt_7", open_only=True)),
        ("an agent's all", ListFilter(visible_to="agt_7")),
        ("a queue's all", ListFilter(queue="que_support")),
    ):
        await _timed(f"first page of {name}", disk.list_interactions, wanted, None, 50)


async def _searching(disk: Disk, journal: Journal, segments: int) -> None:
    async def say(part: int) -> None:
        """A thousand segments of ten interactions, and a hundred closed interactions."""
        said = [_segment(part, seq) for seq in range(1_000)]
        closed = [_closed(part * 100 + number) for number in range(100)]
        await journal.append(Append(f"said/{part}", 0, (), (*said, *closed)))

    started = time.perf_counter()
    for part in range(segments // 1_000):
        await say(part)
    _figure("segments indexed, one appender", segments / (time.perf_counter() - started), "/s")
    for name, query in (
        ("a common word, all", SearchQuery("parcel")),
        ("a prefix of two letters, all", SearchQuery("pa")),
        ("a prefix of five letters, all", SearchQuery("facturac".removesuffix("rac"))),
        ("three common words, all", SearchQuery("parcel invoice tuesday")),
        ("a rare word, all", SearchQuery("rare777")),
        ("no such word, all", SearchQuery("zebra")),
        ("a common word, what a busy agent may see", SearchQuery("parcel", visible_to="agt_busy")),
        ("a common word, one interaction", SearchQuery("parcel", interaction=f"int_{77:024}")),
        ("a common word, what an agent may see", SearchQuery("parcel", visible_to="agt_7")),
    ):
        await _timed(f"search {name}", disk.search, query, None, 50)
    for name, wanted in (
        ("everything", ListFilter()),
        ("a queue's history", ListFilter(queue="que_old")),
        ("a busy agent's history", ListFilter(visible_to="agt_busy")),
        ("a consumer's history", ListFilter(consumers=("con_77",))),
        ("the open of a queue", ListFilter(queue="que_support", open_only=True)),
    ):
        await _timed(f"first page of {name}, among {segments // 10} closed", disk.list_interactions, wanted, None, 50)


def _said(number: int) -> str:
    picked = [WORDS[(number * 7 + step * step) % len(WORDS)] for step in range(12)]
    return " ".join([*picked, f"rare{number}", f"number{number % 997}"])


def _segment(part: int, seq: int) -> SegmentRow:
    interaction = f"int_{part * 10 + seq // 100:024}"
    return SegmentRow(interaction, part * 1_000 + seq, f"seg_{seq}", "agent", seq, _said(seq + part))


def _closed(number: int) -> InteractionRow:
    row = _row(f"old_{number}", number, "agt_busy" if number % 5 == 0 else None)
    return attrs.evolve(row, queue="que_old", consumer=f"con_{number % 1_000}", closed_at_ms=number, phase="closed")


def _row(name: str, at_ms: int, agent: str | None = None) -> InteractionRow:
    agents = () if agent is None else (agent,)
    return InteractionRow(
        *(name, "messaging", "active", "que_support", agents, f"con_{name}", "Ana", "parcel", 1_000, at_ms),
        preview="where is my parcel? I have been waiting for it since tuesday",
    )


async def _timed(name: str, work: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
    took = []
    for _ in range(3):
        started = time.perf_counter()
        answer = await work(*args, **kwargs)
        took.append((time.perf_counter() - started) * 1000)
    _figure(name, median(took), "ms")
    return answer


def _figure(name: str, value: float, unit: str) -> None:
    figures[f"{name} [{unit}]"] = round(value, 2)
    print(f"{value:12,.2f} {unit:4} {name}", flush=True)


if __name__ == "__main__":
    trio.run(main, int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2] if len(sys.argv) > 2 else None)
