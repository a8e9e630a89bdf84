"""The stream beneath trio-websocket. Plain texts take a short way past it, in and out; everything else goes through it.

    socket --> receive_some --+-- a text, whole --> inbox              nearly everything that is said: acted on at once
                              +-- the rest -------> trio-websocket     fragments, ping, pong, close, faults
    socket <-- send_at_once ---------------------- session             one write, at once, where the socket takes it
           <-- send_all -------------------------- trio-websocket

One reads, and many may write: frames never mix. After a close frame of ours no text leaves any more.
Whatever lies beneath (TCP, TLS, memory), texts are cut and framed here, so limits and order are the same for all.
A plain socket is read by the pump, for all connections together (pump.py), until something else than a text comes;
until then nobody has to be in `receive_some`.
"""

import os
from collections.abc import Callable
from typing import Final

import attrs
import trio

from ringline_server.edges.cutting import Cutter, Text, header
from ringline_server.edges.inbox import Inbox
from ringline_server.edges.pump import READ_BYTES, Listening, Pump

PIECE_BYTES: Final = 4_096
"""For the library, where it does not say."""
_CLOSE_FRAME: Final = b"\x88"


@attrs.define(eq=False)
class ShortWay(trio.abc.Stream):
    """Owns nothing: who made the stream beneath closes it."""

    inbox: Inbox
    _stream: trio.abc.Stream
    _pump: Pump | None = None
    """Reads where the stream beneath is a plain socket."""
    _first: bytes = b""
    """Was read already."""
    is_ending: bool = attrs.field(default=False, init=False)
    """The library has said goodbye, or closed."""
    _socket: trio.socket.SocketType | None = attrs.field(init=False)
    _cutter: Cutter = attrs.field(factory=Cutter, init=False)
    _listening: Listening | None = attrs.field(default=None, init=False)
    """By the pump, while nobody is in `receive_some`; and when it is over, until somebody is."""
    _held: Text | bytes | None = attrs.field(default=None, init=False)
    """What the pump could not put into the inbox."""
    _piece_bytes: int = attrs.field(default=PIECE_BYTES, init=False)
    _put_out: int = attrs.field(default=0, init=False)
    """Messages that the library has put out, of those that were passed on to it."""
    _turn: trio.Lock = attrs.field(factory=trio.Lock, init=False)

    def __attrs_post_init__(self) -> None:
        found = getattr(self._stream, "socket", None)
        self._socket = found if isinstance(found, trio.socket.SocketType) else None
        self._cutter.feed(self._first)

    # --- in

    def listen(self, otherwise: Callable[[], None]) -> None:
        """Texts go into the inbox from here on, and no task is needed for it. `otherwise` is called when something
        else has come, or the end: then somebody is to be in `receive_some`. Where no pump reads that is at once."""
        if self._pump is None or self._socket is None or self._taken(b""):
            otherwise()
        else:
            self._listening = self._pump.listen(self._socket, self._taken, otherwise)

    def stop_listening(self) -> None:
        """Somebody will be in `receive_some`, or nobody cares any more. What came remains."""
        if self._pump and self._listening and not self._listening.is_over:
            self._pump.stop(self._listening)
            self._listening = None

    async def receive_some(self, max_bytes: int | None = None) -> bytes:
        """Bytes for the library. Texts on the way there go into the inbox, when it has room and it is their turn."""
        self._piece_bytes = max_bytes or PIECE_BYTES
        while True:
            piece, self._held = self._held or self._cutter.next(self._piece_bytes), None
            if isinstance(piece, Text):
                while not self._has_its_turn:
                    await self.inbox.change()
                self.inbox.put(piece.text, piece.size)
            elif piece is not None:
                await trio.lowlevel.checkpoint()
                return piece
            elif not await self._more():
                return b""

    async def _more(self) -> bool:
        """More was read; False: there is no more."""
        if self._listening is not None:
            heard, self._listening = self._listening, None
            return heard.outcome()
        if self._pump and self._socket:
            return await self._pump.read(self._socket, self._taken)
        data = await self._stream.receive_some(READ_BYTES)
        self._feed(data)
        return bool(data)

    def _taken(self, data: bytes) -> bool:
        """By the pump. Texts that have room and their turn are put in at once; True: something else has come."""
        self._feed(data)
        while (piece := self._cutter.next(self._piece_bytes)) is not None:
            if not isinstance(piece, Text) or not self._has_its_turn:
                self._held = piece
                return True
            self.inbox.put(piece.text, piece.size)
        return False

    def _feed(self, data: bytes | bytearray) -> None:
        self._cutter.feed(data)
        self.inbox.begin_turn()

    @property
    def _has_its_turn(self) -> bool:
        """A text must not overtake a message that the library still puts together."""
        ended = self.is_ending or self.inbox.is_shut or self.inbox.gone is not None
        return ended or (self.inbox.has_room and self._cutter.owed == self._put_out)

    async def put(self, message: str) -> None:
        """A message that the library has put out; waits while the inbox has no room."""
        while not self.inbox.has_room:
            await self.inbox.change()
        self.inbox.put(message, len(message) if message.isascii() else len(message.encode()))
        self._put_out += 1
        self.inbox.stir()

    # --- out

    def send_at_once(self, text: bytes) -> bytes:
        """As much of this message as the socket takes now. What is left is to be sent before anything else is, or
        nothing ever: `send_rest`. Raises: BrokenResourceError."""
        frame = header(len(text)) + text
        if self._socket is None or self._turn.locked():
            return frame
        try:
            return frame[os.write(self._socket.fileno(), frame) :]
        except BlockingIOError:
            return frame
        except OSError as error:
            raise trio.BrokenResourceError from error

    async def send_rest(self, rest: bytes) -> None:
        """Cancelled, the stream is of no use any more. Raises: BrokenResourceError, ClosedResourceError."""
        async with self._turn:
            await self._stream.send_all(rest)

    async def send_all(self, data: bytes | bytearray | memoryview) -> None:
        """A frame of the library's own."""
        self.is_ending = self.is_ending or data[:1] == _CLOSE_FRAME
        async with self._turn:
            await self._stream.send_all(data)

    async def wait_send_all_might_not_block(self) -> None:
        """See trio.abc.SendStream."""
        await self._stream.wait_send_all_might_not_block()

    async def aclose(self) -> None:
        """The library closes, or we do."""
        self.is_ending = True
        if self._pump and self._socket:
            self._pump.closes(self._socket)
        self.inbox.stir()
        await self._stream.aclose()
