"""What bad clients do to good ones. `python tests/longrun/storms.py [--clients 200] [--json]`

Eight agents ask for something small all the time; meanwhile one storm after the other goes on. For each storm: the good
ones' latency (p50, p99), the server's memory, and whether what was promised held; nobody good is cut off.

all read        connections that subscribe, and read what is said to all of them, twenty times a second
a tenth stops   the same, but one of ten reads nothing: the good ones may fare a tenth worse, and it is gone in 10 s
never read      connections that subscribe and then read nothing
reconnect       all come at once, ten at a time from one address
subscribe       each subscribes to all that was said so far, again and again
resume          each comes back with its session, again and again
strangers       connections that say nothing before hello, from many addresses and from one
slow heads      an HTTP head at one byte per second
ping flood      WebSocket pings as fast as they are taken

Good and bad ones are this one process: what it is late itself (told for each storm) is in the latency, too. `--only`
plays some of them: `--only strangers --clients 3000`. Thousands need as many open files.
"""

import argparse
import resource
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import trio  # noqa: E402 - the path comes first
from kit.bench import Figures  # noqa: E402
from kit.storms import COMPARED, STORMS, Field, Found  # noqa: E402

FILES_BESIDE: Final = 500
"""Open files that are no bad client."""
PLAYED: Final = {**COMPARED, **STORMS}


async def play(clients: int, names: list[str], as_json: bool) -> None:
    """Storm after storm on one server."""
    figures = Figures(f"Storms of {clients}")
    with tempfile.TemporaryDirectory() as folder:
        async with Field.made(Path(folder)) as field:
            await field.measured(None, clients)  # a server that has just started is slower
            told(figures, "calm", await field.measured(None, clients))
            for number, name in enumerate(names, 1):
                sys.stderr.write(f"{number} of {len(names)}: {name}\n")
                told(figures, name, await field.measured(PLAYED[name], clients))
    figures.show(as_json)


def told(figures: Figures, name: str, found: Found) -> None:
    """What was found of one storm."""
    figures.spread(name, found.took_s)
    figures.spread(f"{name}, this process late", found.late_s)
    figures.add(f"{name}, server's memory", found.resident_kb / 1024, "MiB")
    figures.add(f"{name}, let in", found.part.came, "")
    figures.add(f"{name}, held", found.part.held, "")
    figures.add(f"{name}, good ones cut off", found.cut_off, "", aim=0)


def allow_files(wanted: int) -> str:
    """Raise what this process and its server may have open. Why not, or nothing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and wanted > hard:
        return f"{wanted} open files are needed, {hard} are allowed: raise the hard limit (ulimit -Hn) or ask for fewer"
    if soft != resource.RLIM_INFINITY and wanted > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return ""


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200, help="bad ones in each storm")
    parser.add_argument("--only", action="append", choices=list(PLAYED), help="this storm; may be said several times")
    parser.add_argument("--json", action="store_true", help="for machines")
    wish = parser.parse_args()
    refusal = allow_files(wish.clients + FILES_BESIDE)
    if refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    trio.run(play, wish.clients, wish.only or list(PLAYED), wish.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
