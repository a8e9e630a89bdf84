"""What `attrs.frozen` promises and the program relies on holds for the cheaper one as well."""

import attrs
import pytest
from ringline_protocol.frozen import frozen


@frozen
class _Place:
    queue: str
    since_ms: int = 0


@frozen(eq=False)
class _Weight:
    units: int
    rooms: dict[str, int] = attrs.field(factory=dict)


def test_values_that_are_equal_are_one_key() -> None:
    assert {_Place("support", 5): "first", _Place("support", 5): "second"} == {_Place("support", 5): "second"}
    assert _Place("support") != _Place("sales")


def test_what_is_compared_by_identity_is_hashed_by_identity() -> None:
    one, other = _Weight(3), _Weight(3)

    assert one != other
    assert {one: 1, other: 2}[other] == 2


def test_a_value_takes_no_other_fields_than_its_own() -> None:
    with pytest.raises(AttributeError):
        _Place("support").agent = "ana"  # type: ignore[attr-defined]


def test_it_costs_no_more_than_an_assignment_to_set_a_field() -> None:
    """The one thing for which it is there: no `__setattr__` stands between."""
    assert _Place.__setattr__ is object.__setattr__
