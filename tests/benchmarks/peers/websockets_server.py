"""The `websockets` library on uvloop, as its documentation has it: a queue and a task for each writer."""

import asyncio
import sys

import attrs
import uvloop
from ringline_client.bench.house import House
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed


@attrs.define(eq=False)
class Who:
    """A connection."""

    into: "asyncio.Queue[str]"

    def tell(self, text: str) -> None:
        """It will be sent."""
        self.into.put_nowait(text)


async def main() -> None:
    """Until killed."""
    house = House[Who]()

    async def connected(socket: ServerConnection) -> None:
        who = Who(asyncio.Queue())
        writer = asyncio.create_task(_write(socket, who.into))
        try:
            async for text in socket:
                house.hear(who, text)
        finally:
            writer.cancel()
            house.gone(who)

    async with serve(connected, "127.0.0.1", 0, compression=None) as server:
        sys.stdout.write(f"listening on 127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}\n")
        sys.stdout.flush()
        await server.serve_forever()


async def _write(socket: ServerConnection, texts: "asyncio.Queue[str]") -> None:
    try:
        while True:
            await socket.send(await texts.get())
    except ConnectionClosed:
        pass


if __name__ == "__main__":
    uvloop.run(main())
