"""How much an agent has at once, in units and per channel, and whether there is room for more. Pure.

    reserved -> offered -> accepting -> active <-> held, lost, transferring -> wrapping -> (gone)
       one holding per interaction, from the moment an offer is wanted      `-> parked

Room for a channel: not occupied, no other call ringing, under the channel's maximum, under the units. What may be
interrupted by a channel does not stand in its way, and is not counted while it is interrupted: hence no grant that
`without_room` allows ever takes the units in use above the capacity.

    without_room    one question: a grant         weigh    all of them at once: for the desk and the queues
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from enum import StrEnum
from typing import Final

import attrs
from ringline_protocol.frozen import frozen
from ringline_protocol.values import CALL_CHANNELS, Channel, ChannelState

from ringline_server.domain.policy import DEFAULT_CAPACITY, Capacity
from ringline_server.domain.queue import RuledOut


class Use(StrEnum):
    """What an interaction is to an agent. In order of strength: of several at once the first one counts."""

    ACTIVE = "active"
    HELD = "held"
    TRANSFERRING = "transferring"
    LOST = "lost"
    ACCEPTING = "accepting"
    OFFERED = "offered"
    RESERVED = "reserved"
    WRAPPING = "wrapping"
    PARKED = "parked"

    @property
    def is_ringing(self) -> bool:
        """Rings, or is about to."""
        return self in RINGING

    @property
    def is_talking(self) -> bool:
        """The conversation part runs."""
        return self in TALKING

    @property
    def is_at_work(self) -> bool:
        """An offer or a conversation, as the interaction has it."""
        return self.is_talking or self in (Use.ACCEPTING, Use.OFFERED)

    @property
    def is_assigned(self) -> bool:
        """The agent has it: accepted, and not done with."""
        return self.is_talking or self in (Use.WRAPPING, Use.PARKED)


CHANNELS: Final = tuple(Channel)
RINGING: Final = frozenset({Use.RESERVED, Use.OFFERED})
TALKING: Final = frozenset({Use.ACTIVE, Use.HELD, Use.TRANSFERRING, Use.LOST})
NOTHING: Final = frozenset[Use]()
STRENGTH: Final[Mapping[Use, int]] = {use: place for place, use in enumerate(Use)}
WEIGHED_MAX: Final = 1_000
"""Weights remembered; one more, and all are worked out anew."""
DEFAULTS: Final = DEFAULT_CAPACITY
"""For channels that an operator's maps leave out."""


@frozen
class Holding:
    """What one interaction takes of an agent. `counts`: it holds units and a place on its channel."""

    interaction: str
    channel: Channel
    use: Use
    counts: bool = True


@frozen
class Load:
    """One channel: `used` of `max` places."""

    state: ChannelState
    used: int
    max: int


@frozen(eq=False)
class Weight:
    """All that an agent has at once: what is shown of it, and what it rules out. Known by its identity, see Scales."""

    units: int
    """In use or reserved."""
    percent: int
    """The same as a share of all units; an agent without any is full."""
    is_occupied: bool
    without_room: Mapping[Channel, RuledOut | None]
    """Of each channel: why there is no room for one more; None: there is."""
    loads: Mapping[Channel, Load]
    """Of every channel that the agent may have at all."""

    @property
    def is_full(self) -> bool:
        """No channel has room: whatever comes in now is for somebody else."""
        return None not in self.without_room.values()


@frozen
class _Pile:
    """Holdings added up."""

    units: int
    places: Mapping[Channel, int]
    is_occupied: bool


Holdings = Sequence[Holding]


def strongest(parts: Iterable[Holding]) -> Holding | None:
    """One holding for all parts that an agent has of one interaction. It counts if any of them does.

    Room that is kept for it says what it is going to be: a chat that becomes a call weighs as one from then on.
    """
    known = tuple(parts)
    if len(known) < 2:
        return known[0] if known else None
    first = min(known, key=lambda part: STRENGTH[part.use])
    coming = next((part.channel for part in known if part.use is Use.RESERVED), first.channel)
    return attrs.evolve(first, channel=coming, counts=any(part.counts for part in known))


def cost(capacity: Capacity, channel: Channel) -> int:
    """Units that one interaction of the channel takes."""
    return capacity.cost.get(channel, DEFAULTS.cost[channel])


def channel_max(capacity: Capacity, channel: Channel) -> int:
    """Interactions of the channel at once."""
    return capacity.channel_max.get(channel, DEFAULTS.channel_max[channel])


def weigh(capacity: Capacity, holdings: Holdings) -> Weight:
    """Everything that follows from these holdings, for whoever tells it: looked at once, not once for each question."""
    counting = [held for held in holdings if held.counts]
    pile, rooms = _pile(capacity, counting), _rooms(capacity, holdings, CHANNELS)
    units = _pile(capacity, _uninterrupted(capacity, counting)).units if capacity.interruptible_by else pile.units
    uses: dict[Channel, set[Use]] = {}
    for held in holdings:
        uses.setdefault(held.channel, set()).add(held.use)
    return Weight(
        units=units,
        percent=units * 100 // capacity.units if capacity.units else 100,
        is_occupied=pile.is_occupied,
        without_room=rooms,
        loads={
            channel: Load(_word(uses.get(channel, NOTHING), rooms[channel]), pile.places.get(channel, 0), most)
            for channel in CHANNELS
            if (most := channel_max(capacity, channel))
        },
    )


@attrs.define(eq=False)
class Scales:
    """Weigh what agents have, and remember it: work has few shapes, and most agents have one and the same capacity."""

    _known: dict[tuple[object, ...], tuple[Capacity, Weight]] = attrs.field(factory=dict)
    """By the capacity's identity, which lasts because the capacity is kept here, and by shape."""

    def weigh(self, capacity: Capacity, holdings: Holdings) -> Weight:
        """As `weigh`: whose interactions these are does not matter to it."""
        shape = [(held.channel, held.use, held.counts) for held in holdings]
        known = self._known.get((id(capacity), *shape))
        if known is None:
            if len(self._known) >= WEIGHED_MAX:
                self._known.clear()
            known = self._known[id(capacity), *shape] = capacity, weigh(capacity, holdings)
        return known[1]


def without_room(
    capacity: Capacity, holdings: Holdings, channel: Channel, *, may_exceed: bool = False
) -> RuledOut | None:
    """Why there is no room for one more; None: there is. `may_exceed`: asked by name, where the operator allows it."""
    exceeds = may_exceed and capacity.transfer_may_exceed
    return _rooms(capacity, holdings, (channel,), may_exceed=exceeds)[channel]


Rooms = dict[Channel, RuledOut | None]


def _rooms(capacity: Capacity, holdings: Holdings, channels: Iterable[Channel], *, may_exceed: bool = False) -> Rooms:
    """For each channel what is missing. When only room that is kept stands in the way, that is the reason."""
    missing = _missing(capacity, holdings, channels, may_exceed=may_exceed)
    settled = [held for held in holdings if held.use is not Use.RESERVED]
    if len(settled) == len(holdings):
        return missing
    lasting = _missing(capacity, settled, channels, may_exceed=may_exceed)
    return {
        channel: RuledOut.RESERVED_ELSEWHERE if reason is not None and lasting[channel] is None else reason
        for channel, reason in missing.items()
    }


def _missing(capacity: Capacity, holdings: Holdings, channels: Iterable[Channel], *, may_exceed: bool) -> Rooms:
    """Where nothing may be interrupted, the same stands in the way of all channels."""
    counting = [held for held in holdings if held.counts]
    rings = any(held.use.is_ringing and held.channel in CALL_CHANNELS for held in holdings)
    if not capacity.interruptible_by:
        pile = _pile(capacity, counting)
        return {channel: _judge(capacity, pile, channel, rings=rings, may_exceed=may_exceed) for channel in channels}
    piles = {channel: _pile(capacity, _in_the_way(capacity, counting, channel)) for channel in channels}
    return {
        channel: _judge(capacity, pile, channel, rings=rings, may_exceed=may_exceed) for channel, pile in piles.items()
    }


def _judge(capacity: Capacity, pile: _Pile, channel: Channel, *, rings: bool, may_exceed: bool) -> RuledOut | None:
    """Whether one more goes on top of what stands in its way. `rings`: a call does."""
    if not may_exceed and pile.is_occupied:
        return RuledOut.OCCUPIED
    if rings and channel in CALL_CHANNELS:
        return RuledOut.RINGING_ELSEWHERE
    if not may_exceed and pile.places.get(channel, 0) >= channel_max(capacity, channel):
        return RuledOut.CHANNEL_FULL
    ceiling = capacity.transfer_ceiling_units if may_exceed else capacity.units
    return RuledOut.NO_CAPACITY if pile.units + cost(capacity, channel) > ceiling else None


def _pile(capacity: Capacity, counting: Iterable[Holding]) -> _Pile:
    units, places = 0, dict[Channel, int]()
    for held in counting:
        units += cost(capacity, held.channel)
        places[held.channel] = places.get(held.channel, 0) + 1
    return _Pile(units, places, _is_occupied(capacity, places))


def _is_occupied(capacity: Capacity, places: Mapping[Channel, int]) -> bool:
    """Any rule has all its thresholds met. A rule without thresholds says nothing."""
    return any(
        rule and all(_percent(capacity, places, channel) >= percent for channel, percent in rule.items())
        for rule in capacity.occupied_rules
    )


def _percent(capacity: Capacity, places: Mapping[Channel, int], channel: Channel) -> float:
    most = channel_max(capacity, channel)
    return places.get(channel, 0) * 100 / most if most else 0


def _in_the_way(capacity: Capacity, counting: Holdings, channel: Channel) -> list[Holding]:
    return [held for held in counting if not _gives_way(capacity, held.channel, channel)]


def _uninterrupted(capacity: Capacity, counting: Holdings) -> list[Holding]:
    """What is interrupted by another one takes no units meanwhile."""
    channels = {held.channel for held in counting}
    return [held for held in counting if not any(_gives_way(capacity, held.channel, to) for to in channels)]


def _gives_way(capacity: Capacity, channel: Channel, to: Channel) -> bool:
    """Whether work on a channel is interrupted by another one; never by its own."""
    return channel is not to and to in capacity.interruptible_by.get(channel, ())


def _word(uses: Set[Use], missing: RuledOut | None) -> ChannelState:
    """What rings goes before all; `full` says that no more can come, whatever the reason."""
    if uses & RINGING:
        return ChannelState.OFFERED
    if uses & TALKING or Use.ACCEPTING in uses:
        return ChannelState.ACTIVE if missing is None else ChannelState.FULL
    if Use.WRAPPING in uses:
        return ChannelState.WRAPPING
    return ChannelState.IDLE if missing is None else ChannelState.FULL
