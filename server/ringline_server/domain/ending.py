"""The end of a conversation, who may bring it about, and what silence does.

    before anybody answered    consumer: abandoned, or short_abandoned (at most so long, inclusive)
    conversation               consumer: consumer_left; agent, supervisor: agent_ended; silence: inactivity
    at any time                service, supervisor of waiting work: canceled; time to live of what waits: expired
Every live offer, transfer and leg gets its terminal event in the same decision; wrap-ups run on, then it is closed.
Silence is no timer that runs but a rule about the last word: a new policy holds for it at once.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.commands import EndInteraction
from ringline_protocol.values import (
    CALL_CHANNELS,
    Channel,
    ClosedReason,
    EndedBy,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    PrincipalKind,
    QueuedReason,
    Role,
)

from ringline_server.domain import authority, closing, handover, legs, ringing, waiting
from ringline_server.domain.events import AgentWanted, Ended, Event, IdleWarned, Reopened
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.policy import Account, Queue, RequeuePosition
from ringline_server.domain.state import Interaction, Leg
from ringline_server.domain.story import Story

IDLE_MS: Final[Mapping[Channel, tuple[int | None, int | None]]] = {
    Channel.MESSAGING: (300_000, 600_000),
    Channel.EMAIL: (None, 432_000_000),
}
"""Silence before the warning and before the end, where the queue says nothing. Other channels: never."""


def end(state: Interaction, command: EndInteraction, context: Context) -> Decision:
    """The conversation is over. Raises: Refused (`forbidden`, `invalid_state`)."""
    by, reason, agent = _verdict(state, context)
    return Decision(finish(state, context, by, reason, agent), {"reason": str(reason)})


def finish(
    state: Interaction, context: Context, by: EndedBy, reason: ClosedReason, agent: str | None = None
) -> tuple[Event, ...]:
    """Terminal events for all that is live, then Ended, the ends of the legs, and Closed when nobody wraps up."""
    story = Story(state, context.now_ms)
    detail = OfferDetail.CONSUMER_LEFT if by is EndedBy.CONSUMER else OfferDetail.ENDED
    story.add(*ringing.end_live(state, context, OfferState.CANCELED, detail))
    story.add(*handover.taken_back(story.state, context, str(detail)))
    story.add(Ended(by, reason, agent))
    for leg in story.state.talking:
        story.add(*legs.end_leg(story.state, leg, LegEndReason.CONVERSATION_ENDED, context))
    story.add(*closing.close_if_done(story.state))
    return story.events


def leave(state: Interaction, context: Context) -> tuple[Event, ...]:
    """The consumer is gone, by their own deed or by staying away."""
    return finish(state, context, EndedBy.CONSUMER, _why_left(state, context))


def reopen(state: Interaction, context: Context) -> tuple[Event, ...]:
    """Open again: its last agent is asked for, who knows it; it goes to the queue when they cannot or are gone."""
    story = Story(state, context.now_ms)
    story.add(Reopened(authority.maker(context.by)))
    last = next((leg for leg in reversed(list(state.legs.values())) if leg.kind is LegKind.PRIMARY), None)
    if last is not None and _is_member(last, context.account):
        story.add(AgentWanted(last.agent, OfferPurpose.HANDLE, str(Role.SYSTEM)))
    else:
        story.add(*waiting.requeue(story.state, context, QueuedReason.REOPENED, RequeuePosition.BACK))
    return story.events


def on_tick(state: Interaction, context: Context) -> tuple[Event, ...]:
    """Time to live of waiting work, then silence."""
    ttl_at_ms = _ttl_at_ms(state)
    if ttl_at_ms is not None and ttl_at_ms <= context.now_ms:
        return finish(state, context, EndedBy.SYSTEM, ClosedReason.EXPIRED)
    idle_at_ms = _idle_at_ms(state, context.account)
    if idle_at_ms is None or idle_at_ms > context.now_ms:
        return ()
    warn_ms, close_ms = _idle_ms(waiting.policy_of(state, context.account))
    if state.idle_closes_at_ms is None and warn_ms is not None and close_ms is not None:
        return (IdleWarned(context.now_ms + close_ms - warn_ms),)
    return finish(state, context, EndedBy.SYSTEM, ClosedReason.INACTIVITY)


def deadline(state: Interaction, account: Account) -> int | None:
    """Time to live while it waits for its first agent; silence while one is there."""
    return min((at for at in (_ttl_at_ms(state), _idle_at_ms(state, account)) if at is not None), default=None)


def _verdict(state: Interaction, context: Context) -> tuple[EndedBy, ClosedReason, str | None]:
    by = context.by
    authority.require_reader(state, context)
    authority.require_open(state)
    if by.kind is PrincipalKind.CONSUMER:
        return EndedBy.CONSUMER, _why_left(state, context), None
    if by.kind is PrincipalKind.SERVICE:
        return EndedBy.SYSTEM, ClosedReason.CANCELED, None
    if by.kind is PrincipalKind.SUPERVISOR and not _is_primary(state, by.id):
        reason = ClosedReason.CANCELED if state.primary is None else ClosedReason.AGENT_ENDED
        return EndedBy.SUPERVISOR, reason, None
    leg = authority.require_primary(state, context)
    return EndedBy.AGENT, ClosedReason.AGENT_ENDED, leg.agent


def _is_primary(state: Interaction, agent: str) -> bool:
    return state.primary is not None and state.primary.agent == agent


def _why_left(state: Interaction, context: Context) -> ClosedReason:
    """Waiting with nobody there is abandoning; the threshold itself is still short, and 0 switches it off."""
    if state.waiting is None or state.talking:
        return ClosedReason.CONSUMER_LEFT
    waited_ms = context.now_ms - state.waiting.waiting_since_ms
    short_ms = waiting.policy_of(state, context.account).short_abandon_ms
    return ClosedReason.SHORT_ABANDONED if 0 < short_ms >= waited_ms else ClosedReason.ABANDONED


def _is_member(leg: Leg, account: Account) -> bool:
    agent = account.agents.get(leg.agent)
    return agent is not None and leg.queue in agent.queues


def _ttl_at_ms(state: Interaction) -> int | None:
    """Only before the first agent, and never through a ring."""
    return None if state.waiting is None or state.live_offers or state.legs else state.ttl_at_ms


def _idle_at_ms(state: Interaction, account: Account) -> int | None:
    """When silence says something next; a leg that is held, parked, lost or on its way is not silent."""
    primary: Leg | None = state.primary
    if state.ended is not None or primary is None or primary.state is not LegState.ACTIVE:
        return None
    if state.idle_closes_at_ms is not None:
        return state.idle_closes_at_ms
    queue = waiting.policy_of(state, account)
    if state.channel in CALL_CHANNELS and queue.channel not in CALL_CHANNELS:
        return None  # its queue is one of chats: there silence means something else
    warn_ms, close_ms = _idle_ms(queue)
    if close_ms is None:
        return None
    return state.last_word_at_ms + (close_ms if warn_ms is None else warn_ms)


def _idle_ms(queue: Queue) -> tuple[int | None, int | None]:
    """Silence before the warning and before the end. A warning that would come after the end is none."""
    warn_ms, close_ms = IDLE_MS.get(queue.channel, (None, None))
    close_ms = close_ms if queue.idle_close_ms is None else queue.idle_close_ms
    warn_ms = warn_ms if queue.idle_warn_ms is None else queue.idle_warn_ms
    if close_ms is None or warn_ms is None or warn_ms >= close_ms:
        return None, close_ms
    return warn_ms, close_ms


RULES: Final[Mapping[type, Rule]] = {EndInteraction: end}
