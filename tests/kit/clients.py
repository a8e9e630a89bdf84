"""A server in this process, and everybody's clients to it.

async with house_of_clients(tmp_path) as house:
    ana, bot = await house.agent("agt_ana"), await house.service()
    made = await house.talking(ana, bot)
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import attrs
from ringline_client import AgentClient, ConsumerClient, ServiceClient, SupervisorClient
from ringline_client.answers import Created
from ringline_protocol.values import Consumer, Status
from ringline_server.domain.policy import Account

from kit.accounts import account
from kit.server import RunningServer, running_server


@attrs.define(eq=False)
class HouseOfClients:
    """Clients are signed out at the end of the test."""

    server: RunningServer
    _stack: AsyncExitStack

    async def agent(self, name: str, status: Status = Status.READY) -> AgentClient:
        agent = await self._stack.enter_async_context(
            AgentClient.connect(self.server.url, token=self.server.token(name))
        )
        await agent.set_status(status)
        return agent

    async def supervisor(self) -> SupervisorClient:
        return await self._stack.enter_async_context(
            SupervisorClient.connect(self.server.url, token=self.server.token("agt_sofia"))
        )

    async def service(self, name: str = "svc_bot") -> ServiceClient:
        return await self._stack.enter_async_context(
            ServiceClient.connect(self.server.url, token=self.server.token(name))
        )

    async def consumer(self, made: Created) -> ConsumerClient:
        return await self._stack.enter_async_context(ConsumerClient.connect(self.server.url, token=made.consumer_token))

    async def talking(self, agent: AgentClient, service: ServiceClient, queue: str = "que_chat") -> Created:
        """A consumer in conversation with this agent, who is the only one that is ready."""
        made = await service.create(queue, Consumer("María"))
        offers = await agent.until(lambda desk: desk.agent.offers)
        await agent.accept(offers[0].offer)
        await agent.until(lambda desk: desk.interactions.get(f"interaction/{made.interaction}"))
        return made


@asynccontextmanager
async def house_of_clients(path: Path, of: Account | None = None) -> AsyncIterator[HouseOfClients]:
    """Up when entered."""
    async with running_server(path, of or account()) as server, AsyncExitStack() as stack:
        yield HouseOfClients(server, stack)
