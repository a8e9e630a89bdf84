"""Ports of the loopback that stay one's own while nobody listens there: before a server starts, and while it is dead.

port = Port.take()
serve(port.number)
port.close()
"""

import socket
import sys

import attrs


@attrs.define(eq=False)
class Port:
    """Nobody else is given this number. Its socket is bound and does not listen, which only Linux takes."""

    number: int
    _kept: socket.socket | None = None

    @classmethod
    def take(cls) -> "Port":
        """A free one."""
        kept = socket.socket()
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        number = kept.getsockname()[1]
        if sys.platform == "linux":
            return cls(number, kept)
        kept.close()
        return cls(number)

    def close(self) -> None:
        """Whoever wants it may have it."""
        if self._kept is not None:
            self._kept.close()
