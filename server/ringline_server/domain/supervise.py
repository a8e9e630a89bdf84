"""A supervisor's ways in, past the order: assign waiting work, whisper, barge, take over.

    assign      the agent is asked for room; the ring of others ends
    whisper     a hidden segment: agents see it, the consumer does not
    barge       a further leg, `conference`; one voice at a time
    take over   the supervisor handles it; the former agent wraps up
Reading along needs no leg: it is a subscription. Listening to a call is one of its own (monitoring.py).
"""

from collections.abc import Mapping
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AssignInteraction, Barge, TakeOver, Whisper
from ringline_protocol.values import (
    EndedBy,
    LegEndReason,
    LegKind,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Role,
)

from ringline_server.domain import authority, conference, content, legs, ringing, transfer
from ringline_server.domain.events import AgentUnwanted, AgentWanted
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.state import Interaction, Leg
from ringline_server.domain.story import Story


def assign(state: Interaction, command: AssignInteraction, context: Context) -> Decision:
    """The agent is asked for room. Raises: Refused (`not_found`, `invalid_state` when it does not wait)."""
    supervisor = authority.require_supervisor(context)
    if command.agent not in context.account.agents:
        raise Refused(ErrorCode.NOT_FOUND, details={"agent": command.agent})
    is_connecting = any(offer.state is OfferState.ACCEPTING for offer in state.live_offers)
    if state.waiting is None or state.transfer is not None or is_connecting:
        raise authority.invalid(str(state.phase), "supervisor.take_over")
    story = Story(state, context.now_ms)
    if state.wanted is not None:
        story.add(AgentUnwanted(state.wanted.agent, str(OfferDetail.SUPERVISOR)))
    story.add(*ringing.end_live(state, context, OfferState.CANCELED, OfferDetail.SUPERVISOR))
    story.add(AgentWanted(command.agent, OfferPurpose.HANDLE, supervisor))
    return Decision(story.events, {"agent": command.agent})


def whisper(state: Interaction, command: Whisper, context: Context) -> Decision:
    """Said among agents. Raises: Refused (`invalid_state` when nobody hears it, or another supervisor speaks)."""
    authority.require_supervisor(context)
    content.check_text(command.text, "params.text")
    if not state.talking:
        raise authority.invalid(str(state.phase))
    _require_voice(state, context)
    segment = content.message(state, None, Role.SUPERVISOR, command.text, context)
    return Decision((attrs.evolve(segment, leg=None, hidden=True),), {"segment": segment.segment})


def barge(state: Interaction, command: Barge, context: Context) -> Decision:
    """The supervisor talks with them. Raises: Refused (`invalid_state`, `at_capacity`)."""
    supervisor = authority.require_supervisor(context)
    if state.primary is None or not state.channel.is_live:
        raise authority.invalid(str(state.phase), "interaction.assign")
    _require_no_part(state, supervisor)
    _require_voice(state, context)
    conference.require_room(state)
    leg = legs.start_by_supervisor(state, LegKind.CONFERENCE, context)
    return Decision((leg,), {"leg": leg.leg})


def take_over(state: Interaction, command: TakeOver, context: Context) -> Decision:
    """The supervisor handles it. Whatever the former agent had begun (transfer, consult, parking) is over."""
    supervisor = authority.require_supervisor(context)
    former = state.primary
    if former is None:
        raise authority.invalid(str(state.phase), "interaction.assign")
    if former.agent == supervisor:
        return Decision(result={"leg": former.id})
    story = Story(state, context.now_ms)
    story.add(*transfer.called_off(state, context, str(LegEndReason.TAKEN_OVER)))
    story.add(*legs.end_leg(story.state, story.state.legs[former.id], LegEndReason.TAKEN_OVER, context))
    if any(offer.agent == supervisor for offer in story.state.live_offers):
        detail = OfferDetail.SUPERVISOR
        story.add(*ringing.end_live(story.state, context, OfferState.CANCELED, detail))
    barged = _leg_of(story.state, supervisor)
    if barged is not None:
        story.add(legs.promoted(barged, LegKind.PRIMARY))
        return Decision(story.events, {"leg": barged.id})
    started = legs.start_by_supervisor(story.state, LegKind.PRIMARY, context)
    story.add(started)
    return Decision(story.events, {"leg": started.leg})


def _leg_of(state: Interaction, agent: str) -> Leg | None:
    return next((leg for leg in state.talking if leg.agent == agent), None)


def _require_no_part(state: Interaction, agent: str) -> None:
    leg = _leg_of(state, agent)
    if leg is not None:
        raise authority.invalid(str(leg.kind), "leg.leave")
    if any(offer.agent == agent for offer in state.live_offers):
        raise authority.invalid("offered", "offer.accept")


def _require_voice(state: Interaction, context: Context) -> None:
    """One supervisor speaks at a time: who barged in, until they leave."""
    voices = [leg.agent for leg in state.talking if leg.kind is LegKind.CONFERENCE and leg.by is EndedBy.SUPERVISOR]
    if any(voice != context.by.id for voice in voices):
        raise authority.invalid("barged")


RULES: Final[Mapping[type, Rule]] = {
    AssignInteraction: assign,
    Whisper: whisper,
    Barge: barge,
    TakeOver: take_over,
}
