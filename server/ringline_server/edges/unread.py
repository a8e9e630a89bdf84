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

    async def start(message: Message) -> None:
        if message["type"] == "http.response.start" and not await request.is_read_out():
            message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]
        await send(message)

    await app(scope, request.receive, start)


@attrs.define(eq=False)
class _Request:
    _receive: Receive
    _is_whole: bool = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._is_whole |= not message.get("more_body", False)
        return message

    async def is_read_out(self) -> bool:
        left = UNREAD_BYTES_MAX
        with trio.move_on_after(UNREAD_MS / 1000):
            while not self._is_whole and left > 0:
                left -= len((await self.receive()).get("body", b""))
        return self._is_whole
