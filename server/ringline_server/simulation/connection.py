"""One WebSocket connection of a device, over a simulated link: frames in, frames out, all of them in the history."""

import math
from collections.abc import Callable
from typing import Any, Final

import attrs
import orjson
import trio
from trio_websocket import ConnectionClosed, HandshakeError, WebSocketConnection, wrap_client_stream

from ringline_server.simulation.history import History
from ringline_server.simulation.network import Conditions, Link, Network

Frame = dict[str, Any]

HANDSHAKE_S: Final = 8
SILENCE_S: Final = 40
"""Nothing heard for so long: the link is dead."""
GOODBYE_S: Final = 5
GONE: Final = 1006
UNNOTED: Final = frozenset({"ping", "pong"})


@attrs.define(eq=False)
class Connection:
    """`run` it once. Every method may be called at any time, also when it has ended."""

    history: History
    network: Network
    name: str
    on_frame: Callable[["Connection", Frame], None]
    link: Link | None = None
    _out: "trio.MemorySendChannel[Frame] | None" = None
    _replies: dict[str, Frame] = attrs.field(factory=dict)
    _answered: dict[str, trio.Event] = attrs.field(factory=dict)
    _scope: trio.CancelScope = attrs.field(factory=trio.CancelScope)
    _over: trio.Event = attrs.field(factory=trio.Event)

    async def run(self, conditions: Conditions, hello: Frame) -> int:
        """From the handshake to the end. Returns the close code."""
        code = GONE
        try:
            self.link = self.network.connect(self.name, conditions)
        except ConnectionRefusedError:
            return code
        try:
            async with trio.open_nursery() as nursery:
                with self._scope:
                    code = await self._talk(nursery, hello)
                nursery.cancel_scope.cancel()
        except* (trio.BrokenResourceError, trio.ClosedResourceError, HandshakeError, ConnectionClosed):
            code = GONE
        if not (self.link.conditions.is_stalled or self.link.conditions.is_dead):
            await trio.aclose_forcefully(self.link.client)
        self._over.set()
        self.history.note(self.who, "close", c=self.name, data={"code": code})
        return code

    @property
    def who(self) -> str:
        """The device."""
        return self.name.partition("#")[0]

    async def _talk(self, nursery: trio.Nursery, hello: Frame) -> int:
        assert self.link is not None
        stream: Any = self.link.client  # the library's types ask for a socket; its code does not
        websocket = None
        with trio.move_on_after(HANDSHAKE_S):
            websocket = await wrap_client_stream(nursery, stream, "ring.test", "/ws", subprotocols=["ringline.v1"])
        if websocket is None:
            return GONE
        self._out, out = trio.open_memory_channel[Frame](math.inf)
        nursery.start_soon(self._write, websocket, out)
        self.put(hello)
        return await self._read(websocket)

    async def _write(self, websocket: WebSocketConnection, out: "trio.MemoryReceiveChannel[Frame]") -> None:
        async for frame in out:
            if frame["type"] not in UNNOTED:
                said = {name: value for name, value in frame.items() if name != "auth"}
                self.history.note(self.who, "sent", frame["type"], c=self.name, id=frame.get("id"), data=said)
            try:
                await websocket.send_message(orjson.dumps(frame).decode())
            except ConnectionClosed:
                return

    async def _read(self, websocket: WebSocketConnection) -> int:
        while True:
            with trio.move_on_after(SILENCE_S):
                try:
                    text = await websocket.get_message()
                except ConnectionClosed as closed:
                    return closed.reason.code if closed.reason is not None else GONE
                self._take(text)
                continue
            return GONE

    def _take(self, text: str | bytes) -> None:
        assert self.link is not None
        stamp = self.link.client.last_stamp
        told = orjson.loads(text)
        for frame in told if isinstance(told, list) else [told]:
            if frame["type"] in UNNOTED:
                if frame["type"] == "ping":
                    self.put({"type": "pong", "id": frame.get("id")})
                continue
            self._note(frame, stamp)
            if frame["type"] == "reply":
                self._replies[frame["id"]] = frame
                self._answered.setdefault(frame["id"], trio.Event()).set()
            self.on_frame(self, frame)

    def _note(self, frame: Frame, stamp: int) -> None:
        shown = {name: frame.get(name) for name in ("id", "stream", "epoch", "seq")}
        data = {name: value for name, value in frame.items() if name not in (*shown, "type", "limits", "heartbeat")}
        self.history.note(self.who, "recv", frame["type"], c=self.name, stamp=stamp, data=data, **shown)

    def put(self, frame: Frame) -> None:
        """Say it as soon as the link takes it."""
        if self._out is not None and not self._over.is_set():
            self._out.send_nowait(frame)

    async def ask(self, command: Frame) -> Frame:
        """The reply to a command; empty when the connection ends before it."""
        if self._over.is_set():
            return {}
        answered = self._answered.setdefault(command["id"], trio.Event())
        self.put(command)
        await answered.wait()
        return self._replies.get(command["id"], {})

    def end(self) -> None:
        """Nothing more comes: whoever waits goes on."""
        self._over.set()
        for answered in self._answered.values():
            answered.set()

    def vanish(self) -> None:
        """This end goes without a word, and the link stays open for the other."""
        self.link_change(is_stalled=True)
        self._scope.cancel()

    def link_change(self, **conditions: object) -> None:
        """Another weather."""
        if self.link is not None:
            self.link.change(**conditions)

    async def goodbye(self, how: str) -> None:
        """`bye`: signed out; `refresh`: a page that goes; anything else: the link just ends."""
        if how == "bye":
            self.put({"type": "bye"})
            with trio.move_on_after(GOODBYE_S):
                await self._over.wait()
        self._scope.cancel()
