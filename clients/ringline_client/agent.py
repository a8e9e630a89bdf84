"""An agent: what rings, what is open, and everything that one does with it.

async with AgentClient.connect(url, token=token) as ana:
    await ana.set_status(Status.READY)
    offer = (await ana.until(lambda desk: desk.agent.offers))[0]
    await ana.accept(offer.offer)
"""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Literal

import attrs
from ringline_protocol import commands as c
from ringline_protocol.values import Channel, Status, Target, TransferMode, Variable
from ringline_protocol.view import InteractionView

from ringline_client.answers import Accepted, Explained, Labels, Saved, read, read_labels
from ringline_client.client import Client
from ringline_client.contacts import Contacts
from ringline_client.following import follow
from ringline_client.live_search import LiveHit, LiveSearch
from ringline_client.questions import Questions


@attrs.define(eq=False)
class AgentClient(Client, Questions, Contacts):
    """Reads the agent's own stream, and by itself the interactions of all open legs: both are in `view`."""

    def _attend(self) -> None:
        self.nursery.start_soon(follow, self)

    def interaction(self, interaction: str) -> InteractionView | None:
        """What is known of it; None: not read (yet)."""
        return self.view.interactions.get(f"interaction/{interaction}")

    # --- status

    async def set_status(
        self,
        status: Status,
        reason: str | None = None,
        *,
        pending_offers: Literal["decline", "keep"] = "decline",
        forced: bool = False,
    ) -> None:
        """With live work a status other than ready applies when the work is done."""
        await self.ask(c.SetStatus(status, reason, pending_offers, forced))

    async def set_opt_outs(self, channels: tuple[Channel, ...] = (), queues: tuple[str, ...] = ()) -> None:
        """Replaces the earlier choice."""
        await self.ask(c.SetOptOuts(channels, queues))

    # --- rings

    async def accept(self, offer: str) -> Accepted:
        """Raises: CommandFailed (`offer_not_pending`, `offer_rescinded`, `offer_already_accepted`)."""
        return read(Accepted, await self.ask(c.AcceptOffer(offer)))

    async def decline(self, offer: str, reason: str | None = None) -> None:
        """It goes on to the next agent."""
        await self.ask(c.DeclineOffer(offer, reason))

    async def report_media(self, interaction: str, *, ok: bool = True, reason: str = "") -> None:
        """After accepting a call: our side's media flows, or cannot."""
        await self.ask(c.ReportMedia(interaction, ok, reason))

    async def take(self, interaction: str) -> str:
        """Take what waits in one of our queues, past the order. Returns the interaction."""
        await self.ask(c.TakeInteraction(interaction))
        return interaction

    # --- conversation

    async def open(self, interaction: str) -> None:
        """We look at it: everything up to here is read."""
        await self.ask(c.OpenInteraction(interaction))

    async def say(self, interaction: str, text: str, *, aside: bool = False) -> str:
        """A message; aside: to the colleagues only. Returns the segment's id."""
        answer = await self.ask(c.SendMessage(interaction, text, aside=aside))
        segment: str = answer["segment"]
        return segment

    async def show_typing(self, interaction: str, typing: bool = True) -> None:
        """Passing; say it again every few seconds."""
        await self.ask(c.ShowTyping(interaction, typing))

    async def hold(self, interaction: str) -> None:
        """The consumer waits on the line."""
        await self.ask(c.HoldLeg(interaction))

    async def resume(self, interaction: str) -> None:
        """Back from hold."""
        await self.ask(c.ResumeLeg(interaction))

    async def leave(self, interaction: str) -> None:
        """Leave a conference or consult; the others go on."""
        await self.ask(c.LeaveInteraction(interaction))

    async def end(self, interaction: str) -> None:
        """End the conversation; wrap-up follows."""
        await self.ask(c.EndInteraction(interaction))

    # --- what one writes down

    async def save_note(self, interaction: str, text: str, *, note: str | None = None, rev: int | None = None) -> Saved:
        """Without `note` a new one. With `rev` only if nobody was faster: else `conflict` with `details["current"]`."""
        return read(Saved, await self.ask(c.SaveNote(interaction, text, note), rev=rev))

    async def save_draft(self, interaction: str, text: str, *, rev: int | None = None) -> Saved:
        """The unsent reply, as typed; empty removes it."""
        return read(Saved, await self.ask(c.SaveDraft(interaction, text), rev=rev))

    async def set_variable(self, interaction: str, variable: Variable, *, rev: int | None = None) -> Saved:
        """Its display flags stay those of its flow. With `rev` like a note; 0: only if there is none yet."""
        return read(Saved, await self.ask(c.SetVariable(interaction, variable), rev=rev))

    # --- handing on

    async def transfer(
        self, interaction: str, target: Target, mode: TransferMode = TransferMode.COLD_ASSURED, note: str = ""
    ) -> None:
        """How it ended is told by `transfer.ended`. Warm needs an agent and begins a consult."""
        await self.ask(c.StartTransfer(interaction, target, mode, note))

    async def complete_transfer(self, interaction: str) -> None:
        """Warm: leave the consumer with the consulted agent."""
        await self.ask(c.CompleteTransfer(interaction))

    async def cancel_transfer(self, interaction: str) -> None:
        """Take it back."""
        await self.ask(c.CancelTransfer(interaction))

    async def consult(self, interaction: str, agent: str, note: str = "") -> None:
        """Ask a colleague while the consumer is on hold."""
        await self.transfer(interaction, Target(agent=agent), TransferMode.WARM, note)

    async def conference(self, interaction: str, agent: str | None = None) -> None:
        """Ring a further agent into the conversation; without `agent`: the one who is consulted joins."""
        await self.ask(c.ConferenceTransfer(interaction) if agent is None else c.InviteAgent(interaction, agent))

    async def release(self, interaction: str, queue: str | None = None, note: str = "") -> None:
        """Back to its queue, or to another one of the same channel."""
        await self.ask(c.ReleaseInteraction(interaction, queue, note))

    async def park(self, interaction: str, *, until_at_ms: int | None = None, until_reply: bool = False) -> None:
        """Asynchronous work put aside; at least one of the two brings it back."""
        await self.ask(c.ParkInteraction(interaction, until_at_ms, until_reply))

    async def unpark(self, interaction: str) -> None:
        """Take parked work up again."""
        await self.ask(c.UnparkInteraction(interaction))

    # --- the end of it

    async def labels(self, interaction: str) -> Labels:
        """The dispositions to choose from."""
        return read_labels(await self.ask(c.ReadDispositions(interaction)))

    async def save_dispositions(self, interaction: str, *dispositions: str) -> None:
        """The draft of the outcome: checked, not final."""
        await self.ask(c.SaveDispositions(interaction, dispositions))

    async def extend_wrap_up(self, interaction: str) -> None:
        """More time. Raises: CommandFailed (`invalid_state`) when there is no more to have."""
        await self.ask(c.ExtendWrapUp(interaction))

    async def wrap_up(self, interaction: str, *dispositions: str) -> None:
        """Done. Without dispositions: those of the draft. Raises: CommandFailed (`disposition_required`)."""
        await self.ask(c.CompleteWrapUp(interaction, dispositions or None))

    async def resolve(self, interaction: str, *dispositions: str) -> None:
        """Asynchronous work is done: labelled, closed and wrapped up in one step."""
        await self.ask(c.ResolveInteraction(interaction, dispositions))

    async def explain(self, interaction: str) -> Explained:
        """Why it is still waiting: who was considered, and what rules each out."""
        return read(Explained, await self.ask(c.ExplainWaiting(interaction)))

    @asynccontextmanager
    async def live_search(self, interaction: str, text: str) -> AsyncIterator[AsyncIterator[LiveHit]]:
        """Hits so far and new ones as people talk. Stopped when left."""
        with self.events() as events:
            search = LiveSearch(self.ask, c.StartLiveSearch(interaction, text), events)
            so_far = await search.start()
            try:
                async with aclosing(search.hits(so_far)) as hits:
                    yield hits
            finally:
                await self._stop_search(search.search)

    async def _stop_search(self, search: str) -> None:
        """A connection that was lost has stopped it already."""
        if self.is_connected:
            await self.ask(c.StopLiveSearch(search))
