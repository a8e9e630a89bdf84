"""What a session has been told so far, over all its connections: each frame finds its place here. Waits for nothing.

event, snapshot, ephemeral --> streams and view --> listeners        reply --> outstanding
welcome, notice            --> what the session does next            ping --> pong
"""

from collections import Counter
from collections.abc import Callable
from typing import Final, Generic

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.codes import CloseCode
from ringline_protocol.frames import (
    WIRE_NAMES,
    Ack,
    CaughtUp,
    Ephemeral,
    ErrorFrame,
    Event,
    Notice,
    NoticeKind,
    NotRecoveredReason,
    Ping,
    Pong,
    PrincipalInfo,
    Reply,
    ServerFrame,
    Snapshot,
    Welcome,
)
from ringline_protocol.resume import Arrival
from ringline_protocol.session import Side, Stage, after_frame

from ringline_client.connection import LOST, Gone
from ringline_client.outgoing import Outgoing
from ringline_client.outstanding import Outstanding
from ringline_client.streams import Streams, V
from ringline_client.told import Connected, Listener, Restarted, Told

ACK_MS: Final = 1_000
"""Acknowledged this long after it arrived; a ring at once."""
LIVE_STAGES: Final = frozenset({Stage.LIVE, Stage.DRAINING})
GREETED_STAGES: Final = LIVE_STAGES | {Stage.REPLAYING}
"""The server has welcomed us: it takes commands."""


@attrs.define(eq=False)
class Incoming(Generic[V]):
    """Owned by the session."""

    streams: Streams[V]
    on_unread: Callable[[str], None] = lambda _: None
    """A stream must be subscribed (again)."""
    on_expiring: Callable[[], None] = lambda: None
    on_welcome: Callable[[PrincipalInfo], None] = lambda _: None
    listeners: set[Listener] = attrs.field(factory=set)
    outstanding: Outstanding = attrs.field(factory=Outstanding)
    ignored: Counter[str] = attrs.field(factory=Counter)
    """What the server said that this version does not know or need."""
    welcome: Welcome | None = None
    """The last one."""
    stage: Stage = Stage.CLOSED
    told_ms: int | None = None
    """When a draining server wants us back."""
    out: Outgoing = attrs.field(factory=Outgoing)
    """Of the connection that there is."""
    _welcome_at_s: float = 0.0
    _ack_wish: trio.Event = attrs.field(factory=trio.Event)
    _ack_at_once: trio.Event = attrs.field(factory=trio.Event)

    @property
    def is_live(self) -> bool:
        """Connected, and nothing is missing."""
        return self.stage in LIVE_STAGES

    @property
    def is_greeted(self) -> bool:
        """Connected, and commands are taken."""
        return self.stage in GREETED_STAGES

    def server_now_ms(self) -> int:
        """The server's clock, as the last welcome told it."""
        assert self.welcome is not None, "not connected yet"
        return self.welcome.server.at_ms + int((trio.current_time() - self._welcome_at_s) * 1000)

    def begin(self) -> None:
        """A new connection: hello is about to be said."""
        self.stage, self.out = Stage.AWAITING_WELCOME, Outgoing()

    def end(self) -> None:
        """The connection is gone."""
        self.stage, self.told_ms = Stage.CLOSED, None
        self.streams.disconnected()

    def tell(self, told: Told) -> None:
        """To all who listen."""
        for listener in tuple(self.listeners):
            listener.tell(told)

    async def acknowledge(self) -> None:
        """Say what arrived, as long as the connection lasts."""
        while True:
            await self._ack_wish.wait()
            with trio.move_on_after(ACK_MS / 1000):
                await self._ack_at_once.wait()
            self._ack_wish, self._ack_at_once = trio.Event(), trio.Event()
            acks = self.streams.take_acks()
            if acks:
                self.out.put(codec.encode(Ack(acks)))

    def frame(self, frame: ServerFrame) -> None:
        """The next one. Raises: Gone when the server may not say this now, FrameError when it makes no sense."""
        stage = after_frame(Side.CLIENT, self.stage, WIRE_NAMES[type(frame)])
        if isinstance(stage, CloseCode):
            raise Gone(LOST, f"the server may not say {WIRE_NAMES[type(frame)]} now")
        was_live, self.stage = self.is_live, stage
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
                self.out.put(codec.encode(Pong(id)))
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
        self.welcome, self._welcome_at_s = welcome, trio.current_time()
        self.on_welcome(welcome.principal)
        for stream, state in welcome.streams.items():
            if state.reason in (NotRecoveredReason.FORBIDDEN, NotRecoveredReason.UNKNOWN):
                self._lost_stream(Notice(NoticeKind.UNSUBSCRIBED, stream, str(state.reason)))
            else:
                self.streams.wanted.add(stream)
        for stream in self.streams.wanted - welcome.streams.keys():
            self.on_unread(stream)
        for pending in self.outstanding:
            self.out.put(pending.text)

    def _caught_up(self) -> None:
        assert self.welcome is not None
        session = self.welcome.session
        self.tell(Connected(self.welcome.principal, session.resumed, session.id))

    def _notice(self, notice: Notice) -> None:
        match notice.notice:
            case NoticeKind.DRAINING:
                self.told_ms = notice.reconnect_in_ms
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
