"""Ringline itself as a bench server: its account, its tokens, the command that starts it.

Persistence is as it comes (SQLite, every commit synchronous), and everybody has a token.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import attrs

from ringline_client.bench.running import Running, serving
from ringline_client.chance import wall_s
from ringline_client.conformance.signer import Signer

SECRET: Final = b"a secret that a bench server on loopback has"
CYCLES: Final = "que_cycles"
PAIRS: Final = "que_pairs"
SERVICES: Final = 10
WAITING_MAX: Final = 5_000
_HEAD: Final = """\
[server]
host = "127.0.0.1"
port = 0
service_commands_per_s = 100000

[[tokens.keys]]
kid = "conformance"
algorithm = "HS256"
secret_file = "token.key"
"""
_QUEUE: Final = """
[[queues]]
id = "{queue}"
name = "{queue}"
channel = "messaging"
ring = "10min"
waiting_max = {waiting}
"""
_PERSON: Final = """
[[agents]]
id = "{name}"
name = "{name}"
{more}
"""


@attrs.frozen
class Size:
    """How many of everything."""

    agents: int = 1_000
    pairs: int = 500
    """Services that speak, and agents who read what they say."""
    supervisors: int = 1_000
    lines: int = 1
    """Queues for a long line: each holds WAITING_MAX at most."""


def agents(size: Size) -> list[str]:
    """Ids."""
    return [f"agt_{number:05}" for number in range(size.agents)]


def supervisors(size: Size) -> list[str]:
    """Ids."""
    return [f"agt_s{number:05}" for number in range(size.supervisors)]


def lines(size: Size) -> list[str]:
    """Queues for what waits."""
    return [f"que_line{number}" for number in range(size.lines)]


def toml(size: Size) -> str:
    """The configuration file. The first agents are those of the pairs, too."""
    names = (CYCLES, PAIRS, *lines(size))
    queues = "".join(_QUEUE.format(queue=queue, waiting=WAITING_MAX) for queue in names)
    listed = ", ".join(f'"{queue}"' for queue in names)
    working = "".join(_PERSON.format(name=name, more=f"queues = [{listed}]") for name in agents(size))
    watching = "".join(_PERSON.format(name=name, more="supervisor = true") for name in supervisors(size))
    return _HEAD + queues + working + watching


@contextmanager
def ringline(folder: Path, size: Size) -> Iterator[Running]:
    """A server in this folder: a new one, or the one that was there before. Raises: NoServer."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "token.key").write_bytes(SECRET)
    (folder / "ringline.toml").write_text(toml(size), encoding="utf-8")
    serve = ["serve", "--config", str(folder / "ringline.toml"), "--data", str(folder / "data"), "--log-level", "error"]
    environment = {"PYTHONPATH": ":".join(path for path in sys.path if path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "ringline_server", *serve]
    with serving(command, environment, folder / "server.log") as running:
        yield running


def token(name: str) -> str:
    """Good for half an hour."""
    kind = "supervisor" if name.startswith("agt_s") else "agent" if name.startswith("agt_") else "service"
    return Signer(SECRET, wall_s).token(name, kind=kind)
