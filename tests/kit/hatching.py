"""Server processes that start at once: forked from a process, the nest, that has read the server's code before.

server = hatch(["serve", "--sample", "--port", "0"], os.environ, stdout=writing, stderr=writing)
server.send_signal(signal.SIGKILL)
assert server.waited(20) == -signal.SIGKILL            # in a task: await server.wait()

    test --- words, environment, folder, files ---> nest -- forks --> keeper -- forks --> server
         <------------- its pid, then its exit status, each on a line --'

Reading the code is most of what a start costs (1.4 of 1.9 s of processor time), and the tests start hundreds of
servers. They share nothing that was not there when the code was read: no thread, no file, no connection. `python -m
ringline_server` itself is started by tests/server/test_cli.py, and wherever a program runs it.
"""

import atexit
import functools
import json
import os
import select
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import trio

from kit.source import ROOT

LENGTH: Final = struct.Struct("!I")
NEST_S: Final = 20
"""To end, when nobody needs it."""


@attrs.define(eq=False)
class Hatched:
    """A process that is somebody else's child. Whoever has it ends it, and waits."""

    pid: int
    _told: int
    """Its keeper says here what became of it."""
    _status: int | None = None

    def send_signal(self, number: int) -> None:
        """If it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def poll(self) -> int | None:
        """Its exit status, as `subprocess` has it; None: it runs."""
        return self._end() if self._has_ended(0) else None

    def waited(self, timeout_s: float) -> int:
        """Its exit status. Raises: TimeoutError."""
        if not self._has_ended(timeout_s):
            raise TimeoutError(f"process {self.pid} still runs after {timeout_s} s")
        return self._end()

    async def wait(self) -> int:
        """Its exit status, for tasks."""
        if self._status is None:
            await trio.lowlevel.wait_readable(self._told)
        return self._end()

    def _has_ended(self, within_s: float) -> bool:
        if self._status is None:
            waiting = select.poll()
            waiting.register(self._told, select.POLLIN)
            return bool(waiting.poll(within_s * 1000))
        return True

    def _end(self) -> int:
        if self._status is None:
            self._status = int(_line(self._told))
            os.close(self._told)
        return self._status


def hatch(
    words: Sequence[str],
    environment: Mapping[str, str],
    *,
    stdout: int,
    stderr: int,
    trap: tuple[str, int] | None = None,
) -> Hatched:
    """`ringline` with these words runs. The files stay the caller's. `trap`: point and hit of `failpoints`."""
    asked = json.dumps([list(words), dict(environment), os.getcwd(), trap]).encode()
    told, tells = os.pipe()
    try:
        _nest().asks(asked, [stdout, stderr, tells])
    finally:
        os.close(tells)
    return Hatched(int(_line(told)), told)


def _line(file: int) -> bytes:
    """One at a time, and nothing of the next."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(file, 1)
        assert byte, "the nest has fallen"
        line += byte
    return line


@attrs.define(eq=False)
class Nest:
    """The process from which others hatch; it ends with the one that made it."""

    _link: socket.socket
    _process: "subprocess.Popen[bytes]"
    _turn: threading.Lock = attrs.field(factory=threading.Lock)

    @classmethod
    def make(cls) -> "Nest":
        """It reads the code."""
        ours, theirs = socket.socketpair()
        packages = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", "kit.nest", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(packages)},
            )
        return cls(ours, process)

    def asks(self, asked: bytes, files: list[int]) -> None:
        """For one more."""
        with self._turn:
            socket.send_fds(self._link, [LENGTH.pack(len(asked))], files)
            self._link.sendall(asked)

    def close(self) -> None:
        """Nothing hatches any more; what has, goes on."""
        self._link.close()
        self._process.wait(NEST_S)


@functools.cache
def _nest() -> Nest:
    nest = Nest.make()
    atexit.register(nest.close)
    return nest
