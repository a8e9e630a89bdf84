"""Real queues and interactions on a memory disk and the virtual clock; agents are mailboxes, played by the test.

async with queue_house(account()) as house:
    await house.says("agt_ana")                      # ready
    await house.enters("int_1")
    assert await house.asked("agt_ana") == ["int_1"]
    await house.grants("agt_ana", "int_1")           # now it rings
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.commands import AcceptOffer, CreateInteraction, DeclineOffer, EndInteraction
from ringline_protocol.frames import Event
from ringline_protocol.values import Consumer, OfferPurpose
from ringline_protocol.view import QueueView, apply, view_from_json, view_to_json
from ringline_server.actors import queue as queues
from ringline_server.actors.feed import Attached, WireEvent
from ringline_server.actors.messages import (
    Busy,
    Done,
    Granted,
    Look,
    MemberIs,
    Outcome,
    Reserve,
    Subscribe,
    Unreserve,
)
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.domain.queue import RuledOut
from ringline_server.domain.state import Interaction
from ringline_server.edges.calls import EdgeCall
from ringline_server.store.memory import MemoryMedium
from trio.testing import wait_all_tasks_blocked

from kit.floor import member
from kit.house import SmallHouse, principal, small_house

CHAT = "que_chat"


@attrs.define(eq=False)
class ViewSink:
    """A reader that folds what it gets, and knows at every moment what a newcomer's snapshot would say."""

    by: Principal
    stream: str = f"queue/{CHAT}"
    session: str = "ses_view"
    view: QueueView = attrs.field(factory=QueueView)
    verdict: Attached | None = None
    names: list[str] = attrs.field(factory=list)
    head: int = 0
    gone: str = ""

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None:
        self.verdict, self.head = verdict, verdict.head - len(missed)
        if view is not None:
            assert isinstance(view, QueueView)
            self.view = view_from_json(QueueView, view_to_json(view))
        for event in missed:
            self.event(event)

    def event(self, event: WireEvent) -> None:
        (frame,) = codec.decode_from_server(event.frame)
        assert isinstance(frame, Event)
        assert frame.seq == self.head + 1
        self.head = frame.seq
        self.names.append(frame.event)
        self.view = apply(self.view, frame.event, frame.data, frame.at_ms)

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        raise AssertionError(name)

    def refused(self) -> None:
        self.gone = "refused"

    def detached(self, reason: str) -> None:
        self.gone = reason


@attrs.define(eq=False)
class QueueHouse:
    """Verbs of those around a queue. Each returns when everybody has done what follows."""

    small: SmallHouse
    heard: dict[str, list[object]] = attrs.field(factory=dict)

    @property
    def registry(self) -> Any:
        """Where everybody is."""
        return self.small.registry

    async def enters(self, interaction: str, queue: str = CHAT, **more: Any) -> None:
        """A consumer reaches out."""
        await self.small.ask(interaction, CreateInteraction(queue, Consumer("María"), **more), self.small.service)
        await wait_all_tasks_blocked()

    async def ends(self, interaction: str) -> None:
        """The consumer leaves."""
        await self.small.ask(interaction, EndInteraction(interaction), self.small.service)
        await wait_all_tasks_blocked()

    async def says(
        self, agent: str, out: RuledOut | None = None, queue: str = CHAT, *, revived: bool = False, **more: Any
    ) -> None:
        """An agent tells a queue how they stand."""
        told = MemberIs(agent, self.registry.agent(agent), member(agent, out, **more), revived)
        await self.tells(told, queue)

    async def grants(self, agent: str, interaction: str, queue: str = CHAT) -> None:
        """They keep room for it."""
        await self.tells(Granted(interaction, agent, agent.removeprefix("agt_").title(), OfferPurpose.HANDLE), queue)

    async def refuses(self, agent: str, interaction: str, reason: RuledOut = RuledOut.NO_CAPACITY) -> None:
        """They have none."""
        await self.tells(Busy(interaction, agent, OfferPurpose.HANDLE, reason))

    async def tells(self, message: object, queue: str = CHAT) -> None:
        """Anything."""
        self.registry.queue(queue).tell(message)
        await wait_all_tasks_blocked()

    async def asked(self, agent: str) -> list[str]:
        """For which interactions the agent was asked to keep room, since the last look."""
        return [wish.interaction for wish in await self.told(agent, Reserve)]

    async def unreserved(self, agent: str) -> list[str]:
        """For which it is not needed."""
        return [each.interaction for each in await self.told(agent, Unreserve)]

    async def told(self, agent: str, kind: type[Any]) -> list[Any]:
        """What an agent was told, since the last look at that kind."""
        await wait_all_tasks_blocked()
        heard, mailbox = self.heard.setdefault(agent, []), self.registry.agent(agent)
        while not mailbox.is_empty:
            heard.append(mailbox.take())
        found = [message for message in heard if isinstance(message, kind)]
        self.heard[agent] = [message for message in heard if not isinstance(message, kind)]
        return found

    async def state(self, interaction: str) -> Interaction:
        """How it is."""
        (outcome,) = [await self.looks(self.registry.overseer, None, self.registry.interaction(interaction))]
        assert isinstance(outcome, Done)
        state: Interaction = outcome.result["state"]
        return state

    async def rings_at(self, interaction: str) -> list[str]:
        """Agents who hold a live offer."""
        return [offer.agent for offer in (await self.state(interaction)).live_offers]

    async def accepts(self, agent: str, interaction: str) -> Outcome:
        """The agent takes it."""
        return await self._answers(agent, interaction, AcceptOffer)

    async def declines(self, agent: str, interaction: str) -> Outcome:
        """The agent does not want it."""
        return await self._answers(agent, interaction, DeclineOffer)

    async def reads(self, by: Principal, queue: str = CHAT) -> ViewSink:
        """Subscribes to a queue."""
        sink = ViewSink(by, f"queue/{queue}")
        await self.tells(Subscribe(sink, by), queue)
        return sink

    async def resumes(self, sink: ViewSink, pos: tuple[str, int]) -> None:
        """Subscribes again, from where the reader was."""
        await self.tells(Subscribe(sink, sink.by, pos))

    async def looks(self, by: Principal, wish: object, at: Any = None) -> Outcome:
        """Asks a queue (or somebody else) a question."""
        answered, outcomes = trio.Event(), list[Outcome]()

        def finish(outcome: Outcome) -> None:
            outcomes.append(outcome)
            answered.set()

        (at or self.registry.queue(CHAT)).tell(Look(EdgeCall(by, finish), wish))
        await answered.wait()
        return outcomes[0]

    async def crashes(self, queue: str = CHAT) -> None:
        """The queue's actor meets what it cannot handle, and is revived."""
        await self.tells("nobody tells a queue such a thing", queue)

    async def _answers(self, agent: str, interaction: str, command: Any) -> Outcome:
        offers = [offer for offer in (await self.state(interaction)).offers if offer.agent == agent]
        outcome = await self.small.outcome(interaction, command(offers[-1].id), principal(agent))
        await wait_all_tasks_blocked()
        return outcome


@asynccontextmanager
async def queue_house(account: Account, medium: MemoryMedium | None = None) -> AsyncIterator[QueueHouse]:
    """Everything stops when it is left. The same medium again is a restart, which brings nothing back by itself."""
    async with small_house(account, medium) as small:
        for queue in account.queues:
            small.registry.start_queue(queue, partial(queues.revive, small.registry, queue, queues.Kept()))
        await wait_all_tasks_blocked()
        house = QueueHouse(small)
        yield house
