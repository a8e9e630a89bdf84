"""SMTP (RFC 5321) and LMTP (RFC 2033): one conversation with whoever brings mail. 250 only when the journal has it.

    220 --EHLO--> 250 --STARTTLS--> 220 (again EHLO) --AUTH--> 235
         --MAIL--> 250 --RCPT--> 250 each --DATA--> 354 … --> 250 kept | 451 come again | 55x never
LMTP greets with LHLO and gets an answer for each recipient.
"""

import ssl
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import attrs
import trio
from ringline_protocol.codes import Refused

from ringline_server import logs
from ringline_server.config_mail import Mailbox, MailSettings
from ringline_server.edges.mail import envelope, passwords
from ringline_server.edges.mail.dots import Smuggled, TooLarge
from ringline_server.edges.mail.receiving import MailRefused, Receiving
from ringline_server.edges.mail.spool import Spool, open_spool
from ringline_server.edges.mail.wire import BadLine, Gone, NoRoom, Wire
from ringline_server.mail.source import Source
from ringline_server.store.records import StoreUnavailable

RECIPIENTS_MAX: Final = 100
"""Of one mail; more come with the next one."""
ERRORS_MAX: Final = 10
"""Commands that cannot be carried out; then the conversation ends."""
AUTH_FAILURES_MAX: Final = 3
PUT_OFF: Final = "451 4.3.0 it cannot be kept now, come again"
STARTTLS_MS: Final = 10_000

log = logs.logger("mail")


@attrs.define(eq=False)
class Terms:
    """What holds for all conversations at one address."""

    settings: MailSettings
    receiving: Receiving
    may_send: Callable[[str], bool]
    """Counts a mail of this peer; False: too many in a minute."""
    is_lmtp: bool = False
    tls: ssl.SSLContext | None = None
    passwords: Mapping[str, str] = attrs.field(factory=dict, repr=False)


@attrs.define(eq=False)
class Talk:
    """One conversation."""

    wire: Wire
    terms: Terms
    peer: str
    is_draining: Callable[[], bool] = lambda: False
    greeted: bool = False
    is_secure: bool = False
    user: str = ""
    sender: str | None = None
    recipients: list[tuple[str, Mailbox]] = attrs.field(factory=list)
    errors: int = 0
    auth_failures: int = 0
    is_over: bool = False

    async def run(self) -> None:
        """Until one side ends it."""
        try:
            await self.wire.say(f"220 {self.terms.settings.hostname} {'L' if self.terms.is_lmtp else 'ES'}MTP Ringline")
            while not self.is_over:
                if self.is_draining():
                    await self._end("421 4.3.2 going down, come again")
                    return
                await self._step()
        except Gone:
            log.debug("mail peer left", peer=self.peer)
        except NoRoom:
            await self._end("421 4.3.1 too much mail at once, come again")

    async def _step(self) -> None:
        try:
            words = (await self.wire.line()).decode("utf-8", "surrogateescape")
        except BadLine:
            await self._bad("500 5.5.2 lines are ended with CR LF, and hold no others")
            return
        verb, _, argument = words.partition(" ")
        command = _COMMANDS.get(verb.upper())
        if command is None:
            await self._bad("500 5.5.1 there is no such command")
        else:
            await command(self, argument.strip())

    # --- greeting

    async def _helo(self, name: str) -> None:
        if self.terms.is_lmtp:
            await self._bad("500 5.5.1 LHLO is spoken here")
        else:
            self._begin()
            await self.wire.say(f"250 {self.terms.settings.hostname}")

    async def _ehlo(self, name: str) -> None:
        await (self._bad("500 5.5.1 LHLO is spoken here") if self.terms.is_lmtp else self._extended(name))

    async def _lhlo(self, name: str) -> None:
        await (self._extended(name) if self.terms.is_lmtp else self._bad("500 5.5.1 EHLO is spoken here"))

    async def _extended(self, name: str) -> None:
        if not name:
            await self._bad("501 5.5.4 with a name, please")
            return
        self._begin()
        settings = self.terms.settings
        words = [settings.hostname, "PIPELINING", f"SIZE {settings.size_bytes_max}", "8BITMIME", "SMTPUTF8"]
        words.append("ENHANCEDSTATUSCODES")
        words += ["STARTTLS"] if self.terms.tls is not None and not self.is_secure else []
        words += ["AUTH PLAIN LOGIN"] if self.terms.passwords and self.is_secure else []
        await self.wire.say(*(f"250-{word}" for word in words[:-1]), f"250 {words[-1]}")

    def _begin(self) -> None:
        self.greeted = True
        self._reset()

    def _reset(self) -> None:
        self.sender = None
        self.recipients.clear()

    # --- TLS and passwords

    async def _starttls(self, argument: str) -> None:
        if self.terms.tls is None or self.is_secure:
            await self._bad("502 5.5.1 not here, not now")
            return
        if self.wire.has_more():  # said in the clear behind it: it must not count as said under TLS
            await self._end("501 5.5.2 nothing may follow STARTTLS before it is answered")
            return
        await self.wire.say("220 2.0.0 go ahead")
        secured = trio.SSLStream(self.wire.stream, self.terms.tls, server_side=True)
        with trio.move_on_after(STARTTLS_MS / 1000) as patience:
            try:
                await secured.do_handshake()
            except (trio.BrokenResourceError, trio.ClosedResourceError) as error:
                raise Gone from error
        if patience.cancelled_caught:
            raise Gone
        await self.wire.secured(secured)
        self.is_secure, self.greeted = True, False
        self._reset()

    async def _auth(self, argument: str) -> None:
        if not self.terms.passwords or not self.is_secure:
            await self._bad("502 5.5.1 passwords are taken under TLS only, where there are any")
            return
        try:
            user = await passwords.user(self.wire, argument, self.terms.passwords)
        except passwords.Unreadable:
            await self._bad("501 5.5.2 that cannot be read")
            return
        if user:
            self.user = user
            await self.wire.say("235 2.7.0 welcome")
            return
        self.auth_failures += 1
        log.warning("mail password refused", peer=self.peer)
        if self.auth_failures >= AUTH_FAILURES_MAX:
            await self._end("421 4.7.0 too many wrong passwords")
        else:
            await self._bad("535 5.7.8 wrong name or password")

    # --- a mail

    async def _mail(self, argument: str) -> None:
        path = envelope.path("FROM:", argument)
        if not self.greeted:
            await self._bad(f"503 5.5.1 {'LHLO' if self.terms.is_lmtp else 'EHLO'} first")
        elif self.terms.settings.auth_required and not self.user:
            await self._bad("530 5.7.0 a name and a password first")
        elif self.sender is not None:
            await self._bad("503 5.5.1 one mail at a time")
        elif path is None:
            await self._bad("501 5.5.4 as MAIL FROM:<somebody@example.com>")
        elif envelope.size_bytes(path[1]) > self.terms.settings.size_bytes_max:
            await self.wire.say(f"552 5.3.4 at most {self.terms.settings.size_bytes_max} bytes")
        elif not self.terms.may_send(self.peer):
            await self.wire.say("451 4.7.1 too many mails in a minute, come again")
        else:
            self.sender = path[0]
            await self.wire.say("250 2.1.0 fine")

    async def _rcpt(self, argument: str) -> None:
        path = envelope.path("TO:", argument)
        if self.sender is None:
            await self._bad("503 5.5.1 MAIL first")
        elif path is None:
            await self._bad("501 5.5.4 as RCPT TO:<somebody@example.com>")
        elif len(self.recipients) >= RECIPIENTS_MAX:
            await self.wire.say(f"452 4.5.3 at most {RECIPIENTS_MAX} recipients, send it to the others again")
        elif (mailbox := self.terms.receiving.mailbox_of(path[0])) is None:
            await self._bad("550 5.1.1 nobody has this address here")
        else:
            self.recipients.append((path[0], mailbox))
            await self.wire.say("250 2.1.5 fine")

    async def _data(self, argument: str) -> None:
        if not self.recipients:
            await self._bad("503 5.5.1 RCPT first" if self.sender is not None else "503 5.5.1 MAIL first")
            return
        await self.wire.say("354 end with a dot alone in a line")
        recipients = tuple(self.recipients)
        self._reset()
        with open_spool(self.terms.receiving.server.spool_folder) as spool:
            await self._message(spool, recipients)

    async def _message(self, spool: Spool, recipients: tuple[tuple[str, Mailbox], ...]) -> None:
        try:
            await self.wire.message(spool, self.terms.settings.size_bytes_max)
        except TooLarge:
            answers = [f"552 5.3.4 at most {self.terms.settings.size_bytes_max} bytes"] * len(recipients)
        except Smuggled:
            await self._end("550 5.6.0 a lone dot between broken line ends")
            return
        except StoreUnavailable:  # in the middle of it: what comes now are no commands
            await self._end(PUT_OFF)
            return
        else:
            answers = await self._answers(spool.settled(), recipients)
        await self.wire.say(*answers if self.terms.is_lmtp else (_worst(answers),))

    async def _answers(self, raw: Source, recipients: tuple[tuple[str, Mailbox], ...]) -> list[str]:
        """For each recipient. Several addresses of one mailbox get the mail once."""
        by_mailbox: dict[str, str] = {}
        addresses = tuple(address for address, _ in recipients)
        for _, mailbox in recipients:
            if mailbox.id not in by_mailbox:
                by_mailbox[mailbox.id] = await self._kept(raw, mailbox, addresses)
        return [by_mailbox[mailbox.id] for _, mailbox in recipients]

    async def _kept(self, raw: Source, mailbox: Mailbox, addresses: tuple[str, ...]) -> str:
        try:
            kept = await self.terms.receiving.receive(mailbox, raw, addresses)
        except MailRefused as refused:
            return f"554 {refused}"
        except (StoreUnavailable, Refused):
            log.warning("mail put off", peer=self.peer, mailbox=mailbox.id)
            return PUT_OFF
        return f"250 2.0.0 kept as {kept.mail}"

    # --- the rest

    async def _rset(self, argument: str) -> None:
        self._reset()
        await self.wire.say("250 2.0.0 forgotten")

    async def _noop(self, argument: str) -> None:
        await self.wire.say("250 2.0.0 fine")

    async def _vrfy(self, argument: str) -> None:
        await self.wire.say("252 2.1.5 send it and see")

    async def _quit(self, argument: str) -> None:
        await self._end("221 2.0.0 bye")

    async def _bad(self, answer: str) -> None:
        """What cannot be carried out is counted."""
        self.errors += 1
        if self.errors > ERRORS_MAX:
            await self._end("421 4.7.0 too many errors")
        else:
            await self.wire.say(answer)

    async def _end(self, answer: str) -> None:
        self.is_over = True
        try:
            await self.wire.say(answer)
        except Gone:
            log.debug("mail peer left", peer=self.peer)


def _worst(answers: list[str]) -> str:
    """One answer for all: come again if one has to; taken if one is, because what is refused for ever is refused."""
    later = [answer for answer in answers if answer.startswith("4")]
    taken = [answer for answer in answers if answer.startswith("2")]
    return (later or taken or answers)[0]


_COMMANDS: Final[Mapping[str, Callable[[Talk, str], Awaitable[None]]]] = {
    "HELO": Talk._helo,
    "EHLO": Talk._ehlo,
    "LHLO": Talk._lhlo,
    "STARTTLS": Talk._starttls,
    "AUTH": Talk._auth,
    "MAIL": Talk._mail,
    "RCPT": Talk._rcpt,
    "DATA": Talk._data,
    "RSET": Talk._rset,
    "NOOP": Talk._noop,
    "VRFY": Talk._vrfy,
    "QUIT": Talk._quit,
}
