"""Autobahn's fuzzing client against the front of our server, with an echo in place of the session.

suite = find_suite(folder)                       the suite in a Python 2.7 of its own, made once; or why there is none
async with echoing() as port: judged = await suite.judge(port, ["1.*"])
"""

import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs
import trio
from ringline_protocol.limits import SUBPROTOCOL
from ringline_server.edges.front import Front
from ringline_server.edges.handshake import begin
from ringline_server.edges.listeners import open_listeners
from ringline_server.edges.peek import linger
from ringline_server.edges.short_way import ShortWay
from ringline_server.edges.transport import SocketConnection
from trio_websocket import ConnectionClosed, WebSocketConnection

from kit.front import no_app

SUITE: Final = "autobahntestsuite==25.10.1"
BUILDER: Final = "virtualenv==20.15.1"
"""The last that makes environments of Python 2.7."""
INSTALL_S: Final = 240
MESSAGE_BYTES_MAX: Final = 32 * 1024 * 1024
"""Case 9 sends 16 MiB."""
CASES: Final = ("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "9.*", "10.*")
"""8 and 11 are empty."""
COMPRESSION: Final = ("12.*", "13.*")
"""Which the protocol does not have."""
AGENT: Final = "ringline"


class NoSuite(Exception):
    """It cannot be run here. The text says why."""


class EchoFront(Front):
    """The same streams, the same guard, the same judgement of the head; larger messages, and everything comes back."""

    is_liar = False
    """It answers something else: so that the suite has something to find."""
    is_pumped = True
    """One task reads for all connections; else each for itself, as over TLS."""

    async def _websocket(self, stream: trio.abc.Stream, connection: SocketConnection) -> None:
        way = connection._way
        if not self.is_pumped:
            way._pump = None
        async with trio.open_nursery() as nursery:

            def library() -> None:
                nursery.start_soon(self._put_out, begin(nursery, way, MESSAGE_BYTES_MAX), way)

            way.listen(library)
            connection.authenticated()
            while (message := await way.inbox.get()) is not None:
                await self._back(way, message[0].encode())
            nursery.cancel_scope.cancel()
        await linger(stream)

    async def _put_out(self, websocket: WebSocketConnection, way: ShortWay) -> None:
        """What does not take the short way."""
        try:
            while True:
                message = await websocket.get_message()
                if isinstance(message, str):
                    await way.put(message)
                else:
                    await websocket.send_message(message * 2 if self.is_liar else message)
        except ConnectionClosed:
            way.inbox.end(1000)

    async def _back(self, way: ShortWay, text: bytes) -> None:
        with suppress(trio.BrokenResourceError, trio.ClosedResourceError):
            if not way.is_ending and (rest := way.send_at_once(text * 2 if self.is_liar else text)):
                await way.send_rest(rest)


async def _no_session(_: object) -> None:
    raise AssertionError("the echo serves every WebSocket")


@asynccontextmanager
async def echoing(*, is_liar: bool = False, is_pumped: bool = True) -> AsyncIterator[int]:
    """The port that it listens on."""
    front, draining = EchoFront(no_app, _no_session), trio.Event()
    front.is_liar, front.is_pumped = is_liar, is_pumped
    listeners = await open_listeners("127.0.0.1", 0)
    async with trio.open_nursery() as nursery:
        addresses = await nursery.start(partial(front.serve, listeners, draining))
        yield addresses[0][1]
        nursery.cancel_scope.cancel()


@attrs.frozen
class Suite:
    """An installed one."""

    program: Path
    folder: Path

    async def judge(self, port: int, cases: Sequence[str] = CASES) -> dict[str, dict[str, Any]]:
        """What it says of each case. Its exit status says nothing: it is always 0."""
        reports = self.folder / "reports"
        shutil.rmtree(reports, ignore_errors=True)
        server = {"agent": AGENT, "url": f"ws://127.0.0.1:{port}/ws", "protocols": [SUBPROTOCOL]}
        spec = {"outdir": str(reports), "servers": [server], "cases": list(cases), "exclude-cases": []}
        file = self.folder / "spec.json"
        file.write_text(json.dumps(spec))
        command = [str(self.program), "-m", "fuzzingclient", "-s", str(file)]
        await trio.run_process(command, capture_stdout=True, stderr=subprocess.STDOUT, cwd=self.folder)
        judged: dict[str, dict[str, Any]] = json.loads((reports / "index.json").read_text())[AGENT]
        return judged


def failed(judged: dict[str, dict[str, Any]]) -> list[str]:
    """The cases that failed, in what was answered or in how it was closed."""
    return [case for case, one in judged.items() if "FAILED" in (one["behavior"], one["behaviorClose"])]


def find_suite(folder: Path) -> Suite:
    """In that folder; installed there the first time. Raises: NoSuite."""
    program = folder / "venv" / "bin" / "wstest"
    if not program.exists():
        python = _python27()
        boot, venv = folder / "boot", folder / "venv"
        _run([python, "-m", "pip", "install", "-q", "--target", str(boot), BUILDER])
        _run([python, "-m", "virtualenv", "-q", str(venv)], PYTHONPATH=str(boot))
        _run([str(venv / "bin" / "pip"), "install", "-q", SUITE])
    return Suite(program, folder)


def _python27() -> str:
    """On the PATH, or a version of pyenv."""
    found = [str(one) for one in sorted(Path.home().glob(".pyenv/versions/2.7*/bin/python2.7"))]
    found += [path for path in [shutil.which("python2.7")] if path is not None]
    for python in found:
        if subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0:
            return python
    raise NoSuite("there is no Python 2.7 here, which Autobahn's suite needs")


def _run(command: Sequence[str], **environment: str) -> None:
    env = environment and {"PATH": "/usr/bin:/bin", "HOME": str(Path.home()), **environment}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_S, check=False, env=env or None)
    except subprocess.TimeoutExpired:
        raise NoSuite(f"{command[0]} did not end within {INSTALL_S} s") from None
    if done.returncode != 0:
        raise NoSuite(f"{' '.join(command)}: {done.stderr.strip().splitlines()[-1:]}")
