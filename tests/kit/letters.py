"""The world of mail around a server: somebody who writes to it by SMTP, and the relay that takes what it sends.

world = World.open()
server = SampleServer.start(data, world.settings(tmp_path))
first = world.writes("Invoice 2231", "Is it right?")          # returns when the server has answered 250
answer = world.letter(1)                                       # the first one that the server sent
world.writes("Re: Invoice 2231", "Thanks.", answers=answer)
"""

import smtplib
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any, Final

import attrs
import trio

from kit.ports import Port
from kit.smtp_sink import SmtpSink, open_sink
from kit.source import ROOT

SAMPLE: Final = ROOT / "server" / "ringline_server" / "sample.toml"
MAILBOX: Final = "ayuda@vuelos.example"
"""Of the sample account."""
SIGNATURES: Final = ("Your travel desk", "Su mesa de viajes")
CONSUMER: Final = "María Rodríguez <maria.r@example.com>"
PATIENCE_S: Final = 30
INWARD: Final = 'smtp_listen = "127.0.0.1:0"'
OUTWARD: Final = 'folder = "sent"'


@attrs.frozen
class File:
    """What hangs on a mail."""

    name: str
    type: str
    content: bytes


@attrs.define(eq=False)
class World:
    """The relay runs in a thread of its own: browser tests are no tasks."""

    sink: SmtpSink
    _token: trio.lowlevel.TrioToken
    _over: trio.Event
    _thread: threading.Thread
    _inward: Port = attrs.field(factory=Port.take)

    @classmethod
    def open(cls) -> "World":
        """The relay listens; the server's own port is chosen."""
        ready = threading.Event()
        made: dict[str, Any] = {}

        async def run() -> None:
            async with open_sink() as sink:
                made.update(sink=sink, token=trio.lowlevel.current_trio_token(), over=trio.Event())
                ready.set()
                await made["over"].wait()

        thread = threading.Thread(target=trio.run, args=(run,), name="relay")
        thread.start()
        assert ready.wait(PATIENCE_S)
        return cls(made["sink"], made["token"], made["over"], thread)

    def close(self) -> None:
        """The relay is gone."""
        self._token.run_sync_soon(self._over.set)
        self._thread.join(PATIENCE_S)
        self._inward.close()

    @property
    def inward(self) -> int:
        """The port of the server."""
        return self._inward.number

    def settings(self, folder: Path) -> Path:
        """The sample account, with this relay."""
        text = SAMPLE.read_text(encoding="utf-8")
        relay = f'host = "127.0.0.1"\nport = {self.sink.port}\ntls = "none" #'
        for theirs, ours in ((INWARD, INWARD.replace(":0", f":{self.inward}")), (OUTWARD, relay)):
            assert text.count(theirs) == 1
            text = text.replace(theirs, ours)
        path = folder / "mail.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def writes(
        self,
        subject: str,
        text: str,
        *,
        html: str = "",
        answers: EmailMessage | None = None,
        sender: str = CONSUMER,
        cc: str = "",
        reply_to: str = "",
        files: tuple[File, ...] = (),
    ) -> str:
        """A mail to our mailbox; its Message-ID. `answers`: what it is a reply to."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, f"Vuelos <{MAILBOX}>", subject
        mail["Message-ID"] = make_msgid(domain="example.com")
        if cc:
            mail["Cc"] = cc
        if reply_to:
            mail["Reply-To"] = reply_to
        if answers is not None:
            mail["In-Reply-To"] = answers["Message-ID"]
            mail["References"] = f"{answers.get('References', '')} {answers['Message-ID']}".strip()
        mail.set_content(text)
        if html:
            mail.add_alternative(html, subtype="html")
        for file in files:
            kind, _, detail = file.type.partition("/")
            mail.add_attachment(file.content, kind, detail, filename=file.name)
        with smtplib.SMTP("127.0.0.1", self.inward, timeout=PATIENCE_S) as smtp:
            smtp.send_message(mail, to_addrs=[MAILBOX])
        return str(mail["Message-ID"])

    def letter(self, number: int) -> EmailMessage:
        """Of those that the server sent, counted from 1, as soon as it is there."""

        async def wait() -> bytes:
            with trio.fail_after(PATIENCE_S):
                return (await self.sink.mails(number))[number - 1].raw

        raw = trio.from_thread.run(wait, trio_token=self._token)
        return message_from_bytes(raw, policy=policy.default)

    @property
    def sent(self) -> int:
        """How many the server has sent."""
        return len([one for one in self.sink.taken if one.is_answered])


def text_of(letter: EmailMessage, kind: str = "plain") -> str:
    """What it says in this form; empty: nothing."""
    body = letter.get_body((kind,))
    return "" if body is None else str(body.get_content()).replace("\r\n", "\n")
