"""Read the head of a request without using it up: `peek` finds out what comes, `Peeked` gives the bytes back.

Also the few answers that the front gives by itself, and `linger`, so that they arrive: a socket that is closed with
unread bytes is reset, and a reset overtakes the answer.
"""

import contextlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import attrs
import h11
import trio

HEAD_BYTES_MAX = 16_384
"""Request line and headers. Above: 400."""
READ_BYTES = 4_096
LINGER_MS = 1_000
"""How long the peer may take to read our last answer."""
LINGER_BYTES_MAX = 4 * 1024 * 1024
"""How much more of its own it may send meanwhile."""


@attrs.define(eq=False)
class BadHead(Exception):
    """Not an HTTP/1.x request that this server reads."""

    status: HTTPStatus = HTTPStatus.BAD_REQUEST


@attrs.frozen
class Head:
    request: h11.Request
    raw: bytes
    """Everything read so far: the head, and perhaps the beginning of what follows."""
    rest: bytes = b""
    """That beginning alone."""
    _values: dict[bytes, list[bytes]] = attrs.field(factory=dict, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        for name, value in self.request.headers:
            self._values.setdefault(name, []).append(value)

    @property
    def path(self) -> bytes:
        return self.request.target.partition(b"?")[0]

    def values(self, name: bytes) -> list[bytes]:
        """Of all lines with this name, which is written small."""
        return self._values.get(name, [])

    def tokens(self, name: bytes) -> list[bytes]:
        """A comma-separated header, over all its lines."""
        return [token.strip() for value in self.values(name) for token in value.split(b",") if token.strip()]


async def peek(stream: trio.abc.ReceiveStream) -> Head | None:
    """The head; None when the peer left without a word. The caller sets the deadline. Raises: BadHead."""
    parser = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD_BYTES_MAX)
    raw = bytearray()
    try:
        while (event := parser.next_event()) is h11.NEED_DATA:
            data = await stream.receive_some(READ_BYTES)
            if not data and not raw:
                return None
            raw += data
            parser.receive_data(bytes(data))
    except h11.RemoteProtocolError:
        raise BadHead from None
    rest = parser.trailing_data[0]
    if not isinstance(event, h11.Request) or len(raw) - len(rest) > HEAD_BYTES_MAX:
        raise BadHead
    if event.http_version not in (b"1.0", b"1.1"):
        raise BadHead(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
    return Head(event, bytes(raw), bytes(rest))


def head_of(method: bytes, target: bytes, headers: list[tuple[bytes, bytes]]) -> Head:
    """A head that somebody else has parsed, as if it had been peeked."""
    request = h11.Request(method=method, target=target, headers=headers)
    raw = h11.Connection(h11.CLIENT).send(request)
    assert raw is not None
    return Head(request, raw)


class Peeked(trio.abc.HalfCloseableStream):
    """A stream that first gives back what was read from it; everything else passes through."""

    def __init__(self, stream: trio.abc.Stream, head: bytes) -> None:
        self._stream = stream
        self._head = head

    def __getattr__(self, name: str) -> Any:
        """`socket`, `transport_stream`, `do_handshake` …: how libraries tell a plain stream from TLS."""
        return getattr(self._stream, name)

    async def receive_some(self, max_bytes: int | None = None) -> bytes | bytearray:
        if not self._head:
            return await self._stream.receive_some(max_bytes)
        await trio.lowlevel.checkpoint()
        taken, self._head = self._head[:max_bytes], self._head[len(self._head[:max_bytes]) :]
        return taken

    async def send_all(self, data: bytes | bytearray | memoryview) -> None:
        await self._stream.send_all(data)

    async def wait_send_all_might_not_block(self) -> None:
        await self._stream.wait_send_all_might_not_block()

    async def send_eof(self) -> None:
        if isinstance(self._stream, trio.abc.HalfCloseableStream):
            await self._stream.send_eof()

    async def aclose(self) -> None:
        await self._stream.aclose()


async def answer(
    stream: trio.abc.Stream, status: HTTPStatus, sentence: str, headers: Mapping[str, str] | None = None
) -> None:
    """One plain HTTP response, and time for the peer to read it. The caller closes the stream."""
    body = f"{sentence}\n".encode()
    fixed = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body)), "connection": "close"}
    writer = h11.Connection(h11.SERVER)
    parts = (
        writer.send(h11.Response(status_code=status, headers=list({**fixed, **(headers or {})}.items()))),
        writer.send(h11.Data(data=body)),
        writer.send(h11.EndOfMessage()),
    )
    with trio.fail_after(LINGER_MS / 1000):
        await stream.send_all(b"".join(part or b"" for part in parts))
    await linger(stream)


async def linger(stream: trio.abc.Stream) -> None:
    """The peer has closed, or had LINGER_MS for it. Nobody else may be reading."""
    gone = (trio.BrokenResourceError, trio.ClosedResourceError)
    with contextlib.suppress(*gone), trio.move_on_after(LINGER_MS / 1000):
        if isinstance(stream, trio.abc.HalfCloseableStream):
            await stream.send_eof()
        read = 0
        while read < LINGER_BYTES_MAX and (data := await stream.receive_some()):
            read += len(data)
