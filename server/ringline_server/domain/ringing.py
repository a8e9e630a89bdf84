"""Live offers and how they end; what an end means for the interaction is said in `offers`."""

from ringline_protocol.values import OfferDetail, OfferPurpose, OfferState

from ringline_server.domain.events import Event, OfferEnded
from ringline_server.domain.orders import Context
from ringline_server.domain.state import Interaction, Offer


def end_live(
    state: Interaction,
    context: Context,
    offer_state: OfferState,
    detail: OfferDetail,
    except_offer: str | None = None,
    purpose: OfferPurpose | None = None,
) -> tuple[Event, ...]:
    """The terminal event of each live offer (of one purpose, or of all)."""
    return tuple(
        OfferEnded(offer.id, offer.agent, offer_state, detail, leg=offer.consumer_leg)
        for offer in state.live_offers
        if offer.id != except_offer and purpose in (None, offer.purpose)
    )


def handling(state: Interaction) -> tuple[Offer, ...]:
    """Live offers for the work itself, not for a colleague's wish."""
    return tuple(offer for offer in state.live_offers if offer.purpose is OfferPurpose.HANDLE)
