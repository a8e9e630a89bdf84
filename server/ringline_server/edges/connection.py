"""One connection of one session, from hello to close: reads frames, keeps time, writes what waits.

receive ── hello ──► welcome, streams, caught_up ──► each: commands, acks, pings ──► close
sleeper ── wake: heartbeat, late commands, token expiry (actors/sleeper.py)
writer  ── outbox ──► one message at a time (writing.py)
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.codec import BadCommand
from ringline_protocol.codes import CloseCode, FrameError
from ringline_protocol.frames import (
    Ack,
    Bye,
    ClientFrame,
    Command,
    ErrorFrame,
    Hello,
    Notice,
    NoticeKind,
    Ping,
    Pong,
    problem,
)
from ringline_protocol.limits import (
    CLOSE_MS,
    HEARTBEAT_INTERVAL_MS,
    HEARTBEAT_TIMEOUT_MS,
    TOKEN_NOTICE_MS,
)
from ringline_protocol.session import after_fault

from ringline_server import logs
from ringline_server.edges import live_search
from ringline_server.edges.containing import contained
from ringline_server.edges.dispatch import Dispatch, Ticket
from ringline_server.edges.inbox import Rest
from ringline_server.edges.live_search import SearchSink
from ringline_server.edges.outbox import Outbox, nothing
from ringline_server.edges.server import Server
from ringline_server.edges.sessions import Session
from ringline_server.edges.transport import Connection, ConnectionGone
from ringline_server.edges.writing import Writer

log = logs.logger("session")

ENDS_SESSION: Final = frozenset({CloseCode.NORMAL})
"""Closes by the client that end the session. After all others it waits for a resume: a refresh, a dead TCP, a fault."""

CUT_OFF_SPREAD_MS: Final = 500
"""Over which time slow clients are cut off: those that were sent the same are too slow at the same moment."""


@attrs.define(eq=False)
class Live:
    """See sessions.Life. One per connection that said hello."""

    server: Server
    connection: Connection
    session: Session
    outbox: Outbox
    nursery: trio.Nursery
    now_ms: Callable[[], int] = attrs.field(init=False)
    """Epoch ms."""
    writer: Writer = attrs.field(init=False)
    dispatch: Dispatch = attrs.field(init=False)
    searches: dict[str, SearchSink] = attrs.field(factory=dict)
    heard_at_ms: int = 0
    pinged_at_ms: int | None = None
    faults: int = 0
    keep_session: bool = True
    _ending: CloseCode | None = None
    _warned: int = 0
    """Expiry that the client was told of."""

    def __attrs_post_init__(self) -> None:
        self.now_ms, flusher = self.server.clock.now_ms, self.server.flusher
        self.writer = Writer(self.outbox, flusher, self.connection, self.nursery, self.now_ms, self.cut_off)
        self.dispatch = Dispatch(self.server, self.session, self.outbox, self.nursery, self)
        self.heard_at_ms = self.now_ms()
        # The first ping comes at a moment of its own, so that thousands of clients do not answer at once.
        self.heard_at_ms -= self.server.jitter_ms(HEARTBEAT_INTERVAL_MS // 2)

    def expects_reply(self, ticket: Ticket) -> None:
        """This command is answered `timeout` if nothing else answers it in time."""
        self.server.sleeper.wake(self, ticket.due_at_ms)

    # --- sessions.Life

    def end(self, code: CloseCode, *, keep_session: bool = True) -> None:
        """Goodbye with this code, said by a task of its own once what waits has been sent.

        A session that is not kept is over at once: nothing that it reads goes out any more, only replies.
        """
        if self._ending is None:
            self._ending = code
            self.keep_session = self.keep_session and keep_session
            if not self.nursery.cancel_scope.cancel_called:  # else nobody is there any more to hear it
                self.nursery.start_soon(self._close, code)
        if not keep_session:
            self.keep_session = False
            self.leave()
            self.server.signed_out(self.session)

    def notice(self, notice: Notice) -> None:
        """Tell something about the connection itself."""
        self.outbox.put_reply(codec.encode(notice), self.now_ms())

    def leave(self) -> None:
        """Read nothing any more: the connection ends."""
        self.dispatch.streams.close_all()
        self._stop_searches()

    def _stop_searches(self) -> None:
        for search in list(self.searches):
            live_search.stop(self, search)

    def supersede(self) -> None:
        """The session lives on elsewhere: not one more event here."""
        self.outbox.hand_over()
        self.dispatch.streams.hand_over()
        self._stop_searches()
        self.notice(Notice(NoticeKind.SUPERSEDED))
        self.end(CloseCode.SUPERSEDED)

    def cut_off(self) -> None:
        """The client does not take what it is sent: it comes back, and resumes."""
        self.end(CloseCode.SLOW_CONSUMER)

    async def _close(self, code: CloseCode) -> None:
        if code is CloseCode.SLOW_CONSUMER:
            await trio.sleep(self.server.jitter_ms(CUT_OFF_SPREAD_MS) / 1000)
            log.info("slow consumer cut off", session=self.session.id, reason=self.outbox.overflow or "send")
        else:
            with trio.move_on_after(CLOSE_MS / 1000):
                await self.writer.drained()
        await self.connection.close(code)
        self.nursery.cancel_scope.cancel()

    async def read(self) -> None:
        """Frames, until the connection is gone. Afterwards everything else ends too."""
        try:
            await self.connection.each(self.act)
        except ConnectionGone as gone:
            if self._ending is not None:
                return  # the task that says goodbye ends everything
            self.keep_session = gone.code not in ENDS_SESSION
        self.nursery.cancel_scope.cancel()

    # --- its times

    def keep_time(self) -> None:
        """From here on, and again whenever the next moment to act on may have become an earlier one."""
        if (at_ms := self._next_ms()) is not None:
            self.server.sleeper.wake(self, at_ms)

    def wake(self) -> None:
        """Something may be due: late commands, a ping, an expiring token."""
        if self.nursery.cancel_scope.cancel_called:
            return  # nobody is there any more to hear it
        with contained(self.writer.fail):
            now_ms = self.now_ms()
            self._late(now_ms)
            if self._ending is None:
                self._heartbeat(now_ms)
                self._token(now_ms)
            self.keep_time()

    def over(self) -> None:
        """All its tasks have ended. What it is made of knows it, and is let go: a connection that has gone leaves
        nothing in circles, for Python to look for (garbage.py)."""
        self.server.sleeper.forget(self)
        self.writer.shut()
        self.leave()
        self.outbox.on_overflow = nothing
        del self.writer, self.dispatch

    def _next_ms(self) -> int | None:
        """While it says goodbye, only commands can be late: what ended it is past, and would wake for ever."""
        oldest = self.dispatch.oldest
        late = None if oldest is None else oldest.due_at_ms
        if self._ending is not None:
            return late
        beat = (
            self.heard_at_ms + HEARTBEAT_INTERVAL_MS
            if self.pinged_at_ms is None
            else self.pinged_at_ms + HEARTBEAT_TIMEOUT_MS
        )
        expires = self.session.principal.expires_at_ms
        token = expires if self._warned == expires else expires - TOKEN_NOTICE_MS
        return min(beat, token, beat if late is None else late)

    def _heartbeat(self, now_ms: int) -> None:
        if self.pinged_at_ms is None:
            if now_ms >= self.heard_at_ms + HEARTBEAT_INTERVAL_MS:
                self.pinged_at_ms = now_ms
                self.outbox.put_reply(codec.encode(Ping()), now_ms)
        elif now_ms >= self.pinged_at_ms + HEARTBEAT_TIMEOUT_MS:
            self.end(CloseCode.HEARTBEAT)

    def _late(self, now_ms: int) -> None:
        while (oldest := self.dispatch.oldest) is not None and oldest.due_at_ms <= now_ms:
            self.dispatch.late(oldest)

    def _token(self, now_ms: int) -> None:
        expires = self.session.principal.expires_at_ms
        if now_ms >= expires:
            self.end(CloseCode.TOKEN_EXPIRED)
        elif now_ms >= expires - TOKEN_NOTICE_MS and self._warned != expires:
            self._warned = expires
            self.notice(Notice(NoticeKind.TOKEN_EXPIRING, expires_at_ms=expires))

    # --- frames

    def act(self, text: str) -> Rest | None:
        """On one message, as far as nothing has to be waited for."""
        self.heard_at_ms, self.pinged_at_ms = self.now_ms(), None
        if self._ending is not None:
            return None
        try:
            frames = codec.decode_from_client(text)
        except FrameError as fault:
            self._fault(fault)
            return None
        return self._act_on(iter(frames))

    def _act_on(self, frames: Iterator[ClientFrame | BadCommand]) -> Rest | None:
        for frame in frames:
            if self._ending is not None:
                return None  # what stands behind a goodbye was never said
            if rest := self._frame(frame):
                return partial(self._go_on, rest, frames)
        return None

    async def _go_on(self, rest: Rest, frames: Iterator[ClientFrame | BadCommand]) -> None:
        await rest()
        if more := self._act_on(frames):
            await more()

    def _fault(self, fault: FrameError) -> None:
        self.faults += 1
        close = after_fault(fault, self.faults)
        details = {"path": fault.path} if fault.path else None
        body = problem(fault.code, fault.message, details)
        self.outbox.put_reply(codec.encode(ErrorFrame(body, fatal=close is not None)), self.now_ms())
        if close is not None:
            self.end(close)

    def _frame(self, frame: ClientFrame | BadCommand) -> Rest | None:
        match frame:
            case Command():
                return self.dispatch.command(frame)
            case BadCommand(id, fault):
                self.dispatch.bad_command(id, fault)
            case Ping(id):
                self.outbox.put_reply(codec.encode(Pong(id, at_ms=self.now_ms())), self.now_ms())
            case Pong():
                pass
            case Ack(pos):
                self._acked(pos)
            case Bye():
                self.end(CloseCode.NORMAL, keep_session=False)
            case Hello():
                self.end(CloseCode.HELLO_EXPECTED)
        return None

    def _acked(self, pos: dict[str, int]) -> None:
        try:
            self.dispatch.acked(pos)
        except FrameError as fault:
            self._fault(fault)
