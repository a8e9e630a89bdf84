"""A real TURN server on this machine, as server/README.md says how to run one; skips the test where there is none.

with coturn(tmp_path, "the secret") as turn:
    settings = call_settings(tmp_path, calls=turn.settings)
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

from kit.ports import Port

STARTS_S = 30
"""On a machine that has much else to do."""
BINDING = struct.pack("!HHI", 0x0001, 0, 0x2112A442)
"""A STUN request without attributes; its transaction follows."""


@attrs.frozen
class Turn:
    """It answers."""

    port: int
    log: Path
    settings: str
    """For `[calls]`."""


@contextmanager
def coturn(folder: Path, secret: str) -> Iterator[Turn]:
    """Runs until the block is left."""
    program = shutil.which("turnserver")
    if program is None:
        pytest.skip("no turnserver here: install the system's `coturn`")
    port, log, key = Port.take(), folder / "turn.log", folder / "turn.key"
    key.write_text(secret, encoding="utf-8")
    config = folder / "turnserver.conf"
    config.write_text(_CONFIG.format(port=port.number, secret=secret, folder=folder), encoding="utf-8")
    with log.open("wb") as said:
        process = subprocess.Popen([program, "-c", str(config)], stdout=said, stderr=said)
    try:
        _await_answer(port.number, process)
        urls = f'turn = ["turn:127.0.0.1:{port.number}?transport=udp"]'
        yield Turn(port.number, log, f'{urls}\nturn_secret_file = "{key}"')
    finally:
        process.kill()
        process.wait(STARTS_S)
        port.close()


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
