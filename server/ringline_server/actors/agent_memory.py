"""What outlives a crash of an agent's actor, beside its mailbox: what others told once and will not tell again."""

from collections import OrderedDict
from typing import Final

import attrs

from ringline_server.actors.agent_stream import AgentStream
from ringline_server.actors.messages import Ref
from ringline_server.actors.room import Room
from ringline_server.actors.taking import Taking
from ringline_server.domain.capacity import Holding, strongest
from ringline_server.domain.devices import Devices

OFFERS_MAX: Final = 32
"""Latest offers of an agent: an answer that comes late for one of them is told how it ended. Older ones are unknown.
300 bytes each, so that an agent who has worked for a while weighs 10 kB more."""


@attrs.frozen
class Held:
    """What an interaction takes of the agent, and where to ask it."""

    holding: Holding
    ref: Ref


@attrs.define(eq=False)
class Kept:
    """Made once for each agent of this process. Capacity is never lost in a crash: else it could be given twice."""

    devices: Devices = attrs.field(factory=Devices)
    room: Room = attrs.field(factory=Room)
    taking: Taking = attrs.field(factory=Taking)
    held: dict[str, Held] = attrs.field(factory=dict)
    """By interaction."""
    lives: int = 0
    stream: AgentStream | None = None
    """Of the present life, or of the one that ended."""

    def holdings(self) -> tuple[Holding, ...]:
        """One per interaction, reservations included."""
        if not self.room.reserved:
            return tuple(held.holding for held in self.held.values())
        parts: dict[str, list[Holding]] = {interaction: [held.holding] for interaction, held in self.held.items()}
        for reserved in self.room.holdings:
            parts.setdefault(reserved.interaction, []).append(reserved)
        merged = (strongest(each) for each in parts.values())
        return tuple(holding for holding in merged if holding is not None)


@attrs.define(eq=False)
class Offers:
    """Which interaction an offer of this agent belongs to. Bounded, so there may be more live ones than these."""

    _interactions: OrderedDict[str, str] = attrs.field(factory=OrderedDict)

    def remember(self, interaction: str, offers: tuple[str, ...]) -> None:
        """These are its offers."""
        for offer in offers:
            if offer not in self._interactions:
                self._interactions[offer] = interaction
        while len(self._interactions) > OFFERS_MAX:
            self._interactions.popitem(last=False)

    def find(self, offer: str) -> str | None:
        """The interaction; None: never heard of, or too long ago."""
        return self._interactions.get(offer)
