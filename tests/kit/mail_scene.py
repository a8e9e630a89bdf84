"""Mail in a scene: an email queue with a mailbox, mails from outside, and an outbox whose carrier is scripted.

async with mail_scene() as at:
    ana = await at.scene.agent("ana")
    interaction, mail = await at.receives("Where is it?")
    await ana.ask("mail.send", at.reply(interaction, mail, "On its way."))
    (letter,) = at.carrier.letters
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from typing import Any, Final

import attrs
import trio
from ringline_protocol.mail import MailAddress, MailDirection, MailHead
from ringline_protocol.values import Channel, Consumer
from ringline_server.actors.messages import Asked, Done, Outcome
from ringline_server.config_mail import Mailbox
from ringline_server.domain.orders import MailReceived
from ringline_server.domain.policy import Queue
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.mail.outbox import Outbox
from ringline_server.mail.parsing import parse
from ringline_server.store.mails import MailRow

from kit.accounts import queue
from kit.outgoing import ScriptedCarrier
from kit.scene import Scene, scene

HELP: Final = Mailbox(
    "mbx_help",
    "help@ringline.test",
    "que_mail",
    "Help",
    ("ayuda@ringline.test",),
    {"en": "The desk", "es": "El equipo"},
)
REPLY_KEY: Final = b"a key of thirty-two bytes or more"
MAR: Final = "Mar Ruiz <mar@example.org>"


def message(
    text: str, subject: str = "Where is it?", message_id: str = "<1@example.org>", **heads: str
) -> EmailMessage:
    """What Mar writes to us."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = MAR, HELP.address, subject
    made["Message-ID"] = message_id
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


@attrs.define(eq=False)
class MailScene:
    """See the module."""

    scene: Scene
    carrier: ScriptedCarrier
    outbox: Outbox

    async def receives(self, text: str = "Hello", made: EmailMessage | None = None) -> tuple[str, str]:
        """A mail begins an interaction. Returns both ids."""
        raw = (made or message(text)).as_bytes()
        registry = self.scene.server.server.registry
        parsed, mail, interaction = parse(raw), registry.ids.new("mail"), registry.ids.new("int")
        sender = MailAddress(parsed.sender.address, parsed.sender.name) if parsed.sender else MailAddress("")
        head = MailHead(mail, MailDirection.IN, sender, message_id=parsed.message_id, mailbox=HELP.id)
        order = MailReceived("que_mail", head, parsed.new_text, Consumer(sender.name, email=sender.address))
        digest = hashlib.blake2b(raw).digest()
        row = MailRow(mail, interaction, "in", HELP.id, parsed.message_id, digest, len(raw), self.scene.now_ms, (raw,))
        answered, outcomes = trio.Event(), list[Outcome]()

        def finish(outcome: Outcome) -> None:
            outcomes.append(outcome)
            answered.set()

        registry.interaction(interaction).tell(Asked(order, EdgeCall(registry.system, finish, rows=(row,))))
        await answered.wait()
        assert isinstance(outcomes[0], Done), outcomes
        await self.scene.settles()
        return interaction, mail

    def reply(self, interaction: str, mail: str | None, text: str = "On its way.", **more: Any) -> dict[str, Any]:
        """Params of `mail.send`."""
        to = [{"address": "mar@example.org", "name": "Mar Ruiz"}]
        answer = {"interaction": interaction, "to": to, "subject": "Re: Where is it?", "text": text, "replies_to": mail}
        return {name: value for name, value in {**answer, **more}.items() if value is not None}


@asynccontextmanager
async def mail_scene(*mailboxes: Mailbox, policy: Queue | None = None, **settings: Any) -> AsyncIterator[MailScene]:
    """On the virtual clock. `settings`: of the outbox."""
    async with scene(policy or queue("que_mail", Channel.EMAIL), queue("que_other", Channel.EMAIL)) as at:
        server, carrier = at.server.server, ScriptedCarrier()
        server.mailboxes, server.sends_mail, server.reply_key = mailboxes or (HELP,), True, REPLY_KEY
        addresses = {one.id: one.address for one in server.mailboxes}
        outbox = Outbox(server.registry, addresses.get, lambda: carrier, **settings)
        server.registry.mail_stands = outbox.told
        async with trio.open_nursery() as nursery:
            nursery.start_soon(outbox.run)
            yield MailScene(at, carrier, outbox)
            nursery.cancel_scope.cancel()
