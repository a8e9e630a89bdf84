"""An agent takes waiting work by themselves, past the order: from the queue's list, without a ring.

The agent's own actor has kept room for it; whether it still waits is decided here.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.commands import TakeInteraction
from ringline_protocol.values import Acceptance, OfferPurpose

from ringline_server.domain import authority, offers
from ringline_server.domain.events import LegStarted
from ringline_server.domain.orders import Context, Decision, PlaceOffer, Rule
from ringline_server.domain.state import Interaction


def take(state: Interaction, command: TakeInteraction, context: Context) -> Decision:
    """It is the asker's. Raises: Refused (`forbidden`: not a member; `invalid_state`: it does not wait)."""
    agent = context.account.agents.get(context.by.id) if context.by.is_agent else None
    if agent is None or state.queue not in agent.queues:
        raise authority.forbidden()
    if state.waiting is None:
        raise authority.invalid(str(state.phase))
    order = PlaceOffer(agent.id, agent.name, OfferPurpose.HANDLE, Acceptance.AUTOMATIC)
    decision = offers.place(state, order, context)
    if not decision.events:
        raise authority.invalid(str(state.phase), "offer.accept")
    legs = [event.leg for event in decision.events if isinstance(event, LegStarted)]
    result = {"interaction": state.id, **decision.result}
    return Decision(decision.events, {**result, "leg": legs[0]} if legs else result)


RULES: Final[Mapping[type, Rule]] = {TakeInteraction: take}
