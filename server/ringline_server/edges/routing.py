"""The way of a command from an edge to the actor that answers it: the same for sockets and for HTTP."""

import hashlib
from typing import Final

from ringline_protocol import codec
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import (
    BY_CLASS,
    AcceptOffer,
    CreateInteraction,
    DeclineOffer,
    Handler,
    LinkContact,
    PushPartial,
    SendMail,
    SendTones,
    SetOptOuts,
    SetStatus,
    ShowTyping,
    SignalCall,
)
from ringline_protocol.events import SegmentPartial, Typing
from ringline_protocol.values import Role

from ringline_server.actors.actor import MailboxFull
from ringline_server.actors.call_line import Relay
from ringline_server.actors.messages import Asked, Ref, SayEphemeral
from ringline_server.domain.principal import Principal
from ringline_server.edges import addressing, book, intake
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.mail import writing
from ringline_server.edges.server import Server
from ringline_server.store.records import UNREADABLE

_OWN: Final = (AcceptOffer, DeclineOffer, SetStatus, SetOptOuts)
"""What an agent's own actor is asked."""
_LOOKS_FIRST: Final = (CreateInteraction, SendMail, LinkContact)
"""What is not complete as it was sent: something is read or made before an actor hears of it."""


def principal_name(by: Principal) -> str:
    """`kind:id`, under which idempotency keys are kept. An agent made supervisor stays the same person."""
    return f"{'agent' if by.is_agent else by.kind.value}:{by.id}"


def params_hash(method: str, params: object) -> bytes:
    """The same for the same method and params, whatever the order and form they were written in."""
    return hashlib.blake2b(codec.encode_data([method, params]), digest_size=16).digest()


def send_at_once(server: Server, command: object, call: EdgeCall) -> bool:
    """The command is in the right mailbox. False: on its way there something has to be waited for (`send`)."""
    if BY_CLASS[type(command)].handler is Handler.BOOK or isinstance(command, _LOOKS_FIRST):
        return False
    interaction = getattr(command, "interaction", None)
    if interaction is not None and interaction not in server.registry:
        return False
    target, message = _way(server, command, call)
    try:
        target.tell(message)
    except MailboxFull:
        return False
    return True


async def send(server: Server, command: object, call: EdgeCall) -> None:
    """Put the command into the right mailbox, waiting while it is full. The actor answers; or it is refused here."""
    try:
        await _send(server, command, call)
    except Refused as refusal:
        call.finish(refusal)
    except UNREADABLE:
        call.finish(Refused(ErrorCode.UNAVAILABLE))
    except BaseException:  # cancelled on its way: it reached nobody, and a retry with its key must not wait for it
        call.finish(Refused(ErrorCode.UNAVAILABLE))
        raise


async def _send(server: Server, command: object, call: EdgeCall) -> None:
    if BY_CLASS[type(command)].handler is Handler.BOOK:
        await book.carry_out(server, command, call)
        return
    match command:
        case CreateInteraction():
            await intake.create(server, command, call)
            return
        case SendMail():
            await writing.send(server, command, call)
            return
        case LinkContact(contact=str(contact)):
            call.contact = await server.disk.contact(contact)
    if not isinstance(command, _OWN):
        await addressing.find(server, command.interaction)  # type: ignore[attr-defined]
    target, message = _way(server, command, call)
    await target.send(message)


def _way(server: Server, command: object, call: EdgeCall) -> tuple[Ref, object]:
    """Whose mailbox, and what goes into it. An interaction is there, and nothing has to be looked up any more."""
    match command:
        case AcceptOffer() | DeclineOffer() | SetStatus() | SetOptOuts():
            call.via = own = server.registry.agent(call.by.id)
            return own, Asked(command, call)
        case ShowTyping() | PushPartial():
            return server.registry.interaction(command.interaction), _ephemeral(command, call)
        case SignalCall() | SendTones():
            return server.registry.interaction(command.interaction), Relay(command, call)
    return addressing.way(server, command.interaction, command, call)  # type: ignore[attr-defined]


def _ephemeral(command: ShowTyping | PushPartial, call: EdgeCall) -> SayEphemeral:
    if isinstance(command, ShowTyping):
        role = Role(call.by.kind.value)
        return SayEphemeral("typing", Typing(role, call.by.name, command.typing), _typist(role, call.by), call)
    said = command.segment
    partial = SegmentPartial(
        said.segment, said.role, said.text, said.revision, said.participant, None, said.start_ms, said.language
    )
    return SayEphemeral("segment.partial", partial, said.segment, call, said.revision)


def _typist(role: Role, by: Principal) -> str:
    """The same for the same person; consumers see it, so it does not say which account that is."""
    return f"{role}:{hashlib.blake2b(by.id.encode(), digest_size=8).hexdigest()}"
