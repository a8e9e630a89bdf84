"""What the demo calls a fact is one."""

import attrs
from ringline_client.demo import facts
from ringline_protocol.events import LegCard, SegmentPartial
from ringline_protocol.frames import Event
from ringline_protocol.values import Channel, LegKind, LegState, Role, SegmentPhase
from ringline_protocol.view import AgentView, DeskView, InteractionView, SegmentView

LEG = LegCard("leg_1", "int_1", Channel.EMAIL, "que_1", "Mail", LegKind.PRIMARY, LegState.ACTIVE, "", "", 0, 0)
SAID = SegmentView(4, "seg_1", Role.CONSUMER, "", "hola", SegmentPhase.AGENT, 0)
VIEW = InteractionView("int_1", segments=(SAID,), partials=(SegmentPartial("seg_2", Role.CONSUMER, "que t", 1),))
DESK = DeskView("agent/a", {"agent/a": AgentView("a", legs=(LEG,)), "interaction/int_1": VIEW})


def test_what_is_on_a_desk_is_found_and_nothing_else() -> None:
    assert facts.on_desk(DESK, "int_1") == VIEW
    assert facts.on_desk(DESK, "int_2") is None
    assert (facts.says(DESK, "int_1", "ola"), facts.says(DESK, "int_1", "que t")) == (True, False)
    assert (facts.is_said(DESK, "int_1", "que t"), facts.is_said(DESK, "int_1", "hola")) == (True, False)
    assert (facts.last(VIEW.segments), facts.last(())) == ("hola", "")
    assert not facts.rings(DESK, "int_1")


def test_a_leg_wraps_up_when_it_does() -> None:
    wrapping = attrs.evolve(LEG, state=LegState.WRAPPING)
    assert facts.leg(DESK, "int_1") == LEG
    assert facts.wrapping(DESK, "int_1") is None
    assert facts.wrapping(DeskView("agent/a", {"agent/a": AgentView("a", legs=(wrapping,))}), "int_1") == wrapping


def test_gaps_and_repeats_are_seen() -> None:
    told = [Event("interaction/int_1", 4, 0, "x"), Event("agent/a", 9, 0, "x"), Event("interaction/int_1", 5, 0, "x")]
    assert facts.seqs(told, "int_1") == [4, 5]
    assert facts.are_contiguous([4, 5, 6])
    assert not any(facts.are_contiguous(numbers) for numbers in ([], [4, 6], [4, 4, 5], [5, 4]))
