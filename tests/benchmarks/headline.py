"""The rows that say what one machine carries, on servers of their own, each figure beside its aim.

  headline.py --pin --json head.json                  all rows; the file grows row by row, a stop loses nothing
  headline.py --pin --json head.json --only steady    this one again, in place of what was found for it before
  headline.py --markdown head.json --svg growth.svg   the table for people, and a picture

A rate that is not kept up is said with the one that was; latencies of arrivals count from when each was due. With --pin
the server has the first core and the load client the others. The work itself is in ringline_client.bench.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

from benchmarks.picture import Line, chart  # noqa: E402 - the path comes first
from benchmarks.rows import ROWS, limit_s  # noqa: E402
from benchmarks.scenes import Way, within  # noqa: E402
from benchmarks.sheet import Figure, Row, Sheet  # noqa: E402
from ringline_client.bench import machine  # noqa: E402
from ringline_client.bench.running import NoServer  # noqa: E402
from ringline_client.bench.wires import Stalled  # noqa: E402


def main() -> int:
    """One run. Exit status 1: a row was broken off."""
    wish = _wish()
    if wish.markdown:
        return _told(Sheet.read(wish.markdown), wish.svg)
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    facts = machine.facts()
    sheet = Sheet(facts)
    if wish.json and wish.json.exists():
        sheet = Sheet.read(wish.json)
    names = wish.only.split(",") if wish.only else list(ROWS)
    for name in names:
        _say(f"{name}: {ROWS[name].__doc__}")
        sheet.keep(_run(name, wish))
        if wish.json:
            sheet.write(wish.json)
    print(f"{machine.line(facts)}  commit {_commit()}\n")
    print("\n".join(sheet.markdown()))
    return int(any(sheet.rows[name].broken_off for name in names))


def _told(sheet: Sheet, svg: Path | None) -> int:
    print("\n".join(sheet.markdown()))
    if svg:
        sizes, curves = sheet.curves()
        lines = [Line(name, values) for name, values in curves.items()]
        svg.write_text(chart("computed for a cycle, ms, with so many agents", [f"{size:,}" for size in sizes], lines))
    return 0


def _run(name: str, wish: argparse.Namespace) -> Row:
    """Whatever breaks it off: what was found is kept, and the next one runs."""
    figures: list[Figure] = []
    broken_off, started_s = "", time.perf_counter()
    with TemporaryDirectory(prefix="ringline-bench-") as folder:
        try:
            with within(limit_s(name, wish)):
                for figure in ROWS[name](Way(Path(folder), wish.seconds, wish.pin, _say), wish):
                    figures.append(figure)
                    _say(f"{figure.name}: {figure.said}{f' (aim: {figure.aim})' if figure.aim else ''}")
        except (Stalled, NoServer, OSError) as error:
            broken_off = " ".join(str(error).split())[:300] or type(error).__name__
            _say(f"{name} was broken off: {broken_off}")
    took_s = round(time.perf_counter() - started_s, 1)
    run = f"{machine.facts()['at']}, commit {_commit()}, load {os.getloadavg()[0]:.1f}{', pinned' if wish.pin else ''}"
    return Row(name, broken_off, took_s, tuple(figures), run)


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


def _commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "unknown"


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _wish() -> argparse.Namespace:
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--only", default="", help=f"some of {','.join(ROWS)}")
    known.add_argument("--json", type=Path, help="where figures go; rows that are there already are kept or replaced")
    known.add_argument("--markdown", type=Path, metavar="JSON", help="print the table of such a file, and nothing else")
    known.add_argument("--svg", type=Path, help="with --markdown: a picture of what a cycle costs as a house grows")
    known.add_argument("--pin", action="store_true", help="the server on the first core, the load client on the others")
    known.add_argument("--agents", type=_numbers, default=[1_000, 10_000], help="for offer; other rows: the first")
    known.add_argument("--crowd", type=int, default=5_000, help="connections that come at once")
    known.add_argument("--sizes", type=_numbers, default=[10, 100, 1_000, 5_000], help="for growth")
    known.add_argument("--drains", type=_numbers, default=[10, 100, 1_000], help="for drain")
    known.add_argument("--waiting", type=int, default=10_000, help="in the long line")
    known.add_argument("--restart", type=int, default=100_000, help="waiting at the large restart")
    known.add_argument("--fill-minutes", type=float, default=6, help="until which as many wait as have come")
    known.add_argument("--steady-minutes", type=float, default=4, help="of cycles, after three to warm up")
    known.add_argument("--rate", type=float, default=200, help="arrivals per second")
    known.add_argument("--seconds", type=float, default=5, help="for each stretch")
    wish = known.parse_args()
    unknown = {name for name in wish.only.split(",") if name} - set(ROWS)
    if unknown:
        known.error(f"no row is called {', '.join(sorted(unknown))}; there are {', '.join(ROWS)}")
    if wish.pin and (not hasattr(os, "sched_setaffinity") or (os.cpu_count() or 1) < 2):
        known.error("--pin needs two cores, on Linux")
    return wish


if __name__ == "__main__":
    sys.exit(main())
