"""Actors with a real journal on a memory disk and the virtual clock; neighbours are mailboxes that the test reads.

async with small_house(account()) as house:
    made = await house.ask("int_1", CreateInteraction("que_chat"), by=house.service)
    waiting = house.told_queue("que_chat", WaitingIs)
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import attrs
import trio
from ringline_protocol.values import PrincipalKind
from ringline_server.actors import reviving
from ringline_server.actors.actor import Actor, Mailbox
from ringline_server.actors.messages import Asked, Done, Key, Outcome
from ringline_server.actors.registry import Registry
from ringline_server.actors.supervisor import Supervisor
from ringline_server.clock import Clock
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.edges.calls import EdgeCall
from ringline_server.ids import Ids
from ringline_server.store.journal import Journal
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import Row, Snapshot

M = TypeVar("M")

START_MS = 1_800_000_000_000
FOR_EVER_MS = 2**50


def principal(name: str, kind: PrincipalKind = PrincipalKind.AGENT, interaction: str | None = None) -> Principal:
    """Somebody whose token never ends."""
    return Principal(kind, name, FOR_EVER_MS, name, interaction)


@attrs.define(eq=False)
class SmallHouse:
    """Real interactions; queues and agents only receive."""

    registry: Registry
    medium: MemoryMedium
    snapshots: list[Snapshot]
    service: Principal = attrs.field(factory=lambda: principal("svc_1", PrincipalKind.SERVICE))

    async def ask(self, interaction: str, command: object, by: Principal, **more: Any) -> Done:
        """A command that works."""
        outcome = await self.outcome(interaction, command, by, **more)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def outcome(
        self, interaction: str, command: object, by: Principal, key: Key | None = None, rows: tuple[Row, ...] = ()
    ) -> Outcome:
        """Whatever becomes of a command."""
        answered = trio.Event()
        outcomes: list[Outcome] = []

        def finish(outcome: Outcome) -> None:
            outcomes.append(outcome)
            answered.set()

        self.registry.interaction(interaction).tell(Asked(command, EdgeCall(by, finish, "ses_test", key, rows=rows)))
        await answered.wait()
        return outcomes[0]

    def told_queue(self, queue: str, kind: type[M]) -> list[M]:
        """What a queue was told since the last look, of that kind."""
        return _drained(self.registry.queue(queue), kind)

    def told_agent(self, agent: str, kind: type[M]) -> list[M]:
        """The same of an agent."""
        return _drained(self.registry.agent(agent), kind)


def _drained(mailbox: Mailbox, kind: type[M]) -> list[M]:
    found: list[M] = []
    while not mailbox.is_empty:
        message = mailbox.take()
        if isinstance(message, kind):
            found.append(message)
    return found


@asynccontextmanager
async def small_house(account: Account, medium: MemoryMedium | None = None) -> AsyncIterator[SmallHouse]:
    """Everything stops when it is left. The same medium again is a restart."""
    ids = Ids.seeded(7)
    medium = medium or MemoryMedium(ids)
    disk, snapshots = medium.open(), list[Snapshot]()
    async with trio.open_nursery() as nursery:
        journal = Journal(disk)
        clock = Clock(epoch_ms=START_MS)
        nursery.start_soon(journal.run)
        registry = Registry(
            account,
            clock,
            ids,
            journal,
            disk,
            Supervisor(nursery, clock, ids),
            make_interaction=lambda mailbox: _make(registry, mailbox),
            save_snapshot=snapshots.append,
        )
        for queue in account.queues:
            registry._queues[queue] = Mailbox(f"queue:{queue}")
        for agent in account.agents:
            registry._agents[agent] = Mailbox(f"agent:{agent}")
        yield SmallHouse(registry, medium, snapshots)
        nursery.cancel_scope.cancel()


async def _make(registry: Registry, mailbox: Mailbox) -> Actor:
    return await reviving.revive(registry, mailbox.id, registry.interaction(mailbox.id))
