"""A supervisor listens to a call: a leg that receives media and sends none. It is no part in the conversation.

    monitor --> listening --leg.leave, barge, take over, gone for good, nobody talks any more--> ended
It takes no room of the supervisor, does not count as a party of a conference, hears no less for a warm consult, and
neither speaks, dials nor writes. Agents see who listens. The consumer's page must know to whom it sends, so it is told
of the leg in any case; whether it says so to the consumer is the account's `tell_of_monitors`.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import MonitorCall
from ringline_protocol.values import EndedBy, LegEndReason, LegKind, OfferState

from ringline_server.domain import authority, folds, legs
from ringline_server.domain.events import Closed, Event, LegStarted
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.state import Interaction, Leg

MONITORS_MAX: Final = 3
"""At once. Every party of the call sends its media once more for each of them."""


def monitor(state: Interaction, command: MonitorCall, context: Context) -> Decision:
    """The supervisor hears them. Twice is once. Raises: Refused (`forbidden`, `invalid_state`, `at_capacity`)."""
    supervisor = authority.require_supervisor(context)
    mine = of(state, supervisor)
    if mine is not None:
        return Decision(result={"leg": mine.id})
    if state.primary is None or not state.is_call:
        raise authority.invalid(str(state.phase))
    if _takes_part(state, supervisor):
        raise authority.invalid("taking_part", "leg.leave")
    if len(state.listening) >= MONITORS_MAX:
        raise Refused(ErrorCode.AT_CAPACITY, details={"monitors_max": MONITORS_MAX})
    leg = LegStarted(
        leg=context.new_id("leg"),
        agent=supervisor,
        agent_name=context.by.name,
        kind=LegKind.MONITOR,
        queue=state.queue,
        number=0,
        by=EndedBy.SUPERVISOR,
        unseen=not context.account.tell_of_monitors,
    )
    return Decision((leg,), {"leg": leg.leg})


def of(state: Interaction, agent: str) -> Leg | None:
    """The leg with which they listen now."""
    return next((leg for leg in state.listening if leg.agent == agent), None)


def settled(decision: Decision, state: Interaction, context: Context) -> Decision:
    """The same decision, after which nobody listens where nobody talks, or where they talk themselves."""
    if not decision.events or not state.listening:
        return decision
    after = state
    for event in decision.events:
        after = folds.apply(after, event, context.now_ms)
    ended = list[Event]()
    for leg in after.listening:
        reason = _why_over(after, leg)
        if reason is not None:
            ended += legs.end_leg(after, leg, reason, context)
    last = next((n for n, event in enumerate(decision.events) if isinstance(event, Closed)), len(decision.events))
    return Decision((*decision.events[:last], *ended, *decision.events[last:]), decision.result)


def _why_over(state: Interaction, leg: Leg) -> LegEndReason | None:
    if state.ended is not None or state.primary is None or not state.is_call:
        return LegEndReason.CONVERSATION_ENDED
    return LegEndReason.LEFT if _takes_part(state, leg.agent) else None


def _takes_part(state: Interaction, agent: str) -> bool:
    """They talk, or are about to."""
    coming = [offer.agent for offer in state.live_offers if offer.state is OfferState.ACCEPTING]
    return agent in coming or any(leg.agent == agent for leg in state.talking)


RULES: Final[Mapping[type, Rule]] = {MonitorCall: monitor}
