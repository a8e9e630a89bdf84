"""A real TURN server on this machine, as server/README.md says how to run one; skips the test where there is none.

with coturn(tmp_path, "the secret") as turn:
    settings = call_settings(tmp_path, calls=turn.settings)
    turn.dies()
    turn.returns("another secret")
"""

import os
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest

from kit.browser import SampleServer
from kit.ports import Port

RELOADED = "reloaded"
"""What a server logs."""
STARTS_S = 30
"""On a machine that has much else to do."""
BINDING = struct.pack("!HHI", 0x0001, 0, 0x2112A442)
"""A STUN request without attributes; its transaction follows."""


@attrs.define(eq=False)
class Turn:
    """It answers, until it dies. `key`: what Ringline makes credentials with; coturn has a secret of its own."""

    program: str
    folder: Path
    key: Path
    _port: Port = attrs.field(factory=Port.take)
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def settings(self) -> str:
        """For `[calls]`."""
        url = f"turn:127.0.0.1:{self._port.number}?transport=udp"
        return f'turn = ["{url}"]\nturn_secret_file = "{self.key}"'

    @property
    def said(self) -> str:
        """What it wrote, in all its lives."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def returns(self, secret: str) -> None:
        """At the same address."""
        config = self.folder / "turnserver.conf"
        config.write_text(_CONFIG.format(port=self._port.number, secret=secret, folder=self.folder), encoding="utf-8")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([self.program, "-c", str(config)], stdout=log, stderr=log)
        _await_answer(self._port.number, self._process)

    def dies(self) -> None:
        """And all that it relays."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(STARTS_S)
            self._process = None

    def is_known_by(self, server: SampleServer, secret: str) -> None:
        """From now on it makes credentials with this one."""
        before = server.log.read_text(encoding="utf-8").count(RELOADED)
        self.key.write_text(secret, encoding="utf-8")
        server.hangs_up()
        end_s = time.monotonic() + STARTS_S
        while server.log.read_text(encoding="utf-8").count(RELOADED) == before:
            assert time.monotonic() < end_s, "it has not read its settings"
            time.sleep(0.05)  # until its log says so

    def close(self) -> None:
        """It will not be needed again."""
        self.dies()
        self._port.close()

    @property
    def _log(self) -> Path:
        return self.folder / "turn.log"


@contextmanager
def coturn(folder: Path, secret: str) -> Iterator[Turn]:
    """Runs until the block is left; Ringline knows its secret."""
    program = shutil.which("turnserver")
    if program is None:
        pytest.skip("no turnserver here: install the system's `coturn`")
    key = folder / "turn.key"
    key.write_text(secret, encoding="utf-8")
    turn = Turn(program, folder, key)
    try:
        turn.returns(secret)
        yield turn
    finally:
        turn.close()


def _await_answer(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Raises: AssertionError."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(("127.0.0.1", port))
        asking.settimeout(0.2)
        end_s = time.monotonic() + STARTS_S
        while time.monotonic() < end_s and process.poll() is None:
            try:
                asking.send(BINDING + os.urandom(12))
                asking.recv(1500)
                return
            except TimeoutError:
                continue
            except ConnectionRefusedError:
                time.sleep(0.05)  # it does not listen yet
    raise AssertionError("the TURN server does not answer")


_CONFIG = """
listening-ip=127.0.0.1
relay-ip=127.0.0.1
listening-port={port}
realm=turn.example.com
use-auth-secret
static-auth-secret={secret}
allow-loopback-peers
no-tcp
no-tls
no-dtls
no-cli
verbose
log-file=stdout
simple-log
pidfile={folder}/turn.pid
userdb={folder}/turn.db
"""
"""What it may reach is this machine: a real one may not."""
