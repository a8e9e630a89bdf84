"""Examples by the hundred, each from a seed and a number, so that what is found once is found again."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

import attrs
import trio

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

Example = Callable[[Chance], Awaitable[None]]
Say = Callable[[str], None]


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
    target: str, seed: int, examples: range, until_s: float = float("inf"), say: Say = lambda _: None
) -> Tally:
    """Those examples of a target, or as many as there is time for. Raises: Found, which names the example."""
    started_s, done = time.monotonic(), 0
    for group in _groups(examples):
        async with TARGETS[target]() as example:
            for number in group:
                if time.monotonic() >= until_s:
                    return Tally(target, done, time.monotonic() - started_s)
                try:
                    await example(Chance(f"{target} {seed} {number}"))
                except Found as found:
                    found.add_note(f"replay: python -m kit.fuzz --target {target} --seed {seed} --only {number}")
                    raise
                done += 1
        say(f"{target}: {done} examples")
    return Tally(target, done, time.monotonic() - started_s)


def _groups(examples: range) -> Iterator[range]:
    """Each begins with a fresh server."""
    for start in range(examples.start, examples.stop, GROUP):
        yield range(start, min(start + GROUP, examples.stop))


def group_of(number: int) -> range:
    """What has to be done again to see that example as it was."""
    return range(number // GROUP * GROUP, number + 1)
