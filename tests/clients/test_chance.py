"""Chance is spread, and names are new."""

from ringline_client.chance import any_below, new_name, wall_s
from ringline_protocol.limits import ID_CHARS_MAX


def test_chance_is_between_nothing_and_all() -> None:
    drawn = {any_below(3.0) for _ in range(100)}

    assert len(drawn) > 50
    assert all(0 <= one <= 3.0 for one in drawn)


def test_names_are_new_and_fit_the_protocol() -> None:
    names = {new_name("key") for _ in range(100)}

    assert len(names) == 100
    assert all(name.startswith("key_") and len(name) <= ID_CHARS_MAX for name in names)


def test_the_time_of_day_goes_on() -> None:
    assert 1_700_000_000 < wall_s() <= wall_s()
