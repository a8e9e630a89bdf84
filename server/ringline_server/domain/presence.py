"""Who is connected: an agent lost in the middle, a consumer gone while waiting, and both back in time.

live leg      grace: lost, with a deadline ----back----> as it was
              deadline, or gone for good: agent_lost     conference partner or consulted agent takes over,
                                                         else at the front of the queue, with all its context
asynchronous  grace: nothing. Gone: lost; it stays theirs, or goes back when the queue says after how long
consumer      waiting, or on a call: left at the deadline; in a chat with an agent: only told
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.values import (
    CALL_CHANNELS,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferState,
    Presence,
    QueuedReason,
    TransferMode,
)

from ringline_server.domain import ending, handover, legs, ringing, waiting
from ringline_server.domain.events import ConsumerAway, ConsumerBack, Event, LegLost, LegPromoted, LegRecovered
from ringline_server.domain.orders import AgentPresent, ConsumerPresent, Context, Decision, Rule
from ringline_server.domain.policy import Account, RequeuePosition
from ringline_server.domain.state import Interaction, Leg
from ringline_server.domain.story import Story

STAYS: Final = frozenset({LegState.LOST, LegState.PARKED})
"""Legs that a lost connection does not change."""


def agent_present(state: Interaction, order: AgentPresent, context: Context) -> Decision:
    """The legs of this agent are lost, back or over. The same word twice says nothing new."""
    story = Story(state, context.now_ms)
    for leg in state.talking:
        if leg.agent == order.agent:
            _present(story, leg, order.presence, context)
    return Decision(story.events)


def consumer_present(state: Interaction, order: ConsumerPresent, context: Context) -> Decision:
    """The consumer's own connection came or went."""
    if state.ended is not None or state.consumer_away is not order.present:
        return Decision()
    if order.present:
        return Decision((ConsumerBack(),))
    policy = waiting.policy_of(state, context.account)
    is_waiting = state.waiting is not None and not state.talking
    return Decision((ConsumerAway(waiting.away_until_ms(state, policy, context.now_ms, is_waiting=is_waiting)),))


def on_tick(state: Interaction, context: Context) -> tuple[Event, ...]:
    """Graces that are over: agents first, then the consumer."""
    story = Story(state, context.now_ms)
    for leg in state.talking:
        if leg.lost_until_ms is not None and leg.lost_until_ms <= context.now_ms:
            lose(story, leg, context)
    away_until_ms = _away_until_ms(story.state)
    if away_until_ms is not None and away_until_ms <= context.now_ms:
        story.add(*ending.leave(story.state, context))
    return story.events


def deadline(state: Interaction, account: Account) -> int | None:
    """When the first grace is over."""
    graces = [leg.lost_until_ms for leg in state.talking] + [_away_until_ms(state)]
    return min((at_ms for at_ms in graces if at_ms is not None), default=None)


def lose(story: Story, leg: Leg, context: Context) -> None:
    """The agent does not come back: their leg ends, and the consumer gets the best place that there is."""
    if leg.kind is LegKind.CONSULT:
        story.add(*legs.end_leg(story.state, leg, LegEndReason.AGENT_LOST, context))
        story.add(*handover.fell_through(story.state, context, str(LegEndReason.AGENT_LOST)))
    elif leg.kind is LegKind.PRIMARY:
        _lose_primary(story, leg, context)
    else:
        story.add(*legs.end_leg(story.state, leg, LegEndReason.AGENT_LOST, context))


def _present(story: Story, leg: Leg, presence: Presence, context: Context) -> None:
    match presence:
        case Presence.CONNECTED:
            if leg.state is LegState.LOST:
                story.add(LegRecovered(leg.id))
        case Presence.GRACE:
            if story.state.channel.is_live and leg.state not in STAYS:
                story.add(LegLost(leg.id, context.now_ms + _policy_ms(leg, story.state, context)[0]))
        case Presence.GONE:
            if story.state.channel.is_live:
                lose(story, leg, context)
            elif leg.state not in STAYS:
                release_ms = _policy_ms(leg, story.state, context)[1]
                story.add(LegLost(leg.id, None if release_ms is None else context.now_ms + release_ms))


def _policy_ms(leg: Leg, state: Interaction, context: Context) -> tuple[int, int | None]:
    queue = waiting.queue_of(context.account, leg.queue, state.channel)
    return queue.lost_grace_ms, queue.async_release_ms


def _lose_primary(story: Story, leg: Leg, context: Context) -> None:
    """A transfer that is under way goes on without its sender; else somebody who talks already, else the queue."""
    story.add(*legs.end_leg(story.state, leg, LegEndReason.AGENT_LOST, context))
    if story.state.transfer is not None and _goes_on(story.state):
        return
    heir = _heir(story.state)
    if story.state.transfer is not None and heir is not None and heir.kind is LegKind.CONSULT:
        story.add(*handover.arrived(story.state, context))
    elif story.state.transfer is not None:
        detail = OfferDetail.TRANSFER_CANCELED
        story.add(*ringing.end_live(story.state, context, OfferState.CANCELED, detail))
        story.add(*handover.taken_back(story.state, context, str(LegEndReason.AGENT_LOST)))
    if heir is not None:
        story.add(LegPromoted(heir.id, heir.agent, heir.agent_name, LegKind.PRIMARY))
    elif story.state.waiting is None:
        front = RequeuePosition.FRONT
        story.add(*waiting.requeue(story.state, context, QueuedReason.AGENT_LOST, front, leg.queue))


def _goes_on(state: Interaction) -> bool:
    """Cold: the queue or the target may still take it."""
    is_asked = state.wanted is not None or bool(state.live_offers)
    is_warm = state.transfer is not None and state.transfer.mode is TransferMode.WARM
    return state.waiting is not None or (is_asked and not is_warm)


def _heir(state: Interaction) -> Leg | None:
    """Who talks already and can carry on: a conference partner, else the consulted agent."""
    carrying = [leg for leg in state.talking if leg.state is not LegState.LOST]
    conference = next((leg for leg in carrying if leg.kind is LegKind.CONFERENCE), None)
    return conference or next((leg for leg in carrying if leg.kind is LegKind.CONSULT), None)


def _away_until_ms(state: Interaction) -> int | None:
    """An agent who took over a chat waits for its consumer as long as they like."""
    is_waited_for = not state.talking or state.channel in CALL_CHANNELS
    return state.consumer_away_until_ms if is_waited_for and state.ended is None else None


RULES: Final[Mapping[type, Rule]] = {AgentPresent: agent_present, ConsumerPresent: consumer_present}
