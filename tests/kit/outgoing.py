"""An outbox in a small house: agents write mails, and a scripted carrier says what becomes of them.

async with posting() as post:
    await post.write("mail_1", "a@example.org")
    post.carrier.says({"a@example.org": later("451 not now")})
    await post.settled()
    assert post.stands("mail_1").state is MailState.DEFERRED
"""

from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import attrs
import trio
from ringline_protocol.commands import CreateInteraction, SendMail
from ringline_protocol.mail import MailAddress, MailDirection, MailHead
from ringline_protocol.values import Acceptance, OfferPurpose
from ringline_server.actors.messages import Ordered
from ringline_server.domain.orders import MailWritten, PlaceOffer
from ringline_server.domain.parts import OwnMail
from ringline_server.edges.inquiry import look
from ringline_server.edges.mail.carriers import Carrier
from ringline_server.edges.mail.outbox import Outbox
from ringline_server.edges.mail.sending import Answer, Fate, Letter, Report
from ringline_server.store.mails import MailRow
from ringline_server.store.memory import MemoryMedium
from trio.testing import wait_all_tasks_blocked

from kit.accounts import account
from kit.house import SmallHouse, principal, small_house

INTERACTION = "int_1"
MAILBOX = "mbx_help"
SENDER = "help@ringline.test"
Said = Mapping[str, Answer] | Exception | trio.Event


def taken() -> Answer:
    """The relay has it."""
    return Answer(Fate.TAKEN, "250 ok")


def later(words: str = "451 not now") -> Answer:
    """The relay does not want it now."""
    return Answer(Fate.LATER, words)


def never(words: str = "550 no such user") -> Answer:
    """The relay will not have it."""
    return Answer(Fate.NEVER, words)


@attrs.define(eq=False)
class ScriptedCarrier(Carrier):
    """What it is told to say, letter by letter; without a word everything is taken. An event: it takes until then."""

    script: deque[Said] = attrs.field(factory=deque)
    letters: list[Letter] = attrs.field(factory=list)
    carrying: int = 0
    carrying_max: int = 0
    rests: int = 0
    closes: int = 0

    def says(self, *said: Said) -> None:
        """To the next letters."""
        self.script.extend(said)

    async def deliver(self, letter: Letter) -> Report:
        """See Carrier."""
        self.letters.append(letter)
        self.carrying += 1
        self.carrying_max = max(self.carrying_max, self.carrying)
        try:
            said = self.script.popleft() if self.script else {}
            if isinstance(said, trio.Event):
                await said.wait()
                said = {}
            if isinstance(said, Exception):
                raise said
            await trio.lowlevel.checkpoint()
            return Report({one: said.get(one, taken()) for one in letter.recipients})
        finally:
            self.carrying -= 1

    async def rest(self) -> None:
        """See Carrier."""
        self.rests += 1
        await trio.lowlevel.checkpoint()

    async def aclose(self) -> None:
        """See Carrier."""
        self.closes += 1
        await trio.lowlevel.checkpoint()


@attrs.define(eq=False)
class Post:
    """See the module."""

    house: SmallHouse
    outbox: Outbox
    carrier: ScriptedCarrier

    async def write(self, mail: str, *recipients: str, raw: bytes = b"Subject: x\r\n\r\nHello\r\n") -> None:
        """An agent's mail, in the journal."""
        command = SendMail(INTERACTION, tuple(map(MailAddress, recipients)), "x", "Hello")
        head = MailHead(mail, MailDirection.OUT, MailAddress(SENDER), message_id=f"<{mail}@ringline.test>")
        written = MailWritten(command, head, "Hello", recipients)
        at_ms = self.house.registry.clock.now_ms()
        row = MailRow(mail, INTERACTION, "out", MAILBOX, head.message_id, b"", len(raw), at_ms, (raw,))
        await self.house.ask(INTERACTION, written, principal("agt_ana"), rows=(row,))

    async def stands(self, mail: str) -> OwnMail:
        """As the interaction knows it."""
        found = await look(self.house.registry.interaction(INTERACTION), self.house.registry.overseer, None)
        stands: OwnMail = found.result["state"].mails[mail]
        return stands


@asynccontextmanager
async def posting(medium: MemoryMedium | None = None, **settings: Any) -> AsyncIterator[Post]:
    """With agt_ana at work on an email. The same medium again is a restart."""
    is_new = medium is None
    async with small_house(account(), medium) as house:
        carrier = ScriptedCarrier()
        outbox = Outbox(house.registry, {MAILBOX: SENDER}.get, lambda: carrier, **settings)
        house.registry.mail_stands = outbox.told
        if is_new:
            await house.ask(INTERACTION, CreateInteraction("que_mail"), house.service)
            order = PlaceOffer("agt_ana", "Ana", OfferPurpose.HANDLE, Acceptance.AUTOMATIC)
            house.registry.interaction(INTERACTION).tell(Ordered(order))
            await wait_all_tasks_blocked()
        async with trio.open_nursery() as nursery:
            nursery.start_soon(outbox.run)
            await wait_all_tasks_blocked()
            yield Post(house, outbox, carrier)
            nursery.cancel_scope.cancel()
