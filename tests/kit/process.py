"""A server in a process of its own: started from a configuration file, killed without mercy, started again.

server = ServerProcess.make(tmp_path, CONFIG)
took_ms = await server.start()
await server.kill()                        # kill -9
await server.start()                       # same data, another port
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import attrs
import trio
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.principal import Principal
from ringline_server.edges.auth import Algorithm, TokenKey, Tokens

from kit.hatching import Hatched, hatch
from kit.source import PACKAGES, ROOT

SECRET: Final = b"a secret of thirty-two bytes or more"
KEY_ID: Final = "test"
LISTENING: Final = b"Ringline is listening on http://127.0.0.1:"
START_S: Final = 60
"""A server that has not greeted by then never will."""
TOKEN_MS: Final = 3_500_000

_SERVER: Final = f"""
[server]
host = "127.0.0.1"
port = 0
service_commands_per_s = 100000

[[tokens.keys]]
kid = "{KEY_ID}"
algorithm = "HS256"
secret_file = "%s"
"""


@attrs.define(eq=False)
class Launched:
    """A process of its own: a hatched one, or `python -m ringline_server`."""

    _process: Hatched | trio.Process
    stdout: trio.abc.ReceiveStream

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def send_signal(self, number: signal.Signals) -> None:
        """If it still runs."""
        self._process.send_signal(number)

    async def wait(self) -> int:
        """Its exit status."""
        return await self._process.wait()


@attrs.define(eq=False)
class ServerProcess:
    """One data directory, and at most one process that serves it. Close it with `kill` or `stop`."""

    folder: Path
    tokens: Tokens
    process: Launched | None = None
    port: int = 0
    hatches: bool = attrs.field(factory=lambda: "PYTEST_CURRENT_TEST" in os.environ)
    """Its processes need not read the code (see `hatching`). So it is in tests; long runs and benchmarks say so."""

    @classmethod
    def make(cls, folder: Path, config: str) -> "ServerProcess":
        """Not started yet. `config`: TOML of queues, agents and dispositions."""
        folder.mkdir(parents=True, exist_ok=True)
        secret = folder / "token.key"
        secret.write_bytes(SECRET)
        (folder / "ringline.toml").write_text(_SERVER % secret + config, encoding="utf-8")
        return cls(folder, Tokens([TokenKey(KEY_ID, Algorithm.HS256, SECRET)], "ringline", "ringline"))

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / "data" / "ringline.db"

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "ringline.toml"

    @property
    def command(self) -> list[str]:
        """What starts it."""
        serve = ["serve", "--config", str(self.config), "--data", str(self.database.parent), "--log", "json"]
        return [sys.executable, "-m", "ringline_server", *serve]

    @property
    def environment(self) -> dict[str, str]:
        """For it and for other commands: this very checkout's code."""
        return {**os.environ, "PYTHONPATH": os.pathsep.join(_paths()), "PYTHONUNBUFFERED": "1"}

    @property
    def url(self) -> str:
        """For WebSockets."""
        return f"ws://127.0.0.1:{self.port}/ws"

    @property
    def log(self) -> Path:
        """What all its processes logged."""
        return self.folder / "server.log"

    @property
    def pid(self) -> int:
        """Of the running process."""
        assert self.process is not None
        return self.process.pid

    async def start(self) -> int:
        """Serving when it returns; how many milliseconds that took. Raises: AssertionError with the log's end."""
        started = time.monotonic()
        said = await self.begin()
        assert LISTENING in said, f"no server: {said.decode()}\n{self.log_end()}"
        return round((time.monotonic() - started) * 1000)

    async def begin(self, trap: tuple[str, int] | None = None, *through: str) -> bytes:
        """Launched, and serving unless it died over it. What it said. `trap`: point and hit of `failpoints`."""
        assert self.process is None
        self.process = await self.launch(trap, *through)
        said = b""
        with trio.move_on_after(START_S):
            while LISTENING not in said or not said.partition(LISTENING)[2].count(b"\n"):
                chunk = await self.process.stdout.receive_some()
                if not chunk:
                    break
                said += chunk
        if LISTENING in said:
            self.port = int(said.partition(LISTENING)[2].split(b"\n")[0])
        return said

    async def launch(self, trap: tuple[str, int] | None = None, *through: str) -> Launched:
        """A process on this data directory, whatever becomes of it. `through`: a program that runs the command."""
        if self.hatches and not through:
            return await trio.to_thread.run_sync(self._hatched, trap)
        command = [*through, *(self.command if trap is None else self._trapped(*trap))]
        with self.log.open("ab") as log:
            made = await trio.lowlevel.open_process(command, stdout=subprocess.PIPE, stderr=log, env=self.environment)
        assert made.stdout is not None
        return Launched(made, made.stdout)

    def _hatched(self, trap: tuple[str, int] | None) -> Launched:
        words = self.command[3:]
        reading, writing = os.pipe()
        with self.log.open("ab") as log, open(writing, "wb") as output:
            made = hatch(words, self.environment, stdout=output.fileno(), stderr=log.fileno(), trap=trap)
        return Launched(made, trio.lowlevel.FdStream(reading))

    def _trapped(self, point: str, hit: int) -> list[str]:
        python, _, _, *words = self.command
        return [python, str(ROOT / "tests" / "kit" / "failpoints.py"), point, str(hit), *words]

    async def kill(self) -> None:
        """`kill -9`, and it is gone."""
        await self._end(signal.SIGKILL)

    async def kill_with_status(self) -> int:
        """`kill -9`; the exit status."""
        return await self._end(signal.SIGKILL)

    async def dies(self) -> int:
        """Its exit status, when it has ended by itself."""
        assert self.process is not None
        await self.process.wait()
        return await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        process, self.process = self.process, None
        if process is None:
            return 0
        process.send_signal(number)
        status = await process.wait()
        await process.stdout.aclose()
        return status

    def log_end(self) -> str:
        """The last lines of its log, for a failing test."""
        return "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-20:]) if self.log.exists() else ""

    def token(self, name: str, kind: PrincipalKind, interaction: str | None = None) -> str:
        """A bearer token that every process on this configuration takes."""
        now_ms = time.time_ns() // 1_000_000
        return self.tokens.issue(Principal(kind, name, now_ms + TOKEN_MS, name, interaction), now_ms)


def _paths() -> list[str]:
    return sorted({str(ROOT / package.partition("/")[0]) for package in PACKAGES})
