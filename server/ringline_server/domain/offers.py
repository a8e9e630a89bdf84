"""One agent's chance to take an interaction: made, answered, and what each end means.

    pending --accept--> accepting --media--> accepted       leg (accepting.py)
       |                    +--- no media -> failed         back in line; the agent is not blamed
       +- decline --------> declined                        back in line, passed over for the cool-down
       +- ring over ------> expired                         back in line, passed over; the agent counts the miss
       +- another was first -> rescinded
       +- nobody can answer, consumer gone -> canceled      back in line; no miss
An offer is single-use: whoever answers late is told exactly how it ended. Who is passed over is not shut out: they may
take it from the line, and are asked again when the cool-down is over.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AcceptOffer, DeclineOffer
from ringline_protocol.values import Acceptance, OfferDetail, OfferPurpose, OfferState

from ringline_server.domain import accepting, authority, ringing, settling, waiting, wanted
from ringline_server.domain.events import Event, OfferCreated
from ringline_server.domain.orders import AgentBusy, CancelOffer, Context, Decision, PlaceOffer, Rule
from ringline_server.domain.policy import Account, Queue, Selection, ring_ms
from ringline_server.domain.state import Interaction, Offer
from ringline_server.domain.story import Story

ALREADY_HERE: Final = "already_here"


def place(state: Interaction, order: PlaceOffer, context: Context) -> Decision:
    """An offer to an agent who keeps room for it. No events when it is not wanted any more: the room is free again."""
    if not _is_wanted(state, order, context.account):
        return Decision()
    if _is_here(state, order.agent):
        return wanted.busy(state, AgentBusy(order.agent, ALREADY_HERE), context)
    story = Story(state, context.now_ms)
    created = _created(state, order, context)
    story.add(created)
    if created.acceptance is Acceptance.AUTOMATIC:
        accepting.begin(story, _of(story, created.offer), context)
    return Decision(story.events, {"offer": created.offer})


def accept(state: Interaction, command: AcceptOffer, context: Context) -> Decision:
    """It is the asker's. Raises: Refused (`not_found`, `forbidden`, `offer_not_pending` and its kin)."""
    offer = _require_pending(state, command.offer, context)
    story = Story(state, context.now_ms)
    accepting.begin(story, offer, context)
    leg = next((leg for leg in story.state.legs.values() if leg.offer == offer.id), None)
    result = {"interaction": state.id, "offer": offer.id, "state": str(_of(story, offer.id).state)}
    return Decision(story.events, result if leg is None else {**result, "leg": leg.id})


def decline(state: Interaction, command: DeclineOffer, context: Context) -> Decision:
    """On to the next agent. Raises: Refused (like accept; `reason_required`; `bad_request`: no reason of the queue)."""
    offer = _require_pending(state, command.offer, context)
    reason = _declined_for(command, waiting.queue_of(context.account, offer.queue, offer.channel))
    story = Story(state, context.now_ms)
    settling.end_offer(story, offer, context, OfferState.DECLINED, reason=reason, is_passed_over=True)
    return Decision(story.events, {"offer": offer.id})


def _declined_for(command: DeclineOffer, queue: Queue) -> str | None:
    reason = (command.reason or "").strip() or None
    if reason is None and queue.decline_reason_required:
        raise Refused(ErrorCode.REASON_REQUIRED, details={"reasons": list(queue.decline_reasons)})
    if reason is not None and queue.decline_reasons and reason not in queue.decline_reasons:
        details = {"path": "params.reason", "allowed": list(queue.decline_reasons)}
        raise Refused(ErrorCode.BAD_REQUEST, "not a reason of this queue", details)
    return reason


def cancel(state: Interaction, order: CancelOffer, context: Context) -> Decision:
    """The agent cannot answer. What they accepted already stays theirs when they only changed their status."""
    offer = state.offer(order.offer)
    if offer is None or not offer.state.is_live:
        return Decision()
    if offer.state is OfferState.ACCEPTING and order.detail is OfferDetail.STATUS_CHANGE:
        return Decision()
    story = Story(state, context.now_ms)
    is_deaf = order.detail is OfferDetail.AGENT_UNREACHABLE
    settling.end_offer(story, offer, context, OfferState.CANCELED, order.detail, is_passed_over=is_deaf)
    return Decision(story.events)


def on_tick(state: Interaction, context: Context) -> tuple[Event, ...]:
    """Rings that are over expire; media that did not come failed."""
    story = Story(state, context.now_ms)
    for due in state.live_offers:
        offer = _of(story, due.id)  # the end of another one may have ended it a moment ago
        if offer.expires_at_ms > context.now_ms or not offer.state.is_live:
            continue
        if offer.state is OfferState.PENDING:
            settling.end_offer(story, offer, context, OfferState.EXPIRED, is_passed_over=True)
        else:
            accepting.time_out(story, offer, context)
    return story.events


def deadline(state: Interaction, account: Account) -> int | None:
    """When the first live offer is over."""
    return min((offer.expires_at_ms for offer in state.live_offers), default=None)


def _is_wanted(state: Interaction, order: PlaceOffer, account: Account) -> bool:
    """While one particular agent is asked for, nobody else is: that is past the order."""
    if state.wanted is not None:
        return (state.wanted.agent, state.wanted.purpose) == (order.agent, order.purpose)
    if state.waiting is None or order.purpose is not OfferPurpose.HANDLE:
        return False
    live = ringing.handling(state)
    if any(offer.state is OfferState.ACCEPTING for offer in live):
        return False
    is_taken = order.acceptance is Acceptance.AUTOMATIC
    return is_taken or len(live) < _rings_max(waiting.policy_of(state, account))


def _is_here(state: Interaction, agent: str) -> bool:
    """One agent has one part at a time: what rings at them, or where they talk."""
    asked = [offer.agent for offer in state.live_offers]
    return agent in asked or any(leg.agent == agent for leg in state.talking)


def _rings_max(queue: Queue) -> int:
    return max(1, queue.ring_many) if queue.selection is Selection.SIMULTANEOUS else 1


def _created(state: Interaction, order: PlaceOffer, context: Context) -> OfferCreated:
    queue = waiting.policy_of(state, context.account)
    is_handle = order.purpose is OfferPurpose.HANDLE
    acceptance = order.acceptance or (queue.acceptance if is_handle else Acceptance.MANUAL)
    if not state.channel.is_live:
        acceptance = Acceptance.AUTOMATIC
    ringing_ms = 0 if acceptance is Acceptance.AUTOMATIC else ring_ms(queue)
    return OfferCreated(
        offer=context.new_id("off"),
        agent=order.agent,
        agent_name=order.agent_name,
        queue=queue.id,
        channel=state.channel,
        purpose=order.purpose,
        acceptance=acceptance,
        attempt=state.attempts + 1 if is_handle else 1,
        ring_ms=ringing_ms,
        expires_at_ms=context.now_ms + ringing_ms,
    )


def _require_pending(state: Interaction, offer_id: str, context: Context) -> Offer:
    """The asker's ring. A moment after its end is after its end, even if nobody has said so yet. Raises: Refused."""
    offer = authority.require_offer(state, context, offer_id)
    if offer.state is OfferState.PENDING and context.now_ms < offer.expires_at_ms:
        return offer
    details: dict[str, object] = {"offer": offer.id, "state": str(offer.state), "ended_at_ms": offer.ended_at_ms}
    match offer.state:
        case OfferState.PENDING:
            details |= {"state": str(OfferState.EXPIRED), "ended_at_ms": offer.expires_at_ms}
            raise Refused(ErrorCode.OFFER_NOT_PENDING, details=details)
        case OfferState.ACCEPTING | OfferState.ACCEPTED:
            leg = next((leg.id for leg in state.legs.values() if leg.offer == offer.id), None)
            raise Refused(ErrorCode.OFFER_ALREADY_ACCEPTED, details={**details, "leg": leg, "interaction": state.id})
        case OfferState.RESCINDED:
            raise Refused(ErrorCode.OFFER_RESCINDED, details=details)
        case _:
            detail = None if offer.detail is None else str(offer.detail)
            raise Refused(ErrorCode.OFFER_NOT_PENDING, details={**details, "detail": detail})


def _of(story: Story, offer_id: str) -> Offer:
    offer = story.state.offer(offer_id)
    assert offer is not None, offer_id
    return offer


RULES: Final[Mapping[type, Rule]] = {
    PlaceOffer: place,
    AcceptOffer: accept,
    DeclineOffer: decline,
    CancelOffer: cancel,
}
