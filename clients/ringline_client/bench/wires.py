"""Many WebSocket connections in one loop, without a task for each: a load client must cost less than what it measures.

    wires = Wires()
    wire = wires.open(("127.0.0.1", port), "/ws", on_text=print)
    wires.until(lambda: wire.is_open, "the handshake")
    wire.send(b'{"type":"ping"}')
    wires.run(1.0)

Masked with zeros, as RFC 6455 allows: the server unmasks all the same, and the client need not mask.
"""

import heapq
import selectors
import socket
import time
from collections.abc import Callable
from itertools import count
from typing import Final

import attrs

READ_BYTES: Final = 262_144
HEAD_BYTES_MAX: Final = 16_384
"""Of the answer to an upgrade."""
WAIT_S: Final = 60.0
"""For anything: beyond it nothing will come."""
LOOK_S: Final = 0.05
"""How often it is asked whether it is so while nothing comes."""
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_UPGRADE: Final = (
    "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{more}\r\n"
)


class Stalled(Exception):
    """What was waited for did not come, or a connection ended in the middle. The text says which."""


@attrs.define(eq=False)
class Wires:
    """The loop, and its timers. Used from one thread."""

    _poll: selectors.BaseSelector = attrs.field(factory=selectors.DefaultSelector)
    _timers: list[tuple[float, int, Callable[[], None]]] = attrs.field(factory=list)
    _numbers: "count[int]" = attrs.field(factory=count)
    open_wires: "set[Wire]" = attrs.field(factory=set)

    def open(
        self, address: tuple[str, int], path: str, on_text: Callable[[bytes], None], subprotocol: str = ""
    ) -> "Wire":
        """The request is on its way. Raises: OSError."""
        link = socket.create_connection(address, timeout=WAIT_S)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.setblocking(False)
        wire = Wire(self, link, on_text)
        more = f"Sec-WebSocket-Protocol: {subprotocol}\r\n" if subprotocol else ""
        wire.write(_UPGRADE.format(path=path, host=address[0], port=address[1], more=more).encode())
        self._poll.register(link, selectors.EVENT_READ, wire)
        self.open_wires.add(wire)
        return wire

    def at(self, moment_s: float, act: Callable[[], None]) -> None:
        """Done then, by `time.perf_counter`."""
        heapq.heappush(self._timers, (moment_s, next(self._numbers), act))

    def run(self, seconds: float) -> None:
        """Serve whatever comes, for so long."""
        end_s = time.perf_counter() + seconds
        while (left_s := end_s - time.perf_counter()) > 0:
            self._turn(left_s)

    def until(self, is_so: Callable[[], bool], what: str, within_s: float = WAIT_S) -> None:
        """Serve until it is so. Raises: Stalled."""
        end_s = time.perf_counter() + within_s
        while not is_so():
            if (left_s := end_s - time.perf_counter()) <= 0:
                raise Stalled(f"{what}: not within {within_s:g} s")
            self._turn(min(left_s, LOOK_S))

    def watch(self, wire: "Wire", *, writes: bool) -> None:
        """Whether it waits for room to write, too."""
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if writes else 0)
        self._poll.modify(wire.link, events, wire)

    def drop(self, wire: "Wire") -> None:
        """It is not served any more."""
        self.open_wires.discard(wire)
        self._poll.unregister(wire.link)
        wire.link.close()

    def close(self) -> None:
        """All connections are gone, without a goodbye."""
        for wire in list(self.open_wires):
            self.drop(wire)
        self._poll.close()

    def _turn(self, wait_s: float) -> None:
        now_s = time.perf_counter()
        while self._timers and self._timers[0][0] <= now_s:
            heapq.heappop(self._timers)[2]()
        if self._timers:
            wait_s = min(wait_s, max(0.0, self._timers[0][0] - time.perf_counter()))
        for key, events in self._poll.select(wait_s):
            wire: Wire = key.data
            if events & selectors.EVENT_WRITE and not wire.closed:
                wire.flush()
            if events & selectors.EVENT_READ and not wire.closed:
                wire.read()


@attrs.define(eq=False)
class Wire:
    """One connection. `on_text` gets each message; pings are answered here."""

    wires: Wires
    link: socket.socket
    on_text: Callable[[bytes], None]
    on_open: Callable[[], None] = lambda: None
    is_open: bool = False
    closed: str = ""
    """Why it ended, if it has."""
    may_end: bool = False
    """Whether its end is expected. Else it raises, in the middle of the loop."""
    _rest: bytes = b""
    _unsent: bytearray = attrs.field(factory=bytearray)

    def send(self, text: bytes) -> None:
        """One message. Never waits: what does not fit is sent when there is room."""
        self.write(framed(text))

    def write(self, data: bytes) -> None:
        """As it is."""
        if self._unsent:
            self._unsent += data
            return
        try:
            sent = self.link.send(data)
        except BlockingIOError:
            sent = 0
        if sent < len(data):
            self._unsent += data[sent:]
            self.wires.watch(self, writes=True)

    def flush(self) -> None:
        """There is room again."""
        del self._unsent[: self.link.send(self._unsent)]
        if not self._unsent:
            self.wires.watch(self, writes=False)

    def read(self) -> None:
        """Something came. Raises: Stalled, if that was the end."""
        try:
            data = self.link.recv(READ_BYTES)
        except BlockingIOError:
            return None
        except OSError as error:
            return self._ended(str(error))
        if not data:
            return self._ended("the connection was cut off")
        self._rest = self._rest + data if self._rest else data
        if self.is_open or self._upgraded():
            self._frames()
        return None

    def close(self) -> None:
        """A goodbye, and the end, without waiting."""
        if not self.closed:
            self.may_end = True
            self.write(framed(b"\x03\xe8", _CLOSE))
            self._ended("closed")

    def _upgraded(self) -> bool:
        head, end, rest = self._rest.partition(b"\r\n\r\n")
        if not end:
            if len(self._rest) > HEAD_BYTES_MAX:
                raise Stalled("the answer to the upgrade has no end")
            return False
        if b" 101 " not in head.split(b"\r\n")[0] + b" ":
            raise Stalled(f"no WebSocket: {head.splitlines()[0].decode(errors='replace')}")
        self.is_open, self._rest = True, rest
        self.on_open()
        return True

    def _frames(self) -> None:
        data, start, size = self._rest, 0, len(self._rest)
        while size - start >= 2 and not self.closed:
            length, head = data[start + 1], 2
            if length == 126:
                length, head = int.from_bytes(data[start + 2 : start + 4], "big"), 4
            elif length == 127:
                length, head = int.from_bytes(data[start + 2 : start + 10], "big"), 10
            end = start + head + length
            if end > size or size - start < head:
                break
            if data[start] == 0x80 | _TEXT:
                self.on_text(data[start + head : end])
            else:
                self._other(data[start], data[start + head : end])
            start = end
        self._rest = data[start:]

    def _other(self, first: int, payload: bytes) -> None:
        match first:
            case 0x89:
                self.write(framed(payload, _PONG))
            case 0x8A:
                pass
            case 0x88:
                self._ended(f"closed with {int.from_bytes(payload[:2], 'big')} {payload[2:].decode(errors='replace')}")
            case _:
                raise Stalled(f"a frame that no server here sends: {first:#x}")

    def _ended(self, why: str) -> None:
        if not self.closed:
            self.closed = why
            self.wires.drop(self)
            if not self.may_end:
                raise Stalled(why)


def framed(payload: bytes, opcode: int = _TEXT) -> bytes:
    """A whole frame, as a client sends it."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | opcode, 0x80 | size)) + b"\0\0\0\0" + payload
    if size < 65_536:
        return bytes((0x80 | opcode, 0xFE)) + size.to_bytes(2, "big") + b"\0\0\0\0" + payload
    return bytes((0x80 | opcode, 0xFF)) + size.to_bytes(8, "big") + b"\0\0\0\0" + payload
