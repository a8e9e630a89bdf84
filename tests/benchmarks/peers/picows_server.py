"""picows on uvloop: its listener is called with each frame, and sends at once."""

import asyncio
import sys

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, WSUpgradeRequest, ws_create_server
from ringline_client.bench.house import House


class Who(WSListener):
    """A connection."""

    def __init__(self, house: "House[Who]") -> None:
        """Nobody yet."""
        super().__init__()
        self.house = house
        self.transport: WSTransport | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        """The handshake is done."""
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """One message, or a goodbye."""
        if frame.msg_type == WSMsgType.TEXT:
            self.house.hear(self, frame.get_payload_as_bytes())
        elif frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()

    def on_ws_disconnected(self, _: WSTransport) -> None:
        """Gone."""
        self.house.gone(self)

    def tell(self, text: str) -> None:
        """It is sent."""
        assert self.transport is not None
        self.transport.send(WSMsgType.TEXT, text.encode())


async def main() -> None:
    """Until killed."""
    house = House[Who]()

    def connected(_: WSUpgradeRequest) -> Who:
        return Who(house)

    server = await ws_create_server(connected, "127.0.0.1", 0)
    sys.stdout.write(f"listening on 127.0.0.1:{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main())
