"""What those who had it before leave to an agent, worked out from the view."""

import attrs
from ringline_protocol.events import CardLine, CardNote
from ringline_protocol.values import LegEndReason, LegKind, LegState, Role, SegmentPhase
from ringline_protocol.view import DraftView, InteractionView, LegView, NoteView, SegmentView, packet
from ringline_protocol.view.packet import PACKET_NOTES_MAX, PACKET_SEGMENTS_MAX

ANA = LegView(
    "leg_1",
    "agt_ana",
    "Ana",
    LegKind.PRIMARY,
    "que_1",
    "Sales",
    1,
    100,
    state=LegState.WRAPPING,
    ended_at_ms=500,
    end_reason=LegEndReason.RELEASED,
)
BRUNO = LegView("leg_2", "agt_bruno", "Bruno", LegKind.PRIMARY, "que_1", "Sales", 2, 600)


def said(number: int) -> SegmentView:
    return SegmentView(number, f"s{number}", Role.CONSUMER, "María", f"word {number}", SegmentPhase.AGENT, 100 * number)


VIEW = InteractionView(
    legs=(ANA, BRUNO),
    segments=tuple(said(number) for number in range(9)),
    notes=tuple(NoteView(f"not_{n}", "agt_ana", "Ana", f"note {n}", 1, n) for n in range(4)),
    draft=DraftView("agt_ana", "Dear María,", 3),
)


def test_it_says_who_had_it_why_it_moved_the_last_words_notes_and_the_answer_begun() -> None:
    left = packet(VIEW, "agt_bruno")

    assert left is not None
    assert (left.agent_name, left.reason, left.ended_at_ms) == ("Ana", "released", 500)
    assert left.segments == tuple(
        CardLine(Role.CONSUMER, "María", f"word {number}", 100 * number) for number in range(2, 7)
    ), "up to when it came"
    assert len(left.segments) == PACKET_SEGMENTS_MAX
    assert [note.text for note in left.notes] == ["note 1", "note 2", "note 3"]
    assert len(left.notes) == PACKET_NOTES_MAX
    assert left.draft == CardNote("Ana", "Dear María,")


def test_who_began_it_has_none_and_who_merely_reads_sees_the_last_ones() -> None:
    assert packet(InteractionView(), "agt_bruno") is None
    assert packet(VIEW, "agt_ana") is None
    reader = packet(VIEW, "agt_sofia")
    assert reader is not None
    assert (reader.agent_name, reader.reason) == ("Bruno", "")


def test_who_only_listened_leaves_nothing_and_nobody_leaves_to_themselves() -> None:
    listened = attrs.evolve(ANA, leg="leg_0", agent="agt_sofia", agent_name="Sofía", kind=LegKind.MONITOR)
    assert packet(attrs.evolve(VIEW, legs=(listened, attrs.evolve(BRUNO, number=2))), "agt_bruno") is None
    again = attrs.evolve(BRUNO, agent="agt_ana", agent_name="Ana")
    assert packet(attrs.evolve(VIEW, legs=(ANA, again)), "agt_ana") is None


def test_what_one_wrote_oneself_is_not_left_to_one() -> None:
    own = attrs.evolve(VIEW, notes=(NoteView("not_9", "agt_bruno", "Bruno", "mine", 1, 9),))
    left = packet(attrs.evolve(own, draft=DraftView("agt_bruno", "Hello", 1)), "agt_bruno")

    assert left is not None
    assert (left.notes, left.draft) == ((), None)
