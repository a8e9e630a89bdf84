"""Bytes on a TCP connection, as a peer would send them who knows no manners: for handshakes and framing.

wire = Wire(address, await target.dial())
answer = await wire.upgrade("ringline.v1")          # status, headers
await wire.say(b'{"type":"hello", …}')              # one frame; opcode, fin and mask are the caller's
opcode, payload = await wire.frame()
"""

import base64
import json
import struct
from collections.abc import Sequence
from typing import Any, Final

import attrs
import trio

from ringline_client.conformance.broken import Broken, check
from ringline_client.connection import Address

TEXT: Final = 1
BINARY: Final = 2
CONTINUED: Final = 0
CLOSE: Final = 8
PING: Final = 9
PONG: Final = 10
PATIENCE_S: Final = 10
LOST: Final = 1006
KEY: Final = base64.b64encode(b"sixteen bytes ok").decode()
MASK: Final = b"\x01\x02\x03\x04"
READ_BYTES: Final = 65_536


class Ended(Exception):
    """The peer ended the TCP connection."""


@attrs.frozen
class Answer:
    """To an HTTP request."""

    status: int
    headers: dict[str, str]

    @property
    def subprotocol(self) -> str:
        """The chosen one; empty when there is none."""
        return self.headers.get("sec-websocket-protocol", "")


@attrs.define(eq=False)
class Wire:
    """One connection. `patience_s`: how long any wait may take."""

    address: Address
    stream: trio.abc.Stream
    patience_s: float = PATIENCE_S
    _buffer: bytearray = attrs.field(factory=bytearray)

    async def send(self, data: bytes) -> None:
        """Bytes, as they are. What the peer no longer takes is lost in silence: what it answers is the question."""
        try:
            await self.stream.send_all(data)
        except (trio.BrokenResourceError, trio.ClosedResourceError):
            return

    async def upgrade(self, *offered: str, path: str | None = None, **headers: str) -> Answer:
        """Ask for a WebSocket. `headers`: further ones, or others in place of the usual; `_` stands for `-`."""
        usual = {
            "host": self.address.host_header,
            "connection": "Upgrade",
            "upgrade": "websocket",
            "sec-websocket-version": "13",
            "sec-websocket-key": KEY,
        }
        if offered:
            usual["sec-websocket-protocol"] = ", ".join(offered)
        usual |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in usual.items())
        await self.send(f"GET {path or self.address.path} HTTP/1.1\r\n{lines}\r\n".encode())
        return await self.answer()

    async def answer(self) -> Answer:
        """The head of the next HTTP answer. Raises: Ended, Broken."""
        with trio.move_on_after(self.patience_s):
            while b"\r\n\r\n" not in self._buffer:
                await self._more()
            head, _, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            self._buffer[:] = rest
            first, *lines = head.decode("latin-1").split("\r\n")
            pairs = (line.partition(":") for line in lines)
            return Answer(int(first.split()[1]), {name.strip().lower(): value.strip() for name, _, value in pairs})
        raise Broken(f"no HTTP answer; what came: {bytes(self._buffer[:200])!r}")

    async def say(self, payload: bytes, opcode: int = TEXT, *, fin: bool = True) -> None:
        """One frame."""
        await self.send(framed(payload, opcode, fin=fin))

    async def say_json(self, frame: Any) -> None:
        """One text message."""
        await self.say(json.dumps(frame).encode())

    async def frame(self) -> tuple[int, bytes]:
        """The next frame: opcode and payload. Raises: Ended, Broken."""
        with trio.move_on_after(self.patience_s):
            head = await self._take(2)
            length = head[1] & 0x7F
            if length == 126:
                (length,) = struct.unpack("!H", await self._take(2))
            elif length == 127:
                (length,) = struct.unpack("!Q", await self._take(8))
            check(not head[1] & 0x80, "a server's frame is masked")
            return head[0] & 0x0F, await self._take(length)
        raise Broken("no frame came")

    async def frames(self) -> list[dict[str, Any]]:
        """What the next text message holds. Raises: Ended, Broken."""
        while True:
            opcode, payload = await self.frame()
            check(opcode != CLOSE, f"closed: {_code(payload)}")
            if opcode == TEXT:
                plain = json.loads(payload)
                return plain if isinstance(plain, list) else [plain]

    async def until(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The next frame of that type with these fields; what comes before it is dropped. Raises: Ended, Broken."""
        while True:
            for plain in await self.frames():
                if plain.get("type") == kind and all(plain.get(name) == value for name, value in fields.items()):
                    return plain

    async def closed(self) -> int:
        """Read to the end. The close code; 1006 without one. Raises: Broken if it does not end."""
        code = LOST
        with trio.move_on_after(self.patience_s):
            try:
                while True:
                    opcode, payload = await self.frame()
                    if opcode == CLOSE:
                        code = _code(payload)
                        await self.say(payload[:2], CLOSE)
            except Ended:
                return code
        raise Broken("the connection does not end" if code == LOST else f"TCP does not end after close {code}")

    async def end(self) -> None:
        """Gone, without a goodbye."""
        await trio.aclose_forcefully(self.stream)

    async def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            await self._more()
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    async def _more(self) -> None:
        try:
            data = await self.stream.receive_some(READ_BYTES)
        except (trio.BrokenResourceError, trio.ClosedResourceError):
            raise Ended from None
        if not data:
            raise Ended
        self._buffer += data


def framed(payload: bytes, opcode: int = TEXT, *, fin: bool = True) -> bytes:
    """A masked frame, as clients send them."""
    size = len(payload)
    if size < 126:
        length = bytes([0x80 | size])
    elif size < 65_536:
        length = b"\xfe" + struct.pack("!H", size)
    else:
        length = b"\xff" + struct.pack("!Q", size)
    return bytes([(0x80 if fin else 0) | opcode]) + length + MASK + masked(payload)


def masked(payload: bytes) -> bytes:
    """Under our mask; twice is nothing."""
    repeated = (MASK * (len(payload) // len(MASK) + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(len(payload), "big")


def fragments(pieces: Sequence[bytes]) -> bytes:
    """One text message in so many frames."""
    last = len(pieces) - 1
    return b"".join(
        framed(piece, CONTINUED if number else TEXT, fin=number == last) for number, piece in enumerate(pieces)
    )


def _code(payload: bytes) -> int:
    return int(struct.unpack("!H", payload[:2])[0]) if len(payload) >= 2 else LOST
