"""Commands that the session itself answers: streams, credentials, devices, live search."""

from typing import TYPE_CHECKING

from ringline_protocol import codec
from ringline_protocol.codes import CloseCode, ErrorCode, Refused
from ringline_protocol.commands import (
    KickSession,
    MakePrimary,
    MakeTicket,
    RefreshAuth,
    StartLiveSearch,
    StopLiveSearch,
    Subscribe,
    Unsubscribe,
)
from ringline_protocol.frames import CaughtUp, Command
from ringline_protocol.values import PrincipalKind

from ringline_server.actors.messages import DevicePrimary, Done, Outcome
from ringline_server.edges import audit, live_search
from ringline_server.edges.auth import BadToken
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.inquiry import look
from ringline_server.edges.tickets import TooManyTickets

if TYPE_CHECKING:
    from ringline_server.edges.connection import Live


async def carry_out(live: "Live", command: Command, call: EdgeCall) -> Outcome:
    """The outcome; or Refused raised."""
    match command.params:
        case Subscribe():
            return await _subscribe(live, command, command.params, call)
        case Unsubscribe(stream):
            live.dispatch.streams.close(stream)
            return Done()
        case RefreshAuth(token):
            return _refresh(live, token)
        case KickSession():
            return await _kick(live, command.params, call)
        case MakePrimary():
            return await _make_primary(live, command.params, call)
        case MakeTicket():
            return _ticket(live)
        case StartLiveSearch(interaction, text):
            return await live_search.start(live, interaction, text)
        case StopLiveSearch(search):
            return live_search.stop(live, search)
    raise TypeError(command.method)


async def _subscribe(live: "Live", command: Command, wish: Subscribe, call: EdgeCall) -> Outcome:
    """The reply with the verdict goes first, then snapshot or missed events, then caught_up."""
    sink = await live.dispatch.streams.open(wish.stream, wish.pos)
    call.finish(Done({"stream": wish.stream, "state": sink.state(wish.pos)}))
    await sink.release()
    if not sink.is_closed:
        caught_up = CaughtUp(command.id, {wish.stream: sink.head})
        live.outbox.put_event(codec.encode(caught_up), wish.stream, live.now_ms())
    return Done()


def _refresh(live: "Live", token: str) -> Outcome:
    session = live.session
    try:
        newer = live.server.known_as(live.server.tokens.verify(token, live.now_ms()))
    except BadToken:
        raise Refused(ErrorCode.UNAUTHENTICATED) from None
    known = session.principal
    if (newer.kind, newer.id, newer.interaction) != (known.kind, known.id, known.interaction):
        raise Refused(ErrorCode.UNAUTHENTICATED)
    session.principal = newer
    live.keep_time()
    return Done({"expires_at_ms": newer.expires_at_ms})


async def _kick(live: "Live", wish: KickSession, call: EdgeCall) -> Outcome:
    """The session is over, whatever its device does; its connection ends as soon as it can."""
    server, by = live.server, live.session.principal
    other = server.sessions.find(wish.session)
    if other is None or not other.principal.is_agent:
        raise Refused(ErrorCode.FORBIDDEN)
    if other.principal.id != by.id and by.kind is not PrincipalKind.SUPERVISOR:
        raise Refused(ErrorCode.FORBIDDEN)
    await audit.note_command(server, wish, call)
    server.end_session(other, CloseCode.KICKED)
    return await _behind(live, other.principal.id)


async def _make_primary(live: "Live", wish: MakePrimary, call: EdgeCall) -> Outcome:
    agent = live.session.principal.id
    await audit.note_command(live.server, wish, call)
    live.server.registry.agent(agent).tell(DevicePrimary(live.session.id))
    return await _behind(live, agent)


async def _behind(live: "Live", agent: str) -> Done:
    """The answer, once the agent's actor has told what follows from what it was told before."""
    registry = live.server.registry
    return Done({}, (await look(registry.agent(agent), registry.overseer, None)).pos)


def _ticket(live: "Live") -> Outcome:
    try:
        ticket = live.server.tickets.issue(live.session.principal, live.now_ms())
    except TooManyTickets:
        raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=1_000) from None
    return Done({"ticket": ticket})
