"""The real server with one trap in it: it dies by SIGKILL at a named step of the HITth commit or reply.

    command: PYTHON failpoints.py POINT HIT serve --config …

    commit:  before_commit -> rows_written -> before_sync | half_written -> after_sync -> after_commit
    reply:   before_reply -> half_reply -> after_reply

This file is the only way to a trap: the server itself knows of none, so no setting can reach one.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any, Final

import apsw
import attrs
from ringline_server import cli
from ringline_server.edges.short_way import ShortWay
from ringline_server.store import sqlite_write

COMMIT_POINTS: Final = ("before_commit", "rows_written", "before_sync", "half_written", "after_sync", "after_commit")
REPLY_POINTS: Final = ("before_reply", "half_reply", "after_reply")
POINTS: Final = (*COMMIT_POINTS, *REPLY_POINTS)
WAL_HEADER_BYTES: Final = 56
"""What is not longer is no page."""


@attrs.define
class Trap:
    """Snaps at the `hit`th commit or reply, at `point` of it."""

    point: str
    hit: int
    passed: int = 0

    def next(self) -> None:
        """Another commit or reply begins."""
        self.passed += 1

    def at(self, point: str) -> None:
        """It got as far as there."""
        if self.is_here(point):
            die()

    def is_here(self, point: str) -> bool:
        """Whether the trap snaps."""
        return point == self.point and self.passed >= self.hit


def die() -> None:
    """As by `kill -9`: nothing is cleaned up, nobody is told."""
    os.kill(os.getpid(), signal.SIGKILL)


def lay(trap: Trap) -> None:
    """From now on."""
    if trap.point in COMMIT_POINTS:
        _lay_commit(trap)
        TrappedFiles.trap = trap
        _keep.append(TrappedFiles("trapped", "unix", makedefault=True))
    else:
        _lay_reply(trap)


_keep: list[apsw.VFS] = []


def _lay_commit(trap: Trap) -> None:
    commit, write_rows = sqlite_write.commit, sqlite_write.write_rows

    def trapped(*args: Any) -> Any:
        trap.next()
        trap.at("before_commit")
        outcome = commit(*args)
        trap.at("after_commit")
        return outcome

    def rows_then_trap(*args: Any) -> None:
        write_rows(*args)
        trap.at("rows_written")

    _set(sqlite_write, "commit", trapped)
    _set(sqlite_write, "write_rows", rows_then_trap)


def _lay_reply(trap: Trap) -> None:
    send = ShortWay.send_at_once

    def trapped(self: ShortWay, text: bytes) -> bytes:
        if b'"result"' not in text:
            return send(self, text)
        trap.next()
        trap.at("before_reply")
        if trap.is_here("half_reply"):
            assert self._socket is not None
            frame = b"\x81\x7e" + max(len(text), 126).to_bytes(2) + text
            os.write(self._socket.fileno(), frame[: len(frame) // 2])
            die()
        rest = send(self, text)
        trap.at("after_reply")
        return rest

    _set(ShortWay, "send_at_once", trapped)


def _set(where: object, name: str, value: Callable[..., Any]) -> None:
    assert hasattr(where, name), name
    setattr(where, name, value)


class TrappedFiles(apsw.VFS):
    """Every file that SQLite opens."""

    trap: Trap

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return TrappedFile(name, flags, self.trap)


class TrappedFile(apsw.VFSFile):
    """The WAL is where commits become durable."""

    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int], trap: Trap) -> None:
        super().__init__("unix", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name or ""
        self._is_wal, self._trap = path.endswith("-wal"), trap

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._is_wal and len(data) > WAL_HEADER_BYTES and self._trap.is_here("half_written"):
            super().xWrite(data[: len(data) // 2], offset)
            die()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        if self._is_wal:
            self._trap.at("before_sync")
        super().xSync(flags)
        if self._is_wal:
            self._trap.at("after_sync")


def run(words: list[str], trap: tuple[str, int] | None) -> None:
    """`ringline` with these words, and a trap in it. Raises: SystemExit."""
    if trap is not None:
        assert trap[0] in POINTS, trap
        lay(Trap(*trap))
    sys.argv[1:] = words
    cli.main()


def main() -> None:
    """Entry point."""
    run(sys.argv[3:], (sys.argv[1], int(sys.argv[2])))


if __name__ == "__main__":
    main()
