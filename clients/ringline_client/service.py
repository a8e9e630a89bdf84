"""A service: bots that hand over, transcribers, dialers. What it made, it may fill, read and end.

async with ServiceClient.connect(url, token=token) as bot:
    created = await bot.create("que_support", Consumer("María"), variables=(Variable("pnr", "AB12CD"),))
"""

from collections.abc import Sequence
from typing import Literal

import attrs
from ringline_protocol import commands as c
from ringline_protocol.values import Consumer, NewSegment, Summary, Variable

from ringline_client.answers import Created, Saved, read
from ringline_client.client import Client
from ringline_client.contacts import Contacts
from ringline_client.questions import Questions


@attrs.define(eq=False)
class ServiceClient(Client, Questions, Contacts):
    """Reads no stream by itself: `subscribe("interaction/…")` to those that it made."""

    async def create(
        self,
        queue: str,
        consumer: Consumer | None = None,
        *,
        subject: str = "",
        flow: str = "",
        variables: Sequence[Variable] = (),
        transcript: Sequence[NewSegment] = (),
        summary: Summary | None = None,
        key: str | None = None,
    ) -> Created:
        """A consumer reaches out, or a flow hands over. Without a summary the server makes one of the transcript.

        `key`: the source's own name for this case, so that it is created once even if the source starts anew.
        """
        wish = c.CreateInteraction(
            queue,
            consumer or Consumer(),
            subject=subject,
            flow=flow,
            variables=tuple(variables),
            transcript=tuple(transcript),
            summary=summary,
        )
        return await self.hand_over(wish, key=key)

    async def hand_over(self, wish: c.CreateInteraction, *, key: str | None = None) -> Created:
        """The same with everything that the command has."""
        return read(Created, await self.ask(wish, key=key))

    async def say(self, interaction: str, text: str) -> None:
        """A message in the service's own name."""
        await self.ask(c.SendMessage(interaction, text))

    async def push(self, interaction: str, segment: NewSegment) -> None:
        """A final segment. Told twice it is one, by its id."""
        await self.ask(c.PushSegment(interaction, segment))

    async def push_partial(self, interaction: str, segment: NewSegment) -> None:
        """What is being said, with a growing `revision`; its final has the same id."""
        await self.ask(c.PushPartial(interaction, segment))

    async def mark_transcription(
        self, interaction: str, state: Literal["started", "resumed", "stopped", "failed"], reason: str = ""
    ) -> None:
        """Agents see that nothing is transcribed any more, and why."""
        await self.ask(c.MarkTranscription(interaction, state, reason))

    async def set_variable(self, interaction: str, variable: Variable, *, rev: int | None = None) -> Saved:
        """A known one keeps its display flags. With `rev` only if nobody was faster; 0: only if there is none yet."""
        return read(Saved, await self.ask(c.SetVariable(interaction, variable), rev=rev))

    async def set_summary(self, interaction: str, summary: Summary) -> None:
        """Taken unless one that covers more is there."""
        await self.ask(c.SetSummary(interaction, summary))

    async def report_media(self, interaction: str, *, ok: bool = True, reason: str = "") -> None:
        """For a consumer who has no client of ours: their media flows, or cannot."""
        await self.ask(c.ReportMedia(interaction, ok, reason))

    async def end(self, interaction: str) -> None:
        """The consumer is gone."""
        await self.ask(c.EndInteraction(interaction))
