"""Many bad clients. They come a few at a time, as one address may, and begin when the last of them is in."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import attrs
import trio
from ringline_protocol.values import PrincipalKind
from trio_websocket import ConnectionClosed, HandshakeError, WebSocketConnection, wrap_client_stream

from kit.bench import CONNECTING_MAX
from kit.storms.field import STORM_S, Field

Frame = dict[str, Any]
PATIENCE_S: Final = 60.0
"""For everybody to be in: more of them than any machine needs."""


def hello(field: Field, name: str = "svc_storm") -> Frame:
    """As a service; each time another device."""
    client = {"name": "storm", "version": "1", "device": f"dev_{time.monotonic_ns()}"}
    auth = {"scheme": "bearer", "token": field.server.token(name, PrincipalKind.SERVICE)}
    return {"type": "hello", "id": "h1", "auth": auth, "client": client}


@asynccontextmanager
async def socket(field: Field, receive_bytes: int | None = None) -> AsyncIterator[WebSocketConnection]:
    """Left by cutting it off, whatever became of the handshake. `receive_bytes`: what the kernel takes for a client."""
    plain = trio.socket.socket()
    if receive_bytes is not None:
        plain.setsockopt(trio.socket.SOL_SOCKET, trio.socket.SO_RCVBUF, receive_bytes)
    try:
        await plain.connect(("127.0.0.1", field.server.port))
        stream = trio.SocketStream(plain)
        async with trio.open_nursery() as nursery:
            yield await wrap_client_stream(nursery, stream, "127.0.0.1", "/ws", subprotocols=["ringline.v1"])
            nursery.cancel_scope.cancel()
    finally:
        plain.close()


async def until(ws: WebSocketConnection, kind: str) -> None:
    """Read what comes, up to a frame of this type."""
    while f'"type":"{kind}"' not in await ws.get_message():
        pass


@attrs.define(eq=False)
class Crowd:
    """So many clients that say hello and then act, all of them for `storm_s` from when the last one is in."""

    field: Field
    clients: int
    act: Callable[[WebSocketConnection], Awaitable[None]]
    receive_bytes: int | None = None
    storm_s: float = STORM_S
    came: int = 0
    all_in: trio.Event = attrs.field(factory=trio.Event)
    _asked: int = 0

    async def storms(self) -> int:
        """How many came. Whoever is cut off has had their part."""
        gate = trio.CapacityLimiter(CONNECTING_MAX)
        async with trio.open_nursery() as nursery:
            for _ in range(self.clients):
                nursery.start_soon(self._one, gate)
        return self.came

    async def _one(self, gate: trio.CapacityLimiter) -> None:
        try:
            with trio.move_on_after(PATIENCE_S) as patience:
                async with AsyncExitStack() as stack:
                    async with gate:
                        ws = await self._comes(stack)
                    await self.all_in.wait()
                    patience.deadline = trio.current_time() + self.storm_s
                    await self.act(ws)
        except* (OSError, ConnectionClosed, HandshakeError, trio.BrokenResourceError):
            pass

    async def _comes(self, stack: AsyncExitStack) -> WebSocketConnection:
        try:
            ws = await stack.enter_async_context(socket(self.field, self.receive_bytes))
            await ws.send_message(json.dumps(hello(self.field)))
            await until(ws, "caught_up")
            self.came += 1
            return ws
        finally:
            self._asked += 1  # let in, or not
            if self._asked == self.clients:
                self.all_in.set()
