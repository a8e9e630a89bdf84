"""The whole floor at any line: who waits, who rings where, what everybody has, who is connected. Read from journals and
from what clients saw of their own connections; nothing of it is asked of the server."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import attrs
from ringline_protocol.values import Channel, LegKind, LegState, Status

from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.policy import Account
from ringline_server.domain.state import Interaction
from ringline_server.simulation.checks.book import Book, Entry, Turn
from ringline_server.simulation.history import Line

LIVE: Final = frozenset({Channel.MESSAGING, Channel.VOICE, Channel.VIDEO})
CALLS: Final = frozenset({Channel.VOICE, Channel.VIDEO})


@attrs.define(eq=False)
class Floor:
    """As it is after the lines that were told."""

    interactions: dict[str, Interaction] = attrs.field(factory=dict)
    """Those that are not closed."""
    statuses: dict[str, AgentStatus] = attrs.field(factory=lambda: defaultdict(AgentStatus))
    connections: dict[str, dict[str, int]] = attrs.field(factory=lambda: defaultdict(dict))
    """Agent -> connection -> since when it was welcome (virtual ms)."""
    last_ready_ms: dict[str, int] = attrs.field(factory=dict)
    """Agent -> when they were ready last (virtual ms), if they are not."""
    _held: dict[str, dict[str, Interaction]] = attrs.field(factory=lambda: defaultdict(dict))
    """Agent -> what takes room of them, by its id."""

    def entry(self, entry: Entry) -> None:
        """An interaction's journal goes on."""
        for agent in {*_parties(entry.before), *_parties(entry.after)}:
            self._held[agent].pop(entry.interaction, None)
            if entry.after.closed is None and takes_room(entry.after, agent):
                self._held[agent][entry.interaction] = entry.after
        if entry.after.closed is None:
            self.interactions[entry.interaction] = entry.after
        else:
            self.interactions.pop(entry.interaction, None)

    def turn(self, turn: Turn) -> None:
        """An agent's journal goes on."""
        if self.statuses[turn.agent].status is Status.READY and turn.after.status is not Status.READY:
            self.last_ready_ms[turn.agent] = turn.t
        self.statuses[turn.agent] = turn.after

    def line(self, line: Line) -> None:
        """Somebody connects, or is gone."""
        name = line["who"].partition("/")[0]
        if line["type"] == "recv" and line["f"] == "welcome":
            self.connections[name][line["c"]] = line["t_mono"]
        elif line["type"] == "close":
            self.connections[name].pop(line["c"], None)

    def connected_since(self, agent: str) -> int | None:
        """Since when (virtual ms) the oldest connection of this agent that lasts is there."""
        return min(self.connections[agent].values(), default=None)

    def held(self, agent: str) -> Iterator[Interaction]:
        """What takes room of this agent: rings, conversations, and wrap-ups of live channels."""
        return iter(self._held[agent].values())

    def units(self, agent: str, account: Account, without: str = "") -> int:
        """Room that is taken; all but by this one."""
        cost = account.agents[agent].capacity.cost
        weights = [weight(state, agent) for state in self.held(agent) if state.id != without]
        return sum(cost[channel] for channel in weights if channel is not None)

    def has_room(self, agent: str, channel: Channel, account: Account) -> bool:
        """For one more."""
        capacity, held = account.agents[agent].capacity, list(self.held(agent))
        places = sum(weight(state, agent) is channel for state in held)
        mine = [offer for state in held for offer in state.live_offers if offer.agent == agent]
        rings = any(offer.channel in CALLS for offer in mine)
        return (
            places < capacity.channel_max[channel]
            and self.units(agent, account) + capacity.cost[channel] <= capacity.units
            and not (channel in CALLS and rings)
        )

    def is_willing(self, agent: str) -> bool:
        """Ready, and not about to be anything else."""
        status = self.statuses[agent]
        return status.status is Status.READY and status.next is None and not status.is_missed


def _parties(state: Interaction) -> Iterator[str]:
    """Agents whom it may concern."""
    yield from (leg.agent for leg in state.legs.values())
    yield from (offer.agent for offer in state.live_offers)


def takes_room(state: Interaction, agent: str) -> bool:
    """Whether this interaction takes room of the agent."""
    return weight(state, agent) is not None


def weight(state: Interaction, agent: str) -> Channel | None:
    """As what this interaction weighs on the agent; None: not at all.

    A leg weighs as the channel over which it talks, or talked last; where a richer one is asked for, as that.
    """
    legs = [leg for leg in state.legs.values() if leg.agent == agent and leg.kind is not LegKind.MONITOR]
    for leg in legs:
        if leg.is_talking and leg.state is not LegState.PARKED:
            is_asked = state.upgrade is not None and state.upgrade.leg == leg.id
            return state.upgrade.channel if state.upgrade is not None and is_asked else leg.channel or state.channel
    for offer in state.live_offers:
        if offer.agent == agent:
            return offer.channel
    for leg in legs:
        if leg.state is LegState.WRAPPING and (leg.channel or state.channel) in LIVE:
            return leg.channel or state.channel
    return None


def order(state: Interaction) -> tuple[bool, bool, int, str]:
    """Sorts what is served first to the front, in accounts without bonus and with one rate."""
    assert state.waiting is not None
    waiting = state.waiting
    return (not state.top_priority, not waiting.at_front, waiting.enqueued_at_ms, state.id)


def walk(book: Book) -> Iterator[tuple[Floor, Line, Entry | Turn | None]]:
    """Every line that matters, with the floor as it was before it."""
    floor = Floor()
    entries = {entry.i: entry for entry in book.entries}
    turns = {turn.i: turn for turn in book.turns}
    for line in book.lines:
        entry, turn = entries.get(line["i"]), turns.get(line["i"])
        if entry is not None:
            yield floor, line, entry
            floor.entry(entry)
        elif turn is not None:
            yield floor, line, turn
            floor.turn(turn)
        elif line["type"] == "close" or line["f"] == "welcome":
            yield floor, line, None
            floor.line(line)
