"""What benchmarks share: figures with their aims, many light connections, the size of a process.

figures = Figures("Footprint")
figures.add("connected idle agent", 41.2, "kB", aim=60)
figures.show(as_json=False)
"""

import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import attrs
import trio
from ringline_protocol.values import PrincipalKind
from trio_websocket import ConnectionClosed, WebSocketConnection, open_websocket_url

from kit.process import ServerProcess

Frame = dict[str, Any]

CONNECTING_MAX: Final = 10
"""At once: below what one address may have without a hello."""
IN_FLIGHT: Final = 12
"""Commands of one connection without a reply: below the limit of 16."""


@attrs.define
class Figures:
    """A table of what was measured."""

    title: str
    rows: list[tuple[str, float, str, float | None]] = attrs.field(factory=list)

    def add(self, name: str, value: float, unit: str, aim: float | None = None) -> None:
        """One row. `aim`: at most."""
        self.rows.append((name, round(value, 2), unit, aim))

    def spread(self, name: str, took_s: Sequence[float], aim_p99_ms: float | None = None) -> None:
        """Two rows: median and 99th percentile, in ms."""
        ordered = sorted(took_s)
        self.add(f"{name}, p50", ordered[len(ordered) // 2] * 1000, "ms")
        self.add(f"{name}, p99", ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)] * 1000, "ms", aim_p99_ms)

    def show(self, as_json: bool) -> None:
        """The table, or JSON."""
        if as_json:
            rows = [{"name": name, "value": value, "unit": unit, "aim": aim} for name, value, unit, aim in self.rows]
            sys.stdout.write(json.dumps({"title": self.title, "figures": rows}, indent=2) + "\n")
            return
        sys.stdout.write(f"{self.title}\n")
        for name, value, unit, aim in self.rows:
            wish = "" if aim is None else f"  (aim: {aim:,} {unit}{'' if value <= aim else ', MISSED'})"
            sys.stdout.write(f"{value:12,.2f} {unit:4} {name}{wish}\n")


@attrs.define(eq=False)
class Light:
    """A connection that answers pings, matches replies, and hands every other frame to `on_frame`."""

    websocket: WebSocketConnection
    on_frame: Callable[[Frame], None] = lambda _: None
    _waiting: dict[str, tuple[trio.Event, list[Frame]]] = attrs.field(factory=dict)
    _sent: int = 0
    _closed: ConnectionClosed | None = None

    async def hello(self, token: str, device: str = "dev_1") -> None:
        """In, and caught up."""
        client = {"name": "bench", "version": "1", "device": device}
        auth = {"scheme": "bearer", "token": token}
        await self._exchange("h1", {"type": "hello", "id": "h1", "auth": auth, "client": client})

    async def ask(self, method: str, params: Frame, *, keyed: bool = True) -> Frame:
        """A command that works; its result. Raises: AssertionError, ConnectionClosed."""
        self._sent += 1
        frame_id = f"c{self._sent}"
        key = {"key": f"{id(self)}-{time.monotonic_ns()}"} if keyed else {}
        reply = await self._exchange(
            frame_id, {"type": "command", "id": frame_id, "method": method, "params": params, **key}
        )
        assert "result" in reply, reply
        return dict(reply["result"])

    async def acknowledge(self, stream: str, seq: int) -> None:
        """It rang here."""
        await self.websocket.send_message(json.dumps({"type": "ack", "pos": {stream: seq}}))

    async def until_caught_up(self, stream: str) -> int:
        """Subscribe; how many events and snapshot parts came before it was told to be caught up."""
        count = 0

        def counted(frame: Frame) -> None:
            nonlocal count
            count += frame["type"] in ("event", "snapshot") and frame["stream"] == stream

        before, self.on_frame = self.on_frame, counted
        self._sent += 1
        frame_id = f"c{self._sent}"
        caught_up = self._waiting[f"caught_up {frame_id}"] = (trio.Event(), [])
        subscribe = {"type": "command", "id": frame_id, "method": "stream.subscribe", "params": {"stream": stream}}
        await self._exchange(frame_id, subscribe)
        await self._answer_to(caught_up)
        self.on_frame = before
        return count

    async def _exchange(self, frame_id: str, frame: Frame) -> Frame:
        waiting: tuple[trio.Event, list[Frame]] = (trio.Event(), [])
        self._waiting[frame_id] = waiting
        await self.websocket.send_message(json.dumps(frame))
        return await self._answer_to(waiting)

    async def _answer_to(self, waiting: tuple[trio.Event, list[Frame]]) -> Frame:
        """Raises: ConnectionClosed, when there will be none any more."""
        answered, answers = waiting
        await answered.wait()
        if not answers:
            assert self._closed is not None
            raise self._closed
        return answers[0]

    async def read(self) -> None:
        """Until the connection ends."""
        while True:
            try:
                message = json.loads(await self.websocket.get_message())
            except ConnectionClosed as closed:
                self._closed = closed
                for answered, _ in self._waiting.values():
                    answered.set()
                return
            for frame in message if isinstance(message, list) else [message]:
                await self._take(frame)

    async def _take(self, frame: Frame) -> None:
        match frame["type"]:
            case "ping":
                await self.websocket.send_message('{"type":"pong"}')
            case "reply":
                self._answer(frame["id"], frame)
            case "caught_up":
                self._answer("h1" if frame["id"] == "h1" else f"caught_up {frame['id']}", frame)
            case _:
                self.on_frame(frame)

    def _answer(self, name: str, frame: Frame) -> None:
        if name in self._waiting:
            answered, answers = self._waiting.pop(name)
            answers.append(frame)
            answered.set()


@asynccontextmanager
async def light(server: ServerProcess, name: str, kind: PrincipalKind) -> AsyncIterator[Light]:
    """Connected and welcomed."""
    async with open_websocket_url(server.url, subprotocols=["ringline.v1"], disconnect_timeout=1) as websocket:
        client = Light(websocket)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(client.read)
            await client.hello(server.token(name, kind))
            yield client
            nursery.cancel_scope.cancel()


async def each(works: Sequence[Callable[[], Any]], at_once: int) -> None:
    """All of them, so many at a time."""
    todo = iter(works)

    async def worker() -> None:
        for work in todo:
            await work()

    async with trio.open_nursery() as nursery:
        for _ in range(at_once):
            nursery.start_soon(worker)


def resident_kb(pid: int) -> int:
    """What of a process is in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def agents_toml(names: Sequence[str], queues: Sequence[str]) -> str:
    """Members of these queues."""
    listed = ", ".join(f'"{queue}"' for queue in queues)
    return "".join(f'[[agents]]\nid = "{name}"\nname = "{name}"\nqueues = [{listed}]\n' for name in names)


def queue_toml(name: str, more: str = "") -> str:
    """A line of messaging for as many as may wait."""
    return f'[[queues]]\nid = "{name}"\nname = "{name}"\nchannel = "messaging"\nwaiting_max = 5000\n{more}\n'


def wants_json() -> bool:
    """Whether the command line says `--json`."""
    return "--json" in sys.argv[1:]
