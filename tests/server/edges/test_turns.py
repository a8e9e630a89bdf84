"""A crowd goes on a few at a time; who comes alone never waits; nobody is forgotten."""

from collections import Counter

import trio
import trio.testing
from ringline_server.edges.turns import Turns


class Steps(trio.abc.Instrument):
    """How often the loop has turned."""

    def __init__(self) -> None:
        self.count = 0

    def before_io_wait(self, timeout: float) -> None:
        self.count += 1


async def test_who_comes_alone_goes_on_at_once() -> None:
    turns = Turns(4)
    with trio.CancelScope() as scope:
        scope.cancel()
        for _ in range(4):
            await turns.turn()  # would be cancelled if it waited

    assert not scope.cancelled_caught


async def test_a_crowd_goes_on_a_few_in_each_step_and_others_in_between() -> None:
    turns, steps, gone = Turns(4), Steps(), Counter[int]()

    async def one() -> None:
        await turns.turn()
        gone[steps.count] += 1

    trio.lowlevel.add_instrument(steps)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(turns.run)
        await trio.testing.wait_all_tasks_blocked()
        for _ in range(20):
            nursery.start_soon(one)
        await trio.testing.wait_all_tasks_blocked()
        nursery.cancel_scope.cancel()

    assert list(gone.values()) == [4] * 5


async def test_those_who_wait_are_served_first_come_first() -> None:
    turns, gone = Turns(1), list[int]()

    async def one(number: int) -> None:
        await turns.turn()
        gone.append(number)

    await turns.turn()
    async with trio.open_nursery() as nursery:
        for number in range(5):
            nursery.start_soon(one, number)
            await trio.testing.wait_all_tasks_blocked()
        nursery.start_soon(turns.run)
        await trio.testing.wait_all_tasks_blocked()
        nursery.cancel_scope.cancel()

    assert gone == [0, 1, 2, 3, 4]


async def test_one_that_weighs_more_than_a_step_ends_it() -> None:
    turns, steps, gone = Turns(10), Steps(), dict[str, int]()

    async def one(name: str, weight: int) -> None:
        await turns.turn(weight)
        gone[name] = steps.count

    trio.lowlevel.add_instrument(steps)
    await turns.turn(10)
    async with trio.open_nursery() as nursery:
        for name, weight in (("small", 1), ("large", 1_000), ("next", 1)):
            nursery.start_soon(one, name, weight)
            await trio.testing.wait_all_tasks_blocked()
        nursery.start_soon(turns.run)
        await trio.testing.wait_all_tasks_blocked()
        nursery.cancel_scope.cancel()

    assert gone["small"] == gone["large"] < gone["next"]


async def test_who_goes_away_while_waiting_takes_no_turn() -> None:
    turns, gone = Turns(1), list[str]()

    async def one(name: str, scope: trio.CancelScope) -> None:
        with scope:
            await turns.turn()
            gone.append(name)

    leaves = trio.CancelScope()
    await turns.turn()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(one, "leaves", leaves)
        await trio.testing.wait_all_tasks_blocked()
        nursery.start_soon(one, "stays", trio.CancelScope())
        await trio.testing.wait_all_tasks_blocked()
        leaves.cancel()
        nursery.start_soon(turns.run)
        await trio.testing.wait_all_tasks_blocked()
        nursery.cancel_scope.cancel()

    assert gone == ["stays"]
