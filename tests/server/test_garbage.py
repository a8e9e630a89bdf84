"""Looking for garbage: not during a start, by the clock afterwards, and as before when it is over."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import trio
from ringline_server import garbage
from trio.testing import MockClock


@contextmanager
def looks() -> Iterator[list[int]]:
    """Generations, as they are looked through."""
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(note)
    try:
        yield seen
    finally:
        gc.callbacks.remove(note)


async def turns(clock: MockClock, count: int, ms: float) -> None:
    """Of the loop, so far apart."""
    for _ in range(count):
        clock.jump(ms / 1000)
        await trio.lowlevel.checkpoint()


async def test_nothing_is_looked_through_while_the_house_is_brought_back_and_what_stands_never_is() -> None:
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


async def test_a_start_that_fails_leaves_everything_as_it_was() -> None:
    try:
        with garbage.tamed():
            raise OSError
    except OSError:
        pass

    assert gc.isenabled()


async def test_the_new_are_looked_at_by_the_clock_though_no_more_are_made_than_go(mock_clock: MockClock) -> None:
    house = [[number] for number in range(10 * garbage.NEW_OBJECTS)]
    with garbage.tamed() as house_stands:
        house_stands()
        with looks() as seen:
            house[:] = ([number] for number in range(len(house)))  # as by heartbeats: old ones go, new ones stay
            await turns(mock_clock, 1, garbage.YOUNG_MS)
            young = {id(one) for one in gc.get_objects(generation=0)}

    assert seen[-1] == 1
    assert not any(id(one) in young for one in house)


async def test_turns_within_ten_milliseconds_share_a_look_and_no_turn_no_look(mock_clock: MockClock) -> None:
    with garbage.tamed() as house_stands:
        house_stands()
        await turns(mock_clock, 1, garbage.YOUNG_MS)
        with looks() as seen:
            await turns(mock_clock, 9, garbage.YOUNG_MS / 10)
            assert seen == []
            await turns(mock_clock, 1, garbage.YOUNG_MS / 10)
            assert len(seen) == 1


async def test_what_is_new_is_looked_at_once_and_not_again(mock_clock: MockClock) -> None:
    with garbage.tamed() as house_stands:
        house_stands()
        await turns(mock_clock, 1, garbage.YOUNG_MS)
        kept = [[number] for number in range(100)]
        with looks() as seen:
            await turns(mock_clock, 1, garbage.YOUNG_MS)
        is_young = {id(one) for generation in (0, 1) for one in gc.get_objects(generation)}

    assert seen == [1]
    assert not any(id(one) in is_young for one in kept)


@pytest.mark.parametrize(
    ("waits_ms", "grown"),
    [
        (garbage.YOUNG_MS * 0.9, [(1.5, False), (2.1, True), (3.5, False), (4.4, True)]),
        (garbage.YOUNG_MS * 0.5, [(2.1, False), (7.0, False), (8.3, True)]),
    ],
    ids=["quiet", "busy"],
)
async def test_everything_is_looked_through_when_memory_has_grown_and_in_a_busy_house_later(
    waits_ms: float, grown: list[tuple[float, bool]], mock_clock: MockClock
) -> None:
    house, kept, stood = garbage.Looks(), list[float](), sys.getallocatedblocks()
    gc.disable()
    try:
        for times, is_full in grown:
            kept += map(float, range(int(stood * times) - sys.getallocatedblocks()))
            with looks() as seen:
                for _ in range(int(garbage.GROWTH_MS / garbage.YOUNG_MS) + 2):
                    mock_clock.jump((garbage.YOUNG_MS - waits_ms) / 1000)
                    house.before_io_wait(0)
                    mock_clock.jump(waits_ms / 1000)
                    house.after_io_wait(0)
            assert (seen.count(2) == 1) is is_full, times
    finally:
        gc.enable()
