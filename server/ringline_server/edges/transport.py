"""One WebSocket connection as a session sees it: whole text messages in and out, and an end that always comes.

    ShortWay --------> inbox (bounded) --> receive(), each()        session
        ^ trio-websocket --> read() -^
    ShortWay <--------------------------- send_at_once()            writing.py

Plain texts take the short way past trio-websocket (short_way.py); fragments, pings, closing and faults are its
business, and with the first of them it begins: most connections say nothing but texts, and need no task that reads.
Then `read()` runs in a task of its own and drains it all the time, so pings and close frames are answered while
the session is busy. Only a full inbox stops the reading: then TCP pushes back on the peer.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

import attrs
import trio
from ringline_protocol.codes import CLOSES, CloseCode
from ringline_protocol.limits import CLOSE_MS, CLOSE_REASON_BYTES_MAX, MESSAGE_BYTES_MAX, SEND_MS
from trio_websocket import CloseReason, ConnectionClosed

from ringline_server.edges.handshake import Upgraded, begin, upgrade
from ringline_server.edges.inbox import Inbox, Rest
from ringline_server.edges.peek import Head
from ringline_server.edges.peer import Peer
from ringline_server.edges.pump import Pump
from ringline_server.edges.short_way import ShortWay

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
    async def each(self, act: Callable[[str], Rest | None]) -> None:
        """`act` is given every text message, in order; what it leaves is awaited before the next. It is called in the
        turn in which the message arrives, where nothing is left. Sizes, and what is raised: like `receive`."""

    @abstractmethod
    async def send(self, message: str | bytes) -> None:
        """One text message has left (bytes: its UTF-8). Cancelled while sending, or not done within SEND_MS: the
        connection is aborted, because half a frame may be out. Raises: ConnectionGone, trio.TooSlowError."""

    @abstractmethod
    def send_at_once(self, message: bytes) -> bytes:
        """As much of this message as leaves without waiting. What is returned is left, and is to be given to
        `send_rest` before anything else is sent. Raises: ConnectionGone."""

    @abstractmethod
    async def send_rest(self, rest: bytes) -> None:
        """It has left. Cancelled or too slow, and what is raised: like `send`."""

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
class SocketConnection(Connection):
    """Over trio-websocket, with a short way past it. Whoever has it gives it a nursery first: `listen`."""

    peer: Peer
    subprotocol: str
    _way: ShortWay
    _on_authenticated: Callable[[], None] = lambda: None
    _nursery: trio.Nursery = attrs.field(init=False)
    """Lives as long as the connection, and runs `read`."""
    _websocket: Upgraded | None = attrs.field(default=None, init=False)
    """None: nothing has come, or was to be said, that is the library's business."""
    _closed: trio.Event | None = attrs.field(default=None, init=False)
    """There is one goodbye; who else closes waits for it."""
    _is_aborted: bool = attrs.field(default=False, init=False)

    @property
    def inbox(self) -> Inbox:
        """What was read and not received."""
        return self._way.inbox

    def listen(self, nursery: trio.Nursery) -> None:
        """What is said goes into the inbox, from here on. Before the nursery ends, it is to be closed or aborted."""
        self._nursery = nursery
        self._way.listen(self._begin)

    def _begin(self) -> None:
        self._library()

    def _library(self) -> Upgraded:
        if self._websocket is None:
            self._websocket = begin(self._nursery, self._way, LIBRARY_CHARS_MAX)
            self._nursery.start_soon(self.read, self._websocket)
        return self._websocket

    def authenticated(self) -> None:
        self._on_authenticated()

    async def receive(self, bytes_max: int = MESSAGE_BYTES_MAX) -> str:
        message = await self.inbox.get()
        if message is None:
            assert self.inbox.gone is not None
            raise ConnectionGone(*self.inbox.gone)
        text, size = message
        if size > bytes_max:
            await self._too_big()
        return text

    async def each(self, act: Callable[[str], Rest | None]) -> None:
        await self.inbox.each(lambda text, size: act(text) if size <= MESSAGE_BYTES_MAX else self._too_big)
        assert self.inbox.gone is not None
        raise ConnectionGone(*self.inbox.gone)

    async def _too_big(self) -> None:
        await self.close(CloseCode.TOO_BIG)
        raise ConnectionGone(*self.inbox.end(CloseCode.TOO_BIG))

    async def send(self, message: str | bytes) -> None:
        if rest := self.send_at_once(message.encode() if isinstance(message, str) else message):
            await self.send_rest(rest)

    def send_at_once(self, message: bytes) -> bytes:
        if self.inbox.gone:
            raise ConnectionGone(*self.inbox.gone)
        if self._way.is_ending:
            raise ConnectionGone(*_told(self._websocket.closed if self._websocket else None))
        try:
            return self._way.send_at_once(message)
        except trio.BrokenResourceError:
            raise self._broken() from None

    async def send_rest(self, rest: bytes) -> None:
        try:
            with trio.fail_after(SEND_MS / 1000):
                await self._way.send_rest(rest)
        except (trio.Cancelled, trio.TooSlowError):
            self.abort()
            raise
        except (trio.BrokenResourceError, trio.ClosedResourceError):
            raise self._broken() from None

    def _broken(self) -> ConnectionGone:
        self._nursery.start_soon(trio.aclose_forcefully, self._way)
        return ConnectionGone(LOST)

    async def close(self, code: int, reason: str = "", within_ms: int = CLOSE_MS) -> None:
        if self._closed is not None:
            await self._closed.wait()
        elif not self._is_aborted:
            self._closed = trio.Event()
            reason = reason or _token(code)
            assert len(reason.encode()) <= CLOSE_REASON_BYTES_MAX, reason
            self.inbox.end(code, reason)
            self.inbox.shut()
            try:
                with trio.fail_after(within_ms / 1000):
                    await self._library().aclose(code, reason)
            except trio.TooSlowError:
                self.abort()
            finally:
                self._closed.set()

    def abort(self) -> None:
        if self._is_aborted or (self._closed is not None and self._closed.is_set()):
            return
        self._is_aborted = True
        self.inbox.end(LOST)
        self.inbox.shut()
        self._way.stop_listening()
        self._nursery.start_soon(trio.aclose_forcefully, self._way)

    async def read(self, websocket: Upgraded) -> None:
        """Puts into the inbox what the library puts out. Returns when the connection has ended; what arrived before is
        still there to receive."""
        try:
            while True:
                message = await websocket.get_message()
                if isinstance(message, bytes):
                    await self.close(CloseCode.BINARY)
                else:
                    await self._way.put(message)
        except ConnectionClosed as closed:
            self.inbox.end(*_told(closed.reason))


async def accept_websocket(
    stream: trio.abc.Stream,
    head: Head,
    peer: Peer,
    subprotocol: str,
    on_authenticated: Callable[[], None] = lambda: None,
    pump: Pump | None = None,
) -> SocketConnection:
    """The handshake is answered. The caller sets the deadline, owns the stream, and has judged the request: this does
    not refuse. Of the head nothing is kept."""
    way = await upgrade(stream, head, subprotocol, pump)
    return SocketConnection(peer, subprotocol, way, on_authenticated)


def _told(reason: CloseReason | None) -> tuple[int, str]:
    return (reason.code, reason.reason or "") if reason else (LOST, "")


def _token(code: int) -> str:
    return CLOSES[CloseCode(code)].reason if code in CLOSES else ""
