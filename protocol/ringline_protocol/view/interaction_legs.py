"""What the events of legs and their wrap-ups do to an `InteractionView`."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from ringline_protocol import events as e
from ringline_protocol.values import LegKind, LegState
from ringline_protocol.view.interaction import VIEW_LEGS_MAX, InteractionView, LegView, OutcomeView, WrapUpView
from ringline_protocol.view.reducer import Reducer, change, put


def change_leg(view: InteractionView, leg: str, **fields: Any) -> InteractionView:
    """With these fields of one leg changed; a leg that is no longer there changes nothing."""
    return attrs.evolve(view, legs=change(view.legs, "leg", leg, **fields))


def _started(view: InteractionView, data: e.LegStarted, at_ms: int) -> InteractionView:
    leg = LegView(
        leg=data.leg,
        agent=data.agent or "",
        agent_name=data.agent_name,
        kind=data.kind,
        queue=data.queue or "",
        queue_name=view.queue_name,
        number=data.number,
        started_at_ms=at_ms,
        offer=data.offer,
        by=data.by,
        unseen=data.unseen,
    )
    view = attrs.evolve(view, legs=_kept(put(view.legs, leg, "leg")))
    if data.kind is not LegKind.PRIMARY:
        return view
    return attrs.evolve(view, waiting=None, idle_closes_at_ms=None)


def _kept(legs: tuple[LegView, ...]) -> tuple[LegView, ...]:
    surplus = [leg.leg for leg in legs if leg.state is LegState.ENDED][: max(0, len(legs) - VIEW_LEGS_MAX)]
    return tuple(leg for leg in legs if leg.leg not in surplus)


def _opened(view: InteractionView, data: e.LegOpened, at_ms: int) -> InteractionView:
    return change_leg(view, data.leg, opened=True)


def _held(view: InteractionView, data: e.LegHeld, at_ms: int) -> InteractionView:
    return change_leg(view, data.leg, state=LegState.HELD, held_since_ms=at_ms)


def _resumed(view: InteractionView, data: e.LegResumed, at_ms: int) -> InteractionView:
    view = attrs.evolve(view, idle_closes_at_ms=None)
    return change_leg(view, data.leg, state=LegState.ACTIVE, held_since_ms=None)


def _lost(view: InteractionView, data: e.LegLost, at_ms: int) -> InteractionView:
    leg = next((leg for leg in view.legs if leg.leg == data.leg), None)
    before = None if leg is None else leg.state_before_loss if leg.state is LegState.LOST else leg.state
    return change_leg(view, data.leg, state=LegState.LOST, lost_until_ms=data.until_at_ms, state_before_loss=before)


def _recovered(view: InteractionView, data: e.LegRecovered, at_ms: int) -> InteractionView:
    before = next((leg.state_before_loss for leg in view.legs if leg.leg == data.leg), None)
    view = attrs.evolve(view, idle_closes_at_ms=None)
    state = before or LegState.ACTIVE
    return change_leg(view, data.leg, state=state, lost_until_ms=None, state_before_loss=None)


def _promoted(view: InteractionView, data: e.LegPromoted, at_ms: int) -> InteractionView:
    return change_leg(attrs.evolve(view, idle_closes_at_ms=None), data.leg, kind=data.kind)


def _media(view: InteractionView, data: e.CallMediaChanged, at_ms: int) -> InteractionView:
    if data.leg is None:
        return attrs.evolve(view, consumer_media=data.media)
    return change_leg(view, data.leg, media=data.media)


def _ended(view: InteractionView, data: e.LegEnded, at_ms: int) -> InteractionView:
    over = {"held_since_ms": None, "lost_until_ms": None, "state_before_loss": None}
    return change_leg(view, data.leg, state=LegState.ENDED, ended_at_ms=at_ms, end_reason=data.reason, **over)


def _wrap_up_started(view: InteractionView, data: e.WrapUpStarted, at_ms: int) -> InteractionView:
    wrap_up = WrapUpView(at_ms, data.mandatory, data.until_at_ms)
    return change_leg(view, data.leg, state=LegState.WRAPPING, wrap_up=wrap_up)


def _wrap_up(view: InteractionView, leg: str, **fields: Any) -> InteractionView:
    wrap_up = next((item.wrap_up for item in view.legs if item.leg == leg), None)
    return view if wrap_up is None else change_leg(view, leg, wrap_up=attrs.evolve(wrap_up, **fields))


def _dispositions(view: InteractionView, data: e.DispositionsSaved, at_ms: int) -> InteractionView:
    outcome = next((leg.outcome for leg in view.legs if leg.leg == data.leg), None)
    if outcome is not None:
        outcome = attrs.evolve(outcome, dispositions=data.dispositions, unset_reason=None, needs_disposition=False)
    return change_leg(view, data.leg, dispositions=data.dispositions, outcome=outcome)


def _extended(view: InteractionView, data: e.WrapUpExtended, at_ms: int) -> InteractionView:
    more = {"until_at_ms": data.until_at_ms, "extensions": data.extensions, "overdue_next_at_ms": None}
    return _wrap_up(view, data.leg, **more)


def _overdue(view: InteractionView, data: e.WrapUpOverdue, at_ms: int) -> InteractionView:
    return _wrap_up(view, data.leg, overdue_next_at_ms=data.next_at_ms)


def _completed(view: InteractionView, data: e.WrapUpCompleted, at_ms: int) -> InteractionView:
    outcome = OutcomeView(data.outcome, data.dispositions, data.automatic, data.unset_reason, data.needs_disposition)
    return change_leg(view, data.leg, state=LegState.ENDED, outcome=outcome, dispositions=data.dispositions)


LEG_REDUCERS: Final[Mapping[str, Reducer[InteractionView]]] = {
    "leg.started": _started,
    "leg.opened": _opened,
    "leg.held": _held,
    "leg.resumed": _resumed,
    "leg.lost": _lost,
    "leg.recovered": _recovered,
    "leg.promoted": _promoted,
    "call.media_changed": _media,
    "leg.ended": _ended,
    "wrap_up.started": _wrap_up_started,
    "disposition.saved": _dispositions,
    "wrap_up.extended": _extended,
    "wrap_up.overdue": _overdue,
    "wrap_up.completed": _completed,
}
