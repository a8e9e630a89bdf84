"""The one guard around each connection: whatever happens inside, only that connection ends.

The WebSocket library and its parser raise on traffic that any stranger can send (a Ping after our Close, a reset in
the handshake); a bug in a handler raises too. Here the exception is written to the log and goes no further, and the
socket is closed for certain. What a task that serves many does for a connection (pump.py, writing.py) fails among
the tasks of that connection, and so it ends here, too.
"""

from collections.abc import Awaitable, Callable
from functools import partial

import trio
from trio_websocket import ConnectionClosed
from wsproto.utilities import ProtocolError

from ringline_server import logs
from ringline_server.edges.containing import contained
from ringline_server.edges.transport import ConnectionGone

log = logs.logger("guard")

PEERS_FAULT = (
    trio.BrokenResourceError,
    trio.ClosedResourceError,
    trio.TooSlowError,
    ConnectionClosed,
    ConnectionGone,
    ProtocolError,
    OSError,
)
"""Ends that need no look at our code: the peer left, was too slow, or broke the protocol."""


async def guarded(stream: trio.abc.AsyncResource, serve: Callable[[], Awaitable[None]], *, peer: str = "") -> None:
    """`serve` has ended somehow and the stream is closed. Raises nothing of its own; cancellation passes through."""
    try:
        with contained(partial(_note, peer)):
            await serve()
    finally:
        await trio.aclose_forcefully(stream)


def _note(peer: str, group: BaseExceptionGroup[Exception]) -> None:
    if group.split(PEERS_FAULT)[1] is None:
        log.debug("connection broke", peer=peer, error=_first(group))
    else:
        log.error("connection failed", peer=peer, exc_info=group)


def _first(group: BaseExceptionGroup[Exception]) -> str:
    inner: BaseException = group
    while isinstance(inner, BaseExceptionGroup):
        inner = inner.exceptions[0]
    return type(inner).__name__
