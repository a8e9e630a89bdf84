"""Lives of the server without its imports: a process that has imported it once, and forks a child for each life.

Importing is most of what a start costs; a child is the same code in a process of its own, killed like any other.

async with forking(server.environment) as forks:
    life = await forks.life([*words of `ringline`], trap, stdout, stderr)
    life.send_signal(signal.SIGKILL)
    status = await life.wait()
"""

import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import attrs
import trio

MESSAGE_BYTES_MAX: Final = 4096

Trap = tuple[str, int]
"""Point and hit of `failpoints`."""


@attrs.define(eq=False)
class Life:
    """A child. It looks like a `trio.Process`."""

    pid: int
    stdout: trio.abc.ReceiveStream
    _pidfd: int
    _ended: trio.socket.SocketType
    _status: int | None = None

    def send_signal(self, number: signal.Signals) -> None:
        """To this very child, never to another one that has its number by now."""
        if self._status is None:
            try:
                signal.pidfd_send_signal(self._pidfd, number)
            except ProcessLookupError:
                return

    async def wait(self) -> int:
        """Its exit status, as `trio.Process` has it."""
        if self._status is None:
            said = await self._ended.recv(MESSAGE_BYTES_MAX)
            assert said, "the process that forks has ended"
            self._status = os.waitstatus_to_exitcode(int(said))
            os.close(self._pidfd)
        return self._status


@attrs.define(eq=False)
class Forks:
    """The parent of all lives, seen from outside. One life at a time."""

    _socket: socket.socket
    _line: trio.socket.SocketType
    """The same one."""

    async def life(self, words: list[str], trap: Trap | None, stderr: int) -> Life:
        """A child that runs `ringline` with these words."""
        reading, writing = os.pipe()
        try:
            socket.send_fds(self._socket, [json.dumps([words, trap]).encode()], [writing, stderr])
        finally:
            os.close(writing)
        await trio.lowlevel.wait_readable(self._socket)
        said, pidfds, _, _ = socket.recv_fds(self._socket, MESSAGE_BYTES_MAX, 1)
        return Life(int(said), trio.lowlevel.FdStream(reading), pidfds[0], self._line)


@asynccontextmanager
async def forking(environment: Mapping[str, str]) -> AsyncIterator[Forks]:
    """It has imported everything by the time of the first life, and ends with the last."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs, trio.socket.from_stdlib_socket(ours.dup()) as waiting:
        command = [sys.executable, __file__, str(theirs.fileno())]
        parent = await trio.lowlevel.open_process(command, env=environment, pass_fds=(theirs.fileno(),))
        theirs.close()
        ours.setblocking(False)
        try:
            yield Forks(ours, waiting)
        finally:
            parent.kill()
            with trio.CancelScope(shield=True):
                await parent.wait()


def main() -> None:
    """Entry point of the parent: fork, tell who it is, wait for its end, tell its status; again."""
    sys.path[0] = str(Path(__file__).parents[1])
    from kit import failpoints

    line = socket.socket(fileno=int(sys.argv[1]))
    while True:
        asked, fds, _, _ = socket.recv_fds(line, MESSAGE_BYTES_MAX, 2)
        if not asked:
            return
        pid = os.fork()
        if not pid:
            words, trap = json.loads(asked)
            os.dup2(fds[0], 1)
            os.dup2(fds[1], 2)
            line.close()
            failpoints.run(words, trap)
        pidfd = os.pidfd_open(pid)
        socket.send_fds(line, [str(pid).encode()], [pidfd])
        for fd in (pidfd, *fds):
            os.close(fd)
        line.send(str(os.waitpid(pid, 0)[1]).encode())


if __name__ == "__main__":
    main()
