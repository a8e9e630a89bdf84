"""Folds of what is said, written and set."""

import pytest
from kit.story import START_MS, Tale
from ringline_protocol.values import Role, SegmentPhase, Summary, SummaryBy, Variable
from ringline_server.domain import folds
from ringline_server.domain.events import (
    ConsumerAway,
    ConsumerBack,
    DraftSaved,
    Event,
    IdleWarned,
    NoteSaved,
    SegmentAdded,
    SummaryMade,
    TranscriptionChanged,
    VariableSet,
)
from ringline_server.domain.state import RECENT_SEGMENTS_MAX, WHISPERS_MAX, Interaction

LATER_MS = START_MS + 1_000


def after(state: Interaction, *events: Event) -> Interaction:
    for event in events:
        state = folds.apply(state, event, LATER_MS)
    return state


def said(n: int, role: Role = Role.CONSUMER, phase: SegmentPhase = SegmentPhase.AGENT, **more: bool) -> SegmentAdded:
    return SegmentAdded(f"seg_{n}", role, "", f"text {n}", phase, START_MS, **more)  # type: ignore[arg-type]


def test_a_segment_gets_its_place_in_the_stream() -> None:
    state = after(Interaction(seq=41), said(1))

    assert (state.segments[0].seq, state.segment_count) == (42, 1)


def test_the_last_segments_are_kept_and_all_are_counted() -> None:
    state = after(Interaction(), *(said(n) for n in range(RECENT_SEGMENTS_MAX + 5)))

    assert len(state.segments) == RECENT_SEGMENTS_MAX
    assert state.segments[0].segment == "seg_5"
    assert state.segment_count == RECENT_SEGMENTS_MAX + 5


def test_whispers_are_kept_apart() -> None:
    state = after(Interaction(), *(said(n, hidden=True) for n in range(WHISPERS_MAX + 1)))

    assert (state.segments, state.segment_count, len(state.whispers)) == ((), 0, WHISPERS_MAX)


@pytest.mark.parametrize(
    ("segment", "is_life"),
    [
        (said(1, Role.CONSUMER), True),
        (said(1, Role.AGENT), True),
        (said(1, Role.SYSTEM), False),
        (said(1, Role.SERVICE), False),
        (said(1, Role.CONSUMER, SegmentPhase.BOT), False),
        (said(1, Role.SUPERVISOR, hidden=True), False),
    ],
)
def test_the_words_of_people_restart_the_idle_clock(segment: SegmentAdded, is_life: bool) -> None:
    warned = after(Tale().arrives().talks().state, IdleWarned(LATER_MS))
    assert warned.idle_closes_at_ms == LATER_MS

    state = after(warned, segment)

    assert (state.last_word_at_ms == LATER_MS) == is_life
    assert (state.idle_closes_at_ms is None) == is_life


def test_what_the_consumer_says_is_unread() -> None:
    tale = Tale().arrives().talks()

    state = after(tale.state, said(1), said(2), said(3, Role.AGENT))

    assert state.legs[tale.leg("ana").id].unread == 2


def test_an_empty_draft_is_none_and_its_revision_goes_on() -> None:
    state = after(Interaction(), DraftSaved("ana", "Dear", 1))
    assert state.draft is not None

    state = after(state, DraftSaved("ana", "", 2))

    assert (state.draft, state.draft_rev) == (None, 2)


def test_a_note_keeps_its_last_text() -> None:
    state = after(Interaction(), NoteSaved("not_1", "ana", "Ana", "a", 1), NoteSaved("not_1", "ana", "Ana", "ab", 2))

    assert [(note.text, note.rev, note.at_ms) for note in state.notes.values()] == [("ab", 2, LATER_MS)]


def test_variables_summary_and_transcription_are_what_was_said_last() -> None:
    summary = Summary("short", SummaryBy.MODEL, 3)

    state = after(
        Interaction(),
        VariableSet(Variable("pnr", "A"), "service:bot"),
        VariableSet(Variable("pnr", "B"), "agent:ana"),
        SummaryMade(summary),
        TranscriptionChanged("started"),
        TranscriptionChanged("stopped"),
    )

    assert (state.variables["pnr"].value, state.summary, state.transcription) == ("B", summary, "stopped")


def test_variables_of_a_journal_from_before_revisions_are_counted() -> None:
    came = Tale().arrives(variables=(Variable("pnr", "A"),)).state
    old = [VariableSet(Variable(name, "B"), "service:bot") for name in ("pnr", "pnr", "seat")]

    state = after(came, *old)
    assert [state.variable_rev(name) for name in ("pnr", "seat", "none")] == [3, 1, 0]

    state = after(state, VariableSet(Variable("pnr", "C"), "service:bot", 4))

    assert (state.variable_rev("pnr"), came.variable_rev("pnr")) == (4, 1)


def test_a_consumer_is_away_until_they_are_back() -> None:
    away = after(Interaction(), ConsumerAway(LATER_MS))
    assert (away.consumer_away, away.consumer_away_until_ms) == (True, LATER_MS)

    back = after(away, ConsumerBack())

    assert (back.consumer_away, back.consumer_away_until_ms) == (False, None)
