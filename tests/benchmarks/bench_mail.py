"""Mail that comes in. `python tests/benchmarks/bench_mail.py [--json]`

Small mails (4 kB) by SMTP from 1 and from 16 connections, each answered when it is durable: how many a second.
Messages of 25 MB, one after the other and four at once: how long, and what the process holds meanwhile and afterwards.
How long a small mail waits while the large ones pass.
"""

import smtplib
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import trio  # noqa: E402 - the path comes first
from kit.bench import Figures, queue_toml, wants_json  # noqa: E402
from kit.post import mail  # noqa: E402
from kit.process import ServerProcess  # noqa: E402
from ringline_client.bench.running import cpu_s  # noqa: E402

CONFIG = (
    queue_toml("que_mail").replace('channel = "messaging"', 'channel = "email"')
    + '[mail]\nsmtp_listen = "127.0.0.1:0"\nmails_per_peer_per_minute = 1000000\n'
    + '[[mailboxes]]\nid = "mbx_help"\naddress = "help@example.com"\nqueue = "que_mail"\n'
)
SMALL, CONNECTIONS = 400, 16
SMALL_TEXT = "Where is my parcel? It should be here.\n" * 100
LARGE_BYTES = 25_000_000
LINE = "x" * 76 + "\n"


async def main() -> None:
    """A server, and who brings it mail."""
    figures = Figures("Mail that comes in")
    with tempfile.TemporaryDirectory() as folder:
        server = ServerProcess.make(Path(folder), CONFIG)
        try:
            port = await _start(server)
            await trio.to_thread.run_sync(partial(_small, server, port, figures))
            await trio.to_thread.run_sync(partial(_large, server, port, figures))
        finally:
            await server.kill()
    figures.show(wants_json())


async def _start(server: ServerProcess) -> int:
    said, mark = await server.begin(), b"SMTP 127.0.0.1:"
    assert server.process is not None
    while b"\n" not in said.partition(mark)[2]:
        chunk = await server.process.stdout.receive_some()
        assert chunk, server.log_end()
        said += chunk
    return int(said.partition(mark)[2].split()[0])


def _small(server: ServerProcess, port: int, figures: Figures) -> None:
    for connections in (1, CONNECTIONS):
        took, before_s, started = list[float](), cpu_s(server.pid), time.monotonic()
        work = [
            threading.Thread(target=_bring, args=(port, f"{connections}.{n}", SMALL // connections, took))
            for n in range(connections)
        ]
        _all(work)
        span_s = time.monotonic() - started
        figures.add(f"mails a second until durable, {connections} connections", len(took) / span_s, "/s")
        figures.add("  computed by the server for each", (cpu_s(server.pid) - before_s) / len(took) * 1000, "ms")
        figures.spread("  from its first byte to 250", took)


def _bring(port: int, name: str, count: int, took: list[float]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        for number in range(count):
            raw = mail(SMALL_TEXT, Message_ID=f"<{name}.{number}@example.org>")
            started = time.monotonic()
            client.sendmail("mar@example.org", ["help@example.com"], raw)
            took.append(time.monotonic() - started)


def _large(server: ServerProcess, port: int, figures: Figures) -> None:
    text = LINE * (LARGE_BYTES // len(LINE) - 10)
    figures.add("held before", _held_mib(server), "MiB")
    for at_once, rounds in ((1, 4), (4, 1)):
        peak, waits, is_over = [0.0], list[float](), threading.Event()
        watch = [
            threading.Thread(target=_watch, args=(server, peak, is_over)),
            threading.Thread(target=_trickle, args=(port, f"trickle{at_once}", waits, is_over)),
        ]
        for thread in watch:
            thread.start()
        took: list[float] = []
        for turn in range(rounds):
            _all(
                [
                    threading.Thread(target=_one_large, args=(port, f"{at_once}.{turn}.{n}", text, took))
                    for n in range(at_once)
                ]
            )
        is_over.set()
        for thread in watch:
            thread.join()
        figures.add(f"25 MB, {at_once} at once: until durable, slowest", max(took), "s")
        figures.add("  held at most meanwhile", peak[0], "MiB")
        figures.add("  held afterwards", _held_mib(server), "MiB")
        figures.spread("  a small mail meanwhile", waits)


def _one_large(port: int, name: str, text: str, took: list[float]) -> None:
    raw = mail(text, Message_ID=f"<large.{name}@example.org>")
    with smtplib.SMTP("127.0.0.1", port) as client:
        started = time.monotonic()
        client.sendmail("mar@example.org", ["help@example.com"], raw)
        took.append(time.monotonic() - started)


def _trickle(port: int, name: str, waits: list[float], is_over: threading.Event) -> None:
    number = 0
    while not is_over.is_set() or not waits:
        _bring(port, f"{name}.{number}", 1, waits)
        number += 1


def _watch(server: ServerProcess, peak: list[float], is_over: threading.Event) -> None:
    while not is_over.wait(0.02):
        peak[0] = max(peak[0], _held_mib(server))


def _held_mib(server: ServerProcess) -> float:
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _all(work: list[threading.Thread]) -> None:
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()


if __name__ == "__main__":
    trio.run(main)
