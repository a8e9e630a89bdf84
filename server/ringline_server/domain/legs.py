"""One agent's part while people talk: opened, held, resumed, and how its conversation part ends.

active <-> held          the consumer waits on the line
active --> parked        parking.py
active --> transferring  transfer.py: cold, until the target has it
any    --> lost          presence.py: back in time, or gone
any    --> ended         here; wrap-up follows or is skipped (wrap_up.py)
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import Refused
from ringline_protocol.commands import HoldLeg, OpenInteraction, ResumeLeg
from ringline_protocol.values import EndedBy, LegEndReason, LegKind, LegState

from ringline_server.domain import authority, waiting, wrap_up
from ringline_server.domain.events import (
    Event,
    LegEnded,
    LegHeld,
    LegOpened,
    LegPromoted,
    LegResumed,
    LegStarted,
    Unparked,
)
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.state import Interaction, Leg

GIVING_BACK: Final = frozenset({LegEndReason.RELEASED, LegEndReason.TRANSFERRED})
"""Ends after which the queue passes the agent over for a while, as after a decline."""

WAYS_OUT: Final[Mapping[LegState, tuple[str, ...]]] = {
    LegState.HELD: ("leg.resume",),
    LegState.PARKED: ("interaction.unpark", "interaction.release", "interaction.resolve"),
    LegState.TRANSFERRING: ("transfer.cancel",),
}
"""What an agent may do when the state of their leg is in the way."""


def end_leg(state: Interaction, leg: Leg, reason: LegEndReason, context: Context) -> tuple[Event, ...]:
    """The conversation part of this leg is over, and its wrap-up has begun or was skipped."""
    excluded_until_ms = None
    if reason in GIVING_BACK:
        queue = waiting.queue_of(context.account, leg.queue, state.channel)
        excluded_until_ms = context.now_ms + queue.decline_cooldown_ms
    ended = end_conversation(state, leg, reason, excluded_until_ms)
    return (*ended, wrap_up.start(state, leg, reason, context))


def end_conversation(
    state: Interaction, leg: Leg, reason: LegEndReason, excluded_until_ms: int | None = None
) -> tuple[Event, ...]:
    """The same without the wrap-up, for who says how it went in the same breath."""
    is_parked = state.parked is not None and state.parked.leg == leg.id
    unparked = (Unparked(leg.id, "ended"),) if is_parked else ()
    return (*unparked, LegEnded(leg.id, leg.agent, reason, excluded_until_ms))


def start_by_supervisor(state: Interaction, kind: LegKind, context: Context) -> LegStarted:
    """A supervisor takes part without an offer."""
    return LegStarted(
        leg=context.new_id("leg"),
        agent=context.by.id,
        agent_name=context.by.name,
        kind=kind,
        queue=state.queue,
        number=next_number(state),
        by=EndedBy.SUPERVISOR,
    )


def promoted(leg: Leg, kind: LegKind) -> LegPromoted:
    """The leg plays another part from now on."""
    is_lost = leg.state is LegState.LOST
    return LegPromoted(leg.id, leg.agent, leg.agent_name, kind, is_lost, leg.lost_until_ms)


def next_number(state: Interaction) -> int:
    """Of the next agent part in the transcript."""
    return max((leg.number for leg in state.legs.values()), default=0) + 1


def my_primary(state: Interaction, context: Context, *states: LegState) -> Leg:
    """The asker's leg, when it handles the interaction and is in one of these states. Raises: Refused."""
    leg = authority.require_primary(state, context)
    if leg.state not in states:
        raise stuck(leg)
    return leg


def stuck(leg: Leg) -> Refused:
    """`invalid_state`, with what the agent may do about the state that is in the way."""
    return authority.invalid(str(leg.state), *WAYS_OUT.get(leg.state, ()))


def open_interaction(state: Interaction, command: OpenInteraction, context: Context) -> Decision:
    """Everything up to here is read."""
    agent = authority.require_participant(state, context)
    leg = state.leg_of(agent)
    if leg is None:
        raise authority.invalid(str(LegState.ENDED))
    if leg.opened and not leg.unread:
        return Decision(result={"leg": leg.id})
    return Decision((LegOpened(leg.id),), {"leg": leg.id})


def hold(state: Interaction, command: HoldLeg, context: Context) -> Decision:
    """The consumer waits on the line. Twice is once."""
    leg = _of_the_conversation(state, context)
    if leg.state is LegState.HELD:
        return Decision(result={"leg": leg.id})
    if leg.state is not LegState.ACTIVE:
        raise stuck(leg)
    return Decision((LegHeld(leg.id),), {"leg": leg.id})


def resume(state: Interaction, command: ResumeLeg, context: Context) -> Decision:
    """The consumer is back from hold. Twice is once."""
    leg = _of_the_conversation(state, context)
    if leg.state is LegState.ACTIVE:
        return Decision(result={"leg": leg.id})
    if leg.state is not LegState.HELD:
        raise stuck(leg)
    return Decision((LegResumed(leg.id),), {"leg": leg.id})


def _of_the_conversation(state: Interaction, context: Context) -> Leg:
    """My leg that talks with the consumer, on a channel where a consumer can be held."""
    leg = authority.require_talking(state, context)
    if not state.channel.is_live:
        raise authority.invalid(str(leg.state), "interaction.park")
    if leg.kind not in (LegKind.PRIMARY, LegKind.CONFERENCE):
        raise authority.invalid(str(leg.kind), "leg.leave")
    return leg


RULES: Final[Mapping[type, Rule]] = {OpenInteraction: open_interaction, HoldLeg: hold, ResumeLeg: resume}
