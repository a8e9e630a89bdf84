"""The order of tasks is a function of the seed."""

import trio
from ringline_server.simulation import scheduler


async def race() -> list[int]:
    """Twenty tasks, each noting its number when it gets its turns."""
    turns: list[int] = []

    async def run(number: int) -> None:
        for _ in range(3):
            await trio.lowlevel.checkpoint()
            turns.append(number)

    async with trio.open_nursery() as nursery:
        for number in range(20):
            nursery.start_soon(run, number)
    return turns


async def long_sleep() -> float:
    await trio.sleep(86_400)
    return trio.current_time()


def test_the_same_seed_is_the_same_order_and_another_seed_another() -> None:
    first = scheduler.run(1, race)

    assert scheduler.run(1, race) == first
    assert scheduler.run(2, race) != first


def test_a_day_passes_in_a_moment() -> None:
    assert scheduler.run(1, long_sleep) == 86_400


def test_afterwards_trio_chooses_as_before() -> None:
    from trio._core import _run

    before = _run._r.getstate()
    scheduler.run(1, race)

    assert _run._r.getstate() == before
