"""A session with a server: commands in, events and a view out. Comes back by itself when the connection is lost.

async with Client.connect(url, token=token) as client:
    await client.subscribe("queue/que_support")
    with client.events() as events:
        async for told in events: …
"""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Final, Generic, Self, TypeVar

import attrs
import trio
from ringline_protocol.codes import ErrorCode, Retry
from ringline_protocol.commands import BY_CLASS, RefreshAuth, Subscribe, Unsubscribe
from ringline_protocol.frames import ClientInfo, Notice, NoticeKind, OnConflict, Reply
from ringline_protocol.handshake import PrincipalInfo, StreamState
from ringline_protocol.limits import CLOSE_MS, COMMANDS_IN_FLIGHT_MAX
from ringline_protocol.view import DeskView

from ringline_client.answers import read
from ringline_client.background import Background
from ringline_client.chance import Chance, any_below, new_name
from ringline_client.connection import Address, Dial
from ringline_client.errors import CannotConnect, ClientError, CommandFailed
from ringline_client.incoming import Incoming
from ringline_client.reconnect import backoff_ms
from ringline_client.session import Session, TokenSource, TooLong
from ringline_client.streams import Streams, V, has_arrived
from ringline_client.told import Listener

VERSION: Final = "0.1.0"
CONNECT_PATIENCE_MS: Final = 15_000
"""From the first try to the first caught_up; then `CannotConnect`. Later losses are waited out without end."""
COMMAND_PATIENCE_MS: Final = 60_000
"""For one command with all its retries and reconnects; then `CommandFailed(timeout)`: unknown, not failed."""
RETRIES_MAX: Final = 5
"""Of a command that the server asks to repeat."""

T = TypeVar("T")


@attrs.define(eq=False)
class ClientOf(Generic[V]):
    """One principal on one device. Made by `connect`; everything on it works across reconnects."""

    session: Session[V]
    nursery: trio.Nursery
    _reading: set[str] = attrs.field(factory=set)
    """Streams that are being subscribed again."""
    _slots: trio.CapacityLimiter = attrs.field(factory=lambda: trio.CapacityLimiter(COMMANDS_IN_FLIGHT_MAX))
    """As many as the welcome allows."""

    @classmethod
    @asynccontextmanager
    async def connect(
        cls,
        url: str,
        *,
        token: str | None = None,
        token_source: TokenSource | None = None,
        device: str | None = None,
        name: str = "ringline_client",
        on_conflict: OnConflict = OnConflict.JOIN,
        chance: Chance = any_below,
        tls: ssl.SSLContext | None = None,
        dial: Dial | None = None,
        patience_ms: int = CONNECT_PATIENCE_MS,
    ) -> AsyncIterator[Self]:
        """Signed in and caught up; signed out when left.

        Give `token`, or `token_source`, which is asked before every hello and when a token is about to expire.
        `device` should stay the same for a device's life. `dial` replaces the TCP connection.
        Raises: CannotConnect, SessionOver.
        """
        if (token is None) is (token_source is None):
            raise ValueError("either token or token_source")
        address = Address.of(url)
        session = Session(
            address,
            dial or partial(address.dial, tls),
            token_source or partial(_always, token or ""),
            token_source is not None,
            ClientInfo(name, VERSION, device or new_name("dev")),
            on_conflict,
            chance,
            Incoming(Streams(cls._empty_view())),
        )
        async with Background() as nursery:
            client = cls(session, nursery)
            try:
                await client._begin(url, patience_ms)
                yield client
            finally:
                with trio.move_on_after(CLOSE_MS / 1000, shield=True):
                    await session.goodbye()

    async def _begin(self, url: str, patience_ms: int) -> None:
        session = self.session
        session.known.on_unread = lambda stream: self.nursery.start_soon(self._read_again, stream)
        session.known.on_welcome = self._greeted
        session.known.on_expiring = lambda: self.nursery.start_soon(self._refresh)
        self.nursery.start_soon(session.run)
        with trio.move_on_after(patience_ms / 1000):
            await self.caught_up()
            self._attend()
            return
        raise CannotConnect(url, session.gone.reason if session.gone else "nobody answers")

    @classmethod
    def _empty_view(cls) -> V:
        """What is known before the first snapshot: the role's own."""
        raise TypeError(f"{cls.__name__} has no view")

    def _greeted(self, principal: PrincipalInfo) -> None:
        welcome = self.session.known.welcome
        assert welcome is not None
        self._slots.total_tokens = max(1, welcome.limits.get("in_flight", COMMANDS_IN_FLIGHT_MAX))
        self._welcomed(principal)

    def _welcomed(self, principal: PrincipalInfo) -> None:
        """The role may want to know who it is."""

    def _attend(self) -> None:
        """The role starts what it does by itself."""

    # --- who, what

    @property
    def view(self) -> V:
        """What is known now: frozen, replaced by every event."""
        return self.session.known.streams.view

    @property
    def principal(self) -> PrincipalInfo:
        """Who the server takes us for."""
        assert self.session.known.welcome is not None, "signed out"
        return self.session.known.welcome.principal

    @property
    def is_connected(self) -> bool:
        """Live at this moment. Nothing needs to be done when not."""
        return self.session.known.is_live

    def server_now_ms(self) -> int:
        """The server's clock: count down to `*_at_ms` by it, not by the wall clock of this machine."""
        return self.session.known.server_now_ms()

    def events(self) -> Listener:
        """All that is told from now on, in order. Use with `with`; take it promptly or get `FellBehind`."""
        return Listener(self.session.known.listeners)

    async def until(self, fits: Callable[[V], T | None]) -> T:
        """What `fits` says of the view, as soon as that is true. Woken by changes, no polling. Raises: SessionOver."""
        while True:
            found = fits(self.view)
            if found:
                return found
            await self._change()

    async def caught_up(self) -> None:
        """Connected, and nothing is missing. Raises: SessionOver."""
        while not self.session.known.is_live:
            await self._change()

    async def _change(self) -> None:
        if self.session.over is not None:
            raise self.session.over
        await self.session.changed.park()

    # --- commands

    async def ask(
        self,
        params: object,
        *,
        key: str | None = None,
        rev: int | None = None,
        patience_ms: int = COMMAND_PATIENCE_MS,
    ) -> dict[str, Any]:
        """Carry out a command (an object of `ringline_protocol.commands`) and return the result; then it is durable.

        Survives reconnects: without a reply it is sent again under the same key. `key` is made when none is given.
        `rev` is the revision that the change is based on. Raises: CommandFailed, SessionOver.
        """
        info = BY_CLASS[type(params)]
        key = key or (new_name("key") if info.needs_key else None)
        with trio.move_on_after(patience_ms / 1000):
            for attempt in range(RETRIES_MAX + 1):
                error = (reply := await self._request(params, key, rev)).error
                if error is None:
                    assert reply.result is not None
                    return reply.result
                if error.retry not in (Retry.NOW, Retry.BACKOFF) or attempt == RETRIES_MAX:
                    raise CommandFailed(error.code, error.message, error.retry, error.details or {}, info.method, key)
                await self._pause(error.retry, error.retry_after_ms, attempt)
        text = "no reply in time; the outcome is unknown"
        raise CommandFailed(ErrorCode.TIMEOUT, text, Retry.NOW, {}, info.method, key)

    async def _request(self, params: object, key: str | None, rev: int | None) -> Reply:
        async with self._slots:
            try:
                pending = self.session.send(params, key, rev)
            except TooLong as fault:
                method = BY_CLASS[type(params)].method
                raise CommandFailed(ErrorCode.TOO_LARGE, str(fault), Retry.NEVER, {}, method, key) from None
            try:
                return await pending.answer()
            finally:
                self.session.known.outstanding.drop(pending)

    async def _pause(self, retry: Retry, retry_after_ms: int | None, attempt: int) -> None:
        if retry_after_ms is None:
            retry_after_ms = 0 if retry is Retry.NOW else backoff_ms(attempt, self.session.chance)
        await trio.sleep(retry_after_ms / 1000)

    # --- streams

    async def subscribe(self, stream: str) -> None:
        """Read a stream (`queue/que_2`); it is in the view when this returns, and stays across reconnects.

        Raises: CommandFailed.
        """
        streams = self.session.known.streams
        streams.wanted.add(stream)
        asked = streams.position(stream)
        try:
            answer = await self.ask(Subscribe(stream, asked))
        except CommandFailed:
            streams.forget(stream)
            raise
        verdict = read(StreamState, answer["state"])
        await self.until(
            lambda _: stream not in streams.wanted or has_arrived(streams.position(stream), asked, verdict)
        )

    async def unsubscribe(self, stream: str) -> None:
        """Read it no longer; the view forgets it."""
        self.session.known.streams.forget(stream)
        await self.ask(Unsubscribe(stream))
        self.session.known.streams.forget(stream)

    async def _read_again(self, stream: str) -> None:
        """After a gap, or in a new session."""
        if stream in self._reading:
            return
        self._reading.add(stream)
        try:
            await self.subscribe(stream)
        except CommandFailed as failed:
            self.session.known.tell(Notice(NoticeKind.UNSUBSCRIBED, stream, failed.code))
        except ClientError:  # the session is over: whoever waits for something is told
            pass
        finally:
            self._reading.discard(stream)

    async def _refresh(self) -> None:
        """A newer token in band; if that fails, the expiry closes the connection and the next hello asks again."""
        if not self.session.renews:
            return
        try:
            await self.ask(RefreshAuth(await self.session.token_source()))
        except ClientError:
            self.session.known.ignored["refresh"] += 1

    # --- the end

    async def cut(self) -> None:
        """Drop the connection without a word, as failing networks do. It comes back by itself. For tests of desks."""
        await self.session.cut()


@attrs.define(eq=False)
class Client(ClientOf[DeskView]):
    """A principal that reads streams as a desk does: agent, supervisor, service."""

    @classmethod
    def _empty_view(cls) -> DeskView:
        return DeskView("")

    def _welcomed(self, principal: PrincipalInfo) -> None:
        streams = self.session.known.streams
        streams.view = attrs.evolve(streams.view, own=f"agent/{principal.id}")


async def _always(token: str) -> str:
    await trio.lowlevel.checkpoint()
    return token
