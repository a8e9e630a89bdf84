"""Agents at work: real agent and interaction actors on a memory disk and the virtual clock; the test is the queues.

async with agents_house(account()) as house:
    ana = await house.desk("agt_ana")
    await ana.ready()
    offer = await house.rings("int_1", "agt_ana")
    await ana.do(AcceptOffer(offer))
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.commands import BY_CLASS, CreateInteraction, Handler, SetStatus
from ringline_protocol.events import AgentStateChanged, AgentStatusChanged
from ringline_protocol.frames import Event
from ringline_protocol.values import OfferPurpose, PrincipalKind, Status
from ringline_protocol.view import AgentView, apply
from ringline_server.actors import agent as agents
from ringline_server.actors import queue as queues
from ringline_server.actors.agent_memory import Kept
from ringline_server.actors.feed import Attached, WireEvent
from ringline_server.actors.messages import (
    Acked,
    Asked,
    Busy,
    DeviceJoined,
    DeviceLeft,
    Done,
    Forward,
    Granted,
    Key,
    Look,
    MemberIs,
    Ordered,
    Outcome,
    Reserve,
    Subscribe,
)
from ringline_server.actors.registry import Registry
from ringline_server.domain.orders import PlaceOffer
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.domain.queue import Member
from ringline_server.domain.state import Interaction
from ringline_server.edges.calls import EdgeCall
from ringline_server.store.memory import MemoryMedium
from trio.testing import wait_all_tasks_blocked

from kit.house import SmallHouse, principal, small_house

E = TypeVar("E")


@attrs.define(eq=False)
class Desk:
    """One device of an agent: a sink that folds what it is told, and acknowledges it unless it is deaf."""

    house: "AgentsHouse"
    by: Principal
    session: str
    agent: str
    is_deaf: bool = False
    verdict: Attached | None = None
    view: AgentView = attrs.field(factory=AgentView)
    heard: list[tuple[int, str, Any]] = attrs.field(factory=list)
    """Seq, name and data of every event."""
    lost: str = ""
    """Why nothing comes any more."""
    is_refused: bool = False

    @property
    def stream(self) -> str:
        return f"agent/{self.agent}"

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None:
        if isinstance(view, AgentView):
            self.view = view
        self.verdict = attrs.evolve(verdict, head=verdict.head - len(missed))
        for event in missed:
            self.event(event)
        self._ack(verdict.head)

    def event(self, event: WireEvent) -> None:
        (frame,) = codec.decode_from_server(event.frame)
        assert isinstance(frame, Event)
        assert event.seq == self.head + 1
        self.heard.append((event.seq, event.name, frame.data))
        self.view = apply(self.view, event.name, frame.data, frame.at_ms)
        self._ack(event.seq)

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        raise AssertionError(name)

    def refused(self) -> None:
        self.is_refused = True

    def detached(self, reason: str) -> None:
        self.lost = reason

    def _ack(self, seq: int) -> None:
        if not self.is_deaf:
            self.house.registry.agent(self.agent).tell(Acked(self.session, seq))

    # --- looking

    @property
    def head(self) -> int:
        """Seq of the last event."""
        assert self.verdict is not None
        return self.heard[-1][0] if self.heard else self.verdict.head

    @property
    def status(self) -> AgentStatusChanged:
        """As last said."""
        assert self.view.status is not None
        return self.view.status

    @property
    def state(self) -> AgentStateChanged:
        """As last said."""
        assert self.view.state is not None
        return self.view.state

    def told(self, kind: type[E]) -> list[E]:
        """Events of this class, in order."""
        return [data for _, _, data in self.heard if isinstance(data, kind)]

    def names(self) -> list[str]:
        """Of all events since the last look."""
        names = [name for _, name, _ in self.heard]
        self.forget()
        return names

    def forget(self) -> None:
        """What was heard so far; the next event is still the next."""
        assert self.verdict is not None
        self.verdict = attrs.evolve(self.verdict, head=self.head)
        self.heard.clear()

    # --- doing

    async def subscribes(self, pos: tuple[str, int] | None = None) -> None:
        """To the agent's stream."""
        self.house.registry.agent(self.agent).tell(Subscribe(self, self.by, pos))
        await wait_all_tasks_blocked()

    async def do(self, command: object, key: Key | None = None) -> Done:
        """A command that works."""
        outcome = await self.tries(command, key)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def tries(self, command: object, key: Key | None = None) -> Outcome:
        """Whatever becomes of a command, sent the way an edge sends it. Its effects are heard by then."""
        answered, outcomes = trio.Event(), list[Outcome]()

        def finish(outcome: Outcome) -> None:
            outcomes.append(outcome)
            answered.set()

        self.sends(command, finish, key)
        await answered.wait()
        return outcomes[0]

    def sends(self, command: object, finish: Callable[[Outcome], None], key: Key | None = None) -> None:
        """A command without waiting for its reply."""
        own = self.house.registry.agent(self.by.id)
        call = EdgeCall(self.by, finish, self.session, key, via=own)
        if BY_CLASS[type(command)].handler is Handler.AGENT and not hasattr(command, "interaction"):
            own.tell(Asked(command, call))
        else:
            target = self.house.registry.interaction(command.interaction)  # type: ignore[attr-defined]
            own.tell(Forward(target, Asked(command, call)))

    async def chooses(self, status: Status, **more: Any) -> Done:
        """Another status."""
        return await self.do(SetStatus(status, **more))

    async def ready(self) -> "Desk":
        """For work."""
        await self.chooses(Status.READY)
        return self

    async def leaves(self, *, ended: bool = False) -> None:
        """The connection is gone."""
        self.house.registry.agent(self.agent).tell(DeviceLeft(self.session, ended))
        await wait_all_tasks_blocked()

    async def comes_back(self) -> None:
        """The same session, resumed."""
        self.house.registry.agent(self.agent).tell(DeviceJoined(self.session, f"dev_{self.session}", "desk"))
        await wait_all_tasks_blocked()


@attrs.define(eq=False)
class AgentsHouse(SmallHouse):
    """Real agents and interactions; queues only receive, and do what the test does for them."""

    async def desk(self, agent: str, session: str = "", *, is_deaf: bool = False, reads: str = "") -> Desk:
        """A connected device that reads its own stream. `reads`: another agent's stream, without being their device."""
        kind = PrincipalKind.SUPERVISOR if self.registry.account.agents[agent].supervisor else PrincipalKind.AGENT
        desk = Desk(self, principal(agent, kind), session or f"ses_{agent}", reads or agent, is_deaf or bool(reads))
        mailbox = self.registry.agent(desk.agent)
        if not reads:
            mailbox.tell(DeviceJoined(desk.session, f"dev_{desk.session}", "desk"))
        await desk.subscribes()
        return desk

    async def arrives(self, interaction: str = "int_1", queue: str = "que_chat") -> None:
        """A service hands it over."""
        await self.ask(interaction, CreateInteraction(queue), self.service)

    async def reserves(
        self, interaction: str, agent: str, queue: str = "que_chat", **more: Any
    ) -> list[Granted | Busy]:
        """The queue asks for room; answers what the agent says."""
        self.reserve(interaction, agent, queue, **more)
        await wait_all_tasks_blocked()
        return [said for said in self.told_queue(queue, object) if isinstance(said, Granted | Busy)]

    def reserve(self, interaction: str, agent: str, queue: str = "que_chat", **more: Any) -> None:
        """The queue asks for room."""
        ref, asker = self.registry.interaction(interaction), self.registry.queue(queue)
        channel = self.registry.account.queues[queue].channel
        purpose = OfferPurpose.HANDLE
        self.registry.agent(agent).tell(Reserve(interaction, ref, queue, channel, purpose, asker, **more))

    async def places(self, interaction: str, agent: str) -> str:
        """The queue orders the offer for which room is kept; answers its id."""
        self.registry.interaction(interaction).tell(Ordered(PlaceOffer(agent, agent)))
        await wait_all_tasks_blocked()
        return next(offer.id for offer in reversed((await self.state(interaction)).offers) if offer.agent == agent)

    async def rings(self, interaction: str, agent: str, queue: str = "que_chat") -> str:
        """It arrives if need be, and rings at the agent; answers the offer's id."""
        if interaction not in self.registry:
            await self.arrives(interaction, queue)
        (said,) = await self.reserves(interaction, agent, queue)
        assert isinstance(said, Granted), said
        return await self.places(interaction, agent)

    async def state(self, interaction: str) -> Interaction:
        """As it is now."""
        outcomes: list[Outcome] = []
        self.registry.interaction(interaction).tell(Look(EdgeCall(self.registry.overseer, outcomes.append)))
        await wait_all_tasks_blocked()
        (done,) = outcomes
        assert isinstance(done, Done), done
        state: Interaction = done.result["state"]
        return state

    async def report(self, agent: str) -> dict[str, Any]:
        """What the directory says of an agent."""
        outcomes: list[Outcome] = []
        self.registry.agent(agent).tell(Look(EdgeCall(self.registry.overseer, outcomes.append)))
        await wait_all_tasks_blocked()
        (done,) = outcomes
        assert isinstance(done, Done), done
        return dict(done.result)

    def member(self, agent: str, queue: str = "que_chat") -> Member | None:
        """How the agent stands, as the queue was told last since the last look; None: nothing new."""
        told = [said.member for said in self.told_queue(queue, MemberIs) if said.agent == agent]
        return told[-1] if told else None

    def stands(self, agent: str, queue: str = "que_chat") -> Member:
        """The same, where there is something new."""
        member = self.member(agent, queue)
        assert member is not None
        return member


@asynccontextmanager
async def agents_house(
    account: Account, medium: MemoryMedium | None = None, *, has_queues: bool = False
) -> AsyncIterator[AgentsHouse]:
    """Everything stops when it is left. The same medium again is a restart. `has_queues`: real ones, not the test."""
    async with small_house(account, medium) as small:
        registry: Registry = small.registry
        for queue in account.queues if has_queues else ():
            registry.start_queue(queue, partial(queues.revive, registry, queue, queues.Kept()))
        for agent in account.agents:
            registry.start_agent(agent, partial(agents.revive, registry, agent, Kept()))
        for row in await registry.disk.open_interactions():
            registry.interaction(row.id).tell(Look(EdgeCall(registry.overseer, lambda _: None)))
        await wait_all_tasks_blocked()
        yield AgentsHouse(registry, small.medium, small.snapshots, small.service)
