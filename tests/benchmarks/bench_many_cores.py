"""What a core saves when others hold the sockets. `python tests/benchmarks/bench_many_cores.py [--json]`

    solo     one process: sockets, WebSocket framing, and the answer to each text
    split    wire processes share one port (SO_REUSEPORT) and do the framing; texts go to the core and back as records
             over one Unix socket for each wire process

    record   connection (4 bytes), length (4 bytes), text

A prototype for the decision in server/README.md: texts are echoed, nobody signs in. Processor time is compared, because
two cores cannot hold core, wires and clients at once.
"""

import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import trio  # noqa: E402 - the path comes first
from kit.bench import Figures, wants_json  # noqa: E402
from kit.front import TEXT, RawClient, echo, frame, no_app  # noqa: E402
from ringline_client.bench.running import cpu_s  # noqa: E402
from ringline_server.edges.front import Front, OnWebSocket  # noqa: E402
from ringline_server.edges.transport import Connection, ConnectionGone  # noqa: E402

CONNECTIONS: Final = 50
SECONDS: Final = 4
ROUNDS: Final = 3
WORDS: Final = b'{"type":"command","id":"c1","method":"segment.partial","params":{"text":"%s"}}' % (b"word " * 36)
RECORD: Final = struct.Struct("!II")
READ_BYTES: Final = 65_536


# --- roles


async def solo(port: int) -> None:
    """Everything in one process."""

    async def back(connection: Connection) -> None:
        connection.authenticated()
        await echo(connection)

    await _listen(port, back)


async def core(path: str) -> None:
    """Answers each text of each wire process; answers to one chunk leave together."""
    listener = trio.socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    await listener.bind(path)
    listener.listen()
    _say_ready()
    await trio.serve_listeners(_answer, [trio.SocketListener(listener)])


async def _answer(stream: trio.SocketStream) -> None:
    rest = bytearray()
    while data := await stream.receive_some(READ_BYTES):
        rest += data
        out = [RECORD.pack(number, len(text)) + text for number, text in _records(rest)]
        await stream.send_all(b"".join(out))


def _records(rest: bytearray) -> list[tuple[int, bytes]]:
    """Those that are whole; they are taken out."""
    found, start = list[tuple[int, bytes]](), 0
    while len(rest) - start >= RECORD.size:
        number, size = RECORD.unpack_from(rest, start)
        if len(rest) - start < RECORD.size + size:
            break
        start += RECORD.size
        found.append((number, bytes(rest[start : start + size])))
        start += size
    del rest[:start]
    return found


async def wire(port: int, path: str) -> None:
    """Framing for whoever the kernel gives to this process; what many clients say at once goes in one write."""
    stream = await trio.open_unix_socket(path)
    clients, numbers, out, work = dict[int, Connection](), count(1), list[bytes](), trio.Event()

    async def serve(connection: Connection) -> None:
        connection.authenticated()
        number = next(numbers)
        clients[number] = connection
        try:
            while True:
                text = (await connection.receive()).encode()
                out.append(RECORD.pack(number, len(text)) + text)
                work.set()
        finally:
            del clients[number]

    async def write() -> None:
        nonlocal work
        while True:
            await work.wait()
            work = trio.Event()
            sent = b"".join(out)
            out.clear()
            await stream.send_all(sent)

    async with trio.open_nursery() as nursery:
        nursery.start_soon(write)
        nursery.start_soon(_listen, port, serve)
        rest = bytearray()
        while data := await stream.receive_some(READ_BYTES):
            rest += data
            for number, text in _records(rest):
                if number in clients:
                    nursery.start_soon(_deliver, clients[number], text)


async def _deliver(connection: Connection, text: bytes) -> None:
    with suppress(ConnectionGone):
        await connection.send(text)


async def _listen(port: int, serve: OnWebSocket) -> None:
    shared = trio.socket.socket()
    shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    await shared.bind(("127.0.0.1", port))
    shared.listen(512)
    front = Front(no_app, serve)
    _say_ready()
    await front.serve([trio.SocketListener(shared)], trio.Event())


def _say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


# --- measuring


async def main() -> None:
    """Interleaved rounds; medians."""
    took: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for wires in (0, 1, 2):
            for name, us in (await _round(wires)).items():
                took.setdefault(name, []).append(us)
    figures = Figures(f"An echo of {len(WORDS)} bytes, {CONNECTIONS} connections: processor time for a text")
    for name, values in took.items():
        figures.add(name, sorted(values)[len(values) // 2], "µs")
    figures.show(wants_json())


async def _round(wires: int) -> dict[str, float]:
    """Microseconds for a text, by process."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        kept.bind(("127.0.0.1", 0))  # never listens: it keeps the number
        port, path = kept.getsockname()[1], str(Path(folder) / "core")
        processes = [_start("solo", str(port))] if not wires else [_start("core", path)]
        try:
            if wires:
                await _ready(processes[0])
                processes += [_start("wire", str(port), path) for _ in range(wires)]
            for process in processes[1 if wires else 0 :]:
                await _ready(process)
            spent, texts = await _load(port, [process.pid for process in processes])
        finally:
            for process in processes:
                process.send_signal(signal.SIGKILL)
                process.wait()
    if not wires:
        return {"solo: the one process": spent[0] / texts * 1e6}
    return {
        f"{wires} wire: core": spent[0] / texts * 1e6,
        f"{wires} wire: all wire processes": sum(spent[1:]) / texts * 1e6,
    }


async def _ready(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    assert await trio.to_thread.run_sync(process.stdout.readline) == b"ready\n"


def _start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, __file__, *words], stdout=subprocess.PIPE, env=dict(os.environ))


async def _load(port: int, pids: list[int]) -> tuple[list[float], int]:
    """Each connection says the next when it has heard the last. Processor time by process, and how many texts."""
    texts, message = 0, frame(TEXT, WORDS)

    async def talk(client: RawClient) -> None:
        nonlocal texts
        while True:
            await client.send(message)
            await client.frame()
            texts += 1

    async with trio.open_nursery() as nursery:
        for _ in range(CONNECTIONS):
            client = await RawClient(await trio.open_tcp_stream("127.0.0.1", port)).upgraded()
            nursery.start_soon(talk, client)
        await trio.sleep(1)
        before, said = [cpu_s(pid) for pid in pids], texts
        await trio.sleep(SECONDS)
        spent = [cpu_s(pid) - was for pid, was in zip(pids, before, strict=True)]
        done = texts - said
        nursery.cancel_scope.cancel()
    return spent, done


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["solo", number]:
            trio.run(solo, int(number))
        case ["core", place]:
            trio.run(core, place)
        case ["wire", number, place]:
            trio.run(partial(wire, int(number), place))
        case _:
            trio.run(main)
