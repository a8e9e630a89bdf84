"""Folds of offers, transfers and parking."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ringline_protocol import evolving
from ringline_protocol.values import LegState, OfferPurpose, OfferState, TransferMode, TransferResult

from ringline_server.domain.events import (
    Event,
    MediaReported,
    OfferAccepting,
    OfferCreated,
    OfferEnded,
    Parked,
    TransferEnded,
    TransferStarted,
    Unparked,
)
from ringline_server.domain.folds.legs import awake, change, exclude
from ringline_server.domain.state import OFFERS_KEPT_MAX, Interaction, Offer, ParkedUntil, Transfer, TransferEnd, evolve


def _created(state: Interaction, event: OfferCreated, at_ms: int) -> Interaction:
    offer = Offer(
        id=event.offer,
        agent=event.agent,
        agent_name=event.agent_name,
        queue=event.queue,
        channel=event.channel,
        purpose=event.purpose,
        acceptance=event.acceptance,
        attempt=event.attempt,
        created_at_ms=at_ms,
        ring_ms=event.ring_ms,
        expires_at_ms=event.expires_at_ms,
    )
    is_wanted = state.wanted is not None and state.wanted.agent == event.agent
    return evolve(
        state,
        offers=_kept((*state.offers, offer)),
        attempts=event.attempt if event.purpose is OfferPurpose.HANDLE else state.attempts,
        wanted=None if is_wanted else state.wanted,
    )


def _accepting(state: Interaction, event: OfferAccepting, at_ms: int) -> Interaction:
    return _change_offer(
        state, event.offer, state=OfferState.ACCEPTING, expires_at_ms=event.expires_at_ms, leg=event.leg
    )


def _media(state: Interaction, event: MediaReported, at_ms: int) -> Interaction:
    if state.upgrade is not None and state.upgrade.id == event.offer:
        return evolve(state, upgrade=evolving.evolve(state.upgrade, media=state.upgrade.media | {event.side}))
    offer = state.offer(event.offer)
    return _change_offer(state, event.offer, media=offer.media | {event.side}) if offer else state


def _ended(state: Interaction, event: OfferEnded, at_ms: int) -> Interaction:
    state = _change_offer(
        state, event.offer, state=event.state, detail=event.detail, reason=event.reason, ended_at_ms=at_ms
    )
    if event.excluded_until_ms is None:
        return state
    return exclude(state, event.agent, event.excluded_until_ms, at_ms)


def _transfer_started(state: Interaction, event: TransferStarted, at_ms: int) -> Interaction:
    transfer = Transfer(event.transfer, event.leg, event.agent, event.target, event.mode, event.note, at_ms)
    state = evolve(state, transfer=transfer)
    return state if event.mode is TransferMode.WARM else change(state, event.leg, state=LegState.TRANSFERRING)


def _transfer_ended(state: Interaction, event: TransferEnded, at_ms: int) -> Interaction:
    """Not completed and the sender still there: it is theirs again, in their queue, and waits nowhere."""
    before, last = state.transfer, state.last_transfer
    if before is not None:
        last = TransferEnd(before, event.result, event.reason, at_ms)
    state = evolve(state, transfer=None, last_transfer=last)
    sender = state.legs.get(event.leg)
    if event.result is TransferResult.COMPLETED or sender is None or not sender.is_talking:
        return state
    state = evolve(awake(state, at_ms), waiting=None, queue=sender.queue, queue_name=sender.queue_name)
    if sender.state is LegState.TRANSFERRING:
        return change(state, sender.id, state=LegState.ACTIVE)
    if sender.state_before_loss is LegState.TRANSFERRING:
        return change(state, sender.id, state_before_loss=LegState.ACTIVE)
    return state


def _parked(state: Interaction, event: Parked, at_ms: int) -> Interaction:
    parked = ParkedUntil(event.leg, event.until_at_ms, event.until_reply, at_ms)
    return change(evolve(state, parked=parked), event.leg, state=LegState.PARKED)


def _unparked(state: Interaction, event: Unparked, at_ms: int) -> Interaction:
    """On the desk again; of an agent who is away, when they are back."""
    state = awake(evolve(state, parked=None), at_ms)
    leg = state.legs.get(event.leg)
    if leg is not None and leg.state is LegState.LOST:
        return change(state, leg.id, state_before_loss=LegState.ACTIVE)
    return change(state, event.leg, state=LegState.ACTIVE)


def _change_offer(state: Interaction, offer_id: str, /, **changes: Any) -> Interaction:
    offers = tuple(evolving.evolve(offer, **changes) if offer.id == offer_id else offer for offer in state.offers)
    return evolve(state, offers=offers)


def _kept(offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Drops the oldest ended ones above the limit."""
    surplus = {offer.id for offer in [offer for offer in offers if not offer.state.is_live][:-OFFERS_KEPT_MAX]}
    return tuple(offer for offer in offers if offer.id not in surplus) if surplus else offers


APPLIERS: Final[Mapping[type[Event], Callable[[Interaction, Any, int], Interaction]]] = {
    OfferCreated: _created,
    OfferAccepting: _accepting,
    MediaReported: _media,
    OfferEnded: _ended,
    TransferStarted: _transfer_started,
    TransferEnded: _transfer_ended,
    Parked: _parked,
    Unparked: _unparked,
}
