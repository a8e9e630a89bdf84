"""Folds of legs and wrap-ups."""

import attrs
from kit.story import START_MS, Tale, agent
from ringline_protocol.commands import HoldLeg
from ringline_protocol.values import EndedBy, LegEndReason, LegKind, LegState, WrapUpOutcome
from ringline_server.domain import folds
from ringline_server.domain.events import (
    DispositionsSaved,
    Event,
    LegEnded,
    LegLost,
    LegOpened,
    LegPromoted,
    LegRecovered,
    LegStarted,
    WrapUpCompleted,
    WrapUpExtended,
    WrapUpOverdue,
    WrapUpStarted,
)
from ringline_server.domain.state import LEGS_MAX, Interaction, Leg

LATER_MS = START_MS + 1_000


def after(state: Interaction, *events: Event) -> Interaction:
    for event in events:
        state = folds.apply(state, event, LATER_MS)
    return state


def talking() -> tuple[Tale, str]:
    tale = Tale().arrives().talks()
    return tale, tale.leg("ana").id


def test_a_primary_leg_takes_it_out_of_the_queue_and_ends_the_round_of_attempts() -> None:
    tale = Tale().arrives()
    tale.rings("ben")
    tale.declines("ben").talks("ana")

    leg = tale.leg("ana")
    assert (tale.state.waiting, tale.state.attempts) == (None, 0)
    assert (leg.queue, leg.queue_name, leg.offer) == ("que_1", "Queue que_1", tale.offer("ana").id)


def test_a_further_leg_leaves_the_place_in_line() -> None:
    tale = Tale().arrives()
    joined = LegStarted("leg_x", "sue", "Sue", LegKind.CONFERENCE, "que_1", 1, by=EndedBy.SUPERVISOR)

    state = after(tale.state, joined)

    assert state.waiting == tale.state.waiting
    assert state.legs["leg_x"].by is EndedBy.SUPERVISOR


def test_opening_reads_everything() -> None:
    tale, leg = talking()
    unread = attrs.evolve(tale.state, legs={leg: attrs.evolve(tale.leg("ana"), unread=3)})

    opened = after(unread, LegOpened(leg)).legs[leg]

    assert (opened.opened, opened.unread) == (True, 0)


def test_a_loss_remembers_what_it_interrupted() -> None:
    tale, leg = talking()
    tale.does(HoldLeg("int_1"), agent("ana"))

    lost = after(tale.state, LegLost(leg, LATER_MS))
    back = after(lost, LegRecovered(leg))

    assert (lost.legs[leg].state, lost.legs[leg].lost_until_ms) == (LegState.LOST, LATER_MS)
    assert (back.legs[leg].state, back.legs[leg].lost_until_ms) == (LegState.HELD, None)


def test_promotion_changes_the_kind_and_nothing_else() -> None:
    tale, leg = talking()

    promoted = after(tale.state, LegPromoted(leg, "ana", "Ana", LegKind.CONFERENCE)).legs[leg]

    assert promoted == attrs.evolve(tale.leg("ana"), kind=LegKind.CONFERENCE)


def test_the_end_of_a_leg_says_when_and_why_and_may_pass_the_agent_over() -> None:
    tale, leg = talking()

    state = after(tale.state, LegEnded(leg, "ana", LegEndReason.RELEASED, LATER_MS + 9))

    assert (state.legs[leg].state, state.legs[leg].ended_at_ms) == (LegState.ENDED, LATER_MS)
    assert state.legs[leg].end_reason is LegEndReason.RELEASED
    assert state.excluded == {"ana": LATER_MS + 9}


def test_a_wrap_up_is_extended_called_overdue_and_completed() -> None:
    tale, leg = talking()
    state = after(
        tale.state,
        LegEnded(leg, "ana", LegEndReason.CONVERSATION_ENDED),
        WrapUpStarted(leg, "ana", LATER_MS + 10, True),
        WrapUpOverdue(leg, "ana", LATER_MS + 40),
    )
    assert wrap_up(state, leg) == (LATER_MS + 10, 0, LATER_MS + 40)

    state = after(state, WrapUpExtended(leg, LATER_MS + 90, 1))
    assert wrap_up(state, leg) == (LATER_MS + 90, 1, None)

    state = after(state, WrapUpCompleted(leg, "ana", WrapUpOutcome.AGENT, ("sale",)))
    outcome = state.legs[leg].outcome
    assert outcome is not None
    assert (state.legs[leg].state, outcome.dispositions) == (LegState.ENDED, ("sale",))


def wrap_up(state: Interaction, leg: str) -> tuple[int | None, int, int | None]:
    found = state.legs[leg].wrap_up
    assert found is not None
    return found.until_at_ms, found.extensions, found.overdue_next_at_ms


def test_a_label_that_comes_late_completes_the_outcome() -> None:
    tale, leg = talking()
    freed = WrapUpCompleted(leg, "ana", WrapUpOutcome.RELEASED, unset_reason="timeout", needs_disposition=True)

    state = after(tale.state, freed, DispositionsSaved(leg, "ana", ("sale",)))

    outcome = state.legs[leg].outcome
    assert outcome is not None
    assert (outcome.dispositions, outcome.unset_reason, outcome.needs_disposition) == (("sale",), None, False)


def test_the_oldest_finished_legs_are_forgotten_above_the_limit() -> None:
    finished = {
        f"leg_{n}": Leg(f"leg_{n}", "ben", "Ben", LegKind.PRIMARY, "que_1", "Q", n, START_MS, state=LegState.ENDED)
        for n in range(LEGS_MAX)
    }
    state = Interaction(id="int_1", legs=finished)

    state = after(state, LegStarted("leg_new", "ana", "Ana", LegKind.PRIMARY, "que_1", LEGS_MAX))

    assert len(state.legs) == LEGS_MAX
    assert "leg_0" not in state.legs
    assert "leg_new" in state.legs
