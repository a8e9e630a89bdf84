"""The server that is asked: how to connect to it, as whom, and what may be done to it.

target = Target(Address.of(url), tokens)            somewhere else, over TCP
"""

import socket
import struct
from typing import Final, Protocol

import attrs
import trio

from ringline_client.conformance.broken import Skipped
from ringline_client.conformance.power import Power
from ringline_client.connection import Address

NARROW_BYTES: Final = 4_096
"""What may wait on a narrow link at our end."""


class Credentials(Protocol):
    """A token file, or a kit that signs its own."""

    def token(self, name: str) -> str:
        """A bearer token of that agent or service. Raises: BadTokenFile."""


@attrs.define(eq=False)
class Target:
    """Over TCP."""

    address: Address
    credentials: Credentials
    power: Power = attrs.field(factory=Power)

    async def dial(self, source: str | None = None, *, is_narrow: bool = False) -> trio.abc.Stream:
        """A connection; from that address of ours, if one is named. Narrow: little fits on it that nobody read.

        Raises: OSError.
        """
        if is_narrow:
            return await self._dial_narrow()
        if source is None:
            return await self.address.dial()
        return await trio.open_tcp_stream(self.address.host, self.address.port, local_address=source)

    async def _dial_narrow(self) -> trio.abc.Stream:
        """The operating system must know before it connects; and it knows better than to take a small number whole."""
        if self.address.is_secure:
            raise Skipped("needs a link without TLS")
        narrow = trio.socket.socket()
        try:
            narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW_BYTES)
            await narrow.connect((self.address.host, self.address.port))
        except BaseException:
            narrow.close()
            raise
        return trio.SocketStream(narrow)

    async def reset(self, stream: trio.abc.Stream) -> None:
        """Ended by RST in place of FIN."""
        if isinstance(stream, trio.SocketStream):
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        await trio.aclose_forcefully(stream)
