"""When a queue does not keep it: another queue, or a message and the end.

    full, closed, nobody there     the queue says so (TurnAway)
    waited too long                time says so; a ring in progress is not cut, it is looked at when the offer ends
    at most 5 hops, then message and end; a target that is gone or of another channel: message and end
While a transfer waits for somebody in the queue, being turned away means that the transfer failed.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.values import (
    ClosedReason,
    EndedBy,
    OverflowTrigger,
    QueuedReason,
    Role,
    SegmentPhase,
)

from ringline_server.domain import ending, handover, waiting
from ringline_server.domain.events import Event, Overflowed, SegmentAdded
from ringline_server.domain.orders import Context, Decision, Rule, TurnAway
from ringline_server.domain.policy import OVERFLOW_HOPS_MAX, Account, Overflow, Queue, RequeuePosition
from ringline_server.domain.state import Interaction, Waiting
from ringline_server.domain.story import Story


def turn_away(state: Interaction, order: TurnAway, context: Context) -> Decision:
    """What the trigger's rule says; nothing, when it has left that queue or an agent is about to take it."""
    place = state.waiting
    if place is None or place.queue != order.queue or state.live_offers:
        return Decision()
    return Decision(_leave(state, place, order.trigger, context))


def if_due(state: Interaction, context: Context) -> tuple[Event, ...]:
    """Overflow when it waited as long as its queue allows, and nobody is about to take it."""
    due_at_ms = deadline(state, context.account)
    if state.waiting is None or due_at_ms is None or due_at_ms > context.now_ms:
        return ()
    return _leave(state, state.waiting, OverflowTrigger.MAX_WAIT, context)


def deadline(state: Interaction, account: Account) -> int | None:
    """The end of the longest wait; it stands still while an offer is live."""
    if state.waiting is None or state.live_offers:
        return None
    return state.waiting.max_wait_at_ms


def on_tick(state: Interaction, context: Context) -> tuple[Event, ...]:
    """The longest wait is over."""
    return if_due(state, context)


def _leave(state: Interaction, place: Waiting, trigger: OverflowTrigger, context: Context) -> tuple[Event, ...]:
    story = Story(state, context.now_ms)
    story.add(*handover.fell_through(state, context, str(trigger)))
    if story.state.waiting == place:
        _overflow(story, place, trigger, context)
    return story.events


def _overflow(story: Story, place: Waiting, trigger: OverflowTrigger, context: Context) -> None:
    rule = waiting.policy_of(story.state, context.account).overflow.get(trigger, Overflow())
    target = _target(story.state, place, rule, context.account)
    if target is not None:
        story.add(Overflowed(place.queue, trigger, target.id))
        position = RequeuePosition.KEEP
        story.add(*waiting.requeue(story.state, context, QueuedReason.OVERFLOW, position, target.id, place))
        return
    story.add(Overflowed(place.queue, trigger, None, rule.message))
    if rule.message:
        story.add(_said(rule.message, context))
    story.add(*ending.finish(story.state, context, EndedBy.SYSTEM, ClosedReason.OVERFLOWED))


def _target(state: Interaction, place: Waiting, rule: Overflow, account: Account) -> Queue | None:
    target = account.queues.get(rule.queue) if rule.queue else None
    is_usable = target is not None and target.channel is state.channel and place.hops < OVERFLOW_HOPS_MAX
    return target if is_usable else None


def _said(message: str, context: Context) -> SegmentAdded:
    return SegmentAdded(
        segment=context.new_id("seg"),
        role=Role.SYSTEM,
        participant="",
        text=message,
        phase=SegmentPhase.QUEUE,
        said_at_ms=context.now_ms,
        by=str(Role.SYSTEM),
    )


RULES: Final[Mapping[type, Rule]] = {TurnAway: turn_away}
