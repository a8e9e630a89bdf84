"""One session over as many connections as it takes: hello, replay, live, lost, again.

dial -> hello -> welcome -> what was missed -> caught_up -> live --gone--> verdict of the code --> again | over
"""

import math
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final, Generic

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.codes import CloseCode
from ringline_protocol.commands import BY_CLASS
from ringline_protocol.frames import (
    WIRE_NAMES,
    Ack,
    Auth,
    Bye,
    CaughtUp,
    ClientInfo,
    Command,
    Ephemeral,
    ErrorFrame,
    Event,
    Expect,
    Hello,
    Notice,
    NoticeKind,
    NotRecoveredReason,
    OnConflict,
    Ping,
    Pong,
    PrincipalInfo,
    Reply,
    ServerFrame,
    SessionAsk,
    Snapshot,
    Welcome,
)
from ringline_protocol.limits import (
    HEARTBEAT_INTERVAL_MS,
    HEARTBEAT_TIMEOUT_MS,
    HELLO_BYTES_MAX,
    MESSAGE_BYTES_MAX,
    POSITIONS_MAX,
)
from ringline_protocol.resume import Arrival
from ringline_protocol.session import Side, Stage, after_frame

from ringline_client.chance import Chance
from ringline_client.connection import LOST, Address, Connection, Dial, Gone, converse
from ringline_client.errors import ClientError, SessionOver
from ringline_client.outgoing import Outgoing, TakesNothing
from ringline_client.outstanding import Outstanding, Pending
from ringline_client.reconnect import plan
from ringline_client.streams import Streams, V
from ringline_client.told import Connected, Disconnected, Listener, Restarted, Told

ACK_MS: Final = 1_000
"""Acknowledged this long after it arrived; a ring at once."""
LIVE_STAGES: Final = frozenset({Stage.LIVE, Stage.DRAINING})


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
    streams: Streams[V]
    on_unread: Callable[[str], None] = lambda _: None
    """A stream must be subscribed (again)."""
    on_expiring: Callable[[], None] = lambda: None
    on_welcome: Callable[[PrincipalInfo], None] = lambda _: None
    listeners: set[Listener] = attrs.field(factory=set)
    changed: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot)
    outstanding: Outstanding = attrs.field(factory=Outstanding)
    ignored: Counter[str] = attrs.field(factory=Counter)
    """What the server said that this version does not know."""
    welcome: Welcome | None = None
    over: ClientError | None = None
    """Why there is no session any more: `SessionOver`, or what the token source raised."""
    gone: Gone | None = None
    """How the last connection ended."""
    ended: trio.Event = attrs.field(factory=trio.Event)
    _may_resume: bool = False
    _stage: Stage = Stage.CLOSED
    _connection: Connection | None = None
    _out: Outgoing = attrs.field(factory=Outgoing)
    _failures: int = 0
    _told_ms: int | None = None
    _heard_at_s: float = -math.inf
    _welcome_at_s: float = 0.0
    _ack_wish: trio.Event = attrs.field(factory=trio.Event)
    _ack_at_once: trio.Event = attrs.field(factory=trio.Event)

    @property
    def is_live(self) -> bool:
        """Connected, and nothing is missing."""
        return self._stage in LIVE_STAGES

    def server_now_ms(self) -> int:
        """The server's clock, as the last welcome told it. Raises: SessionOver before the first one."""
        assert self.welcome is not None, "not connected yet"
        return self.welcome.server.at_ms + int((trio.current_time() - self._welcome_at_s) * 1000)

    # --- the life

    async def run(self) -> None:
        """Until the session is over."""
        while self.over is None:
            try:
                token = await self.token_source()
            except ClientError as error:
                self.over = error
                break
            talk = partial(self.talk, token)
            self.gone = await converse(self.dial, self.address, talk, self.ignored)
            await self._after(self.gone)
        assert self.over is not None
        self.outstanding.end(self.over)
        for listener in tuple(self.listeners):
            listener.end()
        self.changed.unpark_all()
        self.ended.set()

    async def talk(self, token: str, connection: Connection) -> None:
        """One connection, until it is gone. Raises: Gone."""
        self._stage, self._out = Stage.AWAITING_WELCOME, Outgoing()
        self._heard_at_s = trio.current_time()
        await connection.send([self._hello(token)])
        self._connection = connection
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._read, connection)
            nursery.start_soon(self._write, connection)
            nursery.start_soon(self._listen_for_life)
            nursery.start_soon(self._acknowledge)

    async def _after(self, gone: Gone) -> None:
        self._failures = 0 if self.is_live else self._failures + 1
        self._stage, self._connection = Stage.CLOSED, None
        self.streams.disconnected()
        again = plan(gone.code, self._failures, self.chance, told_ms=self._told_ms, renews=self.renews)
        self._told_ms = None
        if again is None:
            self.over = SessionOver(gone.code, gone.reason)
            return
        self._may_resume = self._may_resume and again.keeps_session
        self.tell(Disconnected(gone.code, gone.reason, again.wait_ms))
        self.changed.unpark_all()
        await trio.sleep(again.wait_ms / 1000)

    def _hello(self, token: str) -> bytes:
        """With as many positions as a hello holds; the other streams arrive as snapshots."""
        ask = SessionAsk("new", self.on_conflict)
        if self._may_resume and self.welcome is not None:
            ask = SessionAsk("resume", self.on_conflict, self.welcome.session.id, self.welcome.session.token)
        positions = dict(list(self.streams.positions.items())[:POSITIONS_MAX])
        while True:
            text = codec.encode(Hello("hello", Auth("bearer", token), self.info, ask, positions))
            if len(text) <= HELLO_BYTES_MAX or not positions:
                return text
            positions.popitem()

    async def goodbye(self) -> None:
        """Sign out, and wait until the server has closed."""
        if self.over is None and self._stage in (*LIVE_STAGES, Stage.REPLAYING):
            self._out.put(codec.encode(Bye()))
            await self.ended.wait()

    async def cut(self) -> None:
        """The connection fails, as networks do. The session comes back by itself."""
        if self._connection is not None:
            await self._connection.cut()

    # --- commands

    def send(self, params: object, key: str | None, rev: int | None) -> Pending:
        """A command on its way; sent when connected, and again after each reconnect.

        Raises: SessionOver, TooLong.
        """
        if self.over is not None:
            raise self.over
        expect = None if rev is None else Expect(rev)
        pending = self.outstanding.add(Command("", BY_CLASS[type(params)].method, params, key, expect))
        if len(pending.text) > MESSAGE_BYTES_MAX:
            self.outstanding.drop(pending)
            raise TooLong(f"more than {MESSAGE_BYTES_MAX} bytes in one message")
        if self._stage in (*LIVE_STAGES, Stage.REPLAYING):
            self._out.put(pending.text)
        return pending

    def tell(self, told: Told) -> None:
        """To all who listen."""
        for listener in tuple(self.listeners):
            listener.tell(told)

    # --- the four tasks of a connection

    async def _read(self, connection: Connection) -> None:
        while True:
            frames = await connection.receive()
            self._heard_at_s = trio.current_time()
            for frame in frames:
                self._frame(frame)
            self.changed.unpark_all()

    async def _write(self, connection: Connection) -> None:
        try:
            while True:
                await connection.send(await self._out.take())
        except TakesNothing:
            raise Gone(LOST, "the server takes nothing") from None

    async def _listen_for_life(self) -> None:
        """Silence, then a ping, then silence again: the connection is dead."""
        while True:
            beat = self.welcome.heartbeat if self.welcome is not None else None
            interval_ms = beat.interval_ms if beat else HEARTBEAT_INTERVAL_MS
            await trio.sleep_until(self._heard_at_s + interval_ms / 1000)
            if trio.current_time() < self._heard_at_s + interval_ms / 1000:
                continue
            asked_at_s = trio.current_time()
            self._out.put(codec.encode(Ping()))
            await trio.sleep((beat.timeout_ms if beat else HEARTBEAT_TIMEOUT_MS) / 1000)
            if self._heard_at_s < asked_at_s:
                raise Gone(LOST, "the server is silent")

    async def _acknowledge(self) -> None:
        while True:
            await self._ack_wish.wait()
            with trio.move_on_after(ACK_MS / 1000):
                await self._ack_at_once.wait()
            self._ack_wish, self._ack_at_once = trio.Event(), trio.Event()
            acks = self.streams.take_acks()
            if acks:
                self._out.put(codec.encode(Ack(acks)))

    # --- frames

    def _frame(self, frame: ServerFrame) -> None:
        stage = after_frame(Side.CLIENT, self._stage, WIRE_NAMES[type(frame)])
        if isinstance(stage, CloseCode):
            raise Gone(LOST, f"the server may not say {WIRE_NAMES[type(frame)]} now")
        was_live, self._stage = self.is_live, stage
        match frame:
            case Event():
                self._event(frame)
            case Ephemeral():
                self.streams.ephemeral(frame)
                self.tell(frame)
            case Reply():
                self.outstanding.settle(frame)
            case Snapshot():
                self._snapshot(frame)
            case Welcome():
                self._welcomed(frame)
            case CaughtUp() if not was_live:
                self._caught_up()
            case Ping(id):
                self._out.put(codec.encode(Pong(id)))
            case Notice():
                self._notice(frame)
            case ErrorFrame(error):
                self.ignored[f"error {error.code}"] += 1

    def _event(self, event: Event) -> None:
        match self.streams.event(event):
            case Arrival.APPLY:
                self.tell(event)
                self._ack_wish.set()
                if event.event == "offer.created":
                    self._ack_at_once.set()
            case Arrival.GAP:
                self.ignored["gap"] += 1
                self.on_unread(event.stream)
            case Arrival.DUPLICATE:
                self.ignored["duplicate"] += 1

    def _snapshot(self, part: Snapshot) -> None:
        whole = self.streams.snapshot(part)
        if whole is not None:
            self.tell(Restarted(whole))
            self._ack_wish.set()
            self._ack_at_once.set()  # it may ring already

    def _welcomed(self, welcome: Welcome) -> None:
        self.welcome, self._welcome_at_s, self._may_resume = welcome, trio.current_time(), True
        self.on_welcome(welcome.principal)
        for stream, state in welcome.streams.items():
            if state.reason in (NotRecoveredReason.FORBIDDEN, NotRecoveredReason.UNKNOWN):
                self._lost_stream(Notice(NoticeKind.UNSUBSCRIBED, stream, str(state.reason)))
            else:
                self.streams.wanted.add(stream)
        for stream in self.streams.wanted - welcome.streams.keys():
            self.on_unread(stream)
        for pending in self.outstanding:
            self._out.put(pending.text)

    def _caught_up(self) -> None:
        assert self.welcome is not None
        session = self.welcome.session
        self.tell(Connected(self.welcome.principal, session.resumed, session.id))

    def _notice(self, notice: Notice) -> None:
        match notice.notice:
            case NoticeKind.DRAINING:
                self._told_ms = notice.reconnect_in_ms
            case NoticeKind.TOKEN_EXPIRING:
                self.on_expiring()
            case NoticeKind.UNSUBSCRIBED:
                self._lost_stream(notice)
                return
        self.tell(notice)

    def _lost_stream(self, notice: Notice) -> None:
        """The right to read it has ended."""
        if notice.stream is not None:
            self.streams.forget(notice.stream)
        self.tell(notice)
