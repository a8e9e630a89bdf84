"""What the consumer knows."""

from typing import Any

from ringline_protocol import events as e
from ringline_protocol.values import (
    Channel,
    ClosedReason,
    Consumer,
    EndedBy,
    LegKind,
    OverflowTrigger,
    Phase,
    QueuedReason,
    Role,
    SegmentPhase,
)
from ringline_protocol.view import VIEW_SEGMENTS_MAX, ConsumerView, apply, with_partial

CREATED = e.InteractionCreated("int_1", Channel.MESSAGING, Consumer("M. R."), "Change a booking")
QUEUED = e.InteractionQueued("Sales", QueuedReason.INTAKE, 100)
ANA = e.LegStarted("leg_1", LegKind.PRIMARY, "Ana", 1)


def after(*events: Any, view: ConsumerView | None = None) -> ConsumerView:
    view = view or ConsumerView()
    for at_ms, event in enumerate(events, view.seq + 1):
        view = apply(view, e.NAMES[type(event)], event, at_ms)
    return view


def test_from_the_wait_to_the_end() -> None:
    waiting = after(CREATED, QUEUED)
    talking = after(ANA, view=waiting)
    over = after(e.InteractionEnded(EndedBy.AGENT, ClosedReason.AGENT_ENDED), view=talking)

    assert [view.phase for view in (waiting, talking, over)] == [Phase.QUEUED, Phase.ACTIVE, Phase.CLOSED]
    assert (waiting.queue_name, waiting.waiting_since_ms, waiting.name) == ("Sales", 100, "M. R.")
    assert [agent.agent_name for agent in talking.agents] == ["Ana"]
    assert over.ended is not None
    assert over.ended.reason is ClosedReason.AGENT_ENDED


def test_a_lost_agent_keeps_the_place_and_comes_back() -> None:
    lost = after(CREATED, ANA, e.LegLost("leg_1", 30_000))
    back = after(e.LegRecovered("leg_1"), view=lost)

    assert (lost.agents[0].is_lost, lost.agent_lost_until_ms) == (True, 30_000)
    assert (back.agents[0].is_lost, back.agent_lost_until_ms) == (False, None)


def test_hold_and_back() -> None:
    held = after(CREATED, ANA, e.LegHeld("leg_1"))

    assert held.on_hold
    assert not after(e.LegResumed("leg_1"), view=held).on_hold


def test_an_agent_who_joins_later_and_one_who_leaves() -> None:
    ben = e.LegPromoted("leg_2", LegKind.PRIMARY, "Ben", is_lost=True, lost_until_ms=9_000)

    both = after(CREATED, ANA, ben)
    alone = after(e.LegEnded("leg_1"), view=both)

    assert [agent.agent_name for agent in both.agents] == ["Ana", "Ben"]
    assert [agent.agent_name for agent in alone.agents] == ["Ben"]
    assert alone.agent_lost_until_ms == 9_000


def test_legs_that_the_consumer_does_not_know_change_nothing() -> None:
    view = after(CREATED, ANA)

    assert after(CREATED, ANA, e.LegEnded("leg_9")).agents == view.agents
    assert after(CREATED, ANA, e.LegStarted("leg_9", LegKind.CONSULT, "Ben", 2)).agents == view.agents


def test_words_are_kept_up_to_the_limit_and_counted() -> None:
    words = [
        e.SegmentFinal(f"seg_{number}", Role.CONSUMER, "", "hi", SegmentPhase.QUEUE, 1)
        for number in range(VIEW_SEGMENTS_MAX + 1)
    ]

    view = after(CREATED, *words)

    assert (len(view.segments), view.segment_count) == (VIEW_SEGMENTS_MAX, VIEW_SEGMENTS_MAX + 1)
    assert view.segments[0].seq == 3


def test_a_final_removes_its_partial() -> None:
    view = with_partial(after(CREATED), e.SegmentPartial("seg_1", Role.AGENT, "hel", 1))

    assert len(view.partials) == 1
    assert after(e.SegmentFinal("seg_1", Role.AGENT, "Ana", "hello", SegmentPhase.AGENT, 1), view=view).partials == ()


def test_why_no_queue_kept_it_is_known_until_one_does() -> None:
    away = after(CREATED, QUEUED, e.InteractionOverflowed(OverflowTrigger.QUEUE_FULL, message="Write to us."))

    assert away.turned_away is OverflowTrigger.QUEUE_FULL
    assert after(QUEUED, view=away).turned_away is None


def test_a_reply_opens_it_again() -> None:
    closed = after(CREATED, e.InteractionClosed(EndedBy.AGENT, ClosedReason.RESOLVED))

    assert closed.phase is Phase.CLOSED
    assert after(e.InteractionReopened(), view=closed).phase is Phase.QUEUED
