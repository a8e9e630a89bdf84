"""The yardstick: a relay written as a textbook of Trio would, without persistence and without authentication.

`python -m ringline_client.bench.textbook`: trio-websocket as it comes, a task and a memory channel for each writer.
"""

import sys
from math import inf

import attrs
import trio
from trio_websocket import ConnectionClosed, WebSocketConnection, WebSocketRequest, serve_websocket

from ringline_client.bench.house import House


@attrs.define(eq=False)
class Writer:
    """Where the house says what a connection is to be told."""

    into: trio.MemorySendChannel[str]

    def tell(self, text: str) -> None:
        """It will be sent."""
        self.into.send_nowait(text)


async def main() -> None:
    """Until killed."""
    house = House[Writer]()

    async def connected(request: WebSocketRequest) -> None:
        websocket = await request.accept()
        into, out_of = trio.open_memory_channel[str](inf)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(_write, websocket, out_of)
            await _read(websocket, house, Writer(into))
            nursery.cancel_scope.cancel()

    async with trio.open_nursery() as nursery:
        server = await nursery.start(serve_websocket, connected, "127.0.0.1", 0, None)
        sys.stdout.write(f"listening on 127.0.0.1:{server.port}\n")
        sys.stdout.flush()


async def _read(websocket: WebSocketConnection, house: House[Writer], writer: Writer) -> None:
    try:
        while True:
            house.hear(writer, await websocket.get_message())
    except ConnectionClosed:
        house.gone(writer)


async def _write(websocket: WebSocketConnection, out_of: trio.MemoryReceiveChannel[str]) -> None:
    try:
        async for text in out_of:
            await websocket.send_message(text)
    except ConnectionClosed:
        pass


if __name__ == "__main__":
    trio.run(main)
