"""Who is connected: an agent lost in the middle, a consumer gone while waiting, and both back in time.

    live leg      grace: lost, with a deadline ---- back ----> as it was
                  deadline, or gone for good: agent_lost; departure.py says who has it then
    asynchronous  grace: nothing. Gone: lost; it stays theirs, or goes back after as long as the queue says
    consumer      waiting, or on a call: left at the deadline. In a chat with an agent: only told
How long is the queue's policy; a deadline that runs stays what it is. A restart of the house begins every grace anew.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.values import CALL_CHANNELS, LegEndReason, LegState, Presence

from ringline_server.domain import departure, ending, upgrade, waiting
from ringline_server.domain.events import ConsumerAway, ConsumerBack, Event, LegLost, LegRecovered
from ringline_server.domain.orders import AgentPresent, ConsumerPresent, Context, Decision, Restarted, Rule
from ringline_server.domain.policy import Account
from ringline_server.domain.state import Interaction, Leg
from ringline_server.domain.story import Story

STAYS: Final = frozenset({LegState.LOST, LegState.PARKED})
"""Legs that a lost connection does not change."""


def agent_present(state: Interaction, order: AgentPresent, context: Context) -> Decision:
    """The legs of this agent are lost, back or over. The same word twice says nothing new."""
    story = Story(state, context.now_ms)
    for leg in (*state.talking, *state.listening):
        if leg.agent == order.agent:
            _present(story, leg.id, order.presence, context)
    return Decision(story.events)


def consumer_present(state: Interaction, order: ConsumerPresent, context: Context) -> Decision:
    """The consumer's own connection came or went. Asynchronous work does not need one."""
    is_known = state.consumer_away != order.present
    if is_known or state.ended is not None or not state.channel.is_live:
        return Decision()
    if order.present:
        return Decision((ConsumerBack(),))
    policy = waiting.policy_of(state, context.account)
    until_ms = waiting.away_until_ms(state, policy, context.now_ms, is_waiting=not state.talking)
    return Decision((ConsumerAway(until_ms),))


def restarted(state: Interaction, order: Restarted, context: Context) -> Decision:
    """All graces that run begin again."""
    story, policy = Story(state, context.now_ms), waiting.policy_of(state, context.account)
    for leg in (*state.talking, *state.listening):
        if leg.state is LegState.LOST and leg.lost_until_ms is not None:
            live_ms, release_ms = _policy_ms(leg, state, context)
            grace_ms = live_ms if state.channel.is_live else release_ms
            story.add(LegLost(leg.id, None if grace_ms is None else context.now_ms + grace_ms))
    if state.consumer_away_until_ms is not None and state.ended is None:
        until_ms = waiting.away_until_ms(state, policy, context.now_ms, is_waiting=not state.talking)
        story.add(ConsumerAway(until_ms))
    story.add(*upgrade.restarted(state, context))
    return Decision(story.events)


def on_tick(state: Interaction, context: Context) -> tuple[Event, ...]:
    """Graces that are over: agents first, then the consumer."""
    story = Story(state, context.now_ms)
    for leg in (*state.talking, *state.listening):
        if leg.lost_until_ms is not None and leg.lost_until_ms <= context.now_ms:
            _lose(story, leg.id, context)
    away_until_ms = _away_until_ms(story.state)
    if away_until_ms is not None and away_until_ms <= context.now_ms:
        story.add(*ending.leave(story.state, context))
    return story.events


def deadline(state: Interaction, account: Account) -> int | None:
    """When the first grace is over."""
    graces = [leg.lost_until_ms for leg in (*state.talking, *state.listening)] + [_away_until_ms(state)]
    return min((at_ms for at_ms in graces if at_ms is not None), default=None)


def _present(story: Story, leg_id: str, presence: Presence, context: Context) -> None:
    leg, is_live = story.state.legs[leg_id], story.state.channel.is_live
    match presence:
        case Presence.CONNECTED if leg.state is LegState.LOST:
            story.add(LegRecovered(leg.id))
        case Presence.GRACE if is_live and leg.state not in STAYS:
            story.add(LegLost(leg.id, context.now_ms + _policy_ms(leg, story.state, context)[0]))
        case Presence.GONE if is_live:
            _lose(story, leg.id, context)
        case Presence.GONE if leg.state not in STAYS:
            release_ms = _policy_ms(leg, story.state, context)[1]
            story.add(LegLost(leg.id, None if release_ms is None else context.now_ms + release_ms))


def _lose(story: Story, leg_id: str, context: Context) -> None:
    """Looks the leg up again: the end of another one may have promoted it a moment ago."""
    leg = story.state.legs[leg_id]
    assert leg.is_talking, leg_id
    story.add(*departure.depart(story.state, leg, LegEndReason.AGENT_LOST, context))


def _policy_ms(leg: Leg, state: Interaction, context: Context) -> tuple[int, int | None]:
    queue = waiting.queue_of(context.account, leg.queue, state.channel)
    return queue.lost_grace_ms, queue.async_release_ms


def _away_until_ms(state: Interaction) -> int | None:
    """An agent who took over a chat waits for its consumer as long as they like."""
    is_waited_for = not state.talking or state.channel in CALL_CHANNELS
    return state.consumer_away_until_ms if is_waited_for and state.ended is None else None


RULES: Final[Mapping[type, Rule]] = {
    AgentPresent: agent_present,
    ConsumerPresent: consumer_present,
    Restarted: restarted,
}
