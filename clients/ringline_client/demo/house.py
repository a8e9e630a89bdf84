"""A server of the demo's own: the sample account, a free port, a directory that goes when the demo is over."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import attrs
import trio

from ringline_client.tokens import TokenFile

TOKENS: Final = "tokens.json"
READY: Final = b"Ringline is listening"
START_S: Final = 20
OUTPUT_KEPT_BYTES: Final = 4_000


class ServerFailed(Exception):
    """It did not start. The text is what it said."""


@attrs.define(eq=False)
class OwnServer:
    """Started, killed and started again on the same port and data."""

    data: Path
    _nursery: trio.Nursery
    _port: int = 0
    _process: trio.Process | None = None

    @property
    def tokens(self) -> TokenFile:
        """To connect with."""
        return TokenFile.open(self.data / TOKENS)

    async def start(self) -> None:
        """It listens. Raises: ServerFailed."""
        command = [sys.executable, "-m", "ringline_server", "serve", "--sample", "--port", str(self._port)]
        command += ["--data", str(self.data), "--log-level", "error"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self._process = await trio.lowlevel.open_process(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
        )
        assert self._process.stdout is not None
        said = await _until_ready(self._process.stdout)
        self._nursery.start_soon(_drain, self._process.stdout)
        if said is not None:
            raise ServerFailed(f"the server did not start:\n{said}")
        if self._port == 0:
            self._port = int(self.tokens.url.rpartition(":")[2].partition("/")[0])

    async def kill(self) -> None:
        """`kill -9`; the process is gone when this returns."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            with trio.CancelScope(shield=True):
                await self._process.wait()
            self._process = None


async def _until_ready(output: trio.abc.ReceiveStream) -> str | None:
    """None, or what it said in place of being ready."""
    said = b""
    with trio.move_on_after(START_S):
        async for chunk in output:
            said = (said + chunk)[-OUTPUT_KEPT_BYTES:]
            if READY in said:
                return None
    return said.decode(errors="replace")


async def _drain(output: trio.abc.ReceiveStream) -> None:
    """Read and dropped until its process is gone: a full pipe would stop it."""
    async with output:
        async for _ in output:
            pass


@asynccontextmanager
async def own_server() -> AsyncIterator[OwnServer]:
    """Listening; gone with all its data when left."""
    with TemporaryDirectory(prefix="ringline-demo-") as directory:
        async with trio.open_nursery() as nursery:
            server = OwnServer(Path(directory), nursery)
            try:
                await server.start()
                yield server
            finally:
                await server.kill()
