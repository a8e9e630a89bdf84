"""One task reads for all TCP connections: it waits for an epoll of its own, in which their sockets are.

    read(socket, take) --> registered --> run: readable? --bytes--> take(bytes): False, and it goes on
                                                                              True: `read` returns, nothing is read
The socket is out of the epoll while nobody reads: TCP pushes back on the peer. Where the system has no epoll, and
over TLS and memory, each connection reads for itself.
"""

import os
import select
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

import attrs
import trio

from ringline_server.edges.containing import contained

READ_BYTES: Final = 16_384
"""Of one connection, in one turn of the loop."""
READ_AT_ONCE_MAX: Final = 64
"""Connections that are read in one turn of the loop. Who was not has the next turn: the system takes them in order."""


@attrs.define(eq=False)
class _Reader:
    """One that waits in `read`."""

    take: Callable[[bytes], bool]
    woken: trio.Event = attrs.field(factory=trio.Event)
    error: BaseException | None = None
    has_ended: bool = False


@attrs.define(eq=False)
class Pump:
    """One for all connections of a front."""

    _epoll: select.epoll = attrs.field(factory=select.epoll, init=False)
    _readers: dict[int, _Reader] = attrs.field(factory=dict, init=False)
    """By descriptor: exactly those that are registered."""
    _current: tuple[int, _Reader] | None = attrs.field(default=None, init=False)
    _idle: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot, init=False)

    async def read(self, socket: trio.socket.SocketType, take: Callable[[bytes], bool]) -> bool:
        """`take` is given what arrives until it returns True. False: the peer says no more. What `take` raises is
        raised here. Raises: BrokenResourceError, ClosedResourceError."""
        descriptor, reader = socket.fileno(), _Reader(take)
        if descriptor < 0:
            raise trio.ClosedResourceError
        assert descriptor not in self._readers, "one reads"
        self._epoll.register(descriptor, select.EPOLLIN)
        self._readers[descriptor] = reader
        self._idle.unpark()
        try:
            await reader.woken.wait()
        finally:
            self._stop(descriptor, reader)
        if reader.error is not None:
            raise reader.error
        return not reader.has_ended

    def closes(self, socket: trio.socket.SocketType) -> None:
        """To be said before a socket is closed: who reads from it is told, as Trio would."""
        reader = self._readers.get(socket.fileno())
        if reader is not None:
            reader.error = trio.ClosedResourceError("this socket was closed meanwhile")
            self._stop(socket.fileno(), reader)

    async def run(self) -> None:
        """For as long as there are connections."""
        while True:
            if not self._readers:
                await self._idle.park()
            await trio.lowlevel.wait_readable(self._epoll.fileno())
            for descriptor, _ in self._epoll.poll(0, READ_AT_ONCE_MAX):
                if reader := self._readers.get(descriptor):
                    self._current = (descriptor, reader)
                    with contained(self._fail):
                        self._read(descriptor, reader)

    def close(self) -> None:
        """Nobody reads any more."""
        self._epoll.close()

    def _read(self, descriptor: int, reader: _Reader) -> None:
        try:
            data = os.read(descriptor, READ_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            reader.error = trio.BrokenResourceError(str(error))
            self._stop(descriptor, reader)
            return
        reader.has_ended = not data
        if not data or reader.take(data):
            self._stop(descriptor, reader)

    def _fail(self, error: BaseExceptionGroup[Exception]) -> None:
        assert self._current is not None
        self._current[1].error = error
        self._stop(*self._current)

    def _stop(self, descriptor: int, reader: _Reader) -> None:
        """Nothing is read for it any more. A socket that somebody has closed is out of the epoll by itself."""
        reader.woken.set()
        if self._readers.get(descriptor) is reader:
            del self._readers[descriptor]
            with suppress(OSError, ValueError):
                self._epoll.unregister(descriptor)


@asynccontextmanager
async def pumping() -> AsyncIterator[Pump | None]:
    """One that runs; None where the system has no epoll."""
    if not hasattr(select, "epoll"):
        yield None
        return
    pump = Pump()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(pump.run)
        try:
            yield pump
        finally:
            nursery.cancel_scope.cancel()
            pump.close()
