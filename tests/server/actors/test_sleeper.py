"""One sleeper for all, on the virtual clock."""

import attrs
import pytest
import trio
from ringline_server.actors import sleeper as sleeping
from ringline_server.actors.actor import Mailbox
from ringline_server.actors.sleeper import Sleeper
from ringline_server.clock import Clock
from trio.testing import MockClock, wait_all_tasks_blocked


@attrs.define
class Bed:
    """Who waits in a mailbox, and when they were woken."""

    clock: Clock = attrs.field(factory=lambda: Clock(epoch_ms=0))
    woken: list[tuple[str, int]] = attrs.field(factory=list)

    async def lie_in(self, mailbox: Mailbox) -> None:
        while (await mailbox.receive()) is None:
            self.woken.append((mailbox.name, self.clock.now_ms()))


async def test_each_is_woken_at_its_moment(autojump_clock: MockClock) -> None:
    bed, boxes = Bed(), [Mailbox(name) for name in "abcd"]
    async with trio.open_nursery() as nursery:
        sleeper = Sleeper(nursery, bed.clock)
        for mailbox, at_ms in zip(boxes, (300, 100, 200, 100), strict=True):
            nursery.start_soon(bed.lie_in, mailbox)
            sleeper.wake(mailbox, at_ms)
        await trio.sleep(1)
        nursery.cancel_scope.cancel()

    assert sorted(bed.woken) == [("a", 300), ("b", 100), ("c", 200), ("d", 100)]


async def test_the_earliest_moment_of_one_counts_and_wakes_once(autojump_clock: MockClock) -> None:
    bed, mailbox = Bed(), Mailbox("a")
    async with trio.open_nursery() as nursery:
        sleeper = Sleeper(nursery, bed.clock)
        nursery.start_soon(bed.lie_in, mailbox)
        for at_ms in (500, 200, 400):
            sleeper.wake(mailbox, at_ms)
        await trio.sleep(1)
        nursery.cancel_scope.cancel()

    assert bed.woken == [("a", 200)]


async def test_a_moment_that_has_passed_wakes_at_once(autojump_clock: MockClock) -> None:
    bed, mailbox = Bed(), Mailbox("a")
    async with trio.open_nursery() as nursery:
        sleeper = Sleeper(nursery, bed.clock)
        nursery.start_soon(bed.lie_in, mailbox)
        await trio.sleep(0.5)
        sleeper.wake(mailbox, 100)
        await wait_all_tasks_blocked()
        assert bed.woken == [("a", 500)]
        nursery.cancel_scope.cancel()


async def test_who_is_busy_at_the_moment_finds_no_message_of_it(autojump_clock: MockClock) -> None:
    mailbox = Mailbox("a")
    async with trio.open_nursery() as nursery:
        Sleeper(nursery, Clock(epoch_ms=0)).wake(mailbox, 100)

    assert trio.current_time() == pytest.approx(0.1)
    assert mailbox.is_empty


async def test_nothing_runs_on_when_nobody_is_to_be_woken(autojump_clock: MockClock) -> None:
    began = trio.current_time()
    async with trio.open_nursery() as nursery:
        sleeper = Sleeper(nursery, Clock(epoch_ms=0))
        for name in "abc":
            mailbox = Mailbox(name)
            sleeper.wake(mailbox, 3_600_000)
            await wait_all_tasks_blocked()
            sleeper.forget(mailbox)

    assert trio.current_time() == began


async def test_moments_that_moved_earlier_are_thrown_away(autojump_clock: MockClock) -> None:
    mailbox, rounds = Mailbox("a"), 3 * sleeping.OUTDATED_MAX
    async with trio.open_nursery() as nursery:
        sleeper = Sleeper(nursery, Clock(epoch_ms=0))
        for turn in range(rounds):
            sleeper.wake(mailbox, 10 * rounds - turn)
        assert len(sleeper._in_order) <= sleeping.OUTDATED_MAX + 3
        sleeper.forget(mailbox)
