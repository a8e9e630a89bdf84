"""One session over as many connections as it takes: hello, replay, live, lost, again.

dial -> hello -> welcome -> what was missed -> caught_up -> live --gone--> verdict of the code --> again | over
"""

import math
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Generic

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.commands import BY_CLASS
from ringline_protocol.frames import (
    Auth,
    Bye,
    ClientInfo,
    Command,
    Expect,
    Heartbeat,
    Hello,
    OnConflict,
    Ping,
    SessionAsk,
)
from ringline_protocol.limits import (
    HEARTBEAT_INTERVAL_MS,
    HEARTBEAT_TIMEOUT_MS,
    HELLO_BYTES_MAX,
    MESSAGE_BYTES_MAX,
    POSITIONS_MAX,
)

from ringline_client.chance import Chance
from ringline_client.connection import LOST, Address, Connection, Dial, Gone, converse
from ringline_client.errors import ClientError, SessionOver
from ringline_client.incoming import Incoming
from ringline_client.outgoing import TakesNothing
from ringline_client.outstanding import Pending
from ringline_client.reconnect import plan
from ringline_client.streams import V
from ringline_client.told import Disconnected


class TooLong(Exception):
    """The server would close the connection over it."""


TokenSource = Callable[[], Awaitable[str]]
"""A bearer token that is good now. A `ClientError` that it raises ends the session, and everybody who waits gets it."""


@attrs.define(eq=False)
class Session(Generic[V]):
    """Owned by the client; `run` is its one task."""

    address: Address
    dial: Dial
    token_source: TokenSource
    renews: bool
    """The source can give newer tokens."""
    info: ClientInfo
    on_conflict: OnConflict
    chance: Chance
    known: Incoming[V]
    changed: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot)
    """Unparked after each message and at each end."""
    over: ClientError | None = None
    """Why there is no session any more: `SessionOver`, or what the token source raised."""
    gone: Gone | None = None
    """How the last connection ended."""
    ended: trio.Event = attrs.field(factory=trio.Event)
    _may_resume: bool = False
    _connection: Connection | None = None
    _failures: int = 0
    _heard_at_s: float = -math.inf

    # --- the life

    async def run(self) -> None:
        """Until the session is over."""
        while self.over is None:
            try:
                token = await self.token_source()
            except ClientError as error:
                self.over = error
                break
            self.gone = await converse(self.dial, self.address, partial(self.talk, token), self.known.ignored)
            await self._after(self.gone)
        assert self.over is not None
        self.known.outstanding.end(self.over)
        for listener in tuple(self.known.listeners):
            listener.end()
        self.changed.unpark_all()
        self.ended.set()

    async def talk(self, token: str, connection: Connection) -> None:
        """One connection, until it is gone. Raises: Gone."""
        self.known.begin()
        self._heard_at_s = trio.current_time()
        await connection.send([self._hello(token)])
        self._connection = connection
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._read, connection)
            nursery.start_soon(self._write, connection)
            nursery.start_soon(self._listen_for_life)
            nursery.start_soon(self.known.acknowledge)

    async def _after(self, gone: Gone) -> None:
        self._failures = 0 if self.known.is_live else self._failures + 1
        again = plan(gone.code, self._failures, self.chance, told_ms=self.known.told_ms, renews=self.renews)
        keeps = again is not None and again.keeps_session
        self._may_resume = keeps and (self._may_resume or self.known.is_greeted)
        self._connection = None
        self.known.end()
        if again is None:
            self.over = SessionOver(gone.code, gone.reason)
            return
        self.known.tell(Disconnected(gone.code, gone.reason, again.wait_ms))
        self.changed.unpark_all()
        await trio.sleep(again.wait_ms / 1000)

    def _hello(self, token: str) -> bytes:
        """With as many positions as a hello holds; the other streams arrive as snapshots."""
        ask = SessionAsk("new", self.on_conflict)
        if self._may_resume and self.known.welcome is not None:
            session = self.known.welcome.session
            ask = SessionAsk("resume", self.on_conflict, session.id, session.token)
        positions = dict(list(self.known.streams.positions.items())[:POSITIONS_MAX])
        while True:
            text = codec.encode(Hello("hello", Auth("bearer", token), self.info, ask, positions))
            if len(text) <= HELLO_BYTES_MAX or not positions:
                return text
            positions.popitem()

    async def goodbye(self) -> None:
        """Sign out, and wait until the server has closed."""
        if self.over is None and self.known.is_greeted:
            self.known.out.put(codec.encode(Bye()))
            await self.ended.wait()

    async def cut(self) -> None:
        """The connection fails, as networks do. The session comes back by itself."""
        if self._connection is not None:
            await self._connection.cut()

    def send(self, params: object, key: str | None, rev: int | None) -> Pending:
        """A command on its way; sent when connected, and again after each reconnect.

        Raises: ClientError (the session is over), TooLong.
        """
        if self.over is not None:
            raise self.over
        expect = None if rev is None else Expect(rev)
        pending = self.known.outstanding.add(Command("", BY_CLASS[type(params)].method, params, key, expect))
        if len(pending.text) > MESSAGE_BYTES_MAX:
            self.known.outstanding.drop(pending)
            raise TooLong(f"more than {MESSAGE_BYTES_MAX} bytes in one message")
        if self.known.is_greeted:
            self.known.out.put(pending.text)
        return pending

    # --- the tasks of a connection

    async def _read(self, connection: Connection) -> None:
        while True:
            frames = await connection.receive()
            self._heard_at_s = trio.current_time()
            for frame in frames:
                self.known.frame(frame)
            self.changed.unpark_all()

    async def _write(self, connection: Connection) -> None:
        try:
            while True:
                await connection.send(await self.known.out.take())
        except TakesNothing:
            raise Gone(LOST, "the server takes nothing") from None

    async def _listen_for_life(self) -> None:
        """Silence, then a ping, then silence again: the connection is dead."""
        while True:
            heard_at_s, beat = self._heard_at_s, self._heartbeat
            await trio.sleep_until(heard_at_s + beat.interval_ms / 1000)
            if self._heard_at_s > heard_at_s:
                continue
            asked_at_s = trio.current_time()
            self.known.out.put(codec.encode(Ping()))
            await trio.sleep(beat.timeout_ms / 1000)
            if self._heard_at_s < asked_at_s:
                raise Gone(LOST, "the server is silent")

    @property
    def _heartbeat(self) -> Heartbeat:
        """As the server said; before it said anything, the protocol's."""
        welcome = self.known.welcome
        return Heartbeat(HEARTBEAT_INTERVAL_MS, HEARTBEAT_TIMEOUT_MS) if welcome is None else welcome.heartbeat
