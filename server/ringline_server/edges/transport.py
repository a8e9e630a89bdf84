"""One WebSocket connection as a session sees it: whole text messages in and out, and an end that always comes.

    trio-websocket --> read() --> bounded queue --> receive()        session
    trio-websocket <------------------------------- send()           session's one writer task

`read()` runs in a task of its own and drains the library all the time, so pings and close frames are answered while
the session is busy. Only a full queue stops it: then TCP pushes back on the peer.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable

import attrs
import trio
from ringline_protocol.codes import CLOSES, CloseCode
from ringline_protocol.limits import CLOSE_MS, CLOSE_REASON_BYTES_MAX, MESSAGE_BYTES_MAX
from trio_websocket import CloseReason, ConnectionClosed, WebSocketConnection, wrap_server_stream
from wsproto.utilities import LocalProtocolError

from ringline_server.edges.peer import Peer

INBOUND_MESSAGES_MAX = 32
"""Messages read from the socket that the session has not taken."""
INBOUND_BYTES_MAX = 2 * MESSAGE_BYTES_MAX
"""The same in bytes; the message that crosses it is still taken in."""
LIBRARY_CHARS_MAX = 2 * MESSAGE_BYTES_MAX
"""Where the library itself closes, in characters. Above our own limit: most oversized messages are read to their end,
so that our 1009 arrives; and never more than this is put together in memory."""
LOST = 1006
"""What a connection that ended without a close frame counts as (RFC 6455 section 7.1.5)."""


@attrs.define(eq=False)
class ConnectionGone(Exception):
    """The connection has ended, by whichever side. Code 1006: without a close frame."""

    code: int
    reason: str = ""


class Connection(ABC):
    """What a session may do with its connection. One task receives, one task sends; any task may close or abort."""

    peer: Peer
    subprotocol: str

    @abstractmethod
    async def receive(self, bytes_max: int = MESSAGE_BYTES_MAX) -> str:
        """The next text message. A larger one, or a binary one, closes: 1009, 1003. Raises: ConnectionGone."""

    @abstractmethod
    async def send(self, message: str | bytes) -> None:
        """One text message has left (bytes: its UTF-8). Cancelled while sending: the connection is aborted, because
        half a frame may be out. Raises: ConnectionGone."""

    @abstractmethod
    async def close(self, code: int, reason: str = "", within_ms: int = CLOSE_MS) -> None:
        """Says goodbye and is gone within the time, whatever the peer does. An empty reason: the code's own token.
        Idempotent."""

    @abstractmethod
    def abort(self) -> None:
        """The connection is gone without a goodbye. Returns at once. Idempotent."""

    @abstractmethod
    def authenticated(self) -> None:
        """The session says that the peer has proved who it is: no longer one of its address's strangers."""


@attrs.define(eq=False)
class PlainConnection(Connection):
    """The variant over trio-websocket as it is. `nursery` lives as long as the connection and runs `read`."""

    peer: Peer
    subprotocol: str
    _websocket: WebSocketConnection
    _stream: trio.abc.Stream
    _nursery: trio.Nursery
    _on_authenticated: Callable[[], None] = lambda: None
    _inbound: deque[tuple[str, int]] = attrs.field(factory=deque, init=False)
    _inbound_bytes: int = attrs.field(default=0, init=False)
    _arrived: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot, init=False)
    _room: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot, init=False)
    _gone: tuple[int, str] | None = attrs.field(default=None, init=False)
    _closed: trio.Event | None = attrs.field(default=None, init=False)
    """There is one goodbye; who else closes waits for it."""
    _is_aborted: bool = attrs.field(default=False, init=False)

    def authenticated(self) -> None:
        self._on_authenticated()

    async def receive(self, bytes_max: int = MESSAGE_BYTES_MAX) -> str:
        await trio.lowlevel.checkpoint()
        while not self._inbound:
            if self._gone:
                raise ConnectionGone(*self._gone)
            await self._arrived.park()
        message, size = self._inbound.popleft()
        self._inbound_bytes -= size
        self._room.unpark_all()
        if size > bytes_max:
            await self.close(CloseCode.TOO_BIG)
            raise ConnectionGone(*self._ended(CloseCode.TOO_BIG))
        return message

    async def send(self, message: str | bytes) -> None:
        if self._gone:
            raise ConnectionGone(*self._gone)
        try:
            await self._websocket.send_message(message if isinstance(message, str) else message.decode())
        except ConnectionClosed as closed:
            raise ConnectionGone(*_told(closed.reason)) from None
        except LocalProtocolError:
            raise ConnectionGone(LOST) from None
        except trio.Cancelled:
            self.abort()
            raise

    async def close(self, code: int, reason: str = "", within_ms: int = CLOSE_MS) -> None:
        if self._closed is not None:
            await self._closed.wait()
        elif not self._is_aborted:
            self._closed = trio.Event()
            reason = reason or _token(code)
            assert len(reason.encode()) <= CLOSE_REASON_BYTES_MAX, reason
            self._ended(code, reason)
            self._forget_inbound()
            try:
                with trio.fail_after(within_ms / 1000):
                    await self._websocket.aclose(code, reason)
            except trio.TooSlowError:
                self.abort()
            finally:
                self._closed.set()

    def abort(self) -> None:
        if self._is_aborted or (self._closed is not None and self._closed.is_set()):
            return
        self._is_aborted = True
        self._ended(LOST)
        self._forget_inbound()
        self._nursery.start_soon(trio.aclose_forcefully, self._stream)

    async def read(self) -> None:
        """The reader task. Returns when the connection has ended; what arrived before is still there to receive."""
        try:
            while True:
                message = await self._websocket.get_message()
                if isinstance(message, bytes):
                    await self.close(CloseCode.BINARY)
                else:
                    await self._take_in(message)
        except ConnectionClosed as closed:
            self._ended(*_told(closed.reason))

    async def _take_in(self, message: str) -> None:
        size = len(message) if message.isascii() else len(message.encode())
        while len(self._inbound) >= INBOUND_MESSAGES_MAX or self._inbound_bytes >= INBOUND_BYTES_MAX:
            await self._room.park()
        if not self._ended_by_us:
            self._inbound.append((message, size))
            self._inbound_bytes += size
            self._arrived.unpark()

    @property
    def _ended_by_us(self) -> bool:
        return self._closed is not None or self._is_aborted

    def _ended(self, code: int, reason: str = "") -> tuple[int, str]:
        """The first reason stays. Wakes who waits to receive."""
        self._gone = self._gone or (int(code), reason)
        self._arrived.unpark_all()
        return self._gone

    def _forget_inbound(self) -> None:
        """We end it: what the peer said before is not executed any more."""
        self._inbound.clear()
        self._inbound_bytes = 0
        self._room.unpark_all()


async def accept_websocket(
    nursery: trio.Nursery,
    stream: trio.abc.Stream,
    peer: Peer,
    subprotocol: str,
    on_authenticated: Callable[[], None] = lambda: None,
) -> PlainConnection:
    """The handshake is answered and the reader runs. The caller sets the deadline, owns nursery and stream, and has
    judged the request: this does not refuse."""
    request = await wrap_server_stream(nursery, stream, message_queue_size=1, max_message_size=LIBRARY_CHARS_MAX)
    websocket = await request.accept(subprotocol=subprotocol)
    connection = PlainConnection(peer, subprotocol, websocket, stream, nursery, on_authenticated)
    nursery.start_soon(connection.read)
    return connection


def _told(reason: CloseReason | None) -> tuple[int, str]:
    return (reason.code, reason.reason or "") if reason else (LOST, "")


def _token(code: int) -> str:
    return CLOSES[CloseCode(code)].reason if code in CLOSES else ""
