"""Partials, and views as JSON."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.anything import any_of
from ringline_protocol.codes import FrameError
from ringline_protocol.events import SegmentPartial
from ringline_protocol.parts import join_state, split_state
from ringline_protocol.values import Phase, Role, SegmentPhase
from ringline_protocol.view import (
    AgentView,
    ConsumerView,
    InteractionView,
    QueueView,
    SegmentView,
    View,
    apply,
    view_from_json,
    view_to_bytes,
    view_to_json,
    with_partial,
)

PARTIAL = SegmentPartial("seg_1", Role.CONSUMER, "para el", 3)
VIEWS: st.SearchStrategy[View] = st.one_of(
    any_of(InteractionView, partials=st.just(())),
    any_of(ConsumerView, partials=st.just(())),
    any_of(AgentView),
    any_of(QueueView),
)


@settings(max_examples=100, deadline=None)
@given(view=VIEWS)
def test_any_view_comes_back_from_json_as_it_was(view: View) -> None:
    assert view_from_json(type(view), view_to_json(view)) == view


def test_a_large_view_travels_in_parts() -> None:
    words = "x" * 5_000
    segments = tuple(SegmentView(n, f"seg_{n}", Role.AGENT, "", words, SegmentPhase.AGENT, n) for n in range(200))
    view = InteractionView("int_1", 200, segments=segments, segment_count=200)

    parts = split_state(view)

    assert len(parts) == 4
    assert view_from_json(InteractionView, join_state(parts)) == view


def test_fields_that_a_newer_server_adds_are_skipped() -> None:
    plain = view_to_json(QueueView("que_1", "Sales"))

    assert view_from_json(QueueView, {**plain, "mood": "good"}) == QueueView("que_1", "Sales")


def test_what_is_no_view_is_the_peers_fault() -> None:
    with pytest.raises(FrameError):
        view_from_json(QueueView, {"waiting": "many"})


def test_partials_are_no_part_of_snapshots_or_equality() -> None:
    view = with_partial(InteractionView("int_1"), PARTIAL)

    assert view.partials == (PARTIAL,)
    assert view == InteractionView("int_1")
    assert b"partials" not in view_to_bytes(view)


def test_a_newer_revision_replaces_and_an_older_one_is_late() -> None:
    newer, older = attrs.evolve(PARTIAL, revision=4, text="para el martes"), attrs.evolve(PARTIAL, revision=2)

    view = with_partial(ConsumerView(), PARTIAL)

    assert with_partial(view, newer).partials == (newer,)
    assert with_partial(view, older).partials == (PARTIAL,)
    assert with_partial(view, PARTIAL) is view


def test_a_partial_behind_its_final_is_dropped() -> None:
    final = SegmentView(3, "seg_1", Role.CONSUMER, "", "para el martes", SegmentPhase.QUEUE, 1)

    assert with_partial(InteractionView(segments=(final,)), PARTIAL).partials == ()


@pytest.mark.parametrize(
    "view", [InteractionView(), ConsumerView(), AgentView(), QueueView()], ids=lambda v: type(v).__name__
)
def test_every_view_goes_on_over_what_it_does_not_know(view: View) -> None:
    after = apply(view, "invented.later", {"x": 1}, 1)

    assert getattr(after, "phase", Phase.QUEUED) is Phase.QUEUED
    assert getattr(after, "seq", 1) == 1
