"""An upgrade that was judged is answered here; trio-websocket reads as soon as something comes that is its business.

The head has been read and judged once, by us and more strictly than the library would: it is not asked again. What it
does best, frames, stays its own; but it and its task are not made before there is one for it.
"""

import base64
import hashlib
from typing import Final

import trio
from trio_websocket import WebSocketConnection
from wsproto.connection import Connection, ConnectionType

from ringline_server.edges.inbox import Inbox
from ringline_server.edges.peek import Head
from ringline_server.edges.pump import Pump
from ringline_server.edges.short_way import ShortWay

KEY_SUFFIX: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
"""RFC 6455 section 1.3: who knows it speaks WebSocket."""


class Upgraded(WebSocketConnection):
    """The library's connection, from behind the handshake on: it names no way to begin there, so its reader has
    to be called by its private name, and `pyproject.toml` takes no later version unread."""

    def __init__(self, way: ShortWay, chars_max: int) -> None:
        frames = Connection(ConnectionType.SERVER)
        super().__init__(way, frames, message_queue_size=1, max_message_size=chars_max)  # type: ignore[arg-type]

    async def run(self) -> None:
        """Reads until the connection has ended."""
        await self._reader_task()


async def upgrade(stream: trio.abc.Stream, head: Head, subprotocol: str, pump: Pump | None = None) -> ShortWay:
    """The answer has left: from here on there are frames. Raises: BrokenResourceError."""
    await stream.send_all(answer(head, subprotocol))
    return ShortWay(Inbox(), stream, pump, head.rest)


def begin(nursery: trio.Nursery, way: ShortWay, chars_max: int) -> Upgraded:
    """The library reads, from here on, in the nursery."""
    way.stop_listening()
    websocket = Upgraded(way, chars_max)
    nursery.start_soon(websocket.run)
    return websocket


def answer(head: Head, subprotocol: str) -> bytes:
    """To an upgrade with one good key. RFC 6455 section 4.2.2; no extensions."""
    key = hashlib.sha1(head.values(b"sec-websocket-key")[0] + KEY_SUFFIX, usedforsecurity=False)
    lines = (
        b"HTTP/1.1 101 Switching Protocols",
        b"Upgrade: websocket",
        b"Connection: Upgrade",
        b"Sec-WebSocket-Accept: " + base64.b64encode(key.digest()),
        b"Sec-WebSocket-Protocol: " + subprotocol.encode(),
        b"\r\n",
    )
    return b"\r\n".join(lines)
