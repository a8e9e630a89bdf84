"""Examples by the hundred, each from a seed and a number, so that what is found once is found again."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

import attrs
import trio
from trio.testing import MockClock

from kit.fuzz.acting import Actors
from kit.fuzz.chance import Chance
from kit.fuzz.decoding import decode_anything
from kit.fuzz.found import Found
from kit.fuzz.house import house
from kit.fuzz.mailing import read_anything
from kit.fuzz.wire import knock, speak

GROUP: Final = 100
"""Examples with one server: what an example finds may need those before it, back to the group's first."""

EVER_S: Final = float("inf")
EVER: Final = range(10**9)
"""Examples until the time is over."""

Example = Callable[[Chance], Awaitable[None]]
Begins = Callable[[int], None]
"""Told the number of each example before it is tried."""


@asynccontextmanager
async def _codec() -> AsyncIterator[Example]:
    async def one(chance: Chance) -> None:
        decode_anything(chance)
        await trio.lowlevel.checkpoint_if_cancelled()

    yield one


@asynccontextmanager
async def _front() -> AsyncIterator[Example]:
    async with house() as at:
        yield partial(knock, at)


@asynccontextmanager
async def _frames() -> AsyncIterator[Example]:
    async with house() as at:
        yield partial(speak, at)


@asynccontextmanager
async def _commands() -> AsyncIterator[Example]:
    async with house() as at:
        yield Actors(at).act


@asynccontextmanager
async def _mail() -> AsyncIterator[Example]:
    async def one(chance: Chance) -> None:
        read_anything(chance)
        await trio.lowlevel.checkpoint_if_cancelled()

    yield one


TARGETS: Final = {"codec": _codec, "front": _front, "frames": _frames, "commands": _commands, "mail": _mail}


@attrs.frozen
class Tally:
    """What was done."""

    target: str
    examples: int
    took_s: float


async def fuzz(
    target: str, seed: int, examples: range, until_s: float = EVER_S, begins: Begins = lambda _: None
) -> Tally:
    """Those examples of a target, or as many as there is time for. Raises: Found, which names the example."""
    started_s, done = time.monotonic(), 0
    for group in _groups(examples):
        async with TARGETS[target]() as example:
            for number in group:
                if time.monotonic() >= until_s:
                    return Tally(target, done, time.monotonic() - started_s)
                begins(number)
                try:
                    await example(Chance(f"{target} {seed} {number}"))
                except Found as found:
                    found.add_note(f"replay: {replay(target, seed, number)}")
                    raise
                done += 1
    return Tally(target, done, time.monotonic() - started_s)


def run(target: str, seed: int, examples: range, seconds: float, begins: Begins = lambda _: None) -> Tally:
    """The same on a virtual clock of its own; the seconds are real ones. Raises: Found."""
    found: list[Found] = []

    async def one() -> Tally | None:
        try:
            return await fuzz(target, seed, examples, time.monotonic() + seconds, begins)
        except* Found as group:
            found.extend(_leaves(group))
        return None

    tally = trio.run(one, clock=MockClock(autojump_threshold=0))
    if tally is None:
        raise found[0]
    return tally


def replay(target: str, seed: int, number: int) -> str:
    """The command that tries this example again."""
    return f"PYTHONPATH=tests python -m kit.fuzz --target {target} --seed {seed} --only {number}"


def group_of(number: int) -> range:
    """What has to be done again to see that example as it was."""
    return range(number // GROUP * GROUP, number + 1)


def _groups(examples: range) -> Iterator[range]:
    """Each begins with a fresh server."""
    for start in range(examples.start, examples.stop, GROUP):
        yield range(start, min(start + GROUP, examples.stop))


def _leaves(group: BaseExceptionGroup[Found]) -> list[Found]:
    leaves: list[Found] = []
    for error in group.exceptions:
        leaves += _leaves(error) if isinstance(error, BaseExceptionGroup) else [error]
    return leaves
