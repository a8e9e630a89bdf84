"""What asking for a richer channel does to the two views of an interaction: both say it in the same fields."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from ringline_protocol import events as e
from ringline_protocol.values import Upgrade
from ringline_protocol.view.interaction import InteractionView


def _asked(view: Any, data: e.UpgradeAsked, at_ms: int) -> Any:
    return attrs.evolve(_awake(view), upgrade=Upgrade(data.upgrade, data.channel, data.by, data.until_at_ms))


def _accepted(view: Any, data: e.UpgradeAccepted, at_ms: int) -> Any:
    """Said again after a restart of the server, with a new deadline."""
    if view.upgrade is None:
        return view
    upgrade = attrs.evolve(view.upgrade, accepted=True, until_at_ms=data.until_at_ms)
    return attrs.evolve(view, upgrade=upgrade)


def _ended(view: Any, data: e.UpgradeEnded, at_ms: int) -> Any:
    return attrs.evolve(_awake(view), upgrade=None)


def _channel(view: Any, data: e.ChannelChanged, at_ms: int) -> Any:
    return attrs.evolve(view, channel=data.channel)


def _awake(view: Any) -> Any:
    """It is not silent; consumers are not told when silence ends it."""
    return attrs.evolve(view, idle_closes_at_ms=None) if isinstance(view, InteractionView) else view


UPGRADE_REDUCERS: Final[Mapping[str, Any]] = {
    "upgrade.asked": _asked,
    "upgrade.accepted": _accepted,
    "upgrade.ended": _ended,
    "interaction.channel_changed": _channel,
}
