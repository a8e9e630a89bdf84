"""What each event does to an `InteractionView`. Mirrors the server's own folds; a test holds the two together."""

from collections.abc import Mapping
from typing import Any, Final

from ringline_protocol import events as e
from ringline_protocol.evolving import evolve
from ringline_protocol.values import (
    LegState,
    OfferState,
    Phase,
    TransferMode,
    TransferResult,
)
from ringline_protocol.view.interaction import (
    VIEW_OFFERS_MAX,
    EndingView,
    InteractionView,
    OfferView,
    ParkedView,
    TransferEndView,
    TransferView,
    WaitingView,
    WantedView,
)
from ringline_protocol.view.interaction_content import CONTENT_REDUCERS
from ringline_protocol.view.interaction_legs import LEG_REDUCERS, change_leg
from ringline_protocol.view.reducer import Reducer, change, put, reduce
from ringline_protocol.view.upgrading import UPGRADE_REDUCERS
from ringline_protocol.view.variables import VariableView, variable_view


def apply_interaction(view: InteractionView, event: str, data: Any, at_ms: int) -> InteractionView:
    """The view after the next event of its stream, hidden and unknown ones included."""
    counted = evolve(view, seq=view.seq + 1)
    after = reduce(_REDUCERS, counted, event, data, at_ms)
    return evolve(after, phase=phase_of(after))


def phase_of(view: InteractionView) -> Phase:
    """Where the interaction is, worked out from the rest of the view."""
    if view.closed is not None:
        return Phase.CLOSED
    if view.parked is not None:
        return Phase.PARKED
    if any(leg.is_talking for leg in view.legs):
        return Phase.ACTIVE
    if any(offer.state is OfferState.ACCEPTING for offer in view.offers):
        return Phase.CONNECTING
    if any(offer.state.is_live for offer in view.offers):
        return Phase.OFFERED
    return Phase.QUEUED if view.ended is None else Phase.WRAPPING


# --- waiting and the end


def _created(view: InteractionView, data: e.InteractionCreated, at_ms: int) -> InteractionView:
    variables: tuple[VariableView, ...] = ()
    for variable in data.variables:
        variables = put(variables, variable_view(variable, 1), "name")
    return evolve(
        view,
        interaction=data.interaction,
        channel=data.channel,
        consumer=data.consumer,
        subject=data.subject,
        flow=data.flow,
        created_at_ms=at_ms,
        created_by=data.created_by or "",
        queue=data.queue or "",
        top_priority=data.top_priority,
        bonus=data.bonus,
        skills=data.skills,
        ttl_at_ms=data.ttl_at_ms,
        follows=data.follows,
        variables=variables,
    )


def _queued(view: InteractionView, data: e.InteractionQueued, at_ms: int) -> InteractionView:
    waiting = WaitingView(
        queue=data.queue or "",
        reason=data.reason,
        enqueued_at_ms=data.enqueued_at_ms or 0,
        waiting_since_ms=data.waiting_since_ms,
        entered_at_ms=data.entered_at_ms or 0,
        max_wait_at_ms=data.max_wait_at_ms,
        hops=data.hops,
        at_front=data.at_front,
    )
    return evolve(view, waiting=waiting, queue=waiting.queue, queue_name=data.queue_name)


def _overflowed(view: InteractionView, data: e.InteractionOverflowed, at_ms: int) -> InteractionView:
    return evolve(view, waiting=None, closed_target=None if data.to_queue else "message")


def _wanted(view: InteractionView, data: e.AgentWanted, at_ms: int) -> InteractionView:
    return evolve(view, wanted=WantedView(data.agent, data.purpose, data.by))


def _unwanted(view: InteractionView, data: e.AgentUnwanted, at_ms: int) -> InteractionView:
    return evolve(view, wanted=None)


def _ended(view: InteractionView, data: e.InteractionEnded, at_ms: int) -> InteractionView:
    ended = EndingView(at_ms, data.by, data.reason)
    return evolve(view, ended=ended, waiting=None, consumer_away_until_ms=None, idle_closes_at_ms=None)


def _closed(view: InteractionView, data: e.InteractionClosed, at_ms: int) -> InteractionView:
    return evolve(view, closed=EndingView(at_ms, data.by, data.reason), closed_target=data.target)


def _reopened(view: InteractionView, data: e.InteractionReopened, at_ms: int) -> InteractionView:
    return evolve(view, ended=None, closed=None, closed_target=None)


# --- offers, transfers, parking


def _offered(view: InteractionView, data: e.OfferCreated, at_ms: int) -> InteractionView:
    offer = OfferView(
        offer=data.offer,
        agent=data.agent or "",
        agent_name=data.agent_name or "",
        queue=data.queue,
        purpose=data.purpose,
        acceptance=data.acceptance,
        attempt=data.attempt,
        created_at_ms=at_ms,
        expires_at_ms=data.expires_at_ms,
    )
    is_wanted = view.wanted is not None and view.wanted.agent == data.agent
    offers = (*view.offers, offer)[-VIEW_OFFERS_MAX:]
    return evolve(view, offers=offers, wanted=None if is_wanted else view.wanted)


def _accepting(view: InteractionView, data: e.OfferAccepting, at_ms: int) -> InteractionView:
    offers = change(
        view.offers, "offer", data.offer, state=OfferState.ACCEPTING, expires_at_ms=data.expires_at_ms, leg=data.leg
    )
    return evolve(view, offers=offers)


def _offer_ended(view: InteractionView, data: e.OfferEnded, at_ms: int) -> InteractionView:
    offers = change(
        view.offers, "offer", data.offer, state=data.state, detail=data.detail, reason=data.reason, ended_at_ms=at_ms
    )
    return evolve(view, offers=offers)


def _transfer_started(view: InteractionView, data: e.TransferStarted, at_ms: int) -> InteractionView:
    transfer = TransferView(data.transfer, data.leg, data.agent, data.target, data.mode, at_ms, data.note)
    view = evolve(view, transfer=transfer)
    return view if data.mode is TransferMode.WARM else change_leg(view, data.leg, state=LegState.TRANSFERRING)


def _transfer_ended(view: InteractionView, data: e.TransferEnded, at_ms: int) -> InteractionView:
    """Not completed and the sender still there: it is theirs again, in their queue, and waits nowhere."""
    view = evolve(view, transfer=None, last_transfer=_end_of(view.transfer, data, at_ms) or view.last_transfer)
    sender = next((leg for leg in view.legs if leg.leg == data.leg and leg.is_talking), None)
    if data.result is TransferResult.COMPLETED or sender is None:
        return view
    view = evolve(view, waiting=None, queue=sender.queue, queue_name=sender.queue_name, idle_closes_at_ms=None)
    if sender.state is LegState.TRANSFERRING:
        return change_leg(view, sender.leg, state=LegState.ACTIVE)
    if sender.state_before_loss is LegState.TRANSFERRING:
        return change_leg(view, sender.leg, state_before_loss=LegState.ACTIVE)
    return view


def _end_of(transfer: TransferView | None, data: e.TransferEnded, at_ms: int) -> TransferEndView | None:
    if transfer is None:
        return None
    return TransferEndView(
        transfer.transfer, transfer.agent, transfer.target, transfer.mode, data.result, at_ms, data.reason
    )


def _parked(view: InteractionView, data: e.InteractionParked, at_ms: int) -> InteractionView:
    parked = ParkedView(data.leg, at_ms, data.until_at_ms, data.until_reply)
    return change_leg(evolve(view, parked=parked), data.leg, state=LegState.PARKED)


def _unparked(view: InteractionView, data: e.InteractionUnparked, at_ms: int) -> InteractionView:
    """On the desk again; of an agent who is away, when they are back."""
    view = evolve(view, parked=None, idle_closes_at_ms=None)
    if any(leg.leg == data.leg and leg.state is LegState.LOST for leg in view.legs):
        return change_leg(view, data.leg, state_before_loss=LegState.ACTIVE)
    return change_leg(view, data.leg, state=LegState.ACTIVE)


def _away(view: InteractionView, data: e.ConsumerAway, at_ms: int) -> InteractionView:
    return evolve(view, consumer_away=True, consumer_away_until_ms=data.until_at_ms)


def _back(view: InteractionView, data: e.ConsumerBack, at_ms: int) -> InteractionView:
    return evolve(view, consumer_away=False, consumer_away_until_ms=None)


def _idle_warned(view: InteractionView, data: e.InteractionIdleWarned, at_ms: int) -> InteractionView:
    return evolve(view, idle_closes_at_ms=data.closes_at_ms)


_REDUCERS: Final[Mapping[str, Reducer[InteractionView]]] = {
    **LEG_REDUCERS,
    **CONTENT_REDUCERS,
    **UPGRADE_REDUCERS,
    "interaction.created": _created,
    "interaction.queued": _queued,
    "interaction.overflowed": _overflowed,
    "agent.wanted": _wanted,
    "agent.unwanted": _unwanted,
    "offer.created": _offered,
    "offer.accepting": _accepting,
    "offer.ended": _offer_ended,
    "transfer.started": _transfer_started,
    "transfer.ended": _transfer_ended,
    "interaction.parked": _parked,
    "interaction.unparked": _unparked,
    "consumer.changed": lambda view, data, at_ms: evolve(view, consumer=data.consumer),
    "consumer.away": _away,
    "consumer.back": _back,
    "interaction.idle_warned": _idle_warned,
    "interaction.ended": _ended,
    "interaction.closed": _closed,
    "interaction.reopened": _reopened,
}
