"""A server whose every word a test says, over memory streams: for what a real one never does.

async with scripted_server() as server:
    async with Client.connect(URL, token="t", dial=server.dial) as client:      # in one task
    peer = await server.accept(); await peer.greet()                             # in another
"""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import attrs
import trio
import trio.testing
from ringline_protocol import codec
from ringline_protocol.frames import CaughtUp, Command, Frame, Hello, Reply, Snapshot
from ringline_protocol.handshake import (
    Heartbeat,
    NotRecoveredReason,
    PrincipalInfo,
    ServerInfo,
    SessionInfo,
    StreamState,
    Welcome,
)
from ringline_protocol.limits import HEARTBEAT_INTERVAL_MS, HEARTBEAT_TIMEOUT_MS, SUBPROTOCOL
from ringline_protocol.values import PrincipalKind
from trio_websocket import ConnectionClosed, WebSocketConnection, wrap_server_stream

URL = "ws://scripted.test/ws"
OWN = "agent/agt_ana"
ANA = {"agent": "agt_ana", "name": "Ana", "presence": "connected", "devices": [], "offers": [], "legs": []}
NOW_MS = 1_795_334_400_000

F = TypeVar("F")


@attrs.define(eq=False)
class Peer:
    """The server's end of one connection."""

    websocket: WebSocketConnection
    stream: trio.abc.Stream
    _unread: deque[Any] = attrs.field(factory=deque)

    async def receive(self, kind: type[F]) -> F:
        """The next frame of that kind; others are dropped. Raises: ConnectionClosed."""
        while True:
            while self._unread:
                frame = self._unread.popleft()
                if isinstance(frame, kind):
                    return frame
            text = await self.websocket.get_message()
            self._unread += (
                [codec.decode_hello(text)] if '"hello"' in str(text)[:20] else codec.decode_from_client(text)
            )

    async def send(self, *frames: Frame) -> None:
        """In one message."""
        await self.websocket.send_message(codec.batch([codec.encode(frame) for frame in frames]).decode())

    async def greet(self, session: str = "ses_1", *, resumed: bool = False, snapshot: bool = True) -> Hello:
        """Read the hello; welcome, own stream at seq 1, caught up."""
        hello = await self.receive(Hello)
        state = StreamState(
            "e1", 1, not snapshot, None if snapshot else 1, NotRecoveredReason.NEW if snapshot else None
        )
        welcome = Welcome(
            hello.id,
            SessionInfo(session, f"token of {session}", resumed, 120_000),
            PrincipalInfo(PrincipalKind.AGENT, "agt_ana", "Ana"),
            ServerInfo(NOW_MS, "0"),
            {},
            Heartbeat(HEARTBEAT_INTERVAL_MS, HEARTBEAT_TIMEOUT_MS),
            {OWN: state},
        )
        snapshots = [Snapshot(OWN, "e1", 1, ANA)] if snapshot else []
        await self.send(welcome, *snapshots, CaughtUp(hello.id, {OWN: 1}))
        return hello

    async def command(self) -> Command:
        """The next command."""
        return await self.receive(Command)

    async def answer(self, command: Command, **result: Any) -> None:
        """It worked."""
        await self.send(Reply(command.id, result=result))

    async def answer_subscribe(
        self, command: Command, head: int, epoch: str = "e1", from_seq: int | None = None
    ) -> None:
        """The verdict on a stream: its events follow from `from_seq` on, or a snapshot."""
        state = {"epoch": epoch, "head": head, "recovered": from_seq is not None, "from_seq": from_seq}
        await self.answer(command, stream=command.params.stream, state=state)

    async def close(self, code: int) -> None:
        """As a server closes."""
        await self.websocket.aclose(code)

    async def drop(self) -> None:
        """As networks fail."""
        await trio.aclose_forcefully(self.stream)

    async def closed(self) -> int:
        """Read until the client is gone; its code."""
        try:
            while True:
                await self.websocket.get_message()
        except ConnectionClosed as closed:
            return int(closed.reason.code) if closed.reason else 1006


@attrs.define(eq=False)
class ScriptedServer:
    """Give `dial` to `connect`."""

    nursery: trio.Nursery
    _into: trio.MemorySendChannel[trio.abc.Stream]
    _streams: trio.MemoryReceiveChannel[trio.abc.Stream]
    is_down: bool = False

    async def dial(self) -> trio.abc.Stream:
        """The client's end of a new connection. Raises: OSError."""
        await trio.lowlevel.checkpoint()
        if self.is_down:
            raise OSError("refused")
        ours, theirs = trio.testing.memory_stream_pair()
        self._into.send_nowait(ours)
        return theirs

    async def accept_raw(self) -> trio.abc.Stream:
        """The next connection before its handshake."""
        return await self._streams.receive()

    async def accept(self) -> Peer:
        """The next connection, upgraded."""
        stream = await self.accept_raw()
        request = await wrap_server_stream(self.nursery, stream)
        return Peer(await request.accept(subprotocol=SUBPROTOCOL), stream)

    async def accept_client(self, **more: Any) -> Peer:
        """The next connection, greeted."""
        peer = await self.accept()
        await peer.greet(**more)
        return peer


@asynccontextmanager
async def scripted_server() -> AsyncIterator[ScriptedServer]:
    """All its connections end when left."""
    into, streams = trio.open_memory_channel[trio.abc.Stream](10)
    async with trio.open_nursery() as nursery:
        yield ScriptedServer(nursery, into, streams)
        nursery.cancel_scope.cancel()
