"""Where a client is judged: its connections arrive here, over TCP or in memory; every one is recorded."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Final

import attrs
import trio
from trio_websocket import ConnectionClosed, wrap_server_stream

from ringline_client.certification.peer import OWN, Frame, Peer
from ringline_client.certification.subject import MakeSubject, Subject
from ringline_client.conformance.broken import Broken, check, equal
from ringline_client.conformance.transcript import Transcript

FIRST_S: Final = 20
"""Until a program has started and connected."""
AGAIN_S: Final = 4
SUBPROTOCOL: Final = "ringline.v1"
TOKENS: Final = tuple(f"token-{number}-of-the-kit" for number in range(1, 9))
CONNECTIONS_WAITING_MAX: Final = 100

Listen = Callable[["Arrivals"], Awaitable[str]]
"""Lets connections arrive; returns the URL. Runs as a background task's start."""


@attrs.define(eq=False)
class Arrivals:
    """TCP, or memory, puts streams in; the case takes them."""

    nursery: trio.Nursery
    _into: "trio.MemorySendChannel[trio.abc.Stream]" = attrs.field(init=False)
    streams: "trio.MemoryReceiveChannel[trio.abc.Stream]" = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._into, self.streams = trio.open_memory_channel[trio.abc.Stream](CONNECTIONS_WAITING_MAX)

    def put(self, stream: trio.abc.Stream) -> None:
        """A connection."""
        self._into.send_nowait(stream)


async def over_tcp(arrivals: Arrivals) -> str:
    """On a loopback port."""

    async def keep(stream: trio.SocketStream) -> None:
        arrivals.put(stream)
        await trio.sleep_forever()

    listeners = await arrivals.nursery.start(partial(trio.serve_tcp, keep, 0, host="127.0.0.1"))
    return f"ws://127.0.0.1:{listeners[0].socket.getsockname()[1]}/ws"


@attrs.define(eq=False)
class Stage:
    """Of one case, with one client (or, one after the other, several)."""

    nursery: trio.Nursery
    make: MakeSubject
    arrivals: Arrivals
    url: str
    transcript: Transcript
    peers: list[Peer] = attrs.field(factory=list)
    _subject: Subject | None = None
    _orders: int = 0

    @property
    def subject(self) -> Subject:
        """The running client."""
        assert self._subject is not None
        return self._subject

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Peer]:
        """A client that was told to connect; its first connection, upgraded."""
        async with self.make() as subject:
            self._subject = subject
            await subject.tell({"do": "connect", "url": self.url, "tokens": list(TOKENS)})
            yield await self.accept(FIRST_S)

    @asynccontextmanager
    async def live(self, **welcome: Any) -> AsyncIterator[Peer]:
        """The same, welcomed and caught up at seq 1."""
        async with self.client() as peer:
            await peer.welcomes(**welcome)
            yield peer

    # --- connections

    async def accept(self, within_s: float = AGAIN_S) -> Peer:
        """The next connection, upgraded. Raises: Broken when none comes."""
        with trio.move_on_after(within_s):
            stream: Any = await self.arrivals.streams.receive()
            came_at_s = trio.current_time()
            request = await wrap_server_stream(self.nursery, stream)
            check(SUBPROTOCOL in request.proposed_subprotocols, f"it offers {request.proposed_subprotocols}")
            websocket = await request.accept(subprotocol=SUBPROTOCOL)
            number = len(self.peers) + 1
            peer = Peer(websocket, stream, partial(self.transcript.note, f"client/{number}"), came_at_s)
            self.peers.append(peer)
            self.nursery.start_soon(peer.listen)
            return peer
        raise Broken(f"the client does not come back within {within_s:g} s")

    async def stays_away(self, for_s: float) -> None:
        """No connection comes. Raises: Broken."""
        with trio.move_on_after(for_s):
            await self.arrivals.streams.receive()
            raise Broken("the client comes back")

    async def turned_away(self, code: int, within_s: float = AGAIN_S) -> float:
        """The next connection is closed with that code after its hello; the moment at which it came."""
        peer = await self.accept(within_s)
        with contextlib.suppress(ConnectionClosed):
            await peer.hears("hello")
        await peer.closes(code)
        return peer.came_at_s

    # --- orders

    async def orders(self, what: str, **fields: Any) -> int:
        """Its number."""
        self._orders += 1
        await self.subject.tell({"do": what, "n": self._orders, **fields})
        return self._orders

    async def commands(self, method: str, **params: Any) -> int:
        """A command; its answer is asked for later."""
        return await self.orders("command", method=method, params=params)

    async def answer(self, number: int) -> Frame:
        """What the client says became of it."""
        return await self.subject.answer(number)

    async def shows(self, status: str | None, *offers: str) -> None:
        """What the client knows is that, soon. Raises: Broken."""
        found: Frame = {}
        with trio.move_on_after(AGAIN_S):
            while (found.get("status"), sorted(found.get("offers", ["?"]))) != (status, sorted(offers)):
                if found:
                    await trio.sleep(0.1)  # it may not have read the last event yet
                found = await self.answer(await self.orders("show"))
            return
        raise Broken(f"the client knows {found}; right is {status} and {sorted(offers)}")

    def judge(self) -> None:
        """Whatever the case was about: no frame of the client's was against the protocol. Raises: Broken."""
        for peer in self.peers:
            equal("what it may not send", peer.fault, "")
            ids = [frame["id"] for frame in peer.of("command")]
            check(len(ids) == len(set(ids)), f"it uses command ids twice on a connection: {ids}")


def positions(hello: Frame) -> list[Any]:
    """Where it says it is, on its own stream."""
    found: list[Any] = hello.get("pos", {}).get(OWN, [])
    return found


@asynccontextmanager
async def stage(make: MakeSubject, listen: Listen, transcript: Transcript) -> AsyncIterator[Stage]:
    """Everything ends when it is left."""
    async with trio.open_nursery() as nursery:
        arrivals = Arrivals(nursery)
        yield Stage(nursery, make, arrivals, await listen(arrivals), transcript)
        nursery.cancel_scope.cancel()
