"""A chat endpoint over real HTTP that answers as a test says: streaming, slowly, wrongly, or not at all.

async with model(says("It is about a parcel.")) as endpoint:
    settings = endpoint.settings()
    ...
    endpoint.asked[0]["messages"]
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import attrs
import h11
import trio
from ringline_server.config_summary import SummarySettings

Answer = Callable[[trio.SocketStream], Awaitable[None]]
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"


@attrs.define(eq=False)
class Model:
    """What it was asked, and by whom. Answers come in turn; the last one stays."""

    answers: tuple[Answer, ...]
    port: int = 0
    asked: list[dict[str, Any]] = attrs.field(factory=list)
    heads: list[dict[str, str]] = attrs.field(factory=list)
    news: trio.Event = attrs.field(factory=trio.Event)

    @property
    def url(self) -> str:
        """Its base."""
        return f"http://127.0.0.1:{self.port}/v1"

    def settings(self, **more: Any) -> SummarySettings:
        """Asking it, patiently."""
        return SummarySettings(self.url, "test-model", **more)

    def messages(self, number: int = 0) -> tuple[str, list[dict[str, str]]]:
        """What one request said as the system, and the conversation in it."""
        system, user = self.asked[number]["messages"]
        assert (system["role"], user["role"]) == ("system", "user")
        return system["content"], json.loads(user["content"])

    async def was_asked(self, times: int) -> None:
        """So often, at least."""
        while len(self.asked) < times:
            await self.news.wait()

    async def serve(self, stream: trio.SocketStream) -> None:
        """One request for each connection."""
        async with stream:
            http, body = h11.Connection(h11.SERVER), b""
            while True:
                event = http.next_event()
                match event:
                    case h11.Request():
                        head = {name.decode(): value.decode() for name, value in event.headers}
                        self.heads.append({**head, ":path": event.target.decode()})
                    case h11.Data():
                        body += event.data
                    case h11.EndOfMessage():
                        break
                    case _:
                        http.receive_data(await stream.receive_some())
            self.asked.append(json.loads(body))
            self.news.set()
            self.news = trio.Event()
            answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
            with suppress(trio.BrokenResourceError):  # who asked has heard enough
                await answer(stream)


@asynccontextmanager
async def model(*answers: Answer) -> AsyncIterator[Model]:
    """Listening on loopback when entered."""
    made = Model(answers)
    async with trio.open_nursery() as nursery:
        listeners: list[trio.SocketListener] = await nursery.start(_listen, made)
        made.port = listeners[0].socket.getsockname()[1]
        yield made
        nursery.cancel_scope.cancel()


async def _listen(made: Model, *, task_status: "trio.TaskStatus[list[trio.SocketListener]]") -> None:
    await trio.serve_tcp(made.serve, 0, host="127.0.0.1", task_status=task_status)


def delta(text: str, **choice: Any) -> bytes:
    """One piece of a streamed answer."""
    return b"data: " + json.dumps({"choices": [{"delta": {"content": text}, **choice}]}).encode() + b"\n\n"


def says(*pieces: str) -> Answer:
    """Streamed, word for word, to its end."""
    return raw(HEAD + b": keep-alive\n\n" + b"".join(map(delta, pieces)) + b'data: {"choices":[]}\n\ndata: [DONE]\n\n')


def raw(*parts: bytes) -> Answer:
    """These bytes, one part after the other."""

    async def answer(stream: trio.SocketStream) -> None:
        for part in parts:
            await stream.send_all(part)

    return answer


def status(code: int) -> Answer:
    """An error, as such servers tell it."""
    return raw(f"HTTP/1.1 {code} No\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{{}}".encode())


def whole(plain: Any) -> Answer:
    """JSON that was not streamed."""
    body = json.dumps(plain).encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return raw(head.encode() + body)


async def silent(stream: trio.SocketStream) -> None:
    """Begins to answer, and never goes on."""
    await stream.send_all(HEAD + delta("It is"))
    await trio.sleep_forever()


async def endless(stream: trio.SocketStream) -> None:
    """One line that never ends."""
    await stream.send_all(HEAD + b"data: ")
    while True:
        await stream.send_all(b"x" * 65_536)
