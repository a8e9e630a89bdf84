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
from ringline_server.edges import live_search
from ringline_server.edges.auth import BadToken
from ringline_server.edges.calls import EdgeCall
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
        case KickSession(session):
            return _kick(live, session)
        case MakePrimary():
            live.server.registry.agent(live.session.principal.id).tell(DevicePrimary(live.session.id))
            return Done()
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
        newer = live.server.tokens.verify(token, live.now_ms())
    except BadToken:
        raise Refused(ErrorCode.UNAUTHENTICATED) from None
    known = session.principal
    if (newer.kind, newer.id, newer.interaction) != (known.kind, known.id, known.interaction):
        raise Refused(ErrorCode.UNAUTHENTICATED)
    session.principal = newer
    live.rearm()
    return Done({"expires_at_ms": newer.expires_at_ms})


def _kick(live: "Live", session_id: str) -> Outcome:
    by = live.session.principal
    other = live.server.sessions.find(session_id)
    if other is None or not other.principal.is_agent:
        raise Refused(ErrorCode.FORBIDDEN)
    if other.principal.id != by.id and by.kind is not PrincipalKind.SUPERVISOR:
        raise Refused(ErrorCode.FORBIDDEN)
    if other.life is not None:
        other.life.end(CloseCode.KICKED, keep_session=False)
    else:
        live.server.sessions.ended(other, live.now_ms())
    return Done()


def _ticket(live: "Live") -> Outcome:
    try:
        ticket = live.server.tickets.issue(live.session.principal, live.now_ms())
    except TooManyTickets:
        raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=1_000) from None
    return Done({"ticket": ticket})
