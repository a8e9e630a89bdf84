"""What an interaction is made of."""

import attrs
import pytest
from kit.story import START_MS
from ringline_protocol.values import LegKind, LegState
from ringline_server.domain.parts import Leg


@pytest.mark.parametrize("state", LegState)
def test_a_leg_talks_until_its_conversation_part_is_over(state: LegState) -> None:
    leg = attrs.evolve(Leg("leg_1", "ana", "Ana", LegKind.PRIMARY, "que_1", "Q", 1, START_MS), state=state)

    assert leg.is_talking == (state not in (LegState.WRAPPING, LegState.ENDED))
