"""Folds of legs and their wrap-ups."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ringline_protocol import evolving
from ringline_protocol.values import LegKind, LegState

from ringline_server.domain.events import (
    CallMediaChanged,
    DispositionsSaved,
    Event,
    LegEnded,
    LegHeld,
    LegLost,
    LegOpened,
    LegPromoted,
    LegRecovered,
    LegResumed,
    LegStarted,
    WrapUpCompleted,
    WrapUpExtended,
    WrapUpOverdue,
    WrapUpStarted,
)
from ringline_server.domain.state import LEGS_MAX, Interaction, Leg, Outcome, WrapUp, evolve


def change(state: Interaction, leg_id: str, /, **changes: Any) -> Interaction:
    """One leg changed; a leg that is no longer remembered changes nothing."""
    leg = state.legs.get(leg_id)
    return state if leg is None else evolve(state, legs={**state.legs, leg_id: evolving.evolve(leg, **changes)})


def awake(state: Interaction, at_ms: int) -> Interaction:
    """The idle clock starts again."""
    return evolve(state, last_word_at_ms=at_ms, idle_closes_at_ms=None)


def exclude(state: Interaction, agent: str, until_ms: int, at_ms: int) -> Interaction:
    """The agent is passed over until then; what is over is forgotten."""
    still = {other: until for other, until in state.excluded.items() if until > at_ms}
    return evolve(state, excluded={**still, agent: until_ms})


def _started(state: Interaction, event: LegStarted, at_ms: int) -> Interaction:
    leg = Leg(
        id=event.leg,
        agent=event.agent,
        agent_name=event.agent_name,
        kind=event.kind,
        queue=event.queue,
        queue_name=state.queue_name,
        number=event.number,
        started_at_ms=at_ms,
        offer=event.offer,
        by=event.by,
        unseen=event.unseen,
        channel=state.channel,
    )
    state = evolve(state, legs=_kept({**state.legs, leg.id: leg}))
    if event.kind is not LegKind.PRIMARY:
        return state
    return evolve(awake(state, at_ms), waiting=None, attempts=0)


def _opened(state: Interaction, event: LegOpened, at_ms: int) -> Interaction:
    return change(state, event.leg, opened=True, unread=0)


def _held(state: Interaction, event: LegHeld, at_ms: int) -> Interaction:
    return change(state, event.leg, state=LegState.HELD, held_since_ms=at_ms)


def _resumed(state: Interaction, event: LegResumed, at_ms: int) -> Interaction:
    return change(awake(state, at_ms), event.leg, state=LegState.ACTIVE, held_since_ms=None)


def _lost(state: Interaction, event: LegLost, at_ms: int) -> Interaction:
    leg = state.legs.get(event.leg)
    before = None if leg is None else leg.state_before_loss if leg.state is LegState.LOST else leg.state
    return change(state, event.leg, state=LegState.LOST, lost_until_ms=event.until_at_ms, state_before_loss=before)


def _recovered(state: Interaction, event: LegRecovered, at_ms: int) -> Interaction:
    leg = state.legs.get(event.leg)
    back = leg.state_before_loss if leg and leg.state_before_loss else LegState.ACTIVE
    return change(awake(state, at_ms), event.leg, state=back, lost_until_ms=None, state_before_loss=None)


def _promoted(state: Interaction, event: LegPromoted, at_ms: int) -> Interaction:
    return change(awake(state, at_ms), event.leg, kind=event.kind)


def _media(state: Interaction, event: CallMediaChanged, at_ms: int) -> Interaction:
    if event.leg is None:
        return evolve(state, consumer_media=event.media)
    return change(state, event.leg, media=event.media)


def _ended(state: Interaction, event: LegEnded, at_ms: int) -> Interaction:
    if event.excluded_until_ms is not None:
        state = evolve(state, excluded={**state.excluded, event.agent: event.excluded_until_ms})
    return change(
        state,
        event.leg,
        state=LegState.ENDED,
        ended_at_ms=at_ms,
        end_reason=event.reason,
        held_since_ms=None,
        lost_until_ms=None,
        state_before_loss=None,
    )


def _wrap_up_started(state: Interaction, event: WrapUpStarted, at_ms: int) -> Interaction:
    wrap_up = WrapUp(at_ms, event.until_at_ms, event.mandatory)
    return change(state, event.leg, state=LegState.WRAPPING, wrap_up=wrap_up)


def _dispositions_saved(state: Interaction, event: DispositionsSaved, at_ms: int) -> Interaction:
    """A draft, or the late label of a leg that was freed without one."""
    leg = state.legs.get(event.leg)
    outcome = leg.outcome if leg else None
    if outcome is not None:
        outcome = evolving.evolve(outcome, dispositions=event.dispositions, unset_reason=None, needs_disposition=False)
    return change(state, event.leg, dispositions=event.dispositions, outcome=outcome)


def _wrap_up_extended(state: Interaction, event: WrapUpExtended, at_ms: int) -> Interaction:
    until, extensions = event.until_at_ms, event.extensions
    return _wrap(state, event.leg, until_at_ms=until, extensions=extensions, overdue_next_at_ms=None)


def _wrap_up_overdue(state: Interaction, event: WrapUpOverdue, at_ms: int) -> Interaction:
    return _wrap(state, event.leg, overdue_next_at_ms=event.next_at_ms)


def _wrap_up_completed(state: Interaction, event: WrapUpCompleted, at_ms: int) -> Interaction:
    outcome = Outcome(event.outcome, event.dispositions, event.automatic, event.unset_reason, event.needs_disposition)
    return change(state, event.leg, state=LegState.ENDED, outcome=outcome, dispositions=event.dispositions)


def _wrap(state: Interaction, leg_id: str, /, **changes: Any) -> Interaction:
    leg = state.legs.get(leg_id)
    if leg is None or leg.wrap_up is None:
        return state
    return change(state, leg_id, wrap_up=evolving.evolve(leg.wrap_up, **changes))


def _kept(legs: Mapping[str, Leg]) -> Mapping[str, Leg]:
    """Drops the oldest finished ones above the limit."""
    surplus = [leg.id for leg in legs.values() if leg.state is LegState.ENDED][: max(0, len(legs) - LEGS_MAX)]
    return {leg.id: leg for leg in legs.values() if leg.id not in surplus}


APPLIERS: Final[Mapping[type[Event], Callable[[Interaction, Any, int], Interaction]]] = {
    LegStarted: _started,
    LegOpened: _opened,
    LegHeld: _held,
    LegResumed: _resumed,
    LegLost: _lost,
    LegRecovered: _recovered,
    LegPromoted: _promoted,
    CallMediaChanged: _media,
    LegEnded: _ended,
    WrapUpStarted: _wrap_up_started,
    DispositionsSaved: _dispositions_saved,
    WrapUpExtended: _wrap_up_extended,
    WrapUpOverdue: _wrap_up_overdue,
    WrapUpCompleted: _wrap_up_completed,
}
