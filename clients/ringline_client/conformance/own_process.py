"""A server that the kit starts itself, on a loopback port and a directory of its own: so it may also be killed.

async with own_process(REFERENCE) as target: …
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import attrs
import trio

from ringline_client.chance import new_name, wall_s
from ringline_client.conformance.account import SOFIA
from ringline_client.conformance.broken import Broken, Skipped, equal
from ringline_client.conformance.power import IN_MEMORY, Power
from ringline_client.conformance.signer import Signer
from ringline_client.conformance.target import Target
from ringline_client.conformance.wire import Ended, Wire
from ringline_client.connection import Address

REFERENCE: Final = (
    *(sys.executable, "-m", "ringline_server", "serve", "--config", "{config}", "--data", "{data}"),
    *("--port", "{port}", "--log-level", "error"),
)
ACCOUNT: Final = Path(__file__).with_name("account.toml")
CONFIG: Final = "ringline.toml"
HOST: Final = "127.0.0.1"
START_S: Final = 30
STOP_S: Final = 30
LOOK_S: Final = 0.05
LOG_KEPT_CHARS: Final = 4_000


class ServerFailed(Exception):
    """It did not start, or does not end. The text is what it said."""


@attrs.define(eq=False)
class OwnProcess(Power):
    """Linux, for a full disk: that is a limit on the size of its files."""

    command: Sequence[str]
    folder: Path
    address: Address
    signer: Signer
    is_patient: bool = False
    how = IN_MEMORY
    _process: trio.Process | None = None

    def token(self, name: str, life_s: float, **claims: Any) -> str:
        """By the account's key."""
        return self.signer.token(name, life_s, **claims)

    async def revoke(self, name: str) -> None:
        """As a supervisor does, over HTTP."""
        body = json.dumps({"principal": name}).encode()
        lines = [
            "POST /v1/revocations HTTP/1.1",
            f"Host: {self.address.host_header}",
            f"Authorization: Bearer {self.signer.token(SOFIA)}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        ]
        wire = Wire(self.address, await self.address.dial())
        await wire.send("\r\n".join([*lines, "", ""]).encode() + body)
        equal("the answer to a revocation", (await wire.answer()).status, 201)
        await wire.end()

    async def start(self) -> None:
        """It takes connections. Raises: ServerFailed."""
        assert self._process is None
        places = {"config": self._config, "data": self.folder / "data", "port": self.address.port}
        command = [word.format(**places) for word in self.command]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with self._log.open("ab") as log:
            self._process = await trio.lowlevel.open_process(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=environment
            )
        with trio.move_on_after(START_S):
            while self._process.poll() is None:
                if await self._answers():
                    return
                await trio.sleep(LOOK_S)
        raise ServerFailed(f"the server did not start:\n{self.said}")

    async def kill(self) -> None:
        """Gone when this returns."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> float:
        """SIGTERM."""
        return await self._end(signal.SIGTERM)

    async def reload(self, setting: str, other: str) -> None:
        """SIGHUP."""
        text = self._config.read_text(encoding="utf-8")
        self._config.write_text(changed(text, setting, other), encoding="utf-8")
        assert self._process is not None
        self._process.send_signal(signal.SIGHUP)

    @asynccontextmanager
    async def full_disk(self) -> AsyncIterator[None]:
        """No file may grow, nor be written to, as on a full disk."""
        try:
            from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit
        except ImportError:
            raise Skipped("needs the server's disk: prlimit is of Linux") from None
        assert self._process is not None
        before = prlimit(self._process.pid, RLIMIT_FSIZE)
        prlimit(self._process.pid, RLIMIT_FSIZE, (0, before[1]))
        try:
            yield
        finally:
            prlimit(self._process.pid, RLIMIT_FSIZE, (before[0], RLIM_INFINITY if before[1] < 0 else before[1]))

    async def mend(self) -> None:
        """Started again if a case left it down, or with another configuration than the account's."""
        text = ACCOUNT.read_text(encoding="utf-8")
        if self._config.read_text(encoding="utf-8") != text:
            self._config.write_text(text, encoding="utf-8")
            await self.kill()
        if self._process is not None and self._process.poll() is not None:
            self._process = None
        if self._process is None:
            await self.start()

    @property
    def said(self) -> str:
        """The end of its log."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-LOG_KEPT_CHARS:]

    @property
    def _config(self) -> Path:
        return self.folder / CONFIG

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    async def _answers(self) -> bool:
        try:
            wire = Wire(self.address, await self.address.dial())
        except OSError:
            return False
        try:
            return (await wire.upgrade("ringline.v1")).status == 101
        except (Ended, Broken, IndexError, ValueError):
            return False
        finally:
            await wire.end()

    async def _end(self, number: signal.Signals) -> float:
        process, self._process = self._process, None
        if process is None:
            return 0.0
        started_s = trio.current_time()
        process.send_signal(number)
        with trio.move_on_after(STOP_S, shield=True):
            await process.wait()
        if process.poll() is None:
            process.kill()
            raise ServerFailed(f"{number.name} did not end it within {STOP_S} s:\n{self.said}")
        return trio.current_time() - started_s


@asynccontextmanager
async def own_process(
    command: Sequence[str] = REFERENCE, *, is_patient: bool = False, account: str = ""
) -> AsyncIterator[Target]:
    """Up when entered; gone with all its data when left. `account`: another configuration. Raises: ServerFailed."""
    with TemporaryDirectory(prefix="ringline-conformance-") as directory:
        folder, secret = Path(directory), new_name("secret").encode() * 2
        (folder / "token.key").write_bytes(secret)
        (folder / CONFIG).write_text(account or ACCOUNT.read_text(encoding="utf-8"), encoding="utf-8")
        address = Address(HOST, _free_port(), "/ws", False)
        signer = Signer(secret, wall_s)
        power = OwnProcess(command, folder, address, signer, is_patient)
        try:
            await power.start()
            yield Target(address, signer, power)
        finally:
            with trio.CancelScope(shield=True):
                await power.kill()


def changed(text: str, setting: str, other: str) -> str:
    """A configuration with another setting. Raises: LookupError unless there is exactly one such place."""
    if text.count(setting) != 1:
        raise LookupError(f"{setting} stands {text.count(setting)} times in the configuration")
    return text.replace(setting, other)


def _free_port() -> int:
    """Nobody listens on it now; it is the server's through all its restarts."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
        return port
