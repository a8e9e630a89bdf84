"""What every scene uses: lines that people read, expectations that are checked, who takes part."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Final, TypeVar

import attrs
import trio
from ringline_protocol.events import LegCard
from ringline_protocol.values import LegState, Status
from ringline_protocol.view import AgentOffer

from ringline_client.agent import AgentClient
from ringline_client.consumer import ConsumerClient
from ringline_client.errors import CommandFailed
from ringline_client.service import ServiceClient
from ringline_client.tokens import TokenFile

PATIENCE_S: Final = 10
"""What has not happened by then does not happen: the demo fails and says what."""
WIDTH: Final = 100

T = TypeVar("T")


class Unexpected(Exception):
    """What the demo said is not true. The text says which expectation failed."""


@attrs.define(eq=False)
class Stage:
    """Owned by the play."""

    tokens: TokenFile
    print_line: Callable[[str], None]
    bot: ServiceClient
    agents: tuple[AgentClient, ...]
    """Ready at the beginning of each scene, with nothing to do."""
    started_s: float = attrs.field(factory=trio.current_time)
    checks: int = 0

    def scene(self, title: str) -> None:
        """A heading."""
        self.print_line(f"\n== {title} {'=' * (WIDTH - len(title) - 4)}")

    def line(self, who: str, text: str) -> None:
        """What happens, and to whom."""
        self.print_line(f"{trio.current_time() - self.started_s:6.2f} s  {who:<10} {text}")

    def expect(self, is_so: object, what: str) -> None:
        """Raises: Unexpected."""
        self.checks += 1
        if not is_so:
            raise Unexpected(what)

    @contextmanager
    def soon(self, what: str) -> Iterator[None]:
        """What is inside ends within the patience. Raises: Unexpected."""
        self.checks += 1
        try:
            with trio.fail_after(PATIENCE_S):
                yield
        except trio.TooSlowError:
            raise Unexpected(f"waited {PATIENCE_S} s in vain: {what}") from None

    async def refused(self, code: str, command: Awaitable[object], what: str) -> CommandFailed:
        """The server says no, with this code. Raises: Unexpected."""
        try:
            await command
        except CommandFailed as failed:
            self.expect(failed.code == code, f"{what}: {code} expected, not {failed.code}")
            return failed
        raise Unexpected(f"{what}: {code} expected, but it worked")

    async def ring(self, interaction: str, among: Sequence[AgentClient] = ()) -> tuple[AgentClient, AgentOffer]:
        """Whoever it rings at, and the offer."""
        rung: list[tuple[AgentClient, AgentOffer]] = []
        with self.soon(f"{interaction} rings at somebody"):
            async with trio.open_nursery() as nursery:

                async def wait(agent: AgentClient) -> None:
                    offer = await agent.until(lambda desk: _offer(desk.agent.offers, interaction))
                    rung.append((agent, offer))
                    nursery.cancel_scope.cancel()

                for agent in among or self.agents:
                    nursery.start_soon(wait, agent)
        return rung[0]

    async def holder(self, interaction: str) -> AgentClient:
        """The agent on whose desk it lies open, whoever that is."""
        held: list[AgentClient] = []
        with self.soon(f"{interaction} is on somebody's desk"):
            async with trio.open_nursery() as nursery:

                async def wait(agent: AgentClient) -> None:
                    await agent.until(lambda desk: any(_holds(leg, interaction) for leg in desk.agent.legs))
                    held.append(agent)
                    nursery.cancel_scope.cancel()

                for agent in self.agents:
                    nursery.start_soon(wait, agent)
        return held[0]

    def other(self, agent: AgentClient) -> AgentClient:
        """The one that this is not."""
        return next(one for one in self.agents if one is not agent)

    async def free(self, agent: AgentClient) -> None:
        """Nothing open, and ready for the next. Raises: Unexpected."""
        with self.soon(f"{name_of(agent)} is free and ready again"):
            await agent.until(lambda desk: not desk.agent.legs and desk.agent.status is not None)
            await agent.until(lambda desk: desk.agent.state is not None and desk.agent.state.state == "ready")

    @asynccontextmanager
    async def consumer(self, token: str) -> AsyncIterator[ConsumerClient]:
        """A consumer with a page of their own."""
        async with ConsumerClient.connect(self.tokens.url, token=token) as consumer:
            yield consumer


@asynccontextmanager
async def on_stage(
    tokens: TokenFile, names: Sequence[str], service: str, print_line: Callable[[str], None]
) -> AsyncIterator[Stage]:
    """Everybody is connected, the agents are ready."""
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(
            ServiceClient.connect(tokens.url, token_source=tokens.source(service), name="demo")
        )
        agents = [
            await stack.enter_async_context(
                AgentClient.connect(tokens.url, token_source=tokens.source(name), name="demo")
            )
            for name in names
        ]
        for agent in agents:
            await agent.set_status(Status.READY)
        yield Stage(tokens, print_line, bot, tuple(agents))


def name_of(agent: AgentClient) -> str:
    """For lines."""
    return (agent.principal.name or agent.principal.id).partition(" ")[0]


def _offer(offers: Sequence[AgentOffer], interaction: str) -> AgentOffer | None:
    return next((offer for offer in offers if offer.interaction == interaction), None)


def _holds(leg: LegCard, interaction: str) -> bool:
    """Handles it; who wraps up has handed it on or ended it."""
    return leg.interaction == interaction and leg.state is not LegState.WRAPPING
