"""aiohttp on uvloop, as its documentation has it: a queue and a task for each writer."""

import asyncio
import sys

import attrs
import uvloop
from aiohttp import WSMsgType, web
from ringline_client.bench.house import House


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

    async def connected(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        who = Who(asyncio.Queue())
        writer = asyncio.create_task(_write(socket, who.into))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    house.hear(who, message.data)
        finally:
            writer.cancel()
            house.gone(who)
        return socket

    application = web.Application()
    application.router.add_get("/", connected)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    sys.stdout.write(f"listening on 127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


async def _write(socket: web.WebSocketResponse, texts: "asyncio.Queue[str]") -> None:
    try:
        while True:
            await socket.send_str(await texts.get())
    except ConnectionError:
        pass


if __name__ == "__main__":
    uvloop.run(main())
