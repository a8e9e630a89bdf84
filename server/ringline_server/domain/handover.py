"""How a transfer or consult ends: exactly one TransferEnded, and everybody knows whose it is then.

    arrived        somebody took it: the sender's leg ends `transferred`                       completed
    fell_through   declined, missed, busy, turned away, hung up: back to the sender ---------- failed
                   (to a queue when the sender's leg is over: unassured, or the sender is lost)
    taken_back     the sender, or what happens to the conversation, calls it off ------------- canceled

A cold assured transfer to a queue is the one time that an interaction waits while a leg still talks: the sender keeps
the consumer until somebody there accepts.
"""

from ringline_protocol.values import (
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    QueuedReason,
    TransferMode,
    TransferResult,
)

from ringline_server.domain import legs, ringing, waiting
from ringline_server.domain.events import AgentUnwanted, Event, LegHeld, LegResumed, TransferEnded
from ringline_server.domain.orders import Context
from ringline_server.domain.policy import RequeuePosition
from ringline_server.domain.state import Interaction, Leg
from ringline_server.domain.story import Story

PURPOSES = frozenset({OfferPurpose.TRANSFER, OfferPurpose.CONSULT})
"""Of the offers that a transfer makes to one agent."""


def arrived(state: Interaction, context: Context) -> tuple[Event, ...]:
    """Somebody took it: the sender's part is over. Told before the leg of who took it starts."""
    transfer = state.transfer
    if transfer is None:
        return ()
    story = Story(state, context.now_ms)
    sender = sender_of(state)
    if sender is not None:
        story.add(*legs.end_leg(state, sender, LegEndReason.TRANSFERRED, context))
    story.add(TransferEnded(transfer.id, transfer.leg, TransferResult.COMPLETED))
    return story.events


def fell_through(state: Interaction, context: Context, reason: str) -> tuple[Event, ...]:
    """The target does not have it. Told after the offer, or the consult leg, has ended."""
    transfer = state.transfer
    if transfer is None:
        return ()
    story = Story(state, context.now_ms)
    story.add(TransferEnded(transfer.id, transfer.leg, TransferResult.FAILED, reason))
    story.add(*_back_at_the_sender(story.state, state, context))
    if story.state.waiting is None and story.state.primary is None:
        story.add(*hand_on(story.state, transfer.leg, context))
    return story.events


def taken_back(state: Interaction, context: Context, reason: str) -> tuple[Event, ...]:
    """It is called off. Live offers are ended by the caller: why they end differs."""
    transfer, wanted = state.transfer, state.wanted
    story = Story(state, context.now_ms)
    if wanted is not None:
        story.add(AgentUnwanted(wanted.agent, reason))
    if transfer is not None:
        story.add(TransferEnded(transfer.id, transfer.leg, TransferResult.CANCELED, reason))
        story.add(*_back_at_the_sender(story.state, state, context))
    return story.events


def hand_on(state: Interaction, leg_id: str, context: Context) -> tuple[Event, ...]:
    """Who has it after this leg: the next of the conference, else its queue; who was lost left it at the front."""
    successor = _next_of_the_conference(state)
    if successor is not None:
        return (legs.promoted(successor, LegKind.PRIMARY),)
    leg = state.legs.get(leg_id)
    queue = waiting.queue_of(context.account, leg.queue if leg else state.queue, state.channel)
    story = Story(state, context.now_ms)
    story.add(*ringing.end_live(state, context, OfferState.CANCELED, OfferDetail.ENDED))
    if state.wanted is not None:
        story.add(AgentUnwanted(state.wanted.agent, str(OfferDetail.ENDED)))
    if leg is not None and leg.end_reason is LegEndReason.AGENT_LOST:
        reason, position = QueuedReason.AGENT_LOST, RequeuePosition.FRONT
    else:
        reason, position = QueuedReason.TRANSFER, queue.requeue_position
    story.add(*waiting.requeue(story.state, context, reason, position, queue.id))
    return story.events


def sender_of(state: Interaction) -> Leg | None:
    """The leg that a transfer would take away, while it still talks."""
    if state.transfer is None:
        return None
    leg = state.legs.get(state.transfer.leg)
    return leg if leg is not None and leg.is_talking else None


def consulted(state: Interaction) -> Leg | None:
    """The leg of the agent who is being consulted."""
    return next((leg for leg in state.talking if leg.kind is LegKind.CONSULT), None)


def _back_at_the_sender(state: Interaction, before: Interaction, context: Context) -> tuple[Event, ...]:
    """The hold that the sender left behind goes on, or ends with the consult if the queue says so."""
    was = sender_of(before)
    if was is None or before.transfer is None or was.state is LegState.LOST:
        return ()
    if before.transfer.mode is not TransferMode.WARM:
        return (LegHeld(was.id),) if was.held_since_ms is not None else ()
    queue = waiting.queue_of(context.account, was.queue, state.channel)
    is_over = was.state is LegState.HELD and queue.resume_after_consult
    return (LegResumed(was.id),) if is_over else ()


def _next_of_the_conference(state: Interaction) -> Leg | None:
    """Who is away takes it only when nobody else is there."""
    others = [leg for leg in state.talking if leg.kind is LegKind.CONFERENCE]
    here = [leg for leg in others if leg.state is not LegState.LOST]
    return next(iter(here or others), None)
