"""What bad clients do to good ones. `python tests/longrun/storms.py [--clients 200] [--json]`

Eight agents ask for something small all the time; meanwhile one storm after the other goes on. For each storm: the good
ones' latency (p50, p99), the server's memory, and whether what was promised held; nobody good is cut off.

never read      connections that subscribe and then read nothing
reconnect       all come at once, ten at a time from one address
subscribe       each subscribes to the same 40 kB, again and again
resume          each comes back with its session, again and again
strangers       connections that say nothing before hello
slow heads      an HTTP head at one byte per second
ping flood      WebSocket pings as fast as they are taken
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import trio  # noqa: E402 - the path comes first
from kit.bench import Figures  # noqa: E402
from kit.storms import STORMS, Field  # noqa: E402


async def play(clients: int, as_json: bool) -> None:
    """Every storm on one server."""
    figures = Figures(f"Storms of {clients}")
    with tempfile.TemporaryDirectory() as folder:
        async with Field.made(Path(folder)) as field:
            await field.measured(None, clients)  # a server that has just started is slower
            calm = await field.measured(None, clients)
            figures.spread("calm", calm.took_s)
            for name, storm in STORMS.items():
                found = await field.measured(storm, clients)
                figures.spread(name, found.took_s)
                figures.add(f"{name}, server's memory", found.resident_kb / 1024, "MiB")
                figures.add(f"{name}, held", found.held, "")
                figures.add(f"{name}, good ones cut off", found.cut_off, "", aim=0)
    figures.show(as_json)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200, help="bad ones in each storm")
    parser.add_argument("--json", action="store_true", help="for machines")
    wish = parser.parse_args()
    trio.run(play, wish.clients, wish.json)


if __name__ == "__main__":
    main()
