"""The address book at 100,000 contacts: reading a CSV file of them, and finding them.

python tests/benchmarks/bench_people.py [--contacts 100000]
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import trio

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / part) for part in ("protocol", "server", "clients", "tests")]

from ringline_server.edges.contact_files import importing  # noqa: E402
from ringline_server.edges.contact_files.importing import Wish  # noqa: E402
from ringline_server.ids import Ids  # noqa: E402
from ringline_server.store.disk import Disk  # noqa: E402
from ringline_server.store.sqlite import open_sqlite  # noqa: E402

SYLLABLES = [
    "ma",
    "ri",
    "a",
    "lu",
    "is",
    "jo",
    "se",
    "an",
    "to",
    "nio",
    "car",
    "los",
    "pe",
    "dro",
    "gar",
    "cía",
    "lo",
    "pez",
    "fer",
    "nán",
    "dez",
    "ro",
    "drí",
    "guez",
    "sán",
    "chez",
    "mar",
    "tín",
    "gó",
    "mez",
    "ru",
    "iz",
    "her",
    "mo",
    "ra",
    "les",
    "ka",
    "ta",
    "rzy",
    "na",
    "wój",
    "cik",
    "mül",
    "ler",
    "schmi",
    "dt",
    "Ø",
    "de",
    "gård",
    "nguy",
    "ễn",
    "lé",
    "vy",
]
ASKED = 100
"""Questions of each kind."""

Person = tuple[str, str, str]


def people(count: int) -> list[Person]:
    """Names that repeat as real ones do, a phone and an email."""
    dice = random.Random(1)

    def word(syllables: int) -> str:
        return "".join(dice.choice(SYLLABLES) for _ in range(syllables)).capitalize()

    first = [word(dice.choice((1, 2, 2, 3))) for _ in range(3_000)]
    last = [word(dice.choice((2, 3, 3, 4))) for _ in range(30_000)]

    def common(names: list[str]) -> str:
        rank = int(dice.paretovariate(0.6)) - 1
        return names[min(rank, len(names) - 1)] if dice.random() < 0.7 else dice.choice(names)

    return [
        (
            f"{common(first)} {common(last)} {common(last)}",
            f"+346{dice.randrange(10**8):08}",
            f"p{n}@example{n % 50}.org",
        )
        for n in range(count)
    ]


def misspelled(name: str) -> str:
    """One letter missing in the second word."""
    first, second = name.split()[:2]
    place = len(second) // 2
    return f"{first} {second[:place]}{second[place + 1 :]}"


def swapped(name: str) -> str:
    """As fast fingers write the second word."""
    first, second = name.split()[:2]
    place = len(second) // 2
    return f"{first} {second[: place - 1]}{second[place]}{second[place - 1]}{second[place + 1 :]}"


def plain(name: str) -> str:
    """As a keyboard without accents has it."""
    return "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))


KINDS: dict[str, Callable[[Person], str]] = {
    "two words": lambda one: " ".join(one[0].split()[:2]),
    "one word": lambda one: one[0].split()[0],
    "a word and a beginning": lambda one: f"{one[0].split()[0]} {one[0].split()[1][:3]}",
    "two letters": lambda one: one[0][:2],
    "a letter wrong": lambda one: misspelled(one[0]),
    "five digits": lambda one: one[1][5:10],
    "three digits": lambda one: one[1][5:8],
    "an email": lambda one: one[2],
    "without its accents": lambda one: plain(" ".join(one[0].split()[:2])),
    "capitals and odd blanks": lambda one: "  " + "   ".join(one[0].upper().split()[:2]),
    "two letters swapped": lambda one: swapped(one[0]),
    "nobody": lambda _: "qqqzzzy xqwe",
}


async def measure(count: int, folder: Path) -> None:
    """Prints as it goes."""
    everybody = people(count)
    raw = "name,phone,email\n" + "".join(f"{','.join(one)}\n" for one in everybody)
    ids = Ids()
    async with open_sqlite(folder / "book.db", ids, 1) as disk:
        started = time.perf_counter()

        def progress(rows: int) -> None:
            if rows % 10_000 == 0:
                print(f"  {rows:,} rows after {time.perf_counter() - started:.1f} s", flush=True)

        for preview in (True, False):
            started, computed = time.perf_counter(), time.process_time()
            rows = importing.rows_of(raw.encode(), {})
            report = await importing.run(
                disk.book, rows, Wish("ES", {}, "bench", preview=preview), ids, lambda: 1, progress
            )
            took, computed = time.perf_counter() - started, time.process_time() - computed
            what = "preview" if preview else "import"
            print(
                f"{what}: {report.created:,} of {report.rows:,} in {took:.1f} s, computed {computed:.1f} s", flush=True
            )
        await ask(disk, everybody)


async def ask(disk: Disk, everybody: list[Person]) -> None:
    """Each kind of question."""
    dice, whole = random.Random(2), list[float]()
    for kind, text in KINDS.items():
        spans = []
        for _ in range(ASKED):
            wanted = text(dice.choice(everybody))
            started = time.perf_counter()
            await disk.book.search(wanted, "ES", None, 20)
            spans.append((time.perf_counter() - started) * 1_000)
        whole += spans
        p95 = statistics.quantiles(spans, n=20)[-1]
        print(f"{kind:24} p50 {statistics.median(spans):6.1f} ms   p95 {p95:6.1f} ms   max {max(spans):6.1f} ms")
    print(f"{'all':24} p50 {statistics.median(whole):6.1f} ms   p95 {statistics.quantiles(whole, n=20)[-1]:6.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=100_000)
    wished = parser.parse_args().contacts
    with tempfile.TemporaryDirectory() as name:
        trio.run(measure, wished, Path(name))
        size = (Path(name) / "book.db").stat().st_size
        print(f"{size / wished:,.0f} bytes on disk for each contact")
