"""A mail from outside, from whatever edge it comes, to its interaction. Durable when `receive` returns.

raw --parse (a thread)--> loop? ours? --------------------------------> MailRefused: not taken
                      --> the same one before? -----------------------> known: nothing happens again
                      --> its thread: In-Reply-To, References from the end, our reply address; never the subject
    raw kept (beforehand when it is large) --> interaction actor: said, or begun --> one commit with its row
"""

import hashlib
from contextlib import aclosing
from typing import Final

import attrs
import trio
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.limits import COMMAND_MS
from ringline_protocol.values import Consumer, PrincipalKind

from ringline_server import logs
from ringline_server.actors.messages import Asked, Done, Outcome
from ringline_server.config_mail import Mailbox
from ringline_server.domain.orders import MailReceived
from ringline_server.domain.principal import Principal
from ringline_server.edges import intake
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.mail import decoding, heads, keeping, spool
from ringline_server.edges.server import Server
from ringline_server.mail import reply_address
from ringline_server.mail.message import MailKind, ParsedMail
from ringline_server.mail.source import Source, source_of
from ringline_server.store.mails import MailRow
from ringline_server.store.records import StoreUnavailable

POSTMAN: Final = Principal(PrincipalKind.SERVICE, "svc_mail", expires_at_ms=2**53 - 1, name="")
"""As whom mails are said."""
THREAD_IDS_MAX: Final = 50
"""Message-IDs of one mail by which its thread is looked for."""
HEAD_BYTES_MAX: Final = 262_144
"""Of the header, where the digest looks for fields of the way."""

log = logs.logger("mail")


class MailRefused(Exception):
    """Never taken, however often it comes; nothing was kept. The text is for the other server."""


@attrs.frozen
class Kept:
    """What became of a mail."""

    interaction: str
    mail: str
    is_new: bool
    """False: this very mail was here before."""


@attrs.define(eq=False)
class Receiving:
    """The one way in. `reply_key`: what our reply addresses are signed with."""

    server: Server
    reply_key: bytes = attrs.field(repr=False)
    _busy: dict[tuple[str, str, bytes], trio.Event] = attrs.field(factory=dict, init=False)
    """Mails on their way in, so that the same one twice at once waits for itself."""

    def mailbox_of(self, recipient: str) -> Mailbox | None:
        """Whose address it is, with or without what we signed into it."""
        wanted = reply_address.bare(recipient).casefold()
        return next((mailbox for mailbox in self.server.mailboxes if wanted in mailbox.addresses), None)

    async def receive(self, mailbox: Mailbox, given: bytes | Source, recipients: tuple[str, ...] = ()) -> Kept:
        """Durable. `recipients`: of the envelope, where there is one.

        Raises: MailRefused; StoreUnavailable or Refused: not now, and coming again does no harm.
        """
        raw = source_of(given)
        async with decoding.turn(raw.size, self.server.mail_openings):
            parsed = await decoding.parsed(raw)
        await self._check(mailbox, parsed)
        digest = await _digest(raw, parsed, self.server)
        key = (mailbox.id, parsed.message_id, digest)
        while (before := self._busy.get(key)) is not None:
            await before.wait()
        done = self._busy[key] = trio.Event()
        try:
            known = await self.server.disk.mail_received(*key)
            if known is not None:
                return Kept(known.interaction, known.mail, is_new=False)
            return await self._take_in(mailbox, raw, parsed, digest, recipients)
        finally:
            del self._busy[key]
            done.set()

    async def _check(self, mailbox: Mailbox, parsed: ParsedMail) -> None:
        if parsed.kind is MailKind.LOOP:
            raise MailRefused("5.4.6 it has come by too many servers: a loop")
        ours = [one.id for one in self.server.mailboxes]
        for one in ours if parsed.message_id else ():
            rows = await self.server.disk.mails_by_message_id(one, [parsed.message_id])
            if any(row.direction == "out" for row in rows):
                raise MailRefused("5.4.6 this is a mail of ours: a loop")
        if parsed.kind is MailKind.BOUNCE and not await self._bounced(mailbox, parsed):
            raise MailRefused("5.7.1 it does not name a mail that we sent")

    async def _bounced(self, mailbox: Mailbox, parsed: ParsedMail) -> MailRow | None:
        """The mail of ours that a bounce is about."""
        ids = [parsed.bounce.message_id] if parsed.bounce is not None and parsed.bounce.message_id else []
        rows = await self.server.disk.mails_by_message_id(mailbox.id, [*ids, *parsed.thread_ids[:THREAD_IDS_MAX]])
        return next((row for row in rows if row.direction == "out"), None)

    async def _take_in(
        self, mailbox: Mailbox, raw: Source, parsed: ParsedMail, digest: bytes, recipients: tuple[str, ...]
    ) -> Kept:
        server, mail = self.server, self.server.ids.new("mail")
        pieces = await keeping.kept(server, mail, raw)
        thread = await self._thread(mailbox, parsed, recipients)
        order = await self._order(mailbox, mail, parsed)
        for interaction in (thread, None) if thread is not None else (None,):
            name = interaction or server.ids.new("int")
            row = MailRow(
                *(mail, name, "in", mailbox.id, parsed.message_id, digest, raw.size), server.clock.now_ms(), pieces
            )
            follows = thread if interaction is None else None
            try:
                await self._tell(name, attrs.evolve(order, follows=follows), row)
            except Refused as refusal:
                if refusal.code is ErrorCode.INVALID_STATE and interaction is not None:
                    continue  # closed for too long: a new one goes on from it
                raise
            log.info("mail received", mail=mail, mailbox=mailbox.id, interaction=name, bytes=raw.size)
            return Kept(name, mail, is_new=True)
        raise AssertionError("a new interaction takes any mail")

    async def _thread(self, mailbox: Mailbox, parsed: ParsedMail, recipients: tuple[str, ...]) -> str | None:
        """The interaction that it belongs to. None: it begins one."""
        if parsed.kind is MailKind.BOUNCE:
            bounced = await self._bounced(mailbox, parsed)
            return None if bounced is None else bounced.interaction
        rows = await self.server.disk.mails_by_message_id(mailbox.id, parsed.thread_ids[:THREAD_IDS_MAX])
        if rows:
            return rows[0].interaction
        for address in (*recipients, *(one.address for one in (*parsed.to, *parsed.cc))):
            named = reply_address.verify(address, self.reply_key)
            if named is not None and self.mailbox_of(address) == mailbox and await self.server.disk.interaction(named):
                return named
        return None

    async def _order(self, mailbox: Mailbox, mail: str, parsed: ParsedMail) -> MailReceived:
        sender = parsed.sender
        consumer = Consumer() if sender is None else Consumer(sender.name or sender.address, email=sender.address)
        bounced = await self._bounced(mailbox, parsed) if parsed.kind is MailKind.BOUNCE else None
        is_failure = bounced is not None and parsed.bounce is not None and parsed.bounce.is_failure
        return MailReceived(
            queue=mailbox.queue,
            head=heads.of_received(mail, mailbox, parsed),
            text=parsed.new_text or parsed.text,
            consumer=await intake.recognised(self.server, consumer),
            bounced=bounced.mail if bounced is not None and is_failure else None,
            bounced_recipient=parsed.bounce.recipient if parsed.bounce is not None else "",
            reason=heads.words_of(parsed.bounce) if parsed.bounce is not None else "",
        )

    async def _tell(self, interaction: str, order: MailReceived, row: MailRow) -> None:
        """Durable when it returns. Raises: Refused."""
        outcomes: list[Outcome] = []
        answered = trio.Event()

        def finish(outcome: Outcome) -> None:
            outcomes.append(outcome)
            answered.set()

        call = EdgeCall(POSTMAN, finish, rows=(row,))
        with trio.move_on_after(COMMAND_MS / 1000):
            await self.server.registry.interaction(interaction).send(Asked(order, call))
            await answered.wait()
        outcome = outcomes[0] if outcomes else Refused(ErrorCode.TIMEOUT)
        if isinstance(outcome, Refused):
            raise StoreUnavailable("the journal") if outcome.code is ErrorCode.UNAVAILABLE else outcome
        assert isinstance(outcome, Done)


async def _digest(raw: Source, parsed: ParsedMail, server: Server) -> bytes:
    """The same for the same mail, by whichever way it came. One without id and date is like no other."""
    end = raw.read(0, HEAD_BYTES_MAX).find(b"\r\n\r\n")
    made = hashlib.blake2b(digest_size=16)
    async with aclosing(spool.each_piece(raw, raw.between(max(end, 0), raw.size))) as pieces:
        async for piece in pieces:
            made.update(piece)
    said = (parsed.message_id, parsed.subject, str(parsed.sent_at_ms), (parsed.sender and parsed.sender.address) or "")
    made.update("\0".join(said).encode("utf-8", "surrogatepass"))
    if not parsed.message_id and parsed.sent_at_ms is None:
        made.update(server.ids.new("mail").encode())
    return made.digest()
