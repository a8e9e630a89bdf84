"""A decision that is being told."""

from kit.story import START_MS, Tale
from ringline_protocol.values import LegState
from ringline_server.domain.events import LegHeld, LegResumed
from ringline_server.domain.story import Story


def test_each_event_is_applied_as_it_is_told() -> None:
    tale = Tale().arrives().talks()
    leg = tale.leg("ana").id
    story = Story(tale.state, START_MS + 5)

    story.add(LegHeld(leg))

    assert story.state.legs[leg].state is LegState.HELD
    assert story.state.legs[leg].held_since_ms == START_MS + 5
    assert tale.state.legs[leg].state is LegState.ACTIVE, "who asked still sees the old state"


def test_events_come_in_the_order_in_which_they_were_told() -> None:
    tale = Tale().arrives().talks()
    leg = tale.leg("ana").id
    story = Story(tale.state, START_MS)

    story.add(LegHeld(leg))
    story.add()
    story.add(LegResumed(leg))

    assert story.events == (LegHeld(leg), LegResumed(leg))
    assert story.state.seq == tale.state.seq + 2
