"""One round: a load that is played while its server dies again and again, and everything that is then wrong."""

from pathlib import Path

import attrs
import orjson
from ringline_server.ids import Ids
from ringline_server.store.sqlite import open_sqlite
from ringline_server.upkeep.verify import verify

from kit.crash.account import CONFIG
from kit.crash.checker import faults
from kit.crash.coverage import EXPECTED, coverage
from kit.crash.history import History, Journal, read_journal
from kit.crash.load import playing
from kit.failpoints import POINTS
from kit.process import ServerProcess


@attrs.frozen
class Played:
    """One load from its beginning to its end."""

    history: History
    journal: Journal
    server: ServerProcess
    exit_status: int


async def play_forked(folder: Path, kills: int, seed: int) -> Played:
    """The same with lives that need not import the server, which is most of what a start costs."""
    server = ServerProcess.make(folder, CONFIG)
    server.hatches = True
    return await _played(server, kills, seed)


async def play(folder: Path, kills: int, seed: int) -> Played:
    """Killed so often, then left to bring everything to its end, then told to stop.

    Every second time it dies at any moment, every other time at a named point, one after the other.
    """
    return await _played(ServerProcess.make(folder, CONFIG), kills, seed)


async def _played(server: ServerProcess, kills: int, seed: int) -> Played:
    try:
        async with playing(server, seed) as load:
            for number in range(kills):
                if number % 2:
                    await load.live_until(POINTS[(number // 2 + seed) % len(POINTS)])
                else:
                    await load.live()
            await load.live(is_last=True)
            exit_status = await server.stop()
        return Played(load.history, read_journal(server.database), server, exit_status)
    finally:
        await server.kill()


async def wrongs(played: Played) -> list[str]:
    """All of it, in words; none is what we promise."""
    found = faults(played.history, played.journal)
    found += [f"store: {finding}" for finding in verify(played.server.database).findings]
    async with open_sqlite(played.server.database, Ids(), 0) as disk:
        found += [f"file: {fault}" for fault in await disk.verify()]
    found += [f"log: {line}" for line in log_errors(played.server)]
    if played.exit_status:
        found.append(f"told to stop, it ended with {played.exit_status}")
    return found


def not_reached(played: Played) -> list[str]:
    """What the round was to come to, and did not."""
    found = coverage(played.history, played.journal)
    return [name for name in EXPECTED if not found[name]]


def log_errors(server: ServerProcess) -> list[str]:
    """Lines that say that a life of the server met a bug. The last line of a life may be cut off."""
    lines = server.log.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if "Traceback" in line or _level(line) == "error"]


def _level(line: str) -> str:
    try:
        return str(orjson.loads(line).get("level", ""))
    except (ValueError, AttributeError):
        return ""
