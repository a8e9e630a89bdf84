"""One port for everything: look at the head, then hand the stream to the WebSocket session or to the HTTP application.

    accept -> guard -> admission -> TLS -> peek -> judge -+-> refusal
                                             ^            +-> WebSocket: handshake -> Connection -> session
                                             +------------+-> HTTP: Hypercorn -> application

From accept to handed over there is one deadline. To stop: the listeners close, idle HTTP connections go, sessions see
`draining` themselves and say goodbye, and what is left at the end of the grace is cut off.
"""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from http import HTTPStatus

import attrs
import trio
from ringline_protocol.codec import encode
from ringline_protocol.codes import CloseCode, ErrorCode
from ringline_protocol.frames import ErrorFrame, problem
from ringline_protocol.limits import HANDSHAKE_MS, SUBPROTOCOL_ANY

from ringline_server import logs
from ringline_server.edges.admission import Admission, Place, Standing
from ringline_server.edges.asgi import HttpHost
from ringline_server.edges.guard import guarded
from ringline_server.edges.listeners import Listener, addresses
from ringline_server.edges.origins import Origins
from ringline_server.edges.peek import BadHead, Head, answer, linger, peek
from ringline_server.edges.peer import Peer, Proxies, socket_peer
from ringline_server.edges.pump import Pump, pumping
from ringline_server.edges.transport import Connection, ConnectionGone, SocketConnection, accept_websocket
from ringline_server.edges.unread import App
from ringline_server.edges.upgrade import VERSIONS, HttpRequest, Refusal, WebSocketUpgrade, judge

OnWebSocket = Callable[[Connection], Awaitable[None]]
"""Serves one connection. May be cancelled at any moment; whatever it raises ends only this connection."""

GRACE_MS = 10_000
"""From `draining` until what is still connected is cut off."""

log = logs.logger("front")


@attrs.define(eq=False)
class Front:
    app: App
    on_websocket: OnWebSocket
    origins: Origins = attrs.field(factory=Origins)
    proxies: Proxies = attrs.field(factory=Proxies)
    admission: Admission = attrs.field(factory=Admission)
    grace_ms: int = GRACE_MS
    see: Callable[[trio.abc.Stream], Peer] = socket_peer
    """Whom a new connection comes from."""
    _http: HttpHost = attrs.field(init=False)
    _pump: Pump | None = attrs.field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self._http = HttpHost(self.app, self.proxies)

    async def serve(
        self,
        listeners: Sequence[Listener],
        draining: trio.Event,
        *,
        task_status: trio.TaskStatus[list[tuple[str, int]]] = trio.TASK_STATUS_IGNORED,
    ) -> None:
        """Started with the addresses once the application is up; returns some time after `draining` was set, when
        every connection is gone. The listeners are closed in every case."""
        async with self._http.lifespan(), pumping() as self._pump, trio.open_nursery() as connections:
            async with trio.open_nursery() as accepting:
                await accepting.start(
                    partial(trio.serve_listeners, self._accepted, list(listeners), handler_nursery=connections)
                )
                task_status.started(addresses(listeners))
                await draining.wait()
                accepting.cancel_scope.cancel()
            await self._http.terminate()
            connections.cancel_scope.deadline = trio.current_time() + self.grace_ms / 1000

    async def _accepted(self, stream: trio.abc.Stream) -> None:
        seen = self.see(stream)
        await guarded(stream, partial(self._serve, stream, seen), peer=seen.address)

    async def _serve(self, stream: trio.abc.Stream, seen: Peer) -> None:
        place = self.admission.enter(None if self.proxies.trust(seen.address) else _counted_as(seen))
        if place is None:
            log.debug("connection refused", peer=seen.address, reason="too_many_connections")
            return
        try:
            connection = await self._until_upgraded(stream, seen, place)
            if connection is not None:
                await self._websocket(stream, connection)
        finally:
            place.leave()

    async def _until_upgraded(self, stream: trio.abc.Stream, seen: Peer, place: Place) -> SocketConnection | None:
        """What is asked before is answered. No head outlives this: a conversation may last for hours."""
        head: Head | SocketConnection | None = await self._first_head(stream)
        while isinstance(head, Head):
            head = await self._dispatch(stream, seen, place, head)
        return head

    async def _first_head(self, stream: trio.abc.Stream) -> Head | None:
        with trio.fail_after(HANDSHAKE_MS / 1000):
            if isinstance(stream, trio.SSLStream):
                await stream.do_handshake()
            try:
                return await peek(stream)
            except BadHead as bad:
                await answer(stream, bad.status, "this is no HTTP/1.1 request that can be read")
                return None

    async def _dispatch(
        self, stream: trio.abc.Stream, seen: Peer, place: Place, head: Head
    ) -> Head | SocketConnection | None:
        """A head: the same connection asks for something else now."""
        peer = self.proxies.peer(seen, head.request.headers)
        match judge(head, self.origins, is_secure=peer.is_secure):
            case HttpRequest() if place.become(Standing.HTTP, _counted_as(peer)):
                return await self._http.serve(stream, head)
            case WebSocketUpgrade(subprotocol) if place.become(Standing.STRANGER, _counted_as(peer)):
                with trio.fail_after(HANDSHAKE_MS / 1000):
                    return await accept_websocket(stream, head, peer, subprotocol, place.authenticated, self._pump)
            case Refusal(status, sentence, headers):
                log.debug("request refused", peer=peer.address, status=int(status), reason=sentence)
                await answer(stream, status, sentence, headers)
            case _:
                log.debug("connection refused", peer=peer.address, reason="too_many_connections")
                await answer(stream, HTTPStatus.SERVICE_UNAVAILABLE, "too many connections", {"retry-after": "5"})
        return None

    async def _websocket(self, stream: trio.abc.Stream, connection: SocketConnection) -> None:
        async with trio.open_nursery() as nursery:
            connection.listen(nursery)
            await self._converse(connection)
            nursery.cancel_scope.cancel()
        await linger(stream)

    async def _converse(self, connection: Connection) -> None:
        """The session is over and so is the connection, with the close code that says how."""
        farewell = CloseCode.INTERNAL
        try:
            await (_tell_versions if connection.subprotocol == SUBPROTOCOL_ANY else self.on_websocket)(connection)
            farewell = CloseCode.NORMAL
        except ConnectionGone:
            pass
        finally:
            await connection.close(farewell)  # cut off by cancellation: no goodbye, nobody would read the answer


async def _tell_versions(connection: Connection) -> None:
    error = problem(ErrorCode.UNSUPPORTED, details={"versions": list(VERSIONS)})
    await connection.send(encode(ErrorFrame(error)))
    await connection.close(CloseCode.VERSION)


def _counted_as(peer: Peer) -> str | None:
    return peer.counted_as or None
