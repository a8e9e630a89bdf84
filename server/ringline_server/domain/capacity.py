"""How much an agent has at once, in units and per channel, and whether there is room for more. Pure.

    reserved -> offered -> accepting -> active <-> held, lost, transferring -> wrapping -> (gone)
       one holding per interaction, from the moment an offer is wanted      `-> parked

Room for a channel: not occupied, no other call ringing, under the channel's maximum, under the units. What may be
interrupted by a channel does not stand in its way, and is not counted while it is interrupted: hence no grant that
`without_room` allows ever takes the units in use above the capacity.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

import attrs
from ringline_protocol.values import CALL_CHANNELS, Channel, ChannelState

from ringline_server.domain.policy import Capacity
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


RINGING: Final = frozenset({Use.RESERVED, Use.OFFERED})
TALKING: Final = frozenset({Use.ACTIVE, Use.HELD, Use.TRANSFERRING, Use.LOST})
STRENGTH: Final[Mapping[Use, int]] = {use: place for place, use in enumerate(Use)}
DEFAULTS: Final = Capacity()
"""For channels that an operator's maps leave out."""


@attrs.frozen
class Holding:
    """What one interaction takes of an agent. `counts`: it holds units and a place on its channel."""

    interaction: str
    channel: Channel
    use: Use
    counts: bool = True


@attrs.frozen
class Load:
    """One channel: `used` of `max` places."""

    state: ChannelState
    used: int
    max: int


Holdings = Sequence[Holding]


def strongest(parts: Iterable[Holding]) -> Holding | None:
    """One holding for all parts that an agent has of one interaction. It counts if any of them does.

    Room that is kept for it says what it is going to be: a chat that becomes a call weighs as one from then on.
    """
    ordered = sorted(parts, key=lambda part: STRENGTH[part.use])
    if len(ordered) < 2:
        return ordered[0] if ordered else None
    coming = next((part.channel for part in ordered if part.use is Use.RESERVED), ordered[0].channel)
    return attrs.evolve(ordered[0], channel=coming, counts=any(part.counts for part in ordered))


def cost(capacity: Capacity, channel: Channel) -> int:
    """Units that one interaction of the channel takes."""
    return capacity.cost.get(channel, DEFAULTS.cost[channel])


def channel_max(capacity: Capacity, channel: Channel) -> int:
    """Interactions of the channel at once."""
    return capacity.channel_max.get(channel, DEFAULTS.channel_max[channel])


def counted(capacity: Capacity, holdings: Holdings) -> list[Holding]:
    """Those that take units now: not parked or wrapping for free, not interrupted by another one."""
    counting = [held for held in holdings if held.counts]
    if not capacity.interruptible_by:
        return counting
    channels = {held.channel for held in counting}
    return [held for held in counting if not any(_gives_way(capacity, held.channel, to) for to in channels)]


def units_used(capacity: Capacity, holdings: Holdings) -> int:
    """Units in use or reserved."""
    return sum(cost(capacity, held.channel) for held in counted(capacity, holdings))


def load_percent(capacity: Capacity, holdings: Holdings) -> int:
    """The same as a share of all units; an agent without any is full."""
    return units_used(capacity, holdings) * 100 // capacity.units if capacity.units else 100


def is_occupied(capacity: Capacity, holdings: Holdings) -> bool:
    """Any rule has all its thresholds met. A rule without thresholds says nothing."""
    return bool(capacity.occupied_rules) and any(
        rule and all(_percent(capacity, holdings, channel) >= percent for channel, percent in rule.items())
        for rule in capacity.occupied_rules
    )


def without_room(
    capacity: Capacity, holdings: Holdings, channel: Channel, *, may_exceed: bool = False
) -> RuledOut | None:
    """Why there is no room for one more; None: there is. `may_exceed`: asked by name, where the operator allows it."""
    exceeds = may_exceed and capacity.transfer_may_exceed
    missing = _missing(capacity, holdings, channel, may_exceed=exceeds)
    if missing is None:
        return None
    settled = [held for held in holdings if held.use is not Use.RESERVED]
    if len(settled) == len(holdings):
        return missing
    is_only_reserved = _missing(capacity, settled, channel, may_exceed=exceeds) is None
    return RuledOut.RESERVED_ELSEWHERE if is_only_reserved else missing


def loads(capacity: Capacity, holdings: Holdings) -> dict[Channel, Load]:
    """Every channel that the agent may have at all."""
    return {channel: _load(capacity, holdings, channel) for channel in Channel if channel_max(capacity, channel)}


def is_full(capacity: Capacity, holdings: Holdings) -> bool:
    """No channel has room: whatever comes in now is for somebody else."""
    return all(_missing(capacity, holdings, channel) is not None for channel in Channel)


def _missing(capacity: Capacity, holdings: Holdings, channel: Channel, *, may_exceed: bool = False) -> RuledOut | None:
    in_the_way = [held for held in holdings if held.counts and not _gives_way(capacity, held.channel, channel)]
    if not may_exceed and is_occupied(capacity, in_the_way):
        return RuledOut.OCCUPIED
    if channel in CALL_CHANNELS and any(held.use.is_ringing and held.channel in CALL_CHANNELS for held in holdings):
        return RuledOut.RINGING_ELSEWHERE
    if not may_exceed and _places(in_the_way, channel) >= channel_max(capacity, channel):
        return RuledOut.CHANNEL_FULL
    ceiling = capacity.transfer_ceiling_units if may_exceed else capacity.units
    if sum([cost(capacity, held.channel) for held in in_the_way]) + cost(capacity, channel) > ceiling:
        return RuledOut.NO_CAPACITY
    return None


def _gives_way(capacity: Capacity, channel: Channel, to: Channel) -> bool:
    """Whether work on a channel is interrupted by another one; never by its own."""
    return channel is not to and to in capacity.interruptible_by.get(channel, ())


def _places(holdings: Holdings, channel: Channel) -> int:
    return len([held for held in holdings if held.counts and held.channel is channel])


def _percent(capacity: Capacity, holdings: Holdings, channel: Channel) -> float:
    most = channel_max(capacity, channel)
    return _places(holdings, channel) * 100 / most if most else 0


def _load(capacity: Capacity, holdings: Holdings, channel: Channel) -> Load:
    return Load(_state(capacity, holdings, channel), _places(holdings, channel), channel_max(capacity, channel))


def _state(capacity: Capacity, holdings: Holdings, channel: Channel) -> ChannelState:
    """What rings goes before all; `full` says that no more can come, whatever the reason."""
    uses = {held.use for held in holdings if held.channel is channel}
    if uses & RINGING:
        return ChannelState.OFFERED
    is_full = _missing(capacity, holdings, channel) is not None
    if uses & TALKING or Use.ACCEPTING in uses:
        return ChannelState.FULL if is_full else ChannelState.ACTIVE
    if Use.WRAPPING in uses:
        return ChannelState.WRAPPING
    return ChannelState.FULL if is_full else ChannelState.IDLE
