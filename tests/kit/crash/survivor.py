"""A client that outlives the server: it comes back after every kill, and asks what was not answered again.

It says hello with its session or anew, with its positions or without, as chance has it; every command carries a key,
and a command without a reply is sent again under the same one. Everything that it is told is recorded.
"""

import json
import os
import time
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any, Final, TypeVar

import attrs
import trio
from ringline_protocol.limits import COMMAND_MS
from ringline_protocol.values import PrincipalKind
from trio_websocket import ConnectionClosed, HandshakeError, WebSocketConnection, wrap_client_stream

from kit.crash.history import Command, Frame, History, Seen

SLOW: Final = float(os.environ.get("RINGLINE_SLOW", "1"))
"""How much more patience the load has on a machine that does other things first. What is judged does not know it."""
REPLY_S: Final = COMMAND_MS / 1000 + 10 * SLOW
"""Every command is answered within COMMAND_MS; the rest is for a loaded machine."""
CONNECT_S: Final = 5 * SLOW
PAUSE_S: Final = 0.05
STOP: Final = 4300
"""Close codes from here on say that the client did wrong, and must not come back."""

T = TypeVar("T")


class Gone(Exception):
    """The connection has ended; nothing that was not answered is known."""


@attrs.define(eq=False)
class Place:
    """Where the server is, while it is. Set by whoever starts and kills it."""

    port: int = 0
    is_up: trio.Event = attrs.field(factory=trio.Event)

    def up(self, port: int) -> None:
        """It answers there."""
        self.port = port
        self.is_up.set()

    def down(self) -> None:
        """It is about to go, or never came: who waits for it goes on waiting for the next one."""
        if self.is_up.is_set():
            self.is_up = trio.Event()


@attrs.define(eq=False, slots=False)
class Survivor:
    """One principal on one device. Subclasses play a role: they override `told` and `whole`."""

    name: str
    kind: PrincipalKind
    token: str
    place: Place
    nursery: trio.Nursery
    chance: Random
    history: History
    streams: set[str] = attrs.field(factory=set)
    """What it wants to read beside its own."""
    heads: dict[str, tuple[str, int]] = attrs.field(factory=dict)
    connections: int = 0
    _session: Frame = attrs.field(factory=dict)
    _stream: trio.SocketStream | None = None
    _websocket: WebSocketConnection | None = None
    _replies: dict[str, Frame] = attrs.field(factory=dict)
    _sent: int = 0

    # --- what a role does

    async def ask(self, method: str, params: Frame, *, about: str = "", rev: int | None = None) -> Frame:
        """Change something: sent until it is answered for good. The final reply frame."""
        key = f"{self.name}-{len(self.history.commands)}"
        command = Command(f"{self.kind}:{self.name}", method, params, key, about)
        self.history.commands.append(command)
        more = {} if rev is None else {"expect": {"rev": rev}}
        return await self.repeat(command, more)

    async def repeat(self, command: Command, more: Frame | None = None) -> Frame:
        """Ask (again) under the key that it has."""
        while True:
            command.sendings += 1
            frame = {"method": command.method, "params": command.params, "key": command.key, **(more or {})}
            reply = await self._exchange(frame)
            if reply is None or _is_open(reply):
                await self.listen(PAUSE_S if reply is None else _pause_s(reply))
            else:
                command.replies.append(reply)
                command.answered_at_ms = command.answered_at_ms or now_ms()
                return reply

    async def question(self, method: str, params: Frame) -> Frame:
        """Ask for something; the result. Raises: AssertionError when it is refused."""
        while True:
            reply = await self._exchange({"method": method, "params": params})
            if reply is not None and "result" in reply:
                return dict(reply["result"])
            assert reply is None or _is_open(reply), reply
            await self.listen(PAUSE_S)

    async def listen(self, seconds: float) -> None:
        """Take what comes, for so long."""
        deadline = trio.current_time() + seconds
        while trio.current_time() < deadline:
            await self._guarded(lambda: self._receive_until(deadline))

    async def leave(self) -> None:
        """Cut the connection, if there is one; the session is kept."""
        stream, self._stream, self._websocket = self._stream, None, None
        if stream is not None:
            await trio.aclose_forcefully(stream)

    async def told(self, frame: Frame) -> None:
        """An event of a stream."""

    async def whole(self, stream: str, state: Frame) -> None:
        """A snapshot."""

    # --- connections

    async def _exchange(self, frame: Frame) -> Frame | None:
        """Send one command; its reply, or None when the connection ended over it."""
        self._sent += 1
        command_id = f"c{self._sent}"
        return await self._guarded(lambda: self._send_and_wait({"type": "command", "id": command_id, **frame}))

    async def _guarded(self, work: Callable[[], Awaitable[T]]) -> T | None:
        """What the work answers; None when the connection ended over it."""
        try:
            if self._websocket is None:
                await self.place.is_up.wait()
                await self._connect()
            return await work()
        except Gone:
            await self.leave()
            await trio.sleep(PAUSE_S)
            return None

    async def _send_and_wait(self, frame: Frame) -> Frame:
        await self._send(frame)
        deadline = trio.current_time() + REPLY_S
        while frame["id"] not in self._replies:
            await self._receive_until(deadline)
            assert trio.current_time() < deadline, f"{self.name}: no reply to {frame}"
        return self._replies.pop(frame["id"])

    async def _connect(self) -> None:
        try:
            with trio.fail_after(CONNECT_S):
                self._stream = await trio.open_tcp_stream("127.0.0.1", self.place.port)
                self._websocket = await wrap_client_stream(
                    self.nursery, self._stream, "127.0.0.1", "/ws", subprotocols=["ringline.v1"]
                )
        except (OSError, HandshakeError, ConnectionClosed, trio.TooSlowError):
            raise Gone from None
        self.connections += 1
        await self._hello()
        for stream in sorted(self.streams - self.heads.keys()):
            subscribe = {"method": "stream.subscribe", "params": {"stream": stream}}
            self._sent += 1
            await self._send_and_wait({"type": "command", "id": f"c{self._sent}", **subscribe})

    async def _hello(self) -> None:
        """With the session or anew, with positions or without."""
        if self.chance.random() < 0.2:
            self.heads.clear()
        session = {"mode": "new"}
        if self._session and self.chance.random() < 0.5:
            session = {"mode": "resume", "id": self._session["id"], "token": self._session["token"]}
        client = {"name": "survivor", "version": "1", "device": f"dev_{self.name}"}
        auth = {"scheme": "bearer", "token": self.token}
        pos = {stream: list(head) for stream, head in self.heads.items()}
        frame = {"type": "hello", "id": "h1", "auth": auth, "client": client, "session": session, "pos": pos}
        await self._send(frame)
        await self._send_nothing_until("h1")

    async def _send_nothing_until(self, hello_id: str) -> None:
        deadline = trio.current_time() + REPLY_S
        while hello_id not in self._replies:
            await self._receive_until(deadline)
            assert trio.current_time() < deadline, f"{self.name}: never caught up"
        del self._replies[hello_id]

    async def _send(self, frame: Frame) -> None:
        assert self._websocket is not None
        try:
            await self._websocket.send_message(json.dumps(frame))
        except (ConnectionClosed, OSError, trio.BrokenResourceError, trio.ClosedResourceError):
            raise Gone from None

    async def _receive_until(self, deadline: float) -> None:
        """One message, whole: only the waiting for it may be cut short."""
        assert self._websocket is not None
        message = None
        try:
            with trio.move_on_at(deadline):
                message = await self._websocket.get_message()
        except ConnectionClosed as closed:
            if closed.reason is not None and closed.reason.code >= STOP:
                raise
            raise Gone from None
        if message is not None:
            frames = json.loads(message)
            for frame in frames if isinstance(frames, list) else [frames]:
                await self._take(frame)

    async def _take(self, frame: Frame) -> None:
        match frame["type"]:
            case "ping":
                await self._send({"type": "pong"})
            case "welcome":
                self._welcomed(frame)
            case "caught_up":
                self._replies[frame["id"]] = frame
            case "reply":
                self._replies[frame["id"]] = frame
            case "snapshot":
                self._record(frame["stream"], frame["epoch"], frame["seq"], "snapshot")
                await self.whole(frame["stream"], frame["state"])
            case "event":
                await self._event(frame)
            case "error":
                raise AssertionError(frame)

    async def _event(self, frame: Frame) -> None:
        stream = frame["stream"]
        epoch = self.heads.get(stream, ("", 0))[0]  # without a beginning: the checker will say so
        self._record(stream, epoch, frame["seq"], frame["event"], frame.get("data"))
        await self.told(frame)
        if stream == f"agent/{self.name}":
            await self._send({"type": "ack", "pos": {stream: frame["seq"]}})

    def _welcomed(self, frame: Frame) -> None:
        self._session = frame["session"]
        for stream, state in frame["streams"].items():
            if state["recovered"]:
                self._record(stream, state["epoch"], self.heads[stream][1], "from")
            else:
                self.heads.pop(stream, None)

    def _record(self, stream: str, epoch: str, seq: int, what: str, data: Any = None) -> None:
        self.heads[stream] = (epoch, seq)
        connection = f"{self.name}#{self.connections}"
        self.history.seen.append(Seen(connection, self.kind, stream, epoch, seq, what, data))


def now_ms() -> int:
    """The clock that the server has, too."""
    return time.time_ns() // 1_000_000


def _is_open(reply: Frame) -> bool:
    """An error after which the same key may be asked again: nothing is known, or nothing happened."""
    return reply.get("error", {}).get("retry") in ("now", "backoff")


def _pause_s(reply: Frame) -> float:
    return max(reply["error"].get("retry_after_ms") or 0, 50) / 1000
