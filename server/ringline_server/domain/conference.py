"""More than one agent with the consumer: inviting, joining a consult, and who goes on when somebody leaves.

invite    --> the agent is asked, rings, and talks as `conference`
consult   --> conference: all three talk, the consult is over
leave     --> the others go on; the one who handled it leaves it to the next (departure.py)
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ConferenceTransfer, InviteAgent, LeaveInteraction
from ringline_protocol.values import LegEndReason, LegKind, LegState, OfferPurpose, TransferResult

from ringline_server.domain import authority, departure, handover, legs, monitoring, transfer
from ringline_server.domain.events import AgentWanted, LegResumed, TransferEnded
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.policy import CONFERENCE_PARTIES_MAX
from ringline_server.domain.state import Interaction
from ringline_server.domain.story import Story


def invite(state: Interaction, command: InviteAgent, context: Context) -> Decision:
    """A further agent is asked. Raises: Refused (`invalid_state`, `at_capacity`, `transfer_target_unavailable`)."""
    leg = authority.require_talking(state, context)
    if leg.kind not in (LegKind.PRIMARY, LegKind.CONFERENCE) or leg.state not in (LegState.ACTIVE, LegState.HELD):
        raise legs.stuck(leg)
    if not state.channel.is_live:
        raise authority.invalid(str(state.channel), "transfer.start")
    transfer.require_nothing_pending(state)
    transfer.require_other_agent(state, command.agent, context.account)
    require_room(state)
    return Decision((AgentWanted(command.agent, OfferPurpose.CONFERENCE, leg.agent),), {"agent": command.agent})


def join(state: Interaction, command: ConferenceTransfer, context: Context) -> Decision:
    """The running consult becomes a conference. Nothing was handed over: the transfer counts as canceled."""
    consult = transfer.require_mine(state, context)
    consulted = handover.consulted(state)
    if consulted is None:
        raise authority.invalid(transfer.progress(state), "transfer.cancel")
    require_room(state)
    story = Story(state, context.now_ms)
    story.add(legs.promoted(consulted, LegKind.CONFERENCE))
    story.add(TransferEnded(consult.id, consult.leg, TransferResult.CANCELED, "conference"))
    if state.legs[consult.leg].state is LegState.HELD:
        story.add(LegResumed(consult.leg))
    return Decision(story.events, {"transfer": consult.id, "leg": consulted.id})


def leave(state: Interaction, command: LeaveInteraction, context: Context) -> Decision:
    """My part is over, the others go on. Who is alone with the consumer ends, transfers or releases instead."""
    listening = monitoring.of(state, context.by.id) if context.by.is_agent else None
    if listening is not None:
        return Decision(departure.depart(state, listening, LegEndReason.LEFT, context), {"leg": listening.id})
    leg = authority.require_talking(state, context)
    if leg.kind is LegKind.PRIMARY:
        if state.transfer is not None:
            raise authority.invalid(transfer.progress(state), "transfer.complete", "transfer.cancel")
        if not any(other.kind is LegKind.CONFERENCE for other in state.talking):
            raise authority.invalid(str(leg.state), "interaction.end", "transfer.start", "interaction.release")
    return Decision(departure.depart(state, leg, LegEndReason.LEFT, context), {"leg": leg.id})


def require_room(state: Interaction) -> None:
    """One more fits beside consumer and agents. Raises: Refused (`at_capacity`)."""
    if transfer.parties(state) >= CONFERENCE_PARTIES_MAX:
        raise Refused(ErrorCode.AT_CAPACITY, details={"parties_max": CONFERENCE_PARTIES_MAX})


RULES: Final[Mapping[type, Rule]] = {InviteAgent: invite, ConferenceTransfer: join, LeaveInteraction: leave}
