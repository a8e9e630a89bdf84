"""Handing an interaction to a queue or another agent, cold or after asking them.

    cold, assured    leg `transferring`, the target rings or waits in line     accepted -> theirs; else mine again
    cold, unassured  leg ends at once                                          accepted -> theirs; else in line
    warm             the target is asked (consult); a caller is held           complete, conference or cancel

One transfer at a time. How each one ends is in `handover`; what an accepted offer makes is in `accepting`.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import CancelTransfer, CompleteTransfer, StartTransfer
from ringline_protocol.values import (
    CALL_CHANNELS,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    QueuedReason,
    Target,
    TransferMode,
)

from ringline_server.domain import authority, handover, legs, notes, ringing, waiting
from ringline_server.domain.events import AgentWanted, Event, LegHeld, TransferStarted
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.policy import CONSULT_PARTIES_MAX, Account
from ringline_server.domain.state import Interaction, Leg, Transfer
from ringline_server.domain.story import Story


def start(state: Interaction, command: StartTransfer, context: Context) -> Decision:
    """It is on its way.

    Raises: Refused (`bad_request`, `not_found`, `transfer_target_unavailable`, `at_capacity`, `invalid_state`).
    """
    leg = legs.my_primary(state, context, LegState.ACTIVE, LegState.HELD)
    require_nothing_pending(state)
    _check_target(state, command, context.account)
    if command.mode is TransferMode.COLD_UNASSURED:
        require_alone(state, leg)
    if command.mode is TransferMode.WARM and parties(state) >= CONSULT_PARTIES_MAX:
        raise Refused(ErrorCode.AT_CAPACITY, details={"parties_max": CONSULT_PARTIES_MAX})
    story = Story(state, context.now_ms)
    story.add(*notes.left_behind(state, command.note, context))
    transfer = context.new_id("trf")
    story.add(TransferStarted(transfer, leg.id, leg.agent, command.target, command.mode, command.note))
    if command.target.queue is not None:
        _to_queue(story, command.target.queue, command.mode, context)
    else:
        _to_agent(story, leg, command.target.agent or "", command.mode, context)
    return Decision(story.events, {"transfer": transfer})


def complete(state: Interaction, command: CompleteTransfer, context: Context) -> Decision:
    """Warm: the consulted agent has the consumer now."""
    transfer = require_mine(state, context)
    consulted = handover.consulted(state)
    if consulted is None or consulted.state is LegState.LOST:
        raise authority.invalid(progress(state), "transfer.cancel")
    story = Story(state, context.now_ms)
    story.add(*handover.arrived(state, context))
    story.add(legs.promoted(consulted, LegKind.PRIMARY))
    return Decision(story.events, {"transfer": transfer.id, "leg": consulted.id})


def cancel(state: Interaction, command: CancelTransfer, context: Context) -> Decision:
    """The sender goes on; whoever was asked is free again."""
    transfer = require_mine(state, context)
    return Decision(called_off(state, context, "sender"), {"transfer": transfer.id})


def called_off(state: Interaction, context: Context, reason: str) -> tuple[Event, ...]:
    """No offer, no consult leg and no transfer are left. Nothing, when there was none."""
    if state.transfer is None:
        return ()
    story = Story(state, context.now_ms)
    story.add(*ringing.end_live(state, context, OfferState.CANCELED, OfferDetail.TRANSFER_CANCELED))
    consulted = handover.consulted(state)
    if consulted is not None:
        story.add(*legs.end_leg(state, consulted, LegEndReason.CONSULT_ENDED, context))
    story.add(*handover.taken_back(story.state, context, reason))
    return story.events


def parties(state: Interaction) -> int:
    """The consumer and the agents who talk with them."""
    return 1 + sum(leg.kind in (LegKind.PRIMARY, LegKind.CONFERENCE) for leg in state.talking)


def progress(state: Interaction) -> str:
    """How far the transfer is, for who asked for something that does not fit."""
    if handover.consulted(state) is not None:
        return "consulting"
    return "ringing" if state.live_offers else str(LegState.TRANSFERRING)


def require_mine(state: Interaction, context: Context) -> Transfer:
    """The transfer that I started and may still decide. Raises: Refused (`forbidden`, `transfer_not_pending`)."""
    agent = authority.require_participant(state, context)
    transfer = state.transfer
    if transfer is None:
        details = {} if state.last_transfer is None else {"state": str(state.last_transfer.result)}
        raise Refused(ErrorCode.TRANSFER_NOT_PENDING, details=details)
    if transfer.agent != agent:
        raise authority.forbidden()
    if handover.sender_of(state) is None:
        raise authority.invalid(str(LegState.ENDED))
    return transfer


def require_nothing_pending(state: Interaction) -> None:
    """No transfer, no invitation on its way. Raises: Refused (`invalid_state`)."""
    if state.transfer is not None:
        raise authority.invalid(progress(state), "transfer.cancel")
    if state.wanted is not None or state.live_offers:
        raise authority.invalid("inviting")


def require_alone(state: Interaction, leg: Leg) -> None:
    """No other agent talks with the consumer: else one leaves it to them. Raises: Refused (`invalid_state`)."""
    if any(other.id != leg.id for other in state.talking):
        raise authority.invalid("conference", "leg.leave")


def require_queue(state: Interaction, queue_id: str, account: Account) -> None:
    """The queue is there and takes this channel. Raises: Refused (`not_found`, `transfer_target_unavailable`)."""
    queue = account.queues.get(queue_id)
    if queue is None:
        raise Refused(ErrorCode.NOT_FOUND, details={"queue": queue_id})
    if queue.channel is not state.channel:
        raise _unavailable("channel")


def require_other_agent(state: Interaction, agent: str, account: Account) -> None:
    """The agent is known and has no part in it now. Raises: Refused (`not_found`, `transfer_target_unavailable`)."""
    if agent not in account.agents:
        raise Refused(ErrorCode.NOT_FOUND, details={"agent": agent})
    if any(leg.agent == agent for leg in state.talking):
        raise _unavailable("already_here")


def _unavailable(reason: str) -> Refused:
    return Refused(ErrorCode.TRANSFER_TARGET_UNAVAILABLE, details={"reason": reason})


def _check_target(state: Interaction, command: StartTransfer, account: Account) -> None:
    match command.target:
        case Target(queue=str(queue), agent=None):
            if command.mode is TransferMode.WARM:
                raise Refused(ErrorCode.BAD_REQUEST, "warm needs an agent", {"path": "params.target.agent"})
            require_queue(state, queue, account)
        case Target(queue=None, agent=str(agent)):
            require_other_agent(state, agent, account)
        case _:
            raise Refused(ErrorCode.BAD_REQUEST, "exactly one of queue and agent", {"path": "params.target"})


def _to_queue(story: Story, queue_id: str, mode: TransferMode, context: Context) -> None:
    if mode is TransferMode.COLD_UNASSURED:
        story.add(*handover.arrived(story.state, context))
    position = context.account.queues[queue_id].requeue_position
    story.add(*waiting.requeue(story.state, context, QueuedReason.TRANSFER, position, queue_id))


def _to_agent(story: Story, leg: Leg, agent: str, mode: TransferMode, context: Context) -> None:
    purpose = OfferPurpose.CONSULT if mode is TransferMode.WARM else OfferPurpose.TRANSFER
    if mode is TransferMode.COLD_UNASSURED:
        story.add(*legs.end_leg(story.state, leg, LegEndReason.TRANSFERRED, context))
    if mode is TransferMode.WARM and leg.state is LegState.ACTIVE and story.state.channel in CALL_CHANNELS:
        story.add(LegHeld(leg.id))
    story.add(AgentWanted(agent, purpose, leg.agent))


RULES: Final[Mapping[type, Rule]] = {StartTransfer: start, CompleteTransfer: complete, CancelTransfer: cancel}
