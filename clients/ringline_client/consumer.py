"""A consumer: one conversation, the truth about the place in line, and a goodbye.

async with ConsumerClient.connect(url, token=created.consumer_token) as maria:
    await maria.say("hola")
    await maria.until(lambda mine: mine.conversation.agents)
"""

from typing import Any

import attrs
from ringline_protocol import commands as c
from ringline_protocol.events import Place, SegmentPartial, Typing
from ringline_protocol.frames import Ephemeral, Event
from ringline_protocol.handshake import PrincipalInfo
from ringline_protocol.values import Role
from ringline_protocol.view import ConsumerView, apply, view_from_json, with_partial

from ringline_client.client import ClientOf


@attrs.frozen
class Mine:
    """What a consumer knows: a view as `DeskView` is one, of one stream."""

    conversation: ConsumerView = attrs.field(factory=ConsumerView)
    place: Place | None = None
    """Where one stands; None: nobody said it, or one is not in line."""
    agent_types: bool = False

    def with_snapshot(self, stream: str, state: object) -> "Mine":
        """The stream begins, or begins anew."""
        return attrs.evolve(self, conversation=view_from_json(ConsumerView, state))

    def with_event(self, event: Event) -> "Mine":
        """The next event; in a conversation there is no place in line."""
        after = apply(self.conversation, event.event, event.data, event.at_ms)
        place = None if after.agents or after.ended else self.place
        types = self.agent_types and event.event != "segment.final"
        return attrs.evolve(self, conversation=after, place=place, agent_types=types)

    def with_ephemeral(self, passing: Ephemeral) -> "Mine":
        """Place, typing, what is being said."""
        match passing.data:
            case Place() as place:
                return attrs.evolve(self, place=place)
            case Typing(role=Role.AGENT, typing=typing):
                return attrs.evolve(self, agent_types=typing)
            case SegmentPartial() as partial:
                return attrs.evolve(self, conversation=with_partial(self.conversation, partial))
        return self

    def without(self, stream: str) -> "Mine":
        """No longer readable."""
        return Mine()


@attrs.define(eq=False)
class ConsumerClient(ClientOf[Mine]):
    """Made with a token that is bound to one interaction."""

    interaction: str = ""
    """Known from the welcome on."""

    @classmethod
    def _empty_view(cls) -> Mine:
        return Mine()

    def _welcomed(self, principal: PrincipalInfo) -> None:
        assert self.session.known.welcome is not None
        streams = (stream for stream in self.session.known.welcome.streams if stream.startswith("interaction/"))
        self.interaction = next(streams, "").removeprefix("interaction/")

    async def say(self, text: str) -> str:
        """A message. Returns the segment's id."""
        answer: dict[str, Any] = await self.ask(c.SendMessage(self.interaction, text))
        segment: str = answer["segment"]
        return segment

    async def show_typing(self, typing: bool = True) -> None:
        """Passing; say it again every few seconds."""
        await self.ask(c.ShowTyping(self.interaction, typing))

    async def report_media(self, *, ok: bool = True, reason: str = "") -> None:
        """In a call: our side's media flows, or cannot."""
        await self.ask(c.ReportMedia(self.interaction, ok, reason))

    async def end(self) -> None:
        """Leave the line, or end the conversation."""
        await self.ask(c.EndInteraction(self.interaction))
