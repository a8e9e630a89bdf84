"""An agent's share of one interaction: what it takes of them, and whether its legs know that they are there."""

from collections.abc import Iterator
from typing import Final

from ringline_protocol.values import Channel, LegKind, LegState, OfferState, Presence

from ringline_server.domain import waiting
from ringline_server.domain.capacity import Holding, Use, strongest
from ringline_server.domain.policy import Account, wrap_up_counts
from ringline_server.domain.presence import STAYS
from ringline_server.domain.state import Interaction, Leg, Offer

USES: Final = {
    LegState.ACTIVE: Use.ACTIVE,
    LegState.HELD: Use.HELD,
    LegState.TRANSFERRING: Use.TRANSFERRING,
    LegState.LOST: Use.LOST,
    LegState.PARKED: Use.PARKED,
    LegState.WRAPPING: Use.WRAPPING,
}
"""A leg that has ended takes nothing."""


def holding_of(state: Interaction, agent: str, account: Account) -> Holding | None:
    """What the interaction takes of the agent now; None: nothing."""
    return strongest(_parts(state, agent, account))


def offers_of(state: Interaction, agent: str) -> tuple[Offer, ...]:
    """All offers to the agent that are remembered, ended ones included."""
    return tuple(offer for offer in state.offers if offer.agent == agent)


def legs_of(state: Interaction, agent: str) -> tuple[Leg, ...]:
    """All legs of the agent, ended ones included."""
    return tuple(leg for leg in state.legs.values() if leg.agent == agent)


def needs_presence(state: Interaction, agent: str, presence: Presence) -> bool:
    """Whether a leg of the agent does not know yet how their connection is."""
    talking = [leg for leg in state.legs.values() if leg.agent == agent and leg.is_talking]
    match presence:
        case Presence.CONNECTED:
            return any(leg.state is LegState.LOST for leg in talking)
        case Presence.GRACE:
            return state.channel.is_live and any(leg.state not in STAYS for leg in talking)
        case Presence.GONE:
            return any(state.channel.is_live or leg.state not in STAYS for leg in talking)


def is_reservation_void(state: Interaction, agent: str, queue: str, since_ms: int) -> bool:
    """Room was kept for an offer that has come and gone, or cannot come any more."""
    if any(offer.created_at_ms >= since_ms for offer in offers_of(state, agent)):
        return True
    is_wanted = state.wanted is not None and state.wanted.agent == agent
    waits = state.waiting is not None and (not queue or state.waiting.queue == queue)
    return state.ended is not None or not (is_wanted or waits)


def _parts(state: Interaction, agent: str, account: Account) -> Iterator[Holding]:
    for offer in offers_of(state, agent):
        if offer.state.is_live:
            use = Use.ACCEPTING if offer.state is OfferState.ACCEPTING else Use.OFFERED
            yield Holding(state.id, offer.channel, use)
    for leg in legs_of(state, agent):
        if leg.state in USES and leg.kind is not LegKind.MONITOR:
            yield Holding(state.id, _channel(state, leg), USES[leg.state], _counts(state, leg, account))


def _channel(state: Interaction, leg: Leg) -> Channel:
    """Over which it talks or talked. Who asks for a richer one, or is asked, has room for that already."""
    if state.upgrade is not None and state.upgrade.leg == leg.id:
        return state.upgrade.channel
    return leg.channel or state.channel


def _counts(state: Interaction, leg: Leg, account: Account) -> bool:
    """Parked work and wrap-ups hold capacity as their queue says."""
    queue = waiting.queue_of(account, leg.queue, state.channel)
    if leg.state is LegState.PARKED:
        return queue.parked_counts
    return wrap_up_counts(queue) if leg.state is LegState.WRAPPING else True
