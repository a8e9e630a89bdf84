"""A supervisor: an agent who sees everything and may step in. Every such act is in the server's audit log.

async with SupervisorClient.connect(url, token=token) as sofia:
    await sofia.watch_queue("que_support")
    await sofia.whisper(interaction, "offer them Tuesday")
"""

import attrs
from ringline_protocol import commands as c
from ringline_protocol.values import Status
from ringline_protocol.view import QueueView

from ringline_client.agent import AgentClient
from ringline_client.answers import read
from ringline_client.contacts import Forgetting


@attrs.define(eq=False)
class SupervisorClient(AgentClient):
    """Whatever an agent may, and more. Up to 512 streams at once."""

    async def watch_queue(self, queue: str) -> QueueView:
        """Who waits, where it rings, figures; kept up to date in `view.queues`."""
        await self.subscribe(f"queue/{queue}")
        return self.view.queues[f"queue/{queue}"]

    async def forget_consumer(self, *, contact: str | None = None, interaction: str | None = None) -> str:
        """Everything of a person goes, their interactions' content too. Returns what `forgetting` is asked about.

        Raises: CommandFailed (`invalid_state` while one of theirs is open: `details.open`).
        """
        answer = await self.ask(c.ForgetConsumer(contact, interaction))
        return str(answer["forgetting"])

    async def forgetting(self, forgetting: str) -> Forgetting:
        """How far that is."""
        return read(Forgetting, await self.ask(c.ReadForgetting(forgetting)))

    async def watch_wall(self) -> None:
        """The latest figures of every queue, told as events `queue.figures` with the queue as key."""
        await self.subscribe("wall")

    async def watch_agent(self, agent: str) -> None:
        """Kept up to date in `view.views`."""
        await self.subscribe(f"agent/{agent}")

    async def watch(self, interaction: str) -> None:
        """Read along, unseen; kept up to date in `view.interactions`."""
        await self.subscribe(f"interaction/{interaction}")

    async def assign(self, interaction: str, agent: str) -> None:
        """Give waiting work to an agent, past the order."""
        await self.ask(c.AssignInteraction(interaction, agent))

    async def reevaluate(self, interaction: str) -> int | None:
        """Waiting work under the configuration as it is now: until when it waits at the longest; None: no limit."""
        until_at_ms: int | None = (await self.ask(c.Reevaluate(interaction))).get("max_wait_at_ms")
        return until_at_ms

    async def whisper(self, interaction: str, text: str) -> None:
        """The agents see it, the consumer does not."""
        await self.ask(c.Whisper(interaction, text))

    async def barge(self, interaction: str) -> None:
        """Join the conversation."""
        await self.ask(c.Barge(interaction))

    async def monitor(self, interaction: str) -> str:
        """Listen to a call. Returns my leg: media comes to it, and none goes out. `leave` ends it."""
        return str((await self.ask(c.MonitorCall(interaction)))["leg"])

    async def take_over(self, interaction: str) -> None:
        """Become its agent; the former one wraps up."""
        await self.ask(c.TakeOver(interaction))

    async def set_status_of(self, agent: str, status: Status, reason: str | None = None) -> None:
        """Choose for an agent."""
        await self.ask(c.SetStatus(status, reason, agent=agent))

    async def complete_wrap_up(self, interaction: str, agent: str, *dispositions: str) -> None:
        """In an agent's place."""
        await self.ask(c.ForceWrapUp(interaction, agent, dispositions))

    async def kick(self, session: str) -> None:
        """End a session of anybody."""
        await self.ask(c.KickSession(session))
