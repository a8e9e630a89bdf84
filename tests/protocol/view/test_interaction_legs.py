"""Legs and wrap-ups in an interaction's view."""

from typing import Any

from ringline_protocol import events as e
from ringline_protocol.values import LegEndReason, LegKind, LegState, WrapUpOutcome
from ringline_protocol.view import VIEW_LEGS_MAX, InteractionView, LegView, OutcomeView, apply

STARTED = e.LegStarted("leg_1", LegKind.PRIMARY, "Ana", 1, "agt_ana", "que_1")
WRAPPING = e.WrapUpStarted("leg_1", "agt_ana", mandatory=True, until_at_ms=60_000)


def after(*events: Any) -> InteractionView:
    view = InteractionView()
    for at_ms, event in enumerate(events, 1):
        view = apply(view, e.NAMES[type(event)], event, at_ms)
    return view


def leg(*events: Any) -> LegView:
    return after(STARTED, *events).legs[0]


def test_hold_and_back() -> None:
    assert (leg(e.LegHeld("leg_1")).state, leg(e.LegHeld("leg_1")).held_since_ms) == (LegState.HELD, 2)
    back = leg(e.LegHeld("leg_1"), e.LegResumed("leg_1"))
    assert (back.state, back.held_since_ms) == (LegState.ACTIVE, None)


def test_a_lost_leg_comes_back_as_it_was() -> None:
    lost = leg(e.LegHeld("leg_1"), e.LegLost("leg_1", 30_000))
    back = leg(e.LegHeld("leg_1"), e.LegLost("leg_1", 30_000), e.LegRecovered("leg_1"))

    assert (lost.state, lost.lost_until_ms, lost.state_before_loss) == (LegState.LOST, 30_000, LegState.HELD)
    assert (back.state, back.lost_until_ms, back.state_before_loss) == (LegState.HELD, None, None)


def test_a_wrap_up_with_more_time_that_becomes_overdue_and_is_completed() -> None:
    ended = e.LegEnded("leg_1", LegEndReason.CONVERSATION_ENDED)
    extended = e.WrapUpExtended("leg_1", 90_000, 1)
    overdue = e.WrapUpOverdue("leg_1", "agt_ana", 120_000)
    done = e.WrapUpCompleted("leg_1", "agt_ana", WrapUpOutcome.AGENT, ("sold",))

    work = leg(ended, WRAPPING, extended, overdue).wrap_up
    assert work is not None
    assert (work.until_at_ms, work.extensions, work.overdue_next_at_ms) == (90_000, 1, 120_000)
    finished = leg(ended, WRAPPING, extended, overdue, done)
    assert (finished.state, finished.end_reason) == (LegState.ENDED, LegEndReason.CONVERSATION_ENDED)
    assert finished.outcome == OutcomeView(WrapUpOutcome.AGENT, ("sold",))


def test_a_late_label_takes_the_leg_off_the_to_do_list() -> None:
    released = e.WrapUpCompleted(
        "leg_1", "agt_ana", WrapUpOutcome.RELEASED, unset_reason="timeout", needs_disposition=True
    )

    outcome = leg(WRAPPING, released, e.DispositionsSaved("leg_1", "agt_ana", ("sold",))).outcome

    assert outcome == OutcomeView(WrapUpOutcome.RELEASED, ("sold",))


def test_a_promoted_leg_has_its_new_kind() -> None:
    assert leg(e.LegPromoted("leg_1", LegKind.CONFERENCE, "Ana", "agt_ana")).kind is LegKind.CONFERENCE


def test_above_the_limit_the_oldest_ended_legs_go() -> None:
    legs: list[Any] = []
    for number in range(VIEW_LEGS_MAX + 1):
        legs.append(e.LegStarted(f"leg_{number}", LegKind.PRIMARY, "Ana", number, "agt_ana", "que_1"))
        if number != 0:
            legs.append(e.LegEnded(f"leg_{number}", LegEndReason.RELEASED))

    view = after(*legs)

    assert [each.leg for each in view.legs[:2]] == ["leg_0", "leg_2"]
    assert len(view.legs) == VIEW_LEGS_MAX


def test_events_of_a_leg_that_is_not_there_change_nothing() -> None:
    view = after(STARTED)

    assert after(STARTED, e.WrapUpOverdue("leg_9", "agt_ana", 1)).legs == view.legs
    assert after(STARTED, e.LegHeld("leg_9")).legs == view.legs
