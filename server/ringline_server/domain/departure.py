"""A leg goes while the conversation goes on: lost for good, hung up, left.

who goes       what the others do
monitor        nothing (monitoring.py)
conference     go on
consult        the transfer has failed; the sender has the consumer as before
primary        the consulted agent takes it, else the next of the conference; a cold transfer keeps ringing;
               else back in line, at the front when the agent was lost
"""

from ringline_protocol.values import (
    LegEndReason,
    LegKind,
    OfferDetail,
    OfferState,
    TransferMode,
    TransferResult,
)

from ringline_server.domain import handover, legs, ringing
from ringline_server.domain.events import Event, TransferEnded
from ringline_server.domain.orders import Context
from ringline_server.domain.state import Interaction, Leg
from ringline_server.domain.story import Story


def depart(state: Interaction, leg: Leg, reason: LegEndReason, context: Context) -> tuple[Event, ...]:
    """The leg has ended, and the interaction has exactly one owner again."""
    story = Story(state, context.now_ms)
    match leg.kind:
        case LegKind.CONSULT:
            ended = LegEndReason.CONSULT_ENDED if reason is LegEndReason.LEFT else reason
            story.add(*legs.end_leg(state, leg, ended, context))
            story.add(*handover.fell_through(story.state, context, str(reason)))
        case LegKind.PRIMARY:
            story.add(*legs.end_leg(state, leg, reason, context))
            _hand_on(story, leg, reason, context)
        case _:
            story.add(*legs.end_leg(state, leg, reason, context))
    return story.events


def _hand_on(story: Story, leg: Leg, reason: LegEndReason, context: Context) -> None:
    """Somebody has it after the one who handled it, or will when the ring of a cold transfer is answered."""
    state = story.state
    transfer, consulted = state.transfer, handover.consulted(state)
    if transfer is not None and consulted is not None:
        story.add(TransferEnded(transfer.id, leg.id, TransferResult.COMPLETED, str(reason)))
        story.add(legs.promoted(consulted, LegKind.PRIMARY))
        return
    if transfer is not None and transfer.mode is not TransferMode.WARM:
        return
    if transfer is not None:
        story.add(*ringing.end_live(state, context, OfferState.CANCELED, OfferDetail.TRANSFER_CANCELED))
        story.add(*handover.taken_back(story.state, context, str(reason)))
    story.add(*handover.hand_on(story.state, leg.id, context))
