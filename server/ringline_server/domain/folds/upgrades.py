"""Folds of channels that get richer."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ringline_protocol import evolving

from ringline_server.domain.events import ChannelChanged, Event, UpgradeAccepted, UpgradeAsked, UpgradeEnded
from ringline_server.domain.folds.legs import awake
from ringline_server.domain.state import Interaction, Upgrade, UpgradeEnd, evolve


def _asked(state: Interaction, event: UpgradeAsked, at_ms: int) -> Interaction:
    upgrade = Upgrade(event.upgrade, event.channel, event.leg, event.by, event.until_at_ms)
    return evolve(awake(state, at_ms), upgrade=upgrade)


def _accepted(state: Interaction, event: UpgradeAccepted, at_ms: int) -> Interaction:
    if state.upgrade is None:
        return state
    return evolve(state, upgrade=evolving.evolve(state.upgrade, accepted=True, until_at_ms=event.until_at_ms))


def _ended(state: Interaction, event: UpgradeEnded, at_ms: int) -> Interaction:
    asked, last = state.upgrade, state.last_upgrade
    if asked is not None:
        last = UpgradeEnd(asked.id, asked.channel, event.result)
    return evolve(awake(state, at_ms), upgrade=None, last_upgrade=last)


def _channel(state: Interaction, event: ChannelChanged, at_ms: int) -> Interaction:
    """Legs that are over keep the channel over which they talked: their wrap-up weighs as it did."""
    legs = {leg.id: evolving.evolve(leg, channel=event.channel) for leg in state.legs.values() if leg.is_talking}
    return evolve(state, channel=event.channel, legs={**state.legs, **legs})


APPLIERS: Final[Mapping[type[Event], Callable[[Interaction, Any, int], Interaction]]] = {
    UpgradeAsked: _asked,
    UpgradeAccepted: _accepted,
    UpgradeEnded: _ended,
    ChannelChanged: _channel,
}
