"""A proxy that breaks promises on the way from a server to its clients: so that a checker has something to find.

async with lying_proxy(server_url, Lie(told=drop_an_event)) as url:
    …
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import attrs
import trio
from trio_websocket import ConnectionClosed, WebSocketConnection, WebSocketRequest, open_websocket_url, serve_websocket

Frame = dict[str, Any]


def truth(frames: list[Frame]) -> list[Frame]:
    """As it was said."""
    return frames


@attrs.define
class Lie:
    """`told`: made for each connection, it changes what the server says. `closes`: close codes that become others."""

    told: Callable[[], Callable[[list[Frame]], list[Frame]]] = lambda: truth
    closes: dict[int, int] = attrs.field(factory=dict)


@asynccontextmanager
async def lying_proxy(server: str, lie: Lie) -> AsyncIterator[str]:
    """Its own address. WebSockets only."""
    async with trio.open_nursery() as nursery:
        handler = partial(_carry, server, lie)
        serving = partial(serve_websocket, handler, "127.0.0.1", 0, None, handler_nursery=nursery)
        listening: Any = await nursery.start(serving)
        yield f"ws://127.0.0.1:{listening.port}/ws"
        nursery.cancel_scope.cancel()


async def _carry(server: str, lie: Lie, request: WebSocketRequest) -> None:
    client = await request.accept(subprotocol="ringline.v1")
    async with open_websocket_url(server, subprotocols=["ringline.v1"], disconnect_timeout=1) as upstream:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(_there, client, upstream, nursery.cancel_scope)
            await _back(upstream, client, lie)
            nursery.cancel_scope.cancel()
        await trio.aclose_forcefully(upstream._stream)


async def _there(client: WebSocketConnection, upstream: WebSocketConnection, scope: trio.CancelScope) -> None:
    try:
        while True:
            await upstream.send_message(await client.get_message())
    except ConnectionClosed:
        scope.cancel()


async def _back(upstream: WebSocketConnection, client: WebSocketConnection, lie: Lie) -> None:
    told = lie.told()
    try:
        while True:
            plain = json.loads(await upstream.get_message())
            frames = told(plain if isinstance(plain, list) else [plain])
            if frames:
                await client.send_message(json.dumps(frames, ensure_ascii=False))
    except ConnectionClosed as closed:
        if closed.reason is not None:
            with trio.move_on_after(1):
                await client.aclose(lie.closes.get(closed.reason.code, closed.reason.code), closed.reason.reason)
