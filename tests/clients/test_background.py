"""What a body raises stays what it is; what runs beside it ends with it."""

from collections.abc import Awaitable, Callable

import pytest
import trio
import trio.testing
from ringline_client.background import Background


async def fail_beside(task: Callable[[], Awaitable[None]], error: Exception | None) -> None:
    async with Background() as nursery:
        nursery.start_soon(task)
        if error is not None:
            raise error
        await trio.sleep_forever()


async def test_what_the_body_raises_is_not_wrapped() -> None:
    with pytest.raises(KeyError):
        await fail_beside(trio.sleep_forever, KeyError("body"))


async def test_what_runs_beside_ends_with_the_body() -> None:
    ended = trio.Event()

    async def run() -> None:
        try:
            await trio.sleep_forever()
        finally:
            ended.set()

    async with Background() as nursery:
        nursery.start_soon(run)
        await trio.testing.wait_all_tasks_blocked()
    assert ended.is_set()


async def test_a_crash_beside_ends_the_body_and_comes_out() -> None:
    async def crash() -> None:
        raise KeyError("beside")

    with pytest.raises(ExceptionGroup) as group:
        await fail_beside(crash, None)
    assert group.value.subgroup(KeyError)


async def test_a_cancelled_body_is_just_cancelled() -> None:
    with trio.CancelScope() as scope:
        async with Background() as nursery:
            nursery.start_soon(trio.sleep_forever)
            scope.cancel()
            await trio.sleep_forever()
    assert scope.cancelled_caught
