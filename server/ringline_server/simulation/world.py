"""What everybody in a day shares."""

from collections.abc import Callable
from typing import Any

import attrs
import trio

from ringline_server.domain.policy import Account
from ringline_server.simulation.chance import Chance
from ringline_server.simulation.history import History
from ringline_server.simulation.host import Host
from ringline_server.simulation.network import Conditions, Network


@attrs.define(eq=False)
class World:
    """Made by the day."""

    history: History
    network: Network
    host: Host
    chance: Chance
    nursery: trio.Nursery
    accounts: list[tuple[int, Account]] = attrs.field(factory=list)
    """Which policies held, from which line of the history on."""
    devices: list[Any] = attrs.field(factory=list)
    """Every device.Device that was ever there."""
    is_rough: bool = False
    """Links are slow and dribble now."""
    is_closing: bool = False
    """Nobody begins anything new."""

    def reload(self, change: Callable[[Account], Account]) -> None:
        """Another configuration from now on."""
        self.host.reload(change)
        self.accounts.append((self.history.stamp(), self.host.account))

    def conditions(self, chance: Chance, link: str) -> Conditions:
        """Of a new link: mostly good, now and then far away; under rough weather anything. One that dribbles is noted:
        what was sent on it may be long on its way."""
        conditions = Conditions(latency_s=chance.seconds(0.001, 0.08))
        if chance.happens(0.3 if self.is_rough else 0.02):
            conditions.latency_s = chance.seconds(0.1, 0.8)
        if self.is_rough and chance.happens(0.2):
            self.history.note("nemesis", "info", "dribbles", data={"link": link})
            conditions.piece_bytes, conditions.gap_s = chance.between(40, 800), chance.seconds(0.01, 0.2)
            conditions.buffer_bytes = chance.choice((1_000, 64_000))
        return conditions
