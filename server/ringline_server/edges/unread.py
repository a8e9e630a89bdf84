"""A request may be answered before all of it was read: a refusal, or a question with a body that nobody wants.

What is left of it comes in before the answer goes out, as far as that is bearable. Else the connection looks as if it
took another request and is closed under it; and who sends a large file would not hear that it is too large.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

import attrs
import trio

UNREAD_BYTES_MAX: Final = 33_554_432
"""Of what is left of a request: more than any file that is taken."""
UNREAD_MS: Final = 5_000
"""How long what is left may take."""

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


async def answer(app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """Let the application answer one request. Where too much is left, the client is told that the connection closes."""
    request = _Request(receive)
    if not _has_body(scope):
        request.is_whole.set()

    async def start(message: Message) -> None:
        if message["type"] == "http.response.start" and not await request.is_read_out():
            message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]
        await send(message)

    await app(scope, request.receive, start)


def _has_body(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"0") != b"0"


@attrs.define(eq=False)
class _Request:
    """The application may be receiving, too, while an answer begins: one that streams looks out for a disconnect."""

    _receive: Receive
    is_whole: trio.Event = attrs.field(factory=trio.Event, init=False)
    """All of it was received, by whom ever, or nobody sends it any more."""
    _gone: Message | None = attrs.field(default=None, init=False)

    async def receive(self) -> Message:
        message = self._gone or await self._receive()
        if message["type"] != "http.request":
            self._gone = message  # said once: whoever asks later is told, too
        if not message.get("more_body", False):
            self.is_whole.set()
        return message

    async def is_read_out(self) -> bool:
        if not self.is_whole.is_set():
            with trio.move_on_after(UNREAD_MS / 1000):
                async with trio.open_nursery() as nursery:
                    nursery.start_soon(self._read, nursery.cancel_scope)
                    await self.is_whole.wait()
                    nursery.cancel_scope.cancel()
        return self.is_whole.is_set()

    async def _read(self, enough: trio.CancelScope) -> None:
        left = UNREAD_BYTES_MAX
        while left > 0 and not self.is_whole.is_set():
            left -= len((await self.receive()).get("body", b""))
        enough.cancel()
