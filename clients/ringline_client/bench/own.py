"""The same work as in `simple`, as Ringline does it: with tokens, numbered streams and a disk.

echo      a ping of the protocol, and its pong
relay     a partial of a transcript, from a service to the agent who reads the conversation: passing, not stored
final     a final segment: on disk, then to an agent and a supervisor who read the conversation
fan       a final segment: on disk, then to all supervisors
cycle     an interaction comes in, rings, is accepted, ended, wrapped up: durable at each step
"""

import time
from collections.abc import Callable
from math import inf
from typing import Final

import attrs

from ringline_client.bench import account
from ringline_client.bench.account import Size
from ringline_client.bench.loop import Bench, Measured, Tally
from ringline_client.bench.simple import ECHOING, ROUTED_IN_FLIGHT
from ringline_client.bench.talk import Frame, Talk, enter
from ringline_client.bench.wires import WAIT_S

ANSWER_S_MAX: Final = 0.1
"""For each of many answers, on a busy machine."""


@attrs.define(eq=False)
class Floor:
    """Agents who are connected, and the services of the intake."""

    bench: Bench
    size: Size
    agents: list[Talk] = attrs.field(factory=list)
    services: list[Talk] = attrs.field(factory=list)
    _created: int = 0

    def connect(self) -> Measured:
        """Agents say hello and get their snapshot; then they are ready. Services of the intake, too."""
        stretch = self.bench.stretch("connect")
        self.agents = enter(self.bench, account.agents(self.size))
        measured = stretch(self.size.agents)
        self.services = enter(self.bench, [f"svc_{number}" for number in range(account.SERVICES)])
        self.ask_all([(agent, "agent.set_status", {"status": "ready"}) for agent in self.agents], "being ready")
        return measured

    def create(self, queue: str, then: Callable[[Frame], None], subject: str = "") -> Talk:
        """An interaction comes in, by one service after the other: this one's it is."""
        self._created += 1
        service = self.services[self._created % len(self.services)]
        service.ask("interaction.create", {"queue": queue, "subject": subject}, then)
        return service

    def ask_all(self, asks: list[tuple[Talk, str, Frame]], what: str) -> None:
        """Each is answered."""
        answered: list[Frame] = []
        for talk, method, params in asks:
            talk.ask(method, params, answered.append, keyed=not method.startswith("stream."))
        self.bench.wires.until(lambda: len(answered) == len(asks), what, WAIT_S + len(asks) * ANSWER_S_MAX)

    # --- the work

    def echo(self) -> Measured:
        """Each pings again when it is answered."""

        def begin(tally: Tally) -> None:
            for talk in self.agents[:ECHOING]:
                _ping_again(talk, tally)

        return self.bench.measure("echo", begin)

    def cycle(self) -> Measured:
        """Whoever is done, another one comes."""
        in_flight = min(ROUTED_IN_FLIGHT, len(self.agents))
        return self.bench.measure("cycle", lambda tally: Cycles(self, tally).begin(in_flight), in_flight)


@attrs.define(eq=False)
class Cycles:
    """Whole cycles: an agent accepts at once, ends, and completes the wrap-up."""

    floor: Floor
    tally: Tally
    queue: str = account.CYCLES
    _due_s: dict[str, float] = attrs.field(factory=dict)
    """By subject."""
    _number: int = 0
    is_answered: bool = True
    """Whether agents accept; else they let it ring."""
    goes_on: bool = True
    """Whether another one comes for each that is done."""
    rang: list[tuple[Talk, str]] = attrs.field(factory=list)
    """Interactions that agents let ring, and whose they are."""
    _services: dict[str, Talk] = attrs.field(factory=dict)
    """By subject, of what is let ring."""

    def begin(self, in_flight: int) -> None:
        """So many at once."""
        for agent in self.floor.agents:
            agent.on_event = self._worker(agent)
        for _ in range(in_flight):
            self.come(time.perf_counter())

    def come(self, due_s: float) -> None:
        """One more, which was due then."""
        self._number += 1
        self.tally.under_way += 1
        self._due_s[str(self._number)] = due_s
        subject = str(self._number)
        service = self.floor.create(self.queue, lambda _: self.tally.took("create", due_s), subject)
        if not self.is_answered:
            self._services[subject] = service

    def waited_s(self) -> float:
        """Of the one that is due longest and has not rung."""
        return time.perf_counter() - next(iter(self._due_s.values()), inf)

    def _worker(self, agent: Talk) -> Callable[[Frame], None]:
        def told(frame: Frame) -> None:
            if frame.get("event") == "offer.created":
                self._take(agent, frame)

        return told

    def _take(self, agent: Talk, frame: Frame) -> None:
        data = frame["data"]
        due_s = self._due_s.pop(data["card"].get("subject", ""), None)
        if due_s is not None:  # else it rings once more, or it came before
            self.tally.took("offer", due_s)
        agent.acknowledge(frame)
        if not self.is_answered:
            if due_s is not None:
                self.rang.append((self._services.pop(data["card"]["subject"]), data["interaction"]))
            return
        interaction, accepted_s = {"interaction": data["interaction"]}, time.perf_counter()

        def accepted(_: Frame) -> None:
            self.tally.took("accept", accepted_s)
            agent.ask("interaction.end", interaction, ended)

        def ended(_: Frame) -> None:
            agent.ask("wrap_up.complete", interaction, done)

        def done(_: Frame) -> None:
            self.tally.count += 1
            self.tally.under_way -= 1
            if self.goes_on and not self.tally.is_over:
                self.come(time.perf_counter())

        agent.ask("offer.accept", {"offer": data["offer"]}, accepted)


def _ping_again(talk: Talk, tally: Tally) -> None:
    began_s = 0.0

    def ping() -> None:
        nonlocal began_s
        began_s = time.perf_counter()
        tally.under_way += 1
        talk.ping()

    def answered() -> None:
        tally.count += 1
        tally.under_way -= 1
        tally.took("arrival", began_s)
        if not tally.is_over:
            ping()

    talk.on_pong = answered
    ping()
