"""A variable with its revision."""

import attrs
from ringline_protocol.values import Variable
from ringline_protocol.view import variable_view


def test_it_has_everything_of_the_variable_and_its_revision() -> None:
    variable = Variable("card", "4111", "Card", in_ring=False, in_profile=False, in_engagement=True, masked=True)

    assert attrs.asdict(variable_view(variable, 3)) == {**attrs.asdict(variable), "rev": 3}
