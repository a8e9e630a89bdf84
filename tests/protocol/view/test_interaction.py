"""Questions that an interaction's view answers."""

import attrs
from ringline_protocol.values import LegKind, LegState
from ringline_protocol.view import InteractionView, LegView

ANA = LegView("leg_1", "agt_ana", "Ana", LegKind.PRIMARY, "que_1", "Sales", 1, 100)


def test_the_consumer_is_on_hold_when_the_one_who_handles_it_holds() -> None:
    held = attrs.evolve(ANA, held_since_ms=200)

    assert InteractionView(legs=(held,)).on_hold
    assert not InteractionView(legs=(attrs.evolve(held, kind=LegKind.CONFERENCE),)).on_hold
    assert not InteractionView(legs=(ANA,)).on_hold


def test_a_leg_talks_until_it_wraps_up() -> None:
    silent = {state for state in LegState if not attrs.evolve(ANA, state=state).is_talking}

    assert silent == {LegState.WRAPPING, LegState.ENDED}


def test_my_leg_is_the_talking_one_else_the_one_that_i_wrap_up() -> None:
    ended = attrs.evolve(ANA, leg="leg_0", state=LegState.ENDED)
    wrapping = attrs.evolve(ANA, leg="leg_1", state=LegState.WRAPPING)
    talking = attrs.evolve(ANA, leg="leg_2")

    assert InteractionView(legs=(ended, wrapping, talking)).leg_of("agt_ana") == talking
    assert InteractionView(legs=(ended, wrapping)).leg_of("agt_ana") == wrapping
    assert InteractionView(legs=(ended,)).leg_of("agt_ana") is None
    assert InteractionView(legs=(talking,)).leg_of("agt_ben") is None
