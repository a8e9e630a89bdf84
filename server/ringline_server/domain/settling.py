"""What the end of an offer means for the interaction, when the agent did not take it.

for the work itself       back in line, once the last such offer has ended; then too long a wait overflows
transfer, consult         the colleague's wish fell through (handover.py)
conference                nothing: the others go on
"""

from ringline_protocol.values import OfferDetail, OfferPurpose, OfferState, QueuedReason

from ringline_server.domain import handover, overflow, ringing, waiting
from ringline_server.domain.events import OfferEnded
from ringline_server.domain.orders import Context
from ringline_server.domain.policy import RequeuePosition
from ringline_server.domain.state import Interaction, Offer
from ringline_server.domain.story import Story


def end_offer(
    story: Story,
    offer: Offer,
    context: Context,
    state: OfferState,
    detail: OfferDetail | None = None,
    reason: str | None = None,
    *,
    is_passed_over: bool = False,
) -> None:
    """The offer's terminal event and what follows. Passed over: others come first for the queue's cool-down."""
    until_ms = None
    if is_passed_over and offer.purpose is OfferPurpose.HANDLE:
        queue = waiting.queue_of(context.account, offer.queue, offer.channel)
        until_ms = context.now_ms + queue.decline_cooldown_ms
    story.add(OfferEnded(offer.id, offer.agent, state, detail, reason, until_ms, offer.consumer_leg))
    if offer.purpose in handover.PURPOSES:
        story.add(*handover.fell_through(story.state, context, str(detail or state)))
    else:
        back_in_line(story, context, QueuedReason.OFFER_ENDED)


def back_in_line(story: Story, context: Context, reason: QueuedReason) -> None:
    """In its queue again, at the place that the queue's policy gives; nothing, while somebody has it or may get it."""
    if story.state.waiting is not None and not ringing.handling(story.state):
        position = waiting.policy_of(story.state, context.account).requeue_position
        story.add(*waiting.requeue(story.state, context, reason, position))
        story.add(*overflow.if_due(story.state, context))
    elif is_nobodys(story.state):
        story.add(*waiting.requeue(story.state, context, reason, RequeuePosition.KEEP))


def is_nobodys(state: Interaction) -> bool:
    """No queue, no agent and no wish has it: the one thing that must not last."""
    owners = (state.waiting, state.primary, state.parked, state.wanted, state.ended)
    return not any(owner is not None for owner in owners) and not state.live_offers
