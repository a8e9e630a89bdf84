"""A history, read once for all checks: journals as events of the domain, commands with their replies, deliveries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import attrs
import orjson

from ringline_server.domain import agent as agents
from ringline_server.domain import machine
from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.agent_events import AGENT_KINDS, AgentEvent
from ringline_server.domain.events import Event
from ringline_server.domain.policy import Account
from ringline_server.domain.state import Interaction
from ringline_server.simulation.history import History, Line
from ringline_server.store import facts
from ringline_server.store.records import Record

CALM_AFTER_MS: Final = 8_000
"""So long after the last fault things may still be getting back to normal."""


@attrs.frozen
class Fault:
    """Something that must not be. `i`: the line of the history where it shows."""

    invariant: str
    i: int
    text: str

    def __str__(self) -> str:
        return f"{self.invariant} at line {self.i}: {self.text}"


@attrs.frozen
class Entry:
    """One record of an interaction, with the state before and after it."""

    i: int
    t: int
    interaction: str
    seq: int
    at_ms: int
    event: Event
    before: Interaction
    after: Interaction
    is_last: bool
    """Of its append: only then the state is one that anybody may rely on."""


@attrs.frozen
class Turn:
    """One record of an agent's own journal."""

    i: int
    t: int
    agent: str
    event: AgentEvent
    after: AgentStatus


@attrs.define(eq=False)
class Asked:
    """A command, from its first sending to what became of it."""

    line: Line
    principal: str
    end: Line | None = None
    """`ok`, `fail` or `info`; None: the day was over first."""

    @property
    def method(self) -> str:
        """What was asked."""
        return str(self.line["f"])

    @property
    def outcome(self) -> str:
        """Nothing heard is `info`, too."""
        return "info" if self.end is None else str(self.end["type"])


@attrs.define(eq=False)
class Book:
    """Everything that checks look at."""

    history: History
    accounts: Sequence[tuple[int, Account]]
    """Which policies held, from which line on."""

    @property
    def lines(self) -> list[Line]:
        """All of it."""
        return self.history.lines

    def account_at(self, i: int) -> Account:
        """The policies at that line."""
        return next(account for since, account in reversed(self.accounts) if since <= i)

    @cached_property
    def entries(self) -> list[Entry]:
        """Of all interactions, in the order in which they became durable."""
        states: dict[str, Interaction] = {}
        found = []
        for line in self.history.of("commit"):
            if line["f"] == "answered" or not line["stream"].startswith("interaction/"):
                continue
            name = line["stream"].removeprefix("interaction/")
            event = facts.event(_record(line))
            before = states.get(name, Interaction())
            after = states[name] = machine.apply(before, event, line["at_ms"])
            found.append(
                Entry(line["i"], line["t_mono"], name, line["seq"], line["at_ms"], event, before, after, line["last"])
            )
        return found

    @cached_property
    def interactions(self) -> dict[str, list[Entry]]:
        """The same by interaction."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.interaction].append(entry)
        return found

    @cached_property
    def turns(self) -> list[Turn]:
        """Of all agents' journals."""
        states: dict[str, AgentStatus] = defaultdict(AgentStatus)
        found = []
        for line in self.history.of("commit"):
            if line["f"] in AGENT_KINDS:
                name, event = line["stream"].removeprefix("agent/"), facts.agent_event(_record(line))
                states[name] = agents.apply(states[name], event, line["at_ms"])
                found.append(Turn(line["i"], line["t_mono"], name, event, states[name]))
        return found

    @cached_property
    def commands(self) -> list[Asked]:
        """In the order in which they were asked first."""
        found: dict[str, Asked] = {}
        for line in self.history.of("invoke", "ok", "fail", "info"):
            if line["type"] == "invoke":
                found[line["id"]] = Asked(line, line["principal"])
            elif line["who"] not in ("nemesis", "server"):
                found[line["id"]].end = line
        return list(found.values())

    @cached_property
    def answered(self) -> dict[tuple[str, str], list[Line]]:
        """(principal, key) -> the durable answers."""
        found: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in self.history.of("commit"):
            if line["f"] == "answered":
                found[line["principal"], line["key"]].append(line)
        return found

    @cached_property
    def connections(self) -> dict[str, list[Line]]:
        """Connection -> what was sent, received, and its close."""
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.history.of("sent", "recv", "close"):
            found[line["c"]].append(line)
        return found

    @cached_property
    def troubles(self) -> list[tuple[int, int]]:
        """Spans (virtual ms) in which the server was down or its disk did not do its work."""
        found: list[tuple[int, int]] = []
        ill: dict[str, int] = {}
        for line in self.lines:
            match line["type"], line["f"]:
                case ("crash", _) | ("info", "drain"):
                    ill.setdefault("server", line["t_mono"])
                case "info", "disk ill":
                    ill.setdefault("disk", line["t_mono"])
                case "info", "up":
                    found.append((ill.pop("server", line["t_mono"]), line["t_mono"]))
                case "info", "disk well":
                    found.append((ill.pop("disk", line["t_mono"]), line["t_mono"]))
        found += [(since, self.lines[-1]["t_mono"]) for since in ill.values()]
        return found

    def trouble_ms(self, from_ms: int, to_ms: int, after_ms: int = 0) -> int:
        """How much of this span was trouble, or so soon after one."""
        return sum(max(0, min(to_ms, end + after_ms) - max(from_ms, start)) for start, end in self.troubles)

    def was_set_back(self, from_ms: int, to_ms: int) -> bool:
        """Whether a server started in this span whose wall clock was behind the one before."""
        return any(after < before and from_ms <= t <= to_ms for (_, before), (t, after) in pairwise(self._wall))

    @cached_property
    def _wall(self) -> list[tuple[int, int]]:
        """How far the wall clock was ahead of the day, from when on."""
        return [(line["t_mono"], line["data"]["at_ms"] - line["t_mono"]) for line in self.history.of("restart")]

    def wall_ms(self, t: int) -> int:
        """The server's wall clock at that moment of the day."""
        return next(ahead for since, ahead in reversed(self._wall) if since <= t) + t

    @cached_property
    def calm_from_ms(self) -> int:
        """From then on nothing goes wrong any more, and nothing is left of what did."""
        calm = (line["t_mono"] for line in self.lines if line["f"] == "phase" and line["data"]["name"] == "calm")
        since = int(next(calm, self.lines[-1]["t_mono"]))
        over = [end for start, end in self.troubles if start <= since]  # a drain may take longer than the rough part
        return max([since, *over]) + CALM_AFTER_MS

    def received(self, *kinds: str) -> Iterator[Line]:
        """Frames of these types, at everybody."""
        return (line for line in self.history.of("recv") if line["f"] in kinds)


def _record(line: Line) -> Record:
    return Record(line["seq"], line["at_ms"], line["f"], line["data"].encode())


def kind_of(line: Line) -> str:
    """What kind of reader the one of this line is: what one may see depends on it."""
    return str(line["who"]).partition("_")[0]


def stored(line: Line) -> Any:
    """The result that a durable answer holds."""
    return orjson.loads(line["data"])
