"""Storms: what bad clients do, all at once, while good ones go on and are measured. Real process, real sockets."""

import itertools
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

import attrs
import trio
from ringline_protocol.values import PrincipalKind
from trio_websocket import (
    ConnectionClosed,
    HandshakeError,
    WebSocketConnection,
    open_websocket_url,
    wrap_client_stream,
)

from kit.bench import Light, agents_toml, light, queue_toml, resident_kb
from kit.process import ServerProcess

GOOD: Final = 8
"""Agents who go on working."""
PAUSE_S: Final = 0.25
"""Below what an agent may ask."""
STORM_S: Final = 4.0
"""How long a storm is watched; bad clients stay so long at least."""
CAUGHT_UP_S: Final = 15.0
"""Everybody who comes back is caught up within this."""
CONNECTING_MAX: Final = 10
SEGMENT_CHARS: Final = 2_000
SAID: Final = 20
"""Segments of what is subscribed to again and again: 40 kB."""


@attrs.define
class Found:
    """Of one storm. `held`: bad ones that got what they were promised (see each storm)."""

    took_s: list[float] = attrs.field(factory=list)
    resident_kb: int = 0
    held: int = 0
    cut_off: int = 0


@attrs.define(eq=False)
class Field:
    """A server, and the good ones on it."""

    server: ServerProcess
    interaction: str = ""
    service: "Light | None" = None

    @classmethod
    @asynccontextmanager
    async def made(cls, folder: Path) -> "AsyncIterator[Field]":
        names = [f"agt_{number}" for number in range(GOOD)]
        boss = '[[agents]]\nid = "agt_boss"\nname = "Boss"\nsupervisor = true\n'
        server = ServerProcess.make(folder, queue_toml("que_0") + agents_toml(names, ["que_0"]) + boss)
        await server.start()
        try:
            async with light(server, "svc_storm", PrincipalKind.SERVICE) as service:
                made = await service.ask("interaction.create", {"queue": "que_0"})
                yield cls(server, str(made["interaction"]), service)
        finally:
            await server.kill()

    async def measured(self, storm: "Storm | None", clients: int) -> Found:
        """The good ones ask, the bad ones storm; until both are done."""
        found = Found()
        async with trio.open_nursery() as nursery:
            is_over = trio.Event()
            for number in range(GOOD):
                await nursery.start(self._asks, f"agt_{number}", found, is_over)
            if storm is None:
                await trio.sleep(STORM_S)
            else:
                found.held = await storm(self, clients)
            found.resident_kb = resident_kb(self.server.pid)
            is_over.set()
        return found

    async def _asks(self, name: str, found: Found, is_over: trio.Event, *, task_status: trio.TaskStatus[None]) -> None:
        try:
            async with light(self.server, name, PrincipalKind.AGENT) as agent:
                task_status.started()
                while not is_over.is_set():
                    began = time.perf_counter()
                    await agent.ask("queue.read", {"queue": "que_0"}, keyed=False)
                    found.took_s.append(time.perf_counter() - began)
                    await trio.sleep(PAUSE_S)
        except ConnectionClosed:
            found.cut_off += 1


Storm = Callable[[Field, int], Awaitable[int]]


async def never_read(field: Field, clients: int) -> int:
    """They subscribe to an interaction in which much is said, and read nothing. Held: all that was said is on disk."""
    assert field.service is not None
    async with trio.open_nursery() as nursery:
        for _ in range(clients):
            nursery.start_soon(_deaf, field)
        said = 0
        with trio.move_on_after(STORM_S):
            while True:
                segment = {"segment": f"s{time.monotonic_ns()}", "role": "bot", "text": "x" * SEGMENT_CHARS}
                await field.service.ask("segment.push", {"interaction": field.interaction, "segment": segment})
                said += 1
        nursery.cancel_scope.cancel()
    return said


async def _deaf(field: Field) -> None:
    hello = _hello(field, "agt_boss", PrincipalKind.SUPERVISOR)
    subscribe = {"method": "stream.subscribe", "params": {"stream": f"interaction/{field.interaction}"}}
    stream = await trio.open_tcp_stream("127.0.0.1", field.server.port)
    try:
        with suppress(OSError, ConnectionClosed, HandshakeError):
            async with trio.open_nursery() as nursery:
                ws = await wrap_client_stream(nursery, stream, "127.0.0.1", "/ws", subprotocols=["ringline.v1"])
                await ws.send_message(json.dumps(hello))
                await ws.send_message(json.dumps({"type": "command", "id": "c1", **subscribe}))
                await trio.sleep_forever()
    finally:
        await trio.aclose_forcefully(stream)


async def reconnect(field: Field, clients: int) -> int:
    """All come at once. Held: those that were caught up in time."""
    caught_up = 0
    gate = trio.CapacityLimiter(CONNECTING_MAX)

    async def comes() -> None:
        nonlocal caught_up
        async with gate:
            with suppress(OSError, ConnectionClosed, HandshakeError), trio.move_on_after(CAUGHT_UP_S):
                async with open_websocket_url(field.server.url, subprotocols=["ringline.v1"]) as ws:
                    await ws.send_message(json.dumps(_hello(field, "svc_storm", PrincipalKind.SERVICE)))
                    while '"caught_up"' not in await ws.get_message():
                        pass
                    caught_up += 1

    async with trio.open_nursery() as nursery:
        for _ in range(clients):
            nursery.start_soon(comes)
    return caught_up


async def strangers(field: Field, clients: int) -> int:
    """They connect and say nothing. Held: those that the server ended, all of them."""
    return await _until_ended(field, clients, b"")


async def slow_heads(field: Field, clients: int) -> int:
    """They send a head byte by byte. Held: those that the server ended, all of them."""
    return await _until_ended(field, clients, b"GET /ws HTTP/1.1\r\nHost: x\r\nX: ")


async def _until_ended(field: Field, clients: int, head: bytes) -> int:
    ended = 0

    async def comes() -> None:
        nonlocal ended
        with suppress(OSError, trio.BrokenResourceError), trio.move_on_after(CAUGHT_UP_S):
            stream = await trio.open_tcp_stream("127.0.0.1", field.server.port)
            async with stream, trio.open_nursery() as nursery:
                nursery.start_soon(_dribble, stream, head)
                with suppress(trio.BrokenResourceError):
                    while await stream.receive_some():
                        pass
                ended += 1
                nursery.cancel_scope.cancel()

    async with trio.open_nursery() as nursery:
        for _ in range(clients):
            nursery.start_soon(comes)
    return ended


async def _dribble(stream: trio.SocketStream, head: bytes) -> None:
    with suppress(trio.BrokenResourceError, trio.ClosedResourceError):
        for byte in head:
            await stream.send_all(bytes([byte]))
            await trio.sleep(1)


async def ping_flood(field: Field, clients: int) -> int:
    """A few connections ping as fast as they can. Held: pings that were answered."""
    answered = 0

    async def floods() -> None:
        nonlocal answered
        with suppress(OSError, ConnectionClosed, HandshakeError):
            async with open_websocket_url(field.server.url, subprotocols=["ringline.v1"], disconnect_timeout=1) as ws:
                await ws.send_message(json.dumps(_hello(field, "svc_storm", PrincipalKind.SERVICE)))
                while True:
                    await ws.ping()
                    answered += 1

    with trio.move_on_after(STORM_S):
        async with trio.open_nursery() as nursery:
            for _ in range(min(clients, CONNECTING_MAX)):
                nursery.start_soon(floods)
    return answered


async def subscribe(field: Field, clients: int) -> int:
    """They subscribe to something that is long, and again, and again. Held: snapshots that came; all are asked for."""
    assert field.service is not None
    for number in range(SAID):
        segment = {"segment": f"long{number}", "role": "bot", "text": "x" * SEGMENT_CHARS}
        await field.service.ask("segment.push", {"interaction": field.interaction, "segment": segment})
    snapshots = 0

    async def comes() -> None:
        nonlocal snapshots
        async with _socket(field) as ws:
            await ws.send_message(json.dumps(_hello(field, "svc_storm", PrincipalKind.SERVICE)))
            with trio.move_on_after(STORM_S):
                for number in itertools.count():
                    params = {"stream": f"interaction/{field.interaction}"}
                    command = {"type": "command", "id": f"c{number}", "method": "stream.subscribe", "params": params}
                    await ws.send_message(json.dumps(command))
                    while f'"id":"c{number}"' not in (told := await ws.get_message()):
                        snapshots += '"type":"snapshot"' in told
                    snapshots += '"type":"snapshot"' in told

    await _all(comes, clients)
    return snapshots


async def resume(field: Field, clients: int) -> int:
    """They come back with their session as fast as they can, again and again. Held: times that they were resumed."""
    resumed = 0

    async def comes() -> None:
        nonlocal resumed
        hello = _hello(field, "svc_storm", PrincipalKind.SERVICE)
        with trio.move_on_after(STORM_S):
            while True:
                async with _socket(field) as ws:
                    await ws.send_message(json.dumps(hello))
                    told = json.loads(await ws.get_message())
                    welcome = told[0] if isinstance(told, list) else told
                    resumed += welcome["session"]["resumed"]
                    session = {"mode": "resume", **{name: welcome["session"][name] for name in ("id", "token")}}
                    hello = {**hello, "session": session}

    await _all(comes, clients)
    return resumed


@asynccontextmanager
async def _socket(field: Field) -> "AsyncIterator[WebSocketConnection]":
    """Left by cutting it off, whatever became of the handshake."""
    stream = await trio.open_tcp_stream("127.0.0.1", field.server.port)
    try:
        async with trio.open_nursery() as nursery:
            yield await wrap_client_stream(nursery, stream, "127.0.0.1", "/ws", subprotocols=["ringline.v1"])
            nursery.cancel_scope.cancel()
    finally:
        await trio.aclose_forcefully(stream)


async def _all(comes: Callable[[], Awaitable[None]], clients: int) -> None:
    """At the same time; whoever is refused or cut off has had their part."""

    async def one() -> None:
        try:
            with trio.move_on_after(2 * STORM_S):  # who is not let in waits no longer than the storm lasts
                await comes()
        except* (OSError, ConnectionClosed, HandshakeError, trio.BrokenResourceError):
            pass

    async with trio.open_nursery() as nursery:
        for _ in range(clients):
            nursery.start_soon(one)


def _hello(field: Field, name: str, kind: PrincipalKind) -> dict[str, Any]:
    client = {"name": "storm", "version": "1", "device": f"dev_{time.monotonic_ns()}"}
    auth = {"scheme": "bearer", "token": field.server.token(name, kind)}
    return {"type": "hello", "id": "h1", "auth": auth, "client": client}


STORMS: Final[dict[str, Storm]] = {
    "never read": never_read,
    "reconnect": reconnect,
    "subscribe": subscribe,
    "resume": resume,
    "strangers": strangers,
    "slow heads": slow_heads,
    "ping flood": ping_flood,
}
