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

    def entry(self, entry: Entry) -> None:
        """An interaction's journal goes on."""
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
        return (state for state in self.interactions.values() if takes_room(state, agent))

    def units(self, agent: str, account: Account) -> int:
        """Room that is taken."""
        return sum(account.agents[agent].capacity.cost[state.channel] for state in self.held(agent))

    def has_room(self, agent: str, channel: Channel, account: Account) -> bool:
        """For one more."""
        capacity, held = account.agents[agent].capacity, list(self.held(agent))
        places = sum(state.channel is channel for state in held)
        rings = any(offer.agent == agent for state in held if state.channel in CALLS for offer in state.live_offers)
        return (
            places < capacity.channel_max[channel]
            and self.units(agent, account) + capacity.cost[channel] <= capacity.units
            and not (channel in CALLS and rings)
        )

    def is_willing(self, agent: str) -> bool:
        """Ready, and not about to be anything else."""
        status = self.statuses[agent]
        return status.status is Status.READY and status.next is None and not status.is_missed


def takes_room(state: Interaction, agent: str) -> bool:
    """Whether this interaction takes room of the agent."""
    if any(offer.agent == agent for offer in state.live_offers):
        return True
    for leg in state.legs.values():
        is_wrapping = leg.state is LegState.WRAPPING and state.channel in LIVE
        is_talking = leg.is_talking and leg.state is not LegState.PARKED and leg.kind is not LegKind.MONITOR
        if leg.agent == agent and (is_wrapping or is_talking):
            return True
    return False


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
