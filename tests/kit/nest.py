"""The process from which servers hatch: see `hatching`. It reads the code once, and forks for each that is asked for.

Between it and each server stands a keeper, which waits for the server and tells how it ended.
"""

import gc
import json
import os
import signal
import socket
import sys
from typing import Final

import attrs
from ringline_server import app, serving  # noqa: F401 - read once, for all

from kit import failpoints
from kit.hatching import LENGTH

FILES: Final = 3
"""Standard output, errors, and where the keeper tells."""


@attrs.frozen
class Asked:
    """One server."""

    words: list[str]
    environment: dict[str, str]
    folder: str
    trap: tuple[str, int] | None
    files: list[int]


def main() -> None:
    """Until whoever made it closes the socket, whose number is the argument."""
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    link = socket.socket(fileno=int(sys.argv[1]))
    while asked := _read(link):
        if os.fork() == 0:
            link.detach()
            _keep(asked)
            _serve(asked)
        for file in asked.files:
            os.close(file)
    link.close()


def _read(link: socket.socket) -> Asked | None:
    head, files, _, _ = socket.recv_fds(link, LENGTH.size, FILES)
    if len(head) < LENGTH.size:
        return None
    left = LENGTH.unpack(head)[0]
    text = b""
    while len(text) < left:
        text += link.recv(left - len(text))
    words, environment, folder, trap = json.loads(text)
    return Asked(words, environment, folder, trap and tuple(trap), list(files))


def _keep(asked: Asked) -> None:
    """Returns in the server. Its keeper says who it is and, when it has ended, how."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        return
    output, errors, tells = asked.files
    os.close(output)
    os.close(errors)
    os.write(tells, b"%d\n" % pid)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # nobody else gets its number before its end was told
    os.write(tells, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    os._exit(0)


def _serve(asked: Asked) -> None:
    """As a new process would. Never returns."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(asked.environment)
    os.chdir(asked.folder)
    os.dup2(asked.files[0], sys.stdout.fileno())
    os.dup2(asked.files[1], sys.stderr.fileno())
    os.closerange(sys.stderr.fileno() + 1, max(asked.files) + 1)
    sys.argv[0] = "ringline"
    failpoints.run(asked.words, asked.trap)


if __name__ == "__main__":
    main()
