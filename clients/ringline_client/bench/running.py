"""Servers as processes of their own: started, asked what they cost, ended.

with serving([sys.executable, "-m", "ringline_client.bench.textbook"], environment) as server:
    server.cpu_s(), server.resident_kb()
"""

import os
import re
import selectors
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import attrs

START_S: Final = 180
"""A server that does not listen by then never will."""
END_S: Final = 10
_CPUCLOCK_SCHED: Final = 2
_PORT: Final = re.compile(rb"listening on \S*?:(\d+)")


class NoServer(Exception):
    """It did not start. The text is what it said."""


@attrs.define(eq=False)
class Running:
    """A server that listens on loopback."""

    pid: int
    port: int

    @property
    def address(self) -> tuple[str, int]:
        """Where."""
        return ("127.0.0.1", self.port)

    def cpu_s(self) -> float:
        """What it has computed, with its threads: what can be compared on a machine that others use, too."""
        return cpu_s(self.pid)

    def resident_kb(self) -> int:
        """What of it is in memory."""
        return _status(self.pid, "rss")

    def descriptors(self) -> int:
        """How many files and connections it has open; 0 where that cannot be asked."""
        folder = Path(f"/proc/{self.pid}/fd")
        return len(list(folder.iterdir())) if folder.exists() else 0


@contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str], log: Path | None = None) -> Iterator[Running]:
    """Up when entered, gone when left. It must say where it is `listening on …:PORT`. Raises: NoServer."""
    errors = log.open("ab") if log else subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **environment}
    )
    try:
        yield Running(process.pid, _port(process, log))
    finally:
        process.kill()
        process.wait(END_S)
        assert process.stdout is not None
        process.stdout.close()
        if log:
            assert not isinstance(errors, int)
            errors.close()


def cpu_s(pid: int) -> float:
    """Seconds of processor time, in nanoseconds where the system has a clock for each process (Linux)."""
    try:
        return time.clock_gettime(_clock(pid))
    except OSError:
        minutes, _, seconds = _asked(pid, "cputime").rpartition(":")
        spent_s = float(seconds)
        for power, part in enumerate(minutes.split(":")[::-1], 1):
            spent_s += int(part) * 60.0**power
        return spent_s


def _clock(pid: int) -> int:
    """As clock_getcpuclockid(3) makes it: of all its threads, those that ended among them."""
    return (~pid << 3) | _CPUCLOCK_SCHED


def _status(pid: int, what: str) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return int(_asked(pid, what))
    return int(text.partition("VmRSS:")[2].split()[0])


def _asked(pid: int, what: str) -> str:
    """Where there is no /proc."""
    return subprocess.run(["ps", "-o", f"{what}=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout


def _port(process: subprocess.Popen[bytes], log: Path | None) -> int:
    assert process.stdout is not None
    said, end_s = b"", time.perf_counter() + START_S
    with selectors.DefaultSelector() as poll:
        poll.register(process.stdout, selectors.EVENT_READ)
        while (left_s := end_s - time.perf_counter()) > 0:
            chunk = os.read(process.stdout.fileno(), 65_536) if poll.select(left_s) else b""
            if not chunk:
                break
            said += chunk
            if (found := _PORT.search(said)) and b"\n" in said[found.end() :]:
                return int(found[1])
    told = log.read_text(errors="replace")[-2_000:] if log and log.exists() else ""
    raise NoServer(f"the server did not start: {said.decode(errors='replace')}{told}")
