"""What a server holds while a mail with a large attachment passes: in, down to the desk, up from the desk, and out.

python tests/benchmarks/bench_large_mail.py [--json]

A mail of 25 MB by SMTP, its attachment by HTTP; two files of 9 MB by HTTP, and a mail with them to a relay. Each three
times, one after the other. A real process, SQLite with FULL sync.
"""

import base64
import json
import smtplib
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import trio

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

from kit.bench import Figures, Light, agents_toml, light, queue_toml, resident_kb, wants_json  # noqa: E402
from kit.process import ServerProcess  # noqa: E402
from kit.smtp_sink import SmtpSink, open_sink  # noqa: E402
from ringline_protocol.values import PrincipalKind  # noqa: E402

FILE_BYTES = 18_000_000
"""In base64 almost 25 MB."""
ROUNDS = 3
CONFIG = (
    queue_toml("que_mail").replace('channel = "messaging"', 'channel = "email"')
    + agents_toml(["agt_1"], ["que_mail"])
    + '[[agents]]\nid = "agt_sup"\nname = "Supervisor"\nqueues = ["que_mail"]\nsupervisor = true\n'
    + '[[mailboxes]]\nid = "mbx_help"\naddress = "help@example.com"\nqueue = "que_mail"\n'
    + '[mail]\nsmtp_listen = "127.0.0.1:0"\n'
    + '[mail.out]\nhost = "127.0.0.1"\nport = %d\ntls = "none"\n'
)


async def main(folder: Path) -> Figures:
    """One run."""
    figures = Figures("bench_large_mail: 25 MB in, down, up and out")
    async with open_sink() as relay, AsyncExitStack() as stack:
        server = ServerProcess.make(folder, CONFIG % relay.port)
        smtp_port = await _start(server)
        stack.push_async_callback(server.kill)
        agent = await stack.enter_async_context(light(server, "agt_1", PrincipalKind.AGENT))
        service = await stack.enter_async_context(light(server, "svc_bench", PrincipalKind.SERVICE))
        await agent.ask("agent.set_status", {"status": "ready"})
        thread = str((await service.ask("interaction.create", {"queue": "que_mail"}))["interaction"])
        await agent.ask("agent.set_status", {"status": "not_ready", "reason": "break"})
        figures.add("held before", resident_kb(server.pid) / 1024, "MiB")
        received, uploaded = list[str](), list[str]()
        bring = partial(_in_thread, _bring, smtp_port, received)
        fetch = partial(_in_thread, _fetch, server, received)
        raise_ = partial(_in_thread, _upload, server, thread, uploaded)
        send = partial(_send, agent, relay, thread, uploaded)
        steps = {"in": bring, "down": fetch, "up": raise_, "out, to a relay that reads line by line": send}
        for name, step in steps.items():
            await _watched(server, name, step, figures)
    return figures


async def _start(server: ServerProcess) -> int:
    said, mark = await server.begin(), b"SMTP 127.0.0.1:"
    assert server.process is not None
    while b"\n" not in said.partition(mark)[2]:
        chunk = await server.process.stdout.receive_some()
        assert chunk, server.log_end()
        said += chunk
    return int(said.partition(mark)[2].split()[0])


async def _watched(server: ServerProcess, name: str, step: Callable[[int], Any], figures: Figures) -> None:
    peak, is_over = [0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(server.pid, peak, is_over))
    watch.start()
    began = time.monotonic()
    try:
        for number in range(ROUNDS):
            await step(number)
    finally:
        is_over.set()
    figures.add(f"{name}: each", (time.monotonic() - began) / ROUNDS, "s")
    await trio.to_thread.run_sync(watch.join)
    figures.add("  held at most meanwhile", peak[0], "MiB")
    figures.add("  held afterwards", resident_kb(server.pid) / 1024, "MiB")


def _watch(pid: int, peak: list[float], is_over: threading.Event) -> None:
    while not is_over.wait(0.01):
        peak[0] = max(peak[0], resident_kb(pid) / 1024)


async def _in_thread(work: Callable[..., None], *args: Any) -> None:
    await trio.to_thread.run_sync(partial(work, *args))


def _bring(port: int, received: list[str], number: int) -> None:
    head = (
        f"From: mar@example.org\r\nTo: help@example.com\r\nSubject: {number}\r\nMessage-ID: <{number}@example.org>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the file.\r\n--b\r\n"
        "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    ).encode()
    file = base64.encodebytes(bytes([number]) * FILE_BYTES).replace(b"\n", b"\r\n")
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo()
        client.mail("mar@example.org")
        client.rcpt("help@example.com")
        code, words = client.data(head + file + b"--b--\r\n")
        assert code == 250, words
        received.append(words.split()[-1].decode())


def _fetch(server: ServerProcess, received: list[str], number: int) -> None:
    token = server.token("agt_sup", PrincipalKind.SUPERVISOR)
    with _asked(server, f"/v1/mails/{received[number]}/parts/1", token) as answer:
        size = 0
        while chunk := answer.read(65_536):
            size += len(chunk)
    assert size == FILE_BYTES


def _upload(server: ServerProcess, thread: str, uploaded: list[str], number: int) -> None:
    token = server.token("agt_1", PrincipalKind.AGENT)
    path = f"/v1/interactions/{thread}/uploads?name={number}.bin"
    for half in range(2):  # of what one mail may carry
        with _asked(server, path, token, bytes([number, half]) * (FILE_BYTES // 4)) as answer:
            uploaded.append(json.load(answer)["upload"])


def _asked(server: ServerProcess, path: str, token: str, body: bytes | None = None) -> Any:
    headers = {"authorization": f"Bearer {token}", "content-type": "application/octet-stream"}
    return urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", body, headers))


async def _send(agent: Light, relay: SmtpSink, thread: str, uploaded: list[str], number: int) -> None:
    to = [{"address": f"mar{number}@example.org"}]
    params = {
        "interaction": thread,
        "to": to,
        "subject": "x",
        "text": "Here it is.",
        "uploads": uploaded[2 * number :][:2],
    }
    await agent.ask("mail.send", params)
    await relay.mails(number + 1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        trio.run(main, Path(place)).show(wants_json())
