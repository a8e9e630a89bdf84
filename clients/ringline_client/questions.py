"""Questions that agents, supervisors and services ask: they change nothing."""

from typing import Any, Protocol

from ringline_protocol import commands as c
from ringline_protocol.values import Channel, Phase
from ringline_protocol.view import InteractionView, NoteView, view_from_json

from ringline_client.answers import (
    Canned,
    Directory,
    Found,
    Listed,
    Page,
    Profile,
    Said,
    SummaryWish,
    WholeMail,
    read,
)
from ringline_client.set_up import AccountSetUp


class Asks(Protocol):
    """A client."""

    async def ask(self, params: object) -> dict[str, Any]:
        """See ClientOf.ask."""


class Questions:
    """Mixed into roles that may ask them."""

    __slots__ = ()

    async def list_interactions(
        self: Asks,
        *,
        open_only: bool = False,
        mine: bool = False,
        channels: tuple[Channel, ...] = (),
        phases: tuple[Phase, ...] = (),
        queue: str | None = None,
        agent: str | None = None,
        consumer: str | None = None,
        text: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[Listed]:
        """Interactions that one may see, newest change first. What waits in one's queues: `phases`. `text`: words in
        the consumer's name or address or in the subject; such a page may be empty and still have a cursor."""
        filters = (open_only, mine, channels, phases, queue, agent, consumer)
        wish = c.ListInteractions(*filters, cursor=cursor, limit=limit, text=text)
        answer = await self.ask(wish)
        return Page(tuple(read(Listed, row) for row in answer["interactions"]), answer.get("cursor"))

    async def read_interaction(self: Asks, interaction: str, via: str | None = None) -> InteractionView:
        """One interaction as it is now, without reading its stream. `via`: an own one with the same consumer opens
        what others handled before."""
        return view_from_json(InteractionView, (await self.ask(c.ReadInteraction(interaction, via)))["interaction"])

    async def transcript(
        self: Asks,
        interaction: str,
        *,
        after_seq: int | None = None,
        before_seq: int | None = None,
        limit: int = 100,
        via: str | None = None,
    ) -> tuple[Said, ...]:
        """A page of final segments, in order. `via`: see `read_interaction`."""
        answer = await self.ask(c.ReadTranscript(interaction, after_seq, before_seq, limit, via))
        return tuple(read(Said, row) for row in answer["segments"])

    async def notes(
        self: Asks, interaction: str, *, before: str | None = None, limit: int = 50, via: str | None = None
    ) -> tuple[NoteView, ...]:
        """A page of notes in the order of their making: the newest, or those before one. For agents and supervisors."""
        answer = await self.ask(c.ReadNotes(interaction, before, limit, via))
        return tuple(read(NoteView, row) for row in answer["notes"])

    async def mail(self: Asks, interaction: str, mail: str, *, via: str | None = None) -> WholeMail:
        """What stands behind a mail of the thread. For agents and supervisors."""
        return read(WholeMail, await self.ask(c.ReadMail(interaction, mail, via)))

    async def search(
        self: Asks, text: str, interaction: str | None = None, *, cursor: str | None = None, limit: int = 50
    ) -> Found:
        """Whatever the case and the accents; in one interaction, or in all that one may see."""
        return read(Found, await self.ask(c.SearchTranscripts(text, interaction, cursor, limit)))

    async def profile(self: Asks, interaction: str) -> Profile:
        """Address book, flow variables, earlier interactions. For agents and supervisors."""
        return read(Profile, await self.ask(c.ReadProfile(interaction)))

    async def make_summary(self: Asks, interaction: str) -> SummaryWish:
        """A new summary of all that was said, as `summary.made`. For agents and supervisors."""
        return read(SummaryWish, await self.ask(c.MakeSummary(interaction)))

    async def account(self: Asks) -> AccountSetUp:
        """Queues with what they promise, and who works here. For agents and supervisors."""
        return read(AccountSetUp, await self.ask(c.ReadAccount()))

    async def directory(self: Asks, text: str = "", limit: int = 50) -> Directory:
        """Whom and where one may transfer to. For agents and supervisors."""
        return read(Directory, await self.ask(c.ReadDirectory(text, limit)))

    async def canned(self: Asks, queue: str) -> tuple[Canned, ...]:
        """Texts that are sent often in this queue."""
        return tuple(read(Canned, one) for one in (await self.ask(c.ReadCanned(queue)))["answers"])
