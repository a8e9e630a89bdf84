"""One message to the relay, by SMTP: who it took it for, who later, who never, in the server's own words.

connect -> greeting -> EHLO -> STARTTLS -> AUTH -> MAIL -> RCPT … -> DATA -> message -> . -> 250

What the server says to us (greeting, TLS, password) never condemns a message: the operator can mend it. What it says
to the message or to a recipient does: 5yz is for ever, anything else may go better later. A connection that ends
behind the last dot leaves open whether the message went; it counts as not sent, and goes again, itself unchanged.

Blocking: a Line lives in a worker thread. Only `abort` may be called from another.
"""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final

import attrs

from ringline_server.config_mail import Tls
from ringline_server.edges.mail.dots import in_whole_lines, with_doubled_dots
from ringline_server.mail.source import Source, source_of
from ringline_server.store.records import StoreUnavailable

CONNECT_S: Final = 30.0
COMMAND_S: Final = 300.0
"""RFC 5321 asks for five minutes a command …"""
FINAL_S: Final = 600.0
"""… and ten for the answer to a message: who leaves sooner, sends it twice."""
WORDS_CHARS_MAX: Final = 500
"""Of what a server said."""
ABOUT_US: Final = frozenset({530, 534, 535, 538})
"""Authentication: no message's fault."""
HANGS_UP: Final = 421


@attrs.frozen
class Patience:
    """How long a server may take for one step. Tests have less."""

    connect_s: float = CONNECT_S
    command_s: float = COMMAND_S
    final_s: float = FINAL_S


@attrs.frozen
class Relay:
    """The server that takes our mail to the world, and as whom we come."""

    host: str
    port: int
    tls: Tls = Tls.NONE
    """What is asked for is required: there is no falling back."""
    username: str = ""
    password: str = attrs.field(default="", repr=False)
    own_name: str = "localhost"
    """What we call ourselves: the name that the greeting gives."""
    trust: ssl.SSLContext | None = None
    """Whose certificates count. None: those that the system trusts."""
    patience: Patience = attrs.field(factory=Patience)


@attrs.frozen
class Letter:
    """A message and its envelope. Recipients are written once each."""

    sender: str
    recipients: tuple[str, ...]
    raw: Source = attrs.field(converter=source_of, repr=False)


class Fate(Enum):
    """What became of a message for one recipient."""

    TAKEN = "taken"
    LATER = "later"
    NEVER = "never"


@attrs.frozen
class Answer:
    """And why, in the words of the server, or of our own machine."""

    fate: Fate
    words: str = ""


@attrs.frozen
class Report:
    """An answer for each recipient. `is_unknown`: handed over whole, and nobody said that it was taken."""

    answers: Mapping[str, Answer]
    is_unknown: bool = False


class _Refusal(Exception):
    """All recipients that have no answer yet get this one."""

    def __init__(self, fate: Fate, words: str, *, is_unknown: bool = False) -> None:
        super().__init__(words)
        self.answer = Answer(fate, words)
        self.is_unknown = is_unknown


@attrs.define(eq=False)
class Line:
    """At most one connection to the relay, kept for the next letter. Close it."""

    relay: Relay
    _smtp: smtplib.SMTP | None = None

    def deliver(self, letter: Letter) -> Report:
        """What the server said. Operating errors are answers too; nothing is raised for them."""
        answers: dict[str, Answer] = {}
        try:
            self._converse(letter, answers)
        except _Refusal as refusal:
            refused = {one: answer for one, answer in answers.items() if answer.fate is not Fate.TAKEN}
            return Report({one: refused.get(one, refusal.answer) for one in letter.recipients}, refusal.is_unknown)
        return Report(answers)

    def close(self) -> None:
        """Says goodbye if somebody listens."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def hang_up(self) -> None:
        """At once, and without a word."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def abort(self) -> None:
        """From any thread: whatever waits for the server stops waiting."""
        smtp = self._smtp
        connection = None if smtp is None else smtp.sock
        if connection is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)  # below TLS, which is not made for two threads

    def _converse(self, letter: Letter, answers: dict[str, Answer]) -> None:
        """Raises: _Refusal of the message as a whole; then whom it was taken for does not have it."""
        with self._operating():
            smtp = self._still_connected() or self._connected()
            self._must(250, *smtp.mail(letter.sender, _options(smtp, self.relay, letter)))
            for recipient in letter.recipients:
                answers[recipient] = self._judged(*smtp.rcpt(recipient))
            if any(answer.fate is Fate.TAKEN for answer in answers.values()):
                self._hand_over(smtp, letter.raw)

    def _hand_over(self, smtp: smtplib.SMTP, raw: Source) -> None:
        self._must(354, *smtp.docmd("DATA"))
        last = b""
        with self._operating():
            for block in with_doubled_dots(in_whole_lines(raw.pieces())):
                smtp.send(block)
                last = (last + block[-2:])[-2:]
            smtp.send(b".\r\n" if last == b"\r\n" else b"\r\n.\r\n")
        with self._operating(is_handed_over=True):
            _limit(smtp, self.relay.patience.final_s)
            answer = smtp.getreply()
            _limit(smtp, self.relay.patience.command_s)
        self._must(250, *answer)

    def _still_connected(self) -> smtplib.SMTP | None:
        """The connection of the last letter, if the server is still there and has forgotten that one."""
        if self._smtp is not None:
            try:
                if self._smtp.rset()[0] == 250:
                    return self._smtp
            except (OSError, smtplib.SMTPException):
                pass  # an idle connection may end at any time
            self.hang_up()
        return None

    def _connected(self) -> smtplib.SMTP:
        """Greeted, encrypted and signed in."""
        relay, patience = self.relay, self.relay.patience
        if relay.tls is Tls.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                relay.host, relay.port, relay.own_name, timeout=patience.connect_s, context=self._trust()
            )
        else:
            smtp = smtplib.SMTP(relay.host, relay.port, relay.own_name, timeout=patience.connect_s)
        self._smtp = smtp
        _limit(smtp, patience.command_s)
        self._must_for_us(250, *smtp.ehlo())
        if relay.tls is Tls.STARTTLS:
            self._must_for_us(220, *smtp.starttls(context=self._trust()))
            self._must_for_us(250, *smtp.ehlo())
        if relay.username:
            smtp.login(relay.username, relay.password)
        return smtp

    def _trust(self) -> ssl.SSLContext:
        return self.relay.trust or ssl.create_default_context()

    def _must_for_us(self, expected: int, code: int, said: bytes) -> None:
        """Raises: _Refusal."""
        if code != expected:
            self.hang_up()
            raise _Refusal(Fate.LATER, _words(code, said))

    def _must(self, expected: int, code: int, said: bytes) -> None:
        """Raises: _Refusal."""
        if code != expected:
            answer = self._judged(code, said)
            raise _Refusal(Fate.LATER if answer.fate is Fate.TAKEN else answer.fate, answer.words)

    def _judged(self, code: int, said: bytes) -> Answer:
        """What that answer means. Raises: _Refusal of a server that hangs up, or talks nonsense."""
        words = _words(code, said)
        if code == HANGS_UP or not 200 <= code < 600:
            self.hang_up()
            raise _Refusal(Fate.LATER, words)
        if code < 300:
            return Answer(Fate.TAKEN, words)
        return Answer(Fate.NEVER if code >= 500 and code not in ABOUT_US else Fate.LATER, words)

    @contextlib.contextmanager
    def _operating(self, *, is_handed_over: bool = False) -> Iterator[None]:
        """What networks and servers do wrong, as an answer. Raises: _Refusal."""
        try:
            yield
        except (OSError, smtplib.SMTPException, UnicodeError, StoreUnavailable) as error:
            self.hang_up()
            raise _Refusal(Fate.LATER, _told(error, self.relay, is_handed_over), is_unknown=is_handed_over) from error


def _limit(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _options(smtp: smtplib.SMTP, relay: Relay, letter: Letter) -> list[str]:
    """What MAIL says of the message. Raises: _Refusal when this server can never carry it."""
    options: list[str] = []
    size, is_ascii = 0, True
    for block in in_whole_lines(letter.raw.pieces()):
        size += len(block)
        is_ascii = is_ascii and block.isascii()
    if smtp.has_extn("size"):
        limit = smtp.esmtp_features["size"].strip()
        if limit.isdigit() and 0 < int(limit) < size:
            raise _Refusal(Fate.NEVER, f"the message has {size} bytes, and {relay.host} takes {limit}")
        options.append(f"size={size}")
    if not is_ascii and smtp.has_extn("8bitmime"):
        options.append("body=8bitmime")
    if not all(address.isascii() for address in (letter.sender, *letter.recipients)):
        if not smtp.has_extn("smtputf8"):
            raise _Refusal(Fate.NEVER, "the relay takes no address with letters beyond ASCII (SMTPUTF8)")
        options.append("SMTPUTF8")
    return options


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    clean = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f"{code} {clean}".strip()[:WORDS_CHARS_MAX]


def _told(error: Exception, relay: Relay, is_unknown: bool) -> str:
    if isinstance(error, StoreUnavailable):
        return f"our own store: {error}"
    where = f"{relay.host} port {relay.port}"
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        what = f"{where} does not answer"
    elif isinstance(error, smtplib.SMTPServerDisconnected | ConnectionResetError | BrokenPipeError):
        what = f"{where} closed the connection"
    else:
        what = f"{where}: {error}"
    return f"{what}; it may have taken the message" if is_unknown else what
