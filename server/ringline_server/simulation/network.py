"""A network in memory: links with a latency, that may be slow, dribble, stall in silence, or be cut.

    client end ==pipe==> server end          `stamp` marks what is sent, so a history knows what was sent before what
               <==pipe==

A stalled link is half open: both ends believe in it, nothing arrives. A cut one breaks at both ends.
"""

import math
from collections import deque
from collections.abc import Callable

import attrs
import trio

BUFFER_BYTES_MAX = 64 * 1024
"""Under way in one direction, as with TCP."""


@attrs.define
class Conditions:
    """How a link behaves. May change while it is used."""

    latency_s: float = 0.02
    piece_bytes: int = BUFFER_BYTES_MAX
    """At most so much arrives at once …"""
    gap_s: float = 0.0
    """… and the next piece so much later."""
    buffer_bytes: int = BUFFER_BYTES_MAX
    """So much is under way at most; then who sends waits."""
    is_stalled: bool = False
    is_cut: bool = False
    is_dead: bool = False
    """Whoever was at the other end has lost power: stalled for good."""


@attrs.define(eq=False)
class _Pipe:
    conditions: Conditions
    stamp: Callable[[], int]
    waiting: deque[tuple[float, bytes, int]] = attrs.field(factory=deque)
    bytes_waiting: int = 0
    is_closed: bool = False
    last_stamp: int = 0
    """Of the last piece that was taken out."""
    next_at: float = 0.0
    _news: trio.Event = attrs.field(factory=trio.Event)

    def notify(self) -> None:
        self._news.set()
        self._news = trio.Event()

    async def put(self, data: bytes) -> None:
        await trio.lowlevel.checkpoint()
        while data:
            if self.conditions.is_cut or self.is_closed:
                raise trio.BrokenResourceError
            room = self.conditions.buffer_bytes - self.bytes_waiting
            if room > 0:
                piece, data = data[:room], data[room:]
                self.waiting.append((trio.current_time() + self.conditions.latency_s, piece, self.stamp()))
                self.bytes_waiting += len(piece)
                self.notify()
            else:
                await self._news.wait()

    async def take(self, size: int) -> bytes:
        await trio.lowlevel.checkpoint()
        while True:
            if self.conditions.is_cut:
                raise trio.BrokenResourceError
            at = None
            is_silent = self.conditions.is_stalled or self.conditions.is_dead
            if self.waiting and not is_silent:
                at = max(self.waiting[0][0], self.next_at)
                if at <= trio.current_time():
                    return self._taken(size)
            elif self.is_closed and not self.waiting and not is_silent:
                return b""
            if at is None:
                await self._news.wait()
            else:
                with trio.move_on_at(at):
                    await self._news.wait()

    def _taken(self, size: int) -> bytes:
        at, data, stamp = self.waiting.popleft()
        size = min(size, self.conditions.piece_bytes)
        if len(data) > size:
            self.waiting.appendleft((at, data[size:], stamp))
            data = data[:size]
        self.bytes_waiting -= len(data)
        self.last_stamp = stamp
        self.next_at = trio.current_time() + self.conditions.gap_s
        self.notify()
        return data


@attrs.define(eq=False)
class End(trio.abc.HalfCloseableStream):
    """One end of a link."""

    _sends: _Pipe
    _receives: _Pipe
    _is_gone: bool = False

    @property
    def last_stamp(self) -> int:
        """When what was received last was sent."""
        return self._receives.last_stamp

    async def send_all(self, data: bytes | bytearray | memoryview) -> None:
        if self._is_gone:
            raise trio.ClosedResourceError
        await self._sends.put(bytes(data))

    async def wait_send_all_might_not_block(self) -> None:
        await trio.lowlevel.checkpoint()

    async def receive_some(self, max_bytes: int | None = None) -> bytes:
        if self._is_gone:
            raise trio.ClosedResourceError
        return await self._receives.take(max_bytes or BUFFER_BYTES_MAX)

    async def send_eof(self) -> None:
        self._sends.is_closed = True
        self._sends.notify()
        await trio.lowlevel.checkpoint()

    async def aclose(self) -> None:
        self._is_gone = self._sends.is_closed = self._receives.is_closed = True
        self._sends.notify()
        self._receives.notify()
        await trio.lowlevel.checkpoint()


@attrs.define(eq=False)
class Link:
    """One connection, from whoever looks after the weather."""

    name: str
    conditions: Conditions
    client: End
    server: End
    _pipes: tuple[_Pipe, _Pipe]

    @property
    def is_up(self) -> bool:
        """Neither end has gone, and something gets through."""
        is_open = not self.client._is_gone and not self.server._is_gone
        return is_open and not (self.conditions.is_cut or self.conditions.is_stalled or self.conditions.is_dead)

    @property
    def is_over(self) -> bool:
        """It will never be up again."""
        return self.conditions.is_cut or self.client._is_gone

    def change(self, **conditions: object) -> None:
        """From now on."""
        for name, value in conditions.items():
            setattr(self.conditions, name, value)
        for pipe in self._pipes:
            pipe.notify()


@attrs.define(eq=False)
class Network:
    """All links, and the one place to connect to."""

    stamp: Callable[[], int]
    links: list[Link] = attrs.field(factory=list)
    _listener: "SimListener | None" = None

    def listen(self) -> "SimListener":
        """From now on there is somebody."""
        self._listener = SimListener.make()
        return self._listener

    def deaf(self) -> None:
        """Nobody answers any more."""
        self._listener = None

    def connect(self, name: str, conditions: Conditions) -> Link:
        """A new link. Raises: ConnectionRefusedError."""
        if self._listener is None or self._listener.is_closed:
            raise ConnectionRefusedError(name)
        up, down = _Pipe(conditions, self.stamp), _Pipe(conditions, self.stamp)
        link = Link(name, conditions, End(up, down), End(down, up), (up, down))
        self.links = [*(old for old in self.links if not old.is_over), link]
        self._listener.put(link.server)
        return link

    def up(self) -> list[Link]:
        """Those that work."""
        return [link for link in self.links if link.is_up]


@attrs.define(eq=False)
class SimListener(trio.abc.Listener[trio.abc.Stream]):
    """What the server's front accepts from."""

    _send: "trio.MemorySendChannel[trio.abc.Stream]"
    _receive: "trio.MemoryReceiveChannel[trio.abc.Stream]"
    is_closed: bool = False

    @classmethod
    def make(cls) -> "SimListener":
        """Nobody has knocked yet."""
        return cls(*trio.open_memory_channel[trio.abc.Stream](math.inf))

    def put(self, stream: trio.abc.Stream) -> None:
        """Somebody knocks."""
        self._send.send_nowait(stream)

    async def accept(self) -> trio.abc.Stream:
        return await self._receive.receive()

    async def aclose(self) -> None:
        self.is_closed = True
        self._send.close()
        self._receive.close()
        await trio.lowlevel.checkpoint()
