"""Mail for tests: a scene whose mailboxes are open, and a client that says to the server exactly what it is told to.

async with post() as at:
    async with at.smtp() as wire:
        assert await wire.hands_in(mail("Hello")) == "250"
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import attrs
import trio
from ringline_protocol.values import Channel
from ringline_server.config_mail import Mailbox, MailSettings
from ringline_server.domain.policy import Queue
from ringline_server.edges.mail.door import Door
from ringline_server.edges.mail.receiving import Receiving

from kit.accounts import queue
from kit.memory_net import MemoryListener
from kit.scene import Scene, scene

HELP = Mailbox("mbx_help", "help@example.com", "que_mail", "Help", ("ayuda@example.com",))
SALES = Mailbox("mbx_sales", "sales@example.com", "que_sales", "Sales")
KEY = b"sixteen bytes or more"
PATIENCE_S = 100
"""In virtual seconds."""


def mail(text: str = "Where is it?", **headers: str) -> bytes:
    """As bytes. Headers by name, with _ for -; an empty one is left out."""
    fields = {
        "From": "Mar Ruiz <mar@example.org>",
        "To": "help@example.com",
        "Subject": "My order",
        "Message-ID": "<1@example.org>",
        "Date": "Sun, 22 Nov 2026 10:00:00 +0100",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    body = text.replace("\n", "\r\n")
    return f"{head}\r\n{body}\r\n".encode()


@attrs.define(eq=False)
class Wire:
    """A client's end, byte by byte."""

    stream: trio.abc.Stream
    held: bytearray = attrs.field(factory=bytearray)

    async def says(self, text: str | bytes) -> None:
        """As it is, without a line end of its own."""
        await self.stream.send_all(text.encode() if isinstance(text, str) else text)

    async def answer(self) -> str:
        """The next answer, its last line: code and words. Empty: the server has hung up."""
        while True:
            with trio.fail_after(PATIENCE_S):
                while (end := self.held.find(b"\r\n")) < 0:
                    try:
                        chunk = await self.stream.receive_some()
                    except trio.BrokenResourceError:
                        chunk = b""
                    if not chunk:
                        return ""
                    self.held += chunk
            line = self.held[:end].decode()
            del self.held[: end + 2]
            if line[3:4] != "-":
                return line

    async def asks(self, line: str | bytes) -> str:
        """One command, and the code of its answer."""
        await self.says(line + (b"\r\n" if isinstance(line, bytes) else "\r\n"))  # type: ignore[operator]
        return (await self.answer())[:3]

    async def greets(self, name: str = "EHLO") -> None:
        """Past the greeting."""
        assert (await self.answer())[:3] == "220"
        assert await self.asks(f"{name} client.example.org") == "250"

    async def hands_in(self, raw: bytes, *recipients: str, sender: str = "mar@example.org") -> str:
        """One mail; the code of the last answer."""
        for line in (f"MAIL FROM:<{sender}>", *(f"RCPT TO:<{one}>" for one in recipients or (HELP.address,))):
            code = await self.asks(line)
            if code != "250":
                return code
        assert await self.asks("DATA") == "354"
        stuffed = raw.replace(b"\r\n.", b"\r\n..")
        return await self.asks((b"." if raw.startswith(b".") else b"") + stuffed + b".")


@attrs.define(eq=False)
class Post:
    """A scene with mail."""

    at: Scene
    receiving: Receiving
    nursery: trio.Nursery
    settings: MailSettings
    listeners: dict[bool, MemoryListener] = attrs.field(factory=dict)
    doors: dict[bool, Door] = attrs.field(factory=dict)

    @asynccontextmanager
    async def smtp(self, *, is_lmtp: bool = False, greets: bool = True) -> AsyncIterator[Wire]:
        """A conversation with the door, past the greeting."""
        if is_lmtp not in self.doors:
            self.listeners[is_lmtp] = MemoryListener()
            self.doors[is_lmtp] = door = Door(self.settings, self.receiving, is_lmtp)
            self.nursery.start_soon(door.serve, [self.listeners[is_lmtp]])
        stream = self.listeners[is_lmtp].connect()
        wire = Wire(stream)
        if greets:
            await wire.greets("LHLO" if is_lmtp else "EHLO")
        yield wire
        await trio.aclose_forcefully(stream)

    async def receives(self, raw: bytes, mailbox: Mailbox = HELP, *recipients: str) -> str:
        """A mail that is taken. Returns its interaction."""
        return (await self.receiving.receive(mailbox, raw, recipients)).interaction

    async def mails(self, interaction: str) -> list[dict[str, Any]]:
        """The heads of its mails, in order."""
        view = await self.at.state(interaction)
        return [segment["mail"] for segment in view["segments"] if "mail" in segment]


@asynccontextmanager
async def post(*queues: Queue, mailboxes: Sequence[Mailbox] = (HELP, SALES), **settings: Any) -> AsyncIterator[Post]:
    """Two mailboxes with a queue each."""
    lines = queues or (queue("que_mail", Channel.EMAIL), queue("que_sales", Channel.EMAIL))
    async with scene(*lines) as at, trio.open_nursery() as nursery:
        at.server.server.mailboxes = tuple(mailboxes)
        receiving = Receiving(at.server.server, KEY)
        yield Post(at, receiving, nursery, MailSettings(hostname="mail.example.com", **settings))
        nursery.cancel_scope.cancel()
