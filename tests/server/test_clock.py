"""Epoch milliseconds and Trio's clock never disagree."""

import math
import time

import attrs
import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st
from ringline_server.clock import Clock
from trio.testing import MockClock

START_MS = 1_795_334_467_950


async def test_a_given_epoch_is_what_the_clock_shows_first(autojump_clock: MockClock) -> None:
    assert Clock(epoch_ms=START_MS).now_ms() == START_MS


async def test_virtual_time_moves_the_clock_exactly(autojump_clock: MockClock) -> None:
    clock = Clock(epoch_ms=START_MS)
    await trio.sleep(3600.001)
    assert clock.now_ms() == START_MS + 3_600_001


async def test_without_an_epoch_the_clock_starts_at_the_wall_clock() -> None:
    before = time.time_ns() // 1_000_000
    assert before <= Clock().now_ms() <= time.time_ns() // 1_000_000 + 1


async def test_the_wall_clock_is_read_once(monkeypatch: pytest.MonkeyPatch, autojump_clock: MockClock) -> None:
    clock = Clock()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert clock.now_ms() == clock.epoch_ms


async def test_no_deadline_is_never(autojump_clock: MockClock) -> None:
    assert Clock().trio_deadline(None) == math.inf


async def test_a_deadline_in_the_past_is_due_at_once(autojump_clock: MockClock) -> None:
    clock = Clock(epoch_ms=START_MS)
    with trio.CancelScope(deadline=clock.trio_deadline(START_MS - 5)) as scope:
        await trio.sleep_forever()
    assert scope.cancelled_caught
    assert clock.now_ms() == START_MS


@attrs.frozen
class At(trio.abc.Clock):
    """A clock that stands where it is told: any offset that a machine that ran for years may have."""

    at: list[float]

    def start_clock(self) -> None: ...

    def current_time(self) -> float:
        return self.at[0]

    def deadline_to_sleep_time(self, deadline: float) -> float:
        return max(0.0, deadline - self.at[0])


@given(offset=st.floats(0, 1e8), span_ms=st.integers(0, 10**11))
def test_who_wakes_at_a_deadline_finds_that_it_is_due_and_not_a_millisecond_later(offset: float, span_ms: int) -> None:
    at = [offset]

    async def read() -> int:
        clock = Clock(epoch_ms=START_MS)
        at[0] = clock.trio_deadline(START_MS + span_ms)
        return clock.now_ms()

    assert trio.run(read, clock=At(at)) == START_MS + span_ms
