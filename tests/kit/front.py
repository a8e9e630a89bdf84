"""A running front, and a client that can misbehave: heads and frames as bytes."""

import socket
import ssl
import struct
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import attrs
import trio
from ringline_server.edges.front import Front, OnWebSocket
from ringline_server.edges.listeners import Listener, open_listeners
from ringline_server.edges.transport import Connection
from ringline_server.edges.unread import App, Receive, Scope, Send

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


async def no_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers 200 to everything, and to the questions about its start and end."""
    if scope["type"] == "lifespan":
        while True:
            kind = (await receive())["type"]
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def echo(connection: Connection) -> None:
    """Until the peer leaves."""
    while True:
        await connection.send(await connection.receive())


def upgrade(path: str = "/ws", *, origin: str = "", protocol: str = "ringline.v1", version: str = "13") -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: ring.example",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Sec-WebSocket-Version: {version}",
        *([f"Sec-WebSocket-Protocol: {protocol}"] if protocol else []),
        *([f"Origin: {origin}"] if origin else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def frame(opcode: int, payload: bytes = b"", *, is_last: bool = True, is_masked: bool = True, rsv: int = 0) -> bytes:
    """As a client sends it."""
    head = bytes([(0x80 if is_last else 0) | rsv << 4 | opcode])
    size, mask_bit = len(payload), 0x80 if is_masked else 0
    if size < 126:
        head += bytes([mask_bit | size])
    elif size < 65_536:
        head += bytes([mask_bit | 126]) + struct.pack("!H", size)
    else:
        head += bytes([mask_bit | 127]) + struct.pack("!Q", size)
    return head + (b"\0\0\0\0" if is_masked else b"") + payload


@attrs.define(eq=False)
class RawClient:
    """The client's end of one connection, byte by byte."""

    stream: trio.abc.Stream
    _rest: bytes = b""

    async def send(self, data: bytes) -> None:
        await self.stream.send_all(data)

    async def response(self) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case), and for anything but 101 the body."""
        while b"\r\n\r\n" not in self._rest:
            self._rest += await self._more()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = await self._exactly(int(headers.get("content-length", "0")))
        return int(first.split()[1]), headers, body

    async def upgraded(self, **changes: Any) -> "RawClient":
        await self.send(upgrade(**changes))
        status, _, body = await self.response()
        assert status == 101, (status, body)
        return self

    async def frame(self) -> tuple[int, bytes]:
        """Opcode and payload of the server's next frame."""
        first, second = await self._exactly(2)
        size = second & 127
        if size == 126:
            [size] = struct.unpack("!H", await self._exactly(2))
        elif size == 127:
            [size] = struct.unpack("!Q", await self._exactly(8))
        return first & 15, await self._exactly(size)

    async def closed_with(self) -> int:
        """The code of the server's close frame, past everything before it."""
        while True:
            opcode, payload = await self.frame()
            if opcode == CLOSE:
                return int.from_bytes(payload[:2], "big")

    async def some(self) -> bytes:
        """Whatever is next."""
        taken, self._rest = self._rest or await self._more(), b""
        return taken

    async def ended(self) -> bytes:
        """What still arrives until the server has ended the connection, by FIN or by RST."""
        try:
            while more := await self.stream.receive_some():
                self._rest += more
        except (trio.BrokenResourceError, ssl.SSLError):
            pass
        return self._rest

    def reset(self) -> None:
        """RST in place of FIN."""
        assert isinstance(self.stream, trio.SocketStream)
        self.stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.stream.socket.close()

    async def _exactly(self, size: int) -> bytes:
        while len(self._rest) < size:
            self._rest += await self._more()
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    async def _more(self) -> bytes:
        data = await self.stream.receive_some(65_536)
        if not data:
            raise EOFError(self._rest)
        return bytes(data)


@attrs.define(eq=False)
class RunningFront:
    front: Front
    draining: trio.Event
    port: int
    tls: ssl.SSLContext | None
    """The client's."""
    _sockets: list[trio.socket.SocketType] = attrs.Factory(list)

    async def connect(self) -> RawClient:
        plain = await trio.open_tcp_stream("127.0.0.1", self.port)
        self._sockets.append(plain.socket)
        if self.tls is None:
            return RawClient(plain)
        stream = trio.SSLStream(plain, self.tls, server_hostname="127.0.0.1", https_compatible=True)
        await stream.do_handshake()
        return RawClient(stream)

    async def assert_alive(self) -> None:
        """A well-behaved client is served."""
        client = await (await self.connect()).upgraded()
        await client.send(frame(TEXT, b"still there"))
        assert await client.frame() == (TEXT, b"still there")
        await client.send(frame(CLOSE, b"\x03\xe8"))
        assert await client.closed_with() == 1000

    def disconnect(self) -> None:
        """Every client's socket is closed."""
        for one in self._sockets:
            one.close()


@asynccontextmanager
async def running_front(
    on_websocket: OnWebSocket = echo,
    app: App = no_app,
    *,
    server_tls: ssl.SSLContext | None = None,
    client_tls: ssl.SSLContext | None = None,
    **changes: Any,
) -> AsyncIterator[RunningFront]:
    """On a real port of the loopback interface."""
    listeners = await open_listeners("127.0.0.1", 0, server_tls)
    async with serving(listeners, on_websocket, app, **changes) as (front, draining, addresses):
        running = RunningFront(front, draining, addresses[0][1], client_tls)
        try:
            yield running
        finally:
            running.disconnect()


@asynccontextmanager
async def serving(
    listeners: Sequence[Listener], on_websocket: OnWebSocket = echo, app: App = no_app, **changes: Any
) -> AsyncIterator[tuple[Front, trio.Event, list[tuple[str, int]]]]:
    """Stopped by cancellation at the end, as fast as it goes."""
    front, draining = Front(app, on_websocket, **changes), trio.Event()
    async with trio.open_nursery() as nursery:
        addresses = await nursery.start(partial(front.serve, listeners, draining))
        yield front, draining, addresses
        nursery.cancel_scope.cancel()
