"""One WebSocket connection from dialling to its end: frames in, batches out, and an end that always comes.

gone = await converse(dial, address, talk)          # talk(connection) runs until the connection is gone
"""

import ssl
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.codes import CloseCode, FrameError
from ringline_protocol.frames import ServerFrame
from ringline_protocol.limits import CLOSE_MS, HANDSHAKE_MS, SEND_MS, SUBPROTOCOL, SUBPROTOCOL_ANY
from trio_websocket import ConnectionClosed, ConnectionRejected, WebSocketConnection, wrap_client_stream
from wsproto.utilities import ProtocolError

INBOUND_MESSAGES_MAX: Final = 64
"""Messages read from the socket that nobody has taken; more, and TCP pushes back on the server."""
INBOUND_CHARS_MAX: Final = 4 * 1024 * 1024
"""One message from the server. A snapshot's part is far below."""
LOST: Final = 1006
"""A connection that ended without a close frame."""
NOT_FOUND: Final = 404
REFUSED_FOR_GOOD: Final = frozenset({400, 401, 403, NOT_FOUND, 426})
"""HTTP answers to the handshake that will not change by asking again."""

Dial = Callable[[], Awaitable[trio.abc.Stream]]


@attrs.define(eq=False)
class Gone(Exception):
    """The connection has ended, by whichever side. Code 1006: without a close frame."""

    code: int
    reason: str = ""


@attrs.frozen
class Address:
    """Where a server is."""

    host: str
    port: int
    path: str
    is_secure: bool

    @classmethod
    def of(cls, url: str) -> "Address":
        """Of a `ws://` or `wss://` URL. Raises: ValueError."""
        parts = urlsplit(url)
        if parts.scheme not in ("ws", "wss") or not parts.hostname:
            raise ValueError(f"not a ws:// or wss:// address: {url}")
        is_secure = parts.scheme == "wss"
        return cls(parts.hostname, parts.port or (443 if is_secure else 80), parts.path or "/ws", is_secure)

    @property
    def host_header(self) -> str:
        """For the handshake."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    async def dial(self, tls: ssl.SSLContext | None = None) -> trio.abc.Stream:
        """A TCP or TLS stream. Raises: OSError."""
        if not self.is_secure:
            return await trio.open_tcp_stream(self.host, self.port)
        stream = await trio.open_ssl_over_tcp_stream(self.host, self.port, ssl_context=tls)
        try:
            await stream.do_handshake()
        except trio.BrokenResourceError as broken:
            await trio.aclose_forcefully(stream)
            raise OSError(f"TLS: {broken.__cause__ or 'the handshake failed'}") from None
        return stream


@attrs.define(eq=False)
class Connection:
    """What a session may do with it. One task receives, one task sends."""

    _websocket: WebSocketConnection
    _stream: trio.abc.Stream
    _ignored: Counter[str]

    async def receive(self) -> list[ServerFrame]:
        """The frames of the next message; what this version does not know is counted. Raises: Gone, FrameError."""
        try:
            message = await self._websocket.get_message()
        except ConnectionClosed as closed:
            raise _told(closed) from None
        return codec.decode_from_server(message, self._ignored)

    async def send(self, frames: Sequence[bytes]) -> None:
        """One message has left. Raises: Gone, also when the server does not take it."""
        try:
            with trio.fail_after(SEND_MS / 1000):
                await self._websocket.send_message(codec.batch(list(frames)).decode())
        except ConnectionClosed as closed:
            raise _told(closed) from None
        except (trio.TooSlowError, ProtocolError):
            raise Gone(LOST, "nothing can be sent") from None

    async def close(self, code: CloseCode) -> None:
        """Says goodbye; gone within the time, whatever the server does."""
        with trio.move_on_after(CLOSE_MS / 1000):
            await self._websocket.aclose(code)
        await trio.aclose_forcefully(self._stream)

    async def cut(self) -> None:
        """Gone without a goodbye, as when a network fails."""
        await trio.aclose_forcefully(self._stream)


async def converse(
    dial: Dial, address: Address, talk: Callable[[Connection], Awaitable[None]], ignored: Counter[str]
) -> Gone:
    """Dial, shake hands, let `talk` run until the connection is gone, and say how it ended. Nothing stays open."""
    try:
        with trio.fail_after(HANDSHAKE_MS / 1000):
            stream = await dial()
    except (OSError, trio.TooSlowError) as error:
        return Gone(LOST, str(error) or "nobody answers")
    try:
        return await _converse(stream, address, talk, ignored)
    finally:
        await trio.aclose_forcefully(stream)


async def _converse(
    stream: trio.abc.Stream,
    address: Address,
    talk: Callable[[Connection], Awaitable[None]],
    ignored: Counter[str],
) -> Gone:
    """The library's own task may fail when a close goes wrong: that is a lost connection like any other."""
    ends: list[Gone] = []
    try:
        async with trio.open_nursery() as nursery:
            websocket = await _shake_hands(nursery, stream, address)
            await talk(Connection(websocket, stream, ignored))
            nursery.cancel_scope.cancel()
    except* Gone as group:
        ends += _leaves(group)
    except* ConnectionRejected as group:
        ends += [_refused(refusal) for refusal in _leaves(group)]
    except* FrameError as group:
        ends += [Gone(LOST, f"the server's frame cannot be read: {fault}") for fault in _leaves(group)]
    except* (ProtocolError, OSError, trio.BrokenResourceError, trio.ClosedResourceError):
        ends.append(Gone(LOST, "the connection broke"))
    return next((end for end in ends if end.code != LOST), ends[0] if ends else Gone(LOST))


async def _shake_hands(nursery: trio.Nursery, stream: trio.abc.Stream, address: Address) -> WebSocketConnection:
    try:
        with trio.fail_after(HANDSHAKE_MS / 1000):
            return await wrap_client_stream(
                nursery,
                stream,  # type: ignore[arg-type]  # any stream will do, also one over memory
                address.host_header,
                address.path,
                subprotocols=[SUBPROTOCOL, SUBPROTOCOL_ANY],
                message_queue_size=INBOUND_MESSAGES_MAX,
                max_message_size=INBOUND_CHARS_MAX,
            )
    except ConnectionClosed as closed:
        raise _told(closed) from None
    except trio.TooSlowError:
        raise Gone(LOST, "no handshake") from None


def _told(closed: ConnectionClosed) -> Gone:
    reason = closed.reason
    return Gone(LOST) if reason is None else Gone(int(reason.code), reason.reason or "")


def _refused(refusal: ConnectionRejected) -> Gone:
    """What an HTTP answer to the handshake amounts to."""
    for_good = refusal.status_code in REFUSED_FOR_GOOD
    hint = ": is the address ws://host:port/ws?" if refusal.status_code == NOT_FOUND else ""
    return Gone(CloseCode.FORBIDDEN if for_good else CloseCode.OVERLOADED, f"HTTP {refusal.status_code}{hint}")


def _leaves(group: BaseExceptionGroup[Any]) -> list[Any]:
    found: list[Any] = []
    for error in group.exceptions:
        found += _leaves(error) if isinstance(error, BaseExceptionGroup) else [error]
    return found
