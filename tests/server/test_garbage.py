"""Looking for garbage: not during a start, seldom afterwards, and as before when it is over."""

import gc

from ringline_server import garbage


def test_nothing_is_looked_through_while_the_house_is_brought_back_and_what_stands_never_is() -> None:
    before = gc.get_threshold()
    with garbage.tamed() as house_stands:
        assert not gc.isenabled()
        house = [[number] for number in range(1_000)]
        house_stands()

        assert gc.isenabled()
        assert gc.get_freeze_count() > len(house)
        assert not any(found is house for found in gc.get_objects())
        assert gc.get_threshold()[0] == garbage.NEW_OBJECTS

    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_a_start_that_fails_leaves_everything_as_it_was() -> None:
    try:
        with garbage.tamed():
            raise OSError
    except OSError:
        pass

    assert gc.isenabled()
