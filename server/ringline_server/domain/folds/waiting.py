"""Folds of intake, waiting and the end."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ringline_server.domain.events import (
    AgentUnwanted,
    AgentWanted,
    Closed,
    Created,
    Ended,
    Event,
    Overflowed,
    Queued,
    Reopened,
)
from ringline_server.domain.state import NOTHING, Ending, Interaction, Waiting, Wanted, evolve


def _created(state: Interaction, event: Created, at_ms: int) -> Interaction:
    return evolve(
        state,
        id=event.interaction,
        channel=event.channel,
        queue=event.queue,
        consumer=event.consumer,
        own_name=event.consumer.name,
        created_at_ms=at_ms,
        created_by=event.created_by,
        subject=event.subject,
        flow=event.flow,
        variables={variable.name: variable for variable in event.variables} or NOTHING,
        top_priority=event.top_priority,
        bonus=event.bonus,
        skills=event.skills,
        ttl_at_ms=event.ttl_at_ms,
        follows=event.follows,
        last_word_at_ms=at_ms,
    )


def _queued(state: Interaction, event: Queued, at_ms: int) -> Interaction:
    place = Waiting(
        queue=event.queue,
        reason=event.reason,
        enqueued_at_ms=event.enqueued_at_ms,
        waiting_since_ms=event.waiting_since_ms,
        entered_at_ms=event.entered_at_ms,
        max_wait_at_ms=event.max_wait_at_ms,
        hops=event.hops,
        at_front=event.at_front,
    )
    return evolve(
        state,
        waiting=place,
        queue=event.queue,
        queue_name=event.queue_name,
        enqueued_at_ms=event.enqueued_at_ms,
        waiting_since_ms=event.waiting_since_ms,
        waited_for=event.queue_name,
        turned_away=None,
    )


def _overflowed(state: Interaction, event: Overflowed, at_ms: int) -> Interaction:
    """It has left that queue; what follows says where it went."""
    target = None if event.to_queue else "message"
    return evolve(state, waiting=None, closed_target=target, turned_away=event.trigger)


def _wanted(state: Interaction, event: AgentWanted, at_ms: int) -> Interaction:
    return evolve(state, wanted=Wanted(event.agent, event.purpose, event.by))


def _unwanted(state: Interaction, event: AgentUnwanted, at_ms: int) -> Interaction:
    return evolve(state, wanted=None)


def _ended(state: Interaction, event: Ended, at_ms: int) -> Interaction:
    return evolve(
        state,
        ended=Ending(at_ms, event.by, event.reason),
        waiting=None,
        consumer_away_until_ms=None,
        idle_closes_at_ms=None,
    )


def _closed(state: Interaction, event: Closed, at_ms: int) -> Interaction:
    return evolve(state, closed=Ending(at_ms, event.by, event.reason), closed_target=event.target)


def _reopened(state: Interaction, event: Reopened, at_ms: int) -> Interaction:
    return evolve(state, ended=None, closed=None, closed_target=None, turned_away=None, attempts=0)


APPLIERS: Final[Mapping[type[Event], Callable[[Interaction, Any, int], Interaction]]] = {
    Created: _created,
    Queued: _queued,
    Overflowed: _overflowed,
    AgentWanted: _wanted,
    AgentUnwanted: _unwanted,
    Ended: _ended,
    Closed: _closed,
    Reopened: _reopened,
}
