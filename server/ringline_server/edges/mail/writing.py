"""A mail of an agent: checked, composed and on disk as it will leave, before the thread has it.

SendMail -> may they? -> mailbox, recipients -> what it answers and carries -> compose -> raw kept -> MailWritten
"""

import hashlib
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import SendMail
from ringline_protocol.mail import MailAddress, MailDirection, MailHead, MailPart

from ringline_server.config_mail import Mailbox
from ringline_server.domain import mails
from ringline_server.domain.orders import Context, MailWritten
from ringline_server.domain.state import Interaction
from ringline_server.edges import addressing
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.inquiry import look
from ringline_server.edges.mail import keeping, recipients
from ringline_server.edges.mail.attaching import attachments_of
from ringline_server.edges.mail.off_loop import worked
from ringline_server.edges.mail.originals import Kept, original_of, read_mail
from ringline_server.edges.mail.recipients import Recipients
from ringline_server.edges.mail.spool import Spool, open_spool
from ringline_server.edges.server import Server
from ringline_server.mail import message, reply_address
from ringline_server.mail.composing import Outgoing, Unwritable, composed
from ringline_server.mail.message import ParsedMail
from ringline_server.mail.parsing import parse
from ringline_server.mail.source import Source
from ringline_server.store.mails import MailRow, UploadGoneRow

MAIL_BYTES_MAX: Final = 25_000_000
"""Of one mail as it leaves: what most servers take."""
LANGUAGES: Final = ("en", "es")


async def send(server: Server, command: SendMail, call: EdgeCall) -> None:
    """The mail is in the thread and waits to leave, when the call is answered. Raises: Refused, StoreUnavailable."""
    state = await _state(server, command, call)
    _require_relay(server)
    async with AsyncExitStack() as stack:
        written = await _written(server, stack, command, call, state)
    await addressing.to_interaction(server, command.interaction, written, call)


async def _written(
    server: Server, stack: AsyncExitStack, command: SendMail, call: EdgeCall, state: Interaction
) -> MailWritten:
    """The mail, on disk as it will leave; what it was made of is put away when the stack ends."""
    answers = await read_mail(server, stack, command.interaction, command.replies_to, "params.replies_to")
    forwards = await read_mail(server, stack, command.interaction, command.forwards, "params.forwards")
    mailbox = _mailbox(server, state, answers)
    to = recipients.check(command.to, command.cc, command.bcc, own_addresses(server.mailboxes))
    attached = await attachments_of(server, stack, command, forwards)
    outgoing = attrs.evolve(
        _outgoing(server, state, command, mailbox, to),
        in_reply_to=answers.parsed.message_id if answers else "",
        references=answers.parsed.references if answers else (),
        answers=original_of(answers) if answers and command.with_quote else None,
        forwards=original_of(forwards) if forwards else None,
        attachments=attached,
    )
    spool = stack.enter_context(open_spool(server.spool_folder))
    parsed, digest = await worked(partial(_composed, spool), outgoing, _size(outgoing))
    head = _head(outgoing, parsed, mailbox, to.bcc)
    call.rows = await _kept(server, command, head, spool.settled(), digest)
    return MailWritten(command, head, command.text, to.envelope)


def own_addresses(mailboxes: Sequence[Mailbox]) -> frozenset[str]:
    """Of all our mailboxes, in lower case."""
    return frozenset(address for mailbox in mailboxes for address in mailbox.addresses)


async def _state(server: Server, command: SendMail, call: EdgeCall) -> Interaction:
    """Raises: Refused, where the mail could not be said."""
    state: Interaction = (await look(await addressing.find(server, command.interaction), call.by, None)).result["state"]
    mails.require_writer(state, Context(server.clock.now_ms(), server.account, call.by, server.ids.new))
    if not command.text.strip() and not command.uploads and command.forwards is None:
        raise Refused(ErrorCode.BAD_REQUEST, "an empty mail", {"path": "params.text"})
    return state


def _require_relay(server: Server) -> None:
    if not server.sends_mail:
        details = {"state": "no_relay", "allowed": []}
        raise Refused(ErrorCode.INVALID_STATE, "this server is not set up to send mail: [mail.out]", details)


def _mailbox(server: Server, state: Interaction, answers: Kept | None) -> Mailbox:
    """The one that the thread came to; of a thread that did not come by mail, that of its queue. Raises: Refused."""
    known = {mailbox.id: mailbox for mailbox in server.mailboxes}
    thread = [segment.mail.mailbox for segment in reversed(state.segments) if segment.mail is not None]
    for name in (*((answers.mailbox,) if answers else ()), *thread):
        if name in known:
            return known[name]
    for mailbox in server.mailboxes:
        if mailbox.queue == state.queue:
            return mailbox
    details = {"state": "no_mailbox", "allowed": []}
    raise Refused(ErrorCode.INVALID_STATE, "no mailbox belongs to this queue: [[mailboxes]]", details)


def _outgoing(server: Server, state: Interaction, command: SendMail, mailbox: Mailbox, to: Recipients) -> Outgoing:
    language = _language(server, state)
    domain = mailbox.address.rpartition("@")[2]
    key = server.reply_key
    signed = reply_address.sign(mailbox.address, state.id, key) if key else None
    signature = mailbox.signature.get(language) or next(iter(mailbox.signature.values()), "")
    return Outgoing(
        message_id=f"<{server.ids.new('mail')}@{domain}>",
        sent_at_ms=server.clock.now_ms(),
        sender=message.MailAddress(mailbox.address, mailbox.name),
        reply_to=message.MailAddress(signed, mailbox.name) if signed else None,
        to=_people(to.to),
        cc=_people(to.cc),
        subject=command.subject,
        text=command.text,
        html=command.html,
        language=language,
        signature=signature,
    )


def _language(server: Server, state: Interaction) -> str:
    """The consumer's, if they have written in one that we know; else that of whoever answers."""
    said = (segment.language[:2] for segment in reversed(state.segments) if segment.mail is not None)
    known = next((language for language in said if language in LANGUAGES), None)
    leg = state.primary
    agent = server.account.agents.get(leg.agent) if leg is not None else None
    return known or (agent.language if agent is not None else LANGUAGES[0])


def _people(addresses: Sequence[MailAddress]) -> tuple[message.MailAddress, ...]:
    return tuple(message.MailAddress(one.address, one.name) for one in addresses)


def _size(outgoing: Outgoing) -> int:
    quoted = (len(one.text) + len(one.html) for one in (outgoing.answers, outgoing.forwards) if one is not None)
    return len(outgoing.text) + len(outgoing.html) + sum(quoted) + sum(one.content.size for one in outgoing.attachments)


def _composed(spool: Spool, outgoing: Outgoing) -> tuple[ParsedMail, bytes]:
    """The mail as it leaves, in the spool, and as our own reader reads it: so its parts have the numbers that everybody
    else sees; and its digest."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        for piece in composed(outgoing):
            spool.append(piece)
            digest.update(piece)
    except Unwritable as error:
        raise Refused(ErrorCode.BAD_REQUEST, str(error)) from None
    if spool.size > MAIL_BYTES_MAX:
        details = {"path": "params.uploads", "bytes": spool.size, "bytes_max": MAIL_BYTES_MAX}
        raise Refused(ErrorCode.TOO_LARGE, "the mail with its attachments", details)
    return parse(spool), digest.digest()


def _head(outgoing: Outgoing, parsed: ParsedMail, mailbox: Mailbox, bcc: tuple[MailAddress, ...]) -> MailHead:
    parts = enumerate(parsed.attachments, 1)
    return MailHead(
        mail=outgoing.message_id[1:].partition("@")[0],
        direction=MailDirection.OUT,
        sender=MailAddress(mailbox.address, mailbox.name),
        to=tuple(MailAddress(one.address, one.name) for one in outgoing.to),
        cc=tuple(MailAddress(one.address, one.name) for one in outgoing.cc),
        bcc=bcc,
        subject=outgoing.subject,
        message_id=outgoing.message_id,
        sent_at_ms=outgoing.sent_at_ms,
        parts=tuple(MailPart(n, one.name, one.type, one.content.size, one.inline) for n, one in parts),
        has_html=bool(outgoing.html),
        has_quote=outgoing.answers is not None or outgoing.forwards is not None,
        mailbox=mailbox.id,
    )


async def _kept(
    server: Server, command: SendMail, head: MailHead, raw: Source, digest: bytes
) -> tuple[MailRow | UploadGoneRow, ...]:
    """What goes with the event that names the mail; a large one is on disk before it. Raises: StoreUnavailable."""
    at_ms, pieces = server.clock.now_ms(), await keeping.kept(server, head.mail, raw)
    key = (head.mail, command.interaction, str(head.direction), head.mailbox, head.message_id)
    row = MailRow(*key, digest, raw.size, at_ms, pieces)
    return (row, *map(UploadGoneRow, dict.fromkeys(command.uploads)))
