"""Thousands of kills, in rounds. `python tests/longrun/crash.py [--kills 2000] [--seed 1] [--record FILE]`

Each round is one load on one data directory, killed 50 times under a seed of its own, then judged: nothing that was
acknowledged is lost or doubled, every stream is whole, the file and everything in it is sound (`ringline verify`). The
first round with a fault ends the run, keeps its directory and prints the command that plays this round again.

--forked: each life is a child of a process that has imported the server already: the same code in a process of its own,
without the two seconds of processor time that importing costs.
RINGLINE_SLOW=5 in the environment: the load waits five times as long for a server that gets no processor, in place of
giving up; what is judged is the same.
--record: one line of JSON is added to the file for each round. Exit status 0: no fault.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import trio  # noqa: E402 - the path comes first
from kit.crash.play import Played, not_reached, play, play_forked, wrongs  # noqa: E402

ROUND_KILLS = 50


def main() -> int:
    """Round after round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=2_000, help="in all")
    parser.add_argument("--seed", type=int, default=1, help="of the first round; the next one has the next")
    parser.add_argument("--record", type=Path, help="file that gets a line of JSON for each round")
    parser.add_argument("--forked", action="store_true", help="do not import the server anew for each life")
    wish = parser.parse_args()
    done, seed = 0, wish.seed
    while done < wish.kills:
        kills = min(ROUND_KILLS, wish.kills - done)
        row = one_round(kills, seed, play_forked if wish.forked else play)
        done += kills
        if wish.record is not None:
            with wish.record.open("a", encoding="utf-8") as record:
                record.write(json.dumps(row) + "\n")
        sys.stdout.write(f"{done:,} of {wish.kills:,} kills: {json.dumps(row)}\n")
        sys.stdout.flush()
        if row["faults"]:
            sys.stdout.write(f"python tests/longrun/crash.py --kills {kills} --seed {seed}\n")
            return 1
        seed += 1
    return 0


def one_round(kills: int, seed: int, how: Callable[[Path, int, int], Awaitable[Played]]) -> dict[str, object]:
    """Its figures; the directory is kept when there is a fault."""
    folder, began = Path(tempfile.mkdtemp(prefix="ringline-crash-")), time.monotonic()
    played = trio.run(how, folder, kills, seed)
    faults = trio.run(wrongs, played)
    for fault in faults:
        sys.stdout.write(f"FAULT {fault}\n")
    if faults:
        sys.stdout.write(f"kept: {folder}\n")
    else:
        shutil.rmtree(folder)
    return figures(played, faults, kills, seed, time.monotonic() - began)


def figures(played: Played, faults: list[str], kills: int, seed: int, took_s: float) -> dict[str, object]:
    """What one line of the record says."""
    commands = played.history.commands
    starts = sorted(life.took_ms for life in played.history.lives if life.took_ms)
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "kills": kills,
        "at_points": sum(bool(life.point) for life in played.history.lives),
        "commands": len(commands),
        "sent_again": sum(command.sendings > 1 for command in commands),
        "records": sum(len(entries) for entries in played.journal.streams.values()),
        "faults": len(faults),
        "not_reached": not_reached(played) if kills == ROUND_KILLS else [],
        "start_ms_p50": starts[len(starts) // 2] if starts else 0,
        "took_s": round(took_s, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
