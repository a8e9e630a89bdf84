"""Work given back to a queue: its own, or another one of the same channel. Notes and the reply draft go with it."""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.commands import ReleaseInteraction
from ringline_protocol.values import LegEndReason, LegState, QueuedReason

from ringline_server.domain import legs, notes, transfer, waiting
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.state import Interaction
from ringline_server.domain.story import Story


def release(state: Interaction, command: ReleaseInteraction, context: Context) -> Decision:
    """In line again, at the place that the queue gives to what is released; my leg wraps up.

    Raises: Refused (`not_found`, `transfer_target_unavailable`, `invalid_state`).
    """
    leg = legs.my_primary(state, context, LegState.ACTIVE, LegState.HELD, LegState.PARKED)
    transfer.require_nothing_pending(state)
    transfer.require_alone(state, leg)
    if command.queue is not None:
        transfer.require_queue(state, command.queue, context.account)
    queue = waiting.queue_of(context.account, command.queue or leg.queue, state.channel)
    story = Story(state, context.now_ms)
    story.add(*notes.left_behind(state, command.note, context))
    story.add(*legs.end_leg(state, leg, LegEndReason.RELEASED, context))
    story.add(*waiting.requeue(story.state, context, QueuedReason.RELEASE, queue.release_position, queue.id))
    return Decision(story.events, {"queue": queue.id})


RULES: Final[Mapping[type, Rule]] = {ReleaseInteraction: release}
