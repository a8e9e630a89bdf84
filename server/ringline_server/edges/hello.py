"""The first frame: who is it, which session, and what of each stream. Then the connection lives until it ends."""

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.codes import CloseCode, ErrorCode, FrameError
from ringline_protocol.frames import CaughtUp, ErrorFrame, Hello, Notice, NoticeKind, problem
from ringline_protocol.handshake import Heartbeat, PrincipalInfo, ServerInfo, SessionInfo, Welcome
from ringline_protocol.limits import (
    HEARTBEAT_INTERVAL_MS,
    HEARTBEAT_TIMEOUT_MS,
    HELLO_BYTES_MAX,
    HELLO_MS,
    SESSION_WINDOW_MS,
    welcome_limits,
)
from ringline_protocol.values import PrincipalKind

from ringline_server import logs
from ringline_server.actors.messages import DeviceJoined, DeviceLeft, Ordered
from ringline_server.domain.orders import ConsumerPresent
from ringline_server.domain.principal import Principal
from ringline_server.edges import audit
from ringline_server.edges.auth import BadToken
from ringline_server.edges.connection import Live
from ringline_server.edges.outbox import Outbox
from ringline_server.edges.server import Server
from ringline_server.edges.sessions import HelloRefused, Session
from ringline_server.edges.transport import Connection, ConnectionGone
from ringline_server.store.records import StoreUnavailable

CAPABILITIES: tuple[str, ...] = ("live_search", "explain_waiting", "snapshot_parts", "canned_answers")

log = logs.logger("session")


@attrs.frozen
class _Opened:
    session: Session
    token: str
    resumed: bool


async def serve(server: Server, connection: Connection) -> None:
    """One connection from its upgrade to its end. Given to the front."""
    try:
        with trio.move_on_after(HELLO_MS / 1000) as patience:
            hello = codec.decode_hello(await connection.receive(HELLO_BYTES_MAX))
        if patience.cancelled_caught:
            await connection.close(CloseCode.HELLO_TIMEOUT)
            return
        opened = _open(server, connection, hello)
    except FrameError as fault:
        frame = ErrorFrame(problem(fault.code, fault.message, {"path": fault.path} if fault.path else None))
        await _refuse(connection, fault.close or CloseCode.MALFORMED, codec.encode(frame))
    except HelloRefused as refused:
        await _refuse(connection, refused.code)
    except ConnectionGone:
        pass
    else:
        connection.authenticated()
        await _live(server, connection, hello, opened)


async def _refuse(connection: Connection, code: CloseCode, frame: bytes | None = None) -> None:
    try:
        if frame is not None:
            await connection.send(frame)
    except ConnectionGone:
        return
    await connection.close(code)


def _open(server: Server, connection: Connection, hello: Hello) -> _Opened:
    now_ms = server.clock.now_ms()
    principal = _authenticate(server, connection, hello, now_ms)
    asked = hello.session
    if asked.mode == "resume":
        if asked.id is None or asked.token is None:
            raise FrameError(ErrorCode.BAD_REQUEST, path="session", close=CloseCode.MALFORMED)
        resumed = server.sessions.resume(asked.id, asked.token, principal, now_ms)
        if resumed is not None:
            session, token = resumed
            _supersede(session)
            session.client = hello.client
            return _Opened(session, token, resumed=True)
    session, token = server.sessions.open(principal, hello.client, asked.on_conflict, now_ms)
    return _Opened(session, token, resumed=False)


def _authenticate(server: Server, connection: Connection, hello: Hello, now_ms: int) -> Principal:
    address = connection.peer.counted_as
    if server.bad_hellos.wait_ms(address, now_ms):
        raise HelloRefused(CloseCode.AUTH_FAILED)
    try:
        if hello.auth.scheme == "ticket":
            principal = server.tickets.redeem(hello.auth.token, now_ms)
        else:
            principal = server.tokens.verify(hello.auth.token, now_ms)
    except BadToken as bad:
        server.bad_hellos.note(address, now_ms)
        log.warning("hello refused", peer=address, reason=bad.fault)
        raise HelloRefused(CloseCode.AUTH_FAILED) from None
    if principal.is_agent and not server.registry.employs(principal.id):
        raise HelloRefused(CloseCode.FORBIDDEN)
    return server.known_as(principal)


def _supersede(session: Session) -> None:
    """The old connection, if there is one, gives way."""
    if isinstance(session.life, Live):
        session.life.supersede()
    session.life = None


async def _live(server: Server, connection: Connection, hello: Hello, opened: _Opened) -> None:
    session = opened.session
    try:
        async with trio.open_nursery() as nursery:
            live = Live(server, connection, session, Outbox(), nursery)
            session.life = live
            live.outbox.on_overflow = live.cut_off
            nursery.start_soon(live.read)
            live.keep_time()
            await _join(server, session)
            if not opened.resumed and session.principal.interaction is None:
                nursery.start_soon(_note_sign_in, server, session)
            try:
                await _welcome(live, hello, opened)
            except StoreUnavailable:
                live.end(CloseCode.INTERNAL)
    finally:
        live.over()
        _leave(server, session, live)


async def _welcome(live: Live, hello: Hello, opened: _Opened) -> None:
    """One welcome with the verdict on every stream, then what was missed, then one caught_up."""
    session = opened.session
    streams = dict.fromkeys(_own_streams(session.principal)) | dict.fromkeys(sorted(session.streams))
    streams |= dict.fromkeys(hello.pos)
    sinks = await live.dispatch.streams.open_all(streams, hello.pos)
    welcome = Welcome(
        hello.id,
        SessionInfo(session.id, opened.token, opened.resumed, SESSION_WINDOW_MS),
        PrincipalInfo(session.principal.kind, session.principal.id, session.principal.name),
        ServerInfo(live.now_ms(), live.server.version),
        welcome_limits(supervisor=session.principal.kind is PrincipalKind.SUPERVISOR),
        Heartbeat(HEARTBEAT_INTERVAL_MS, HEARTBEAT_TIMEOUT_MS),
        {stream: sink.state(hello.pos.get(stream)) for stream, sink in sinks.items()},
        CAPABILITIES,
    )
    live.outbox.put_reply(codec.encode(welcome), live.now_ms())  # the urgent lane: nothing overtakes it
    live.writer.open()
    for sink in sinks.values():
        await sink.release()
    heads = {stream: sink.head for stream, sink in sinks.items() if not sink.is_closed}
    live.outbox.put_event(codec.encode(CaughtUp(hello.id, heads)), "", live.now_ms())
    if live.server.is_draining:
        live.notice(Notice(NoticeKind.DRAINING, reconnect_in_ms=0))


async def _note_sign_in(server: Server, session: Session) -> None:
    """Beside the welcome: people must be able to work on what they see while the store is away."""
    try:
        await audit.note(server, session.principal, "session.open", session.id)
    except StoreUnavailable:
        log.warning("sign-in not audited", session=session.id, principal=session.principal.id)


def _own_streams(principal: Principal) -> tuple[str, ...]:
    if principal.is_agent:
        return (f"agent/{principal.id}",)
    return (f"interaction/{principal.interaction}",) if principal.interaction is not None else ()


async def _join(server: Server, session: Session) -> None:
    """The actor behind the principal learns that this session is connected."""
    principal = session.principal
    if principal.is_agent:
        joined = DeviceJoined(session.id, session.client.device, session.client.name)
        await server.registry.agent(principal.id).send(joined)
    elif principal.interaction is not None:
        await server.registry.interaction(principal.interaction).send(Ordered(ConsumerPresent(True)))


def _leave(server: Server, session: Session, live: Live) -> None:
    if session.life is not live:
        return  # a newer connection carries the session
    principal = session.principal
    if live.keep_session:
        server.sessions.disconnected(session, server.clock.now_ms())
        if principal.is_agent:
            server.registry.agent(principal.id).tell(DeviceLeft(session.id, ended=False))
    else:
        session.life = None
        server.signed_out(session)
    if principal.interaction is not None and not server.sessions.is_connected(principal):
        server.registry.interaction(principal.interaction).tell(Ordered(ConsumerPresent(False)))
