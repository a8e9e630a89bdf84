"""A client without comfort: frames in, frames out, over a real WebSocket. For questions about the protocol itself.

async with raw_client(server.url) as ana:
    welcome = await ana.hello(server.token("agt_ana"))
    reply = await ana.ask("agent.set_status", {"status": "ready"})
    ring = await ana.event("offer.created")
"""

import itertools
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import attrs
import trio
from trio_websocket import ConnectionClosed, WebSocketConnection, open_websocket_url

from ringline_client.conformance.broken import Broken, check

Frame = dict[str, Any]

PATIENCE_S = 10
"""A frame that has not come by then will not come: that is the failure, and it says what did come."""

_keys = itertools.count(1)


class Closed(Exception):
    """The server closed: `code` and `reason`."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code, self.reason = code, reason


@attrs.define(eq=False)
class RawClient:
    """Frames that nobody asked for yet are kept, in order."""

    websocket: WebSocketConnection
    patience_s: float = PATIENCE_S
    answers_pings: bool = True
    seen: list[Frame] = attrs.field(factory=list)
    """Everything that ever came."""
    session: Frame = attrs.field(factory=dict)
    record: Callable[[str, str], None] = lambda direction, text: None
    """Is told of every message, out (`>`) and in (`<`)."""
    watch: Callable[[Frame], None] = lambda frame: None
    """Looks at every frame that comes. May raise Broken."""
    next_key: Callable[[], str] = lambda: f"key-{next(_keys)}"
    _waiting: deque[Frame] = attrs.field(factory=deque)
    _ids: Any = attrs.field(factory=lambda: itertools.count(1))

    async def send(self, frame: Frame | list[Frame] | str) -> None:
        """A frame, a batch, or any text. Raises: Closed."""
        text = frame if isinstance(frame, str) else json.dumps(frame, ensure_ascii=False)
        self.record(">", text)
        try:
            await self.websocket.send_message(text)
        except ConnectionClosed as closed:
            raise _closed(closed) from None

    async def hello(self, token: str, **more: Any) -> Frame:
        """Say hello and return the welcome. `more` goes into the frame (`session`, `pos` …)."""
        client = {"name": "raw", "version": "1", "device": more.pop("device", "dev_raw")}
        scheme = more.pop("scheme", "bearer")
        await self.send(
            {"type": "hello", "id": "h1", "auth": {"scheme": scheme, "token": token}, "client": client, **more}
        )
        welcome = await self.frame(lambda frame: frame["type"] == "welcome")
        self.session = welcome["session"]
        return welcome

    async def resume(self, token: str, earlier: "RawClient", pos: Frame, **more: Any) -> Frame:
        """Hello with the session of an earlier connection."""
        session = {"mode": "resume", "id": earlier.session["id"], "token": earlier.session["token"]}
        return await self.hello(token, session=session, pos=pos, **more)

    async def tell(self, method: str, params: Frame | None = None, **more: Any) -> str:
        """Send a command and return its id. `key`: one of its own unless given; None leaves it out."""
        command_id: str = more.pop("id", f"c{next(self._ids)}")
        frame = {"type": "command", "id": command_id, "method": method, "params": params or {}, **more}
        if "key" not in more:
            frame["key"] = self.next_key()
        elif more["key"] is None:
            del frame["key"]
        await self.send(frame)
        return command_id

    async def reply(self, command_id: str) -> Frame:
        """The reply to that command."""
        return await self.frame(lambda frame: frame["type"] == "reply" and frame["id"] == command_id)

    async def request(self, method: str, params: Frame | None = None, **more: Any) -> Frame:
        """Send a command and return its reply frame, whatever it says."""
        return await self.reply(await self.tell(method, params, **more))

    async def ask(self, method: str, params: Frame | None = None, **more: Any) -> Frame:
        """Send a command that works and return its result."""
        reply = await self.request(method, params, **more)
        check("result" in reply, f"{method} was refused: {reply}")
        result: Frame = reply["result"]
        return result

    async def error(self, method: str, params: Frame | None = None, **more: Any) -> Frame:
        """Send a command that is refused and return the error."""
        reply = await self.request(method, params, **more)
        check("error" in reply, f"{method} was not refused: {reply}")
        error: Frame = reply["error"]
        return error

    async def event(self, name: str, stream: str | None = None, **data: Any) -> Frame:
        """The next event (or ephemeral) of that name, with these values in its data."""

        def fits(frame: Frame) -> bool:
            return (
                frame["type"] in ("event", "ephemeral")
                and frame["event"] == name
                and stream in (None, frame["stream"])
                and all(frame["data"].get(key) == value for key, value in data.items())
            )

        return await self.frame(fits)

    async def snapshot(self, stream: str) -> Frame:
        """The snapshot of a stream (of one part)."""
        return await self.frame(lambda frame: frame["type"] == "snapshot" and frame["stream"] == stream)

    async def frame(self, fits: Callable[[Frame], bool]) -> Frame:
        """The next frame that fits; others stay for later. Raises: Closed, or Broken with what came."""
        with trio.move_on_after(self.patience_s):
            while True:
                for frame in self._waiting:
                    if fits(frame):
                        self._waiting.remove(frame)
                        return frame
                await self._receive()
        raise Broken(f"waited in vain; unclaimed: {[_short(frame) for frame in self._waiting]}")

    async def _receive(self) -> None:
        try:
            text = await self.websocket.get_message()
        except ConnectionClosed as closed:
            end = _closed(closed)
            self.record("<", f"close {end}")
            raise end from None
        self.record("<", str(text))
        message = json.loads(text)
        frames: list[Frame] = message if isinstance(message, list) else [message]
        for frame in frames:
            if frame["type"] == "ping" and self.answers_pings:
                await self.send({"type": "pong"})
            self.watch(frame)
        self.seen += frames
        self._waiting.extend(frames)

    async def acknowledge(self) -> None:
        """Everything that came has arrived: a ring that is acknowledged is not taken back after 3 s."""
        pos = {frame["stream"]: frame["seq"] for frame in self.seen if frame["type"] in ("snapshot", "event")}
        await self.send({"type": "ack", "pos": pos})

    async def closed(self) -> tuple[int, str]:
        """Read until the server closes."""
        try:
            await self.frame(lambda _: False)
        except Closed as closed:
            return closed.code, closed.reason
        raise Broken("not closed")

    def events(self, stream: str) -> list[Frame]:
        """All events of a stream that came, in order."""
        return [frame for frame in self.seen if frame["type"] == "event" and frame["stream"] == stream]


def _closed(closed: ConnectionClosed) -> Closed:
    reason = closed.reason
    return Closed(reason.code, reason.reason or "") if reason else Closed(1006, "")


def _short(frame: Frame) -> str:
    return " ".join(str(frame[name]) for name in ("type", "event", "stream", "seq", "id") if name in frame)


@asynccontextmanager
async def raw_client(url: str, subprotocol: str = "ringline.v1") -> AsyncIterator[RawClient]:
    """Connected. Left without a goodbye of the protocol: the session is kept, as after a refresh."""
    async with open_websocket_url(url, subprotocols=[subprotocol], disconnect_timeout=1) as websocket:
        try:
            yield RawClient(websocket)
        finally:
            if websocket.closed:  # by the server: trio-websocket then leaves the socket open at our end
                await trio.aclose_forcefully(websocket._stream)
