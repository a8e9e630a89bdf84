"""Events of an interaction, one after the other. That the result is the server's snapshot is tested with the server."""

from typing import Any

import pytest
from ringline_protocol import events as e
from ringline_protocol.values import (
    Acceptance,
    Channel,
    ClosedReason,
    Consumer,
    EndedBy,
    LegKind,
    LegState,
    OfferPurpose,
    OfferState,
    Phase,
    QueuedReason,
    Role,
    SegmentPhase,
    Target,
    TransferMode,
    TransferResult,
    Variable,
)
from ringline_protocol.view import VIEW_OFFERS_MAX, VIEW_SEGMENTS_MAX, InteractionView, apply, with_partial

CREATED = e.InteractionCreated("int_1", Channel.MESSAGING, Consumer("M. R."), variables=(Variable("pnr", "AB12CD"),))
QUEUED = e.InteractionQueued("Sales", QueuedReason.INTAKE, 100, "que_1", 100, 100)
LEG = e.LegStarted("leg_1", LegKind.PRIMARY, "Ana", 1, "agt_ana", "que_1")
ENDED = e.InteractionEnded(EndedBy.CONSUMER, ClosedReason.CONSUMER_LEFT)


def offer(number: int = 1) -> e.OfferCreated:
    return e.OfferCreated(
        offer=f"off_{number}",
        queue="que_1",
        channel=Channel.MESSAGING,
        purpose=OfferPurpose.HANDLE,
        acceptance=Acceptance.MANUAL,
        attempt=number,
        ring_ms=30_000,
        expires_at_ms=30_000,
        agent="agt_ana",
        agent_name="Ana",
    )


def said(segment: str, hidden: bool = False) -> e.SegmentFinal:
    return e.SegmentFinal(segment, Role.AGENT, "Ana", "hello", SegmentPhase.AGENT, 5, hidden=hidden)


def after(*events: Any, view: InteractionView | None = None) -> InteractionView:
    """The view after these, the first one at 1 ms, then one each millisecond."""
    view = view or InteractionView()
    for at_ms, event in enumerate(events, view.seq + 1):
        view = apply(view, e.NAMES[type(event)], event, at_ms)
    return view


@pytest.mark.parametrize(
    ("events", "phase"),
    [
        ((), Phase.QUEUED),
        ((offer(),), Phase.OFFERED),
        ((offer(), e.OfferAccepting("off_1", 10_000)), Phase.CONNECTING),
        ((offer(), e.OfferEnded("off_1", OfferState.DECLINED)), Phase.QUEUED),
        ((LEG,), Phase.ACTIVE),
        ((LEG, e.InteractionParked("leg_1")), Phase.PARKED),
        ((LEG, e.InteractionParked("leg_1"), e.InteractionUnparked("leg_1", "reply")), Phase.ACTIVE),
        ((LEG, ENDED, e.LegEnded("leg_1"), e.WrapUpStarted("leg_1", "agt_ana", False)), Phase.WRAPPING),
        ((ENDED, e.InteractionClosed(EndedBy.CONSUMER, ClosedReason.ABANDONED)), Phase.CLOSED),
    ],
)
def test_the_phase_follows_from_what_happened(events: tuple[Any, ...], phase: Phase) -> None:
    assert after(CREATED, QUEUED, *events).phase is phase


def test_a_failed_transfer_is_the_senders_again_and_waits_nowhere() -> None:
    started = e.TransferStarted("trf_1", "leg_1", "agt_ana", Target(queue="que_2"), TransferMode.COLD_ASSURED, "note")
    elsewhere = e.InteractionQueued("Billing", QueuedReason.TRANSFER, 100, "que_2", 100, 100)
    warned = e.InteractionIdleWarned(9_000)
    failed = e.TransferEnded("trf_1", "leg_1", TransferResult.FAILED, "queue_full")

    gone = after(CREATED, QUEUED, LEG, started, elsewhere, warned)
    back = after(failed, view=gone)

    assert gone.transfer is not None
    assert gone.transfer.note == "note"
    assert (gone.legs[0].state, gone.queue, gone.waiting is None) == (LegState.TRANSFERRING, "que_2", False)
    assert (back.legs[0].state, back.queue, back.queue_name) == (LegState.ACTIVE, "que_1", "Sales")
    assert (back.transfer, back.waiting, back.idle_closes_at_ms) == (None, None, None)


def test_a_completed_transfer_leaves_it_where_it_is() -> None:
    started = e.TransferStarted("trf_1", "leg_1", "agt_ana", Target(queue="que_2"), TransferMode.COLD_UNASSURED)
    elsewhere = e.InteractionQueued("Billing", QueuedReason.TRANSFER, 100, "que_2", 100, 100)
    done = e.TransferEnded("trf_1", "leg_1", TransferResult.COMPLETED)

    view = after(CREATED, QUEUED, LEG, started, elsewhere, done)

    assert (view.queue, view.waiting is None) == ("que_2", False)


def test_who_handles_it_ends_the_wait_and_the_idle_warning() -> None:
    view = after(CREATED, QUEUED, e.InteractionIdleWarned(9_000), LEG)

    assert (view.waiting, view.idle_closes_at_ms) == (None, None)


def test_every_event_counts_also_what_is_hidden_or_unknown() -> None:
    view = after(CREATED, QUEUED)

    view = apply(view, "hidden", None, 3)
    view = apply(view, "invented.later", {"x": 1}, 4)

    assert view == apply(apply(after(CREATED, QUEUED), "hidden", None, 3), "hidden", None, 4)
    assert view.seq == 4


def test_a_segment_knows_its_place_in_the_stream() -> None:
    view = apply(after(CREATED, QUEUED, said("seg_1")), "hidden", None, 4)

    view = after(said("seg_2"), view=view)

    assert [segment.seq for segment in view.segments] == [3, 5]
    assert view.segment_count == 2


def test_only_the_last_segments_stay_but_all_are_counted() -> None:
    view = after(CREATED, *(said(f"seg_{number}") for number in range(VIEW_SEGMENTS_MAX + 3)))

    assert len(view.segments) == VIEW_SEGMENTS_MAX
    assert view.segments[0].segment == "seg_3"
    assert view.segment_count == VIEW_SEGMENTS_MAX + 3


def test_only_the_last_offers_stay() -> None:
    view = after(CREATED, *(offer(number) for number in range(VIEW_OFFERS_MAX + 1)))

    assert [each.attempt for each in view.offers] == list(range(1, VIEW_OFFERS_MAX + 1))


def test_a_final_removes_its_partial_and_whispers_stand_apart() -> None:
    view = with_partial(after(CREATED), e.SegmentPartial("seg_1", Role.AGENT, "hel", 1))

    view = after(said("seg_1"), said("seg_2", hidden=True), view=view)

    assert view.partials == ()
    assert [segment.segment for segment in view.segments] == ["seg_1"]
    assert [segment.segment for segment in view.whispers] == ["seg_2"]


def test_a_note_is_replaced_in_place_and_an_empty_draft_is_none() -> None:
    first, second = e.NoteSaved("note_1", "agt_ana", "Ana", "a", 1), e.NoteSaved("note_2", "agt_ana", "Ana", "b", 1)
    newer = e.NoteSaved("note_1", "agt_ana", "Ana", "c", 2)

    view = after(CREATED, first, second, newer, e.DraftSaved("agt_ana", "Dear", 1), e.DraftSaved("agt_ana", "", 2))

    assert [(note.text, note.rev, note.at_ms) for note in view.notes] == [("c", 2, 4), ("b", 1, 3)]
    assert (view.draft, view.draft_rev) == (None, 2)


def test_a_variable_is_set_in_its_place() -> None:
    view = after(CREATED, e.VariableSet(Variable("seat", 4), "service:bot"))

    view = after(e.VariableSet(Variable("pnr", "ZZ99"), "service:bot"), view=view)

    assert [(variable.name, variable.value) for variable in view.variables] == [("pnr", "ZZ99"), ("seat", 4)]


def test_a_variable_has_the_revision_that_is_told_and_an_older_server_is_counted() -> None:
    view = after(CREATED, e.VariableSet(Variable("pnr", "ZZ98"), "service:bot"))
    assert [variable.rev for variable in view.variables] == [2]

    view = after(e.VariableSet(Variable("pnr", "ZZ99"), "service:bot", 7), view=view)
    view = after(e.VariableSet(Variable("seat", 4), "service:bot"), view=view)

    assert [(variable.name, variable.rev) for variable in view.variables] == [("pnr", 7), ("seat", 1)]


def test_a_reopened_interaction_is_neither_ended_nor_closed() -> None:
    closed = e.InteractionClosed(EndedBy.AGENT, ClosedReason.RESOLVED)

    view = after(CREATED, ENDED, closed, e.InteractionReopened("consumer:con_1"))

    assert (view.ended, view.closed, view.phase) == (None, None, Phase.QUEUED)
