"""Copies with something changed: as attrs makes them."""

from typing import Any

import attrs
import pytest
from ringline_protocol.evolving import evolve, values_of
from ringline_protocol.values import LegKind, LegState, Variable
from ringline_server.domain.parts import Leg
from ringline_server.domain.state import Interaction

LEG = Leg("leg_1", "agt_ana", "Ana", LegKind.PRIMARY, "que_chat", "Chat", 1, 7)


@pytest.mark.parametrize("changes", [{}, {"state": LegState.HELD}, {"queue": "que_voice", "unread": 3}])
def test_a_copy_is_what_attrs_makes(changes: dict[str, Any]) -> None:
    assert evolve(LEG, **changes) == attrs.evolve(LEG, **changes)


def test_of_any_class_by_its_own_fields() -> None:
    state = evolve(Interaction(id="int_1", seq=3), subject="late", legs={"leg_1": LEG})
    assert state == Interaction(id="int_1", seq=3, subject="late", legs={"leg_1": LEG})
    assert values_of(state)[:2] == ("int_1", 3)


def test_a_field_may_have_any_name() -> None:
    assert evolve(Variable("rank", 3), value=4) == Variable("rank", 4)


def test_a_field_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        evolve(LEG, colour="red")  # type: ignore[call-arg]


def test_what_cannot_be_made_from_its_fields_is_a_mistake() -> None:
    @attrs.frozen
    class Counted:
        one: int = 1
        made: int = attrs.field(init=False, default=2)

    with pytest.raises(AssertionError):
        evolve(Counted(), one=2)
