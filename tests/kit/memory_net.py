"""A network in memory: streams that a virtual clock can jump over, and a listener for whoever serves them."""

import math

import trio
import trio.testing


class MemoryListener(trio.abc.Listener[trio.abc.Stream]):
    """`connect()` gives the client's end; `accept()` the server's."""

    def __init__(self) -> None:
        self._send, self._receive = trio.open_memory_channel[trio.abc.Stream](math.inf)

    async def accept(self) -> trio.abc.Stream:
        return await self._receive.receive()

    async def aclose(self) -> None:
        self._send.close()
        self._receive.close()
        await trio.lowlevel.checkpoint()

    def connect(self, *, lockstep: bool = False) -> trio.abc.Stream:
        """`lockstep`: what is sent blocks until the other end takes it."""
        pair = trio.testing.lockstep_stream_pair() if lockstep else trio.testing.memory_stream_pair()
        client, server = pair
        self.arrives(server)
        return client

    def arrives(self, server: trio.abc.Stream) -> None:
        """The server's end of a connection that somebody else made."""
        self._send.send_nowait(server)
