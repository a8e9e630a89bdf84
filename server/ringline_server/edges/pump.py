"""One task reads for all TCP connections: it waits for an epoll of its own, in which their sockets are.

    listen(socket, take, then) --> registered --> run: readable? --bytes--> take(bytes): False, and it goes on
                                                                                      True: then(), nothing is read
Who listens need not be a task: `read` is for one that is. The socket is out of the epoll while nobody listens: TCP
pushes back on the peer. Where the system has no epoll, and over TLS and memory, each connection reads for itself.
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
class Listening:
    """To one socket, by somebody who need not be a task."""

    descriptor: int
    take: Callable[[bytes], bool]
    then: Callable[[], None]
    is_over: bool = False
    has_ended: bool = False
    """The peer says no more."""
    error: BaseException | None = None

    def outcome(self) -> bool:
        """Of one that is over. False: the peer says no more. Raises: BrokenResourceError, ClosedResourceError, and
        whatever `take` raised."""
        if self.error is not None:
            raise self.error
        return not self.has_ended


@attrs.define(eq=False)
class Pump:
    """One for all connections of a front."""

    _epoll: select.epoll = attrs.field(factory=select.epoll, init=False)
    _listening: dict[int, Listening] = attrs.field(factory=dict, init=False)
    """By descriptor: exactly those that are registered."""
    _current: Listening | None = attrs.field(default=None, init=False)
    _idle: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot, init=False)

    def listen(
        self, socket: trio.socket.SocketType, take: Callable[[bytes], bool], then: Callable[[], None]
    ) -> Listening:
        """`take` is given what arrives until it returns True, the peer says no more, or something fails: then it is
        over, and `then` is called, once. Whoever listens says `closes` or `stop` before the socket is closed.
        Raises: ClosedResourceError."""
        one = Listening(socket.fileno(), take, then)
        if one.descriptor < 0:
            raise trio.ClosedResourceError
        assert one.descriptor not in self._listening, "one reads"
        self._epoll.register(one.descriptor, select.EPOLLIN)
        self._listening[one.descriptor] = one
        self._idle.unpark()
        return one

    async def read(self, socket: trio.socket.SocketType, take: Callable[[bytes], bool]) -> bool:
        """Listens, and waits until it is over. What is answered and raised: see `Listening.outcome`."""
        over = trio.Event()
        one = self.listen(socket, take, over.set)
        try:
            await over.wait()
        finally:
            self.stop(one)
        return one.outcome()

    def closes(self, socket: trio.socket.SocketType) -> None:
        """To be said before a socket is closed: who listens to it is told, as Trio would."""
        one = self._listening.get(socket.fileno())
        if one is not None:
            one.error = trio.ClosedResourceError("this socket was closed meanwhile")
            self._end(one)

    async def run(self) -> None:
        """For as long as there are connections."""
        while True:
            if not self._listening:
                await self._idle.park()
            await trio.lowlevel.wait_readable(self._epoll.fileno())
            for descriptor, _ in self._epoll.poll(0, READ_AT_ONCE_MAX):
                if one := self._listening.get(descriptor):
                    self._current = one
                    with contained(self._fail):
                        self._read(one)

    def close(self) -> None:
        """Nobody reads any more."""
        self._epoll.close()

    def stop(self, one: Listening) -> None:
        """Nothing is read for it any more, and it is told nothing. A socket that somebody has closed is out of the
        epoll by itself."""
        if self._listening.get(one.descriptor) is one:
            del self._listening[one.descriptor]
            with suppress(OSError, ValueError):
                self._epoll.unregister(one.descriptor)

    def _read(self, one: Listening) -> None:
        try:
            data = os.read(one.descriptor, READ_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            one.error = trio.BrokenResourceError(str(error))
            self._end(one)
            return
        one.has_ended = not data
        if not data or one.take(data):
            self._end(one)

    def _fail(self, error: BaseExceptionGroup[Exception]) -> None:
        assert self._current is not None
        self._current.error = error
        self._end(self._current)

    def _end(self, one: Listening) -> None:
        self.stop(one)
        if not one.is_over:
            one.is_over = True
            one.then()


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
