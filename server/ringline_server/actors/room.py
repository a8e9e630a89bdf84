"""The room that an agent keeps: who asks for it, who gets it, and until when it is kept for an offer to come.

Reserve (from queues, or from an interaction that wants this very agent)
   `--> wishes that arrived together --Grant--> by band, score, age: Granted, room is reserved | Busy(reason)
reserved --the interaction tells its offer--> a holding like others
   `-- Unreserve, an offer that came and went, or RESERVATION_MS_MAX --> free
"""

from collections.abc import Callable, Iterator
from typing import Final

import attrs
from ringline_protocol.values import Channel, OfferPurpose

from ringline_server.actors.messages import Busy, Call, Granted, Ref, Reserve
from ringline_server.domain.capacity import Holding, Use
from ringline_server.domain.policy import Account, Agent
from ringline_server.domain.queue import RuledOut
from ringline_server.domain.share import is_reservation_void
from ringline_server.domain.standing import Standing, ruled_out, ruled_out_by_name
from ringline_server.domain.state import Interaction

RESERVATION_MS_MAX: Final = 30_000
"""Room that nobody uses is free again after this, whatever became of who asked."""


@attrs.frozen
class Grant:
    """To oneself: the wishes that arrived before this are weighed against each other."""


@attrs.frozen
class Reservation:
    """Room kept for one interaction. `queue`: who asked last; empty for an interaction, or the agent who takes it."""

    interaction: str
    channel: Channel
    queue: str
    since_ms: int
    call: Call | None = None
    """The command of the agent who takes it."""
    is_upgrade: bool = False
    """The agent has it already, and it is to become richer."""

    @property
    def until_ms(self) -> int:
        """When it is given up."""
        return self.since_ms + RESERVATION_MS_MAX

    @property
    def holding(self) -> Holding:
        """What it takes."""
        return Holding(self.interaction, self.channel, Use.RESERVED)


@attrs.define(eq=False)
class Room:
    """Owned by one agent's actor; outlives its crashes, as those who asked would wait for ever."""

    reserved: dict[str, Reservation] = attrs.field(factory=dict)
    _wishes: list[Reserve] = attrs.field(factory=list)
    _is_called: bool = False

    @property
    def holdings(self) -> Iterator[Holding]:
        """All reservations."""
        return (kept.holding for kept in self.reserved.values())

    def wish(self, wish: Reserve, me: Ref) -> None:
        """Asked for room. Answered when all wishes that are in the mailbox already have been read."""
        self._wishes.append(wish)
        if not self._is_called:
            self._is_called = True
            me.tell(Grant())

    def call_again(self, me: Ref) -> None:
        """After a crash: what was asked is still to be answered."""
        self._is_called = bool(self._wishes)
        if self._wishes:
            me.tell(Grant())

    def grant(self, agent: Agent, account: Account, standing: Callable[[], Standing], now_ms: int) -> list[str]:
        """Answer all wishes, the most urgent first. Returns the queues that were told that there is no room."""
        self._wishes.sort(key=_urgency)
        self._is_called = False
        refused = []
        while self._wishes:
            wish = self._wishes.pop(0)
            now = standing()
            reason = refusal(wish, agent, account, now)
            if reason is None:
                if not _rings_here(now, wish.interaction):
                    self.keep(Reservation(wish.interaction, wish.channel, _asker(wish), now_ms))
                wish.reply_to.tell(Granted(wish.interaction, agent.id, agent.name, wish.purpose))
            else:
                wish.reply_to.tell(Busy(wish.interaction, agent.id, wish.purpose, reason))
                if reason is not RuledOut.ALREADY_OFFERED and _asker(wish):
                    refused.append(_asker(wish))
        return refused

    def keep(self, reservation: Reservation) -> None:
        """Room is kept for it from now on; who asked last is who may give it back."""
        self.reserved[reservation.interaction] = reservation

    def free(self, interaction: str, queue: str = "") -> None:
        """Not needed any more. `queue`: only if it asked last."""
        kept = self.reserved.get(interaction)
        if kept is not None and queue in ("", kept.queue):
            del self.reserved[interaction]

    def free_call(self, call: Call) -> bool:
        """The command has failed. Whether room was kept for it."""
        kept = next((kept for kept in self.reserved.values() if kept.call is call), None)
        if kept is not None:
            del self.reserved[kept.interaction]
        return kept is not None

    def shared(self, state: Interaction, agent: str, holding: Holding | None) -> None:
        """The interaction says how it is. With an offer or a talking leg here, the room is that."""
        kept = self.reserved.get(state.id)
        if kept is None:
            return
        is_used = holding is not None and holding.use.is_at_work
        if kept.is_upgrade:
            is_over = not is_used or (holding is not None and holding.channel is kept.channel)
        else:
            is_over = is_used or is_reservation_void(state, agent, kept.queue, kept.since_ms)
        if is_over:
            del self.reserved[state.id]

    def expire(self, now_ms: int) -> None:
        """Nobody used it."""
        for kept in [kept for kept in self.reserved.values() if kept.until_ms <= now_ms]:
            del self.reserved[kept.interaction]

    def deadline(self) -> int | None:
        """When the next reservation is given up."""
        return min(kept.until_ms for kept in self.reserved.values()) if self.reserved else None


def refusal(wish: Reserve, agent: Agent, account: Account, standing: Standing) -> RuledOut | None:
    """Why the agent cannot have it; None: they can, or keep room for it already."""
    held = standing.holding(wish.interaction)
    if _rings_here(standing, wish.interaction) or (held is not None and held.use is Use.RESERVED):
        return None
    if held is not None and held.use.is_talking:
        return RuledOut.ALREADY_OFFERED
    others = standing.without(wish.interaction)
    queue = account.queues.get(wish.queue)
    if wish.purpose is OfferPurpose.HANDLE and queue is not None:
        return ruled_out(others, agent, queue)
    return ruled_out_by_name(others, agent, wish.channel, may_exceed=wish.may_exceed)


def _rings_here(standing: Standing, interaction: str) -> bool:
    """It has its offer already."""
    held = standing.holding(interaction)
    return held is not None and held.use in (Use.OFFERED, Use.ACCEPTING)


def _urgency(wish: Reserve) -> tuple[int, float, int, str]:
    return (-wish.band, -wish.score, wish.since_ms, wish.interaction)


def _asker(wish: Reserve) -> str:
    """The queue that asked; empty when the interaction did."""
    return "" if wish.reply_to.name == wish.ref.name else wish.queue
