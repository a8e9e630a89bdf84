"""The HTTP application on streams that the front hands over, with Hypercorn underneath.

Five names of Hypercorn used here are not its documented interface (TCPServer, WorkerContext, Lifespan, wrap_app,
ConnectionState): its version is pinned and tests/server/edges/test_asgi.py is the contract.

A connection that is kept alive may ask for a WebSocket in its second request (nginx does, with pooled upstream
connections). Hypercorn then calls the application with a `websocket` scope; instead of an answer the head is put
together again, Hypercorn is told that the stream has ended, and the front goes on with the stream itself.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import attrs
import trio
from hypercorn.config import Config
from hypercorn.trio.lifespan import Lifespan
from hypercorn.trio.tcp_server import TCPServer
from hypercorn.trio.worker_context import WorkerContext
from hypercorn.typing import AppWrapper, ConnectionState
from hypercorn.utils import wrap_app

from ringline_server import logs
from ringline_server.edges import unread
from ringline_server.edges.peek import HEAD_BYTES_MAX, Head, Peeked, head_of
from ringline_server.edges.peer import Peer, Proxies
from ringline_server.edges.unread import App, Receive, Scope, Send

KEEP_ALIVE_S = 30
"""Between two requests of one connection, and from the first byte of a head to its last."""
LIFESPAN_S = 20
"""The application's start, and its end."""
STREAM = "ringline.stream"
"""Where a connection's state carries its stream from Hypercorn back to us."""


class HandedStream(Peeked):
    """The stream that Hypercorn sees. After `take` it looks ended to Hypercorn, and the real one stays open."""

    taken: Head | None = None
    _reading: trio.CancelScope | None = None

    def take(self, head: Head) -> None:
        self.taken = head
        if self._reading:
            self._reading.cancel()

    async def receive_some(self, max_bytes: int | None = None) -> bytes | bytearray:
        if self.taken:
            return b""
        with trio.CancelScope() as self._reading:
            return await super().receive_some(max_bytes)
        return b""

    async def send_eof(self) -> None:
        if not self.taken:
            await super().send_eof()

    async def aclose(self) -> None:
        if not self.taken:
            await super().aclose()


class HypercornLog:
    """What Hypercorn has to say goes where everything else goes, without its words: they may quote a request."""

    def __init__(self, config: Config) -> None:
        self._log = logs.logger("http")

    async def exception(self, message: str, *_: object, **__: object) -> None:
        self._log.exception("http application failed")

    async def error(self, message: str, *_: object, **__: object) -> None:
        self._log.error("http server error")

    critical = error

    async def warning(self, message: str, *_: object, **__: object) -> None:
        self._log.warning("http server warning")

    async def quiet(self, *_: object, **__: object) -> None:
        """Access is not logged here: a path may name a person."""

    access = info = debug = log = quiet


def _config() -> Config:
    config = Config()
    config.logger_class = cast(Any, HypercornLog)
    config.alpn_protocols = ["http/1.1"]
    config.h11_max_incomplete_size = HEAD_BYTES_MAX
    config.include_server_header = False
    config.keep_alive_timeout = KEEP_ALIVE_S
    config.startup_timeout = config.shutdown_timeout = LIFESPAN_S
    return config


@attrs.define(eq=False)
class HttpHost:
    """Runs `app` inside `lifespan()`; one `serve` per connection; `terminate` lets idle connections go."""

    app: App
    proxies: Proxies = attrs.field(factory=Proxies)
    _config: Config = attrs.field(factory=_config, init=False)
    _context: WorkerContext = attrs.field(factory=lambda: WorkerContext(None), init=False)
    _state: dict[str, Any] = attrs.field(factory=dict, init=False)

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """The application has started; it is told of an orderly end. Raises what it raises when it cannot start."""
        lifespan = Lifespan(_wrapped(self.app), self._config, self._state)
        async with trio.open_nursery() as nursery:
            await nursery.start(lifespan.handle_lifespan)
            await lifespan.wait_for_startup()
            yield
            await lifespan.wait_for_shutdown()
            nursery.cancel_scope.cancel()

    async def serve(self, stream: trio.abc.Stream, head: Head) -> Head | None:
        """The connection has had its requests answered. A head: it asked for a WebSocket, the stream is still open."""
        handed = HandedStream(stream, head.raw)
        state = ConnectionState({**self._state, STREAM: handed})
        server = TCPServer(_wrapped(self._entry), self._config, self._context, state, cast(Any, handed))
        try:
            await server
        finally:
            vars(server).clear()  # it and its protocol know each other: nobody has to look for them as garbage
        return handed.taken

    async def terminate(self) -> None:
        """Idle connections go now, busy ones after the request in flight."""
        await self._context.terminated.set()

    async def _entry(self, scope: Scope, receive: Receive, send: Send) -> None:
        handed: HandedStream = scope["state"].pop(STREAM)
        if scope["type"] == "websocket":
            handed.take(_head_of(scope))
            while (await receive())["type"] != "websocket.disconnect":
                pass
            return
        if scope["http_version"] not in ("1.0", "1.1"):  # Hypercorn lets `Upgrade: h2c` through
            await send({"type": "http.response.start", "status": 505, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        if scope["client"]:
            address, port = scope["client"]
            seen = Peer(address, port, scope["scheme"] == "https")
            peer = self.proxies.peer(seen, scope["headers"])
            scope["client"] = (peer.address, peer.port)
            scope["scheme"] = "https" if peer.is_secure else "http"
        await unread.answer(self.app, scope, receive, send)


def _wrapped(app: App) -> AppWrapper:
    return wrap_app(cast(Any, app), 0, "asgi")


def _head_of(scope: Scope) -> Head:
    query = scope["query_string"]
    return head_of(b"GET", scope["raw_path"] + (b"?" + query if query else b""), list(scope["headers"]))
