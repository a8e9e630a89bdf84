"""Plays the cases: those side by side that touch different agents and queues, each with its own time.

outcomes = await run(Plan(target, titles, cases), say)
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, Final

import attrs
import trio
from trio_websocket import ConnectionClosed, HandshakeError

from ringline_client.conformance.broken import Broken, Skipped
from ringline_client.conformance.cases import Case, Title
from ringline_client.conformance.elsewhere import ELSEWHERE
from ringline_client.conformance.floor import floor
from ringline_client.conformance.raw_client import Closed
from ringline_client.conformance.target import Target
from ringline_client.conformance.transcript import Transcript
from ringline_client.conformance.wire import Ended
from ringline_client.tokens import BadTokenFile

AT_ONCE: Final = 12
"""Cases side by side; some hold a connection without a hello, and an address has only so many of those."""
TIDY_S: Final = 20

FAILS: Final = (
    Broken,
    Closed,
    Ended,
    ConnectionClosed,
    HandshakeError,
    BadTokenFile,
    trio.BrokenResourceError,
    trio.ClosedResourceError,
    OSError,
    LookupError,
    TypeError,
    ValueError,
)
"""What a server that breaks promises makes a case raise: frames that lack what they must have, connections that end."""


class Result(StrEnum):
    """How a case ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    MISSING = "not in the kit yet"


@attrs.frozen
class Outcome:
    """Of one case."""

    title: Title
    result: Result
    reason: str = ""
    took_s: float = 0.0
    transcript: Sequence[str] = ()


@attrs.frozen
class Plan:
    """What to ask, and whom."""

    target: Target
    titles: Collection[Title]
    cases: dict[str, Case]


@attrs.define(eq=False)
class _Run:
    plan: Plan
    say: Callable[[Outcome], None]
    outcomes: list[Outcome] = attrs.field(factory=list)
    _busy: set[str] = attrs.field(factory=set)
    _playing: int = 0
    _freed: trio.Event = attrs.field(factory=trio.Event)

    async def play_all(self) -> None:
        """Those that nobody may disturb come last, one after the other."""
        waiting, alone = list[tuple[Title, Case]](), list[tuple[Title, Case]]()
        for title in self.plan.titles:
            found = self.plan.cases.get(title.number)
            if found is None:
                self._end(_unplayed(title))
            else:
                (alone if found.is_alone else waiting).append((title, found))
        await self._play_together(waiting)
        for pair in alone:
            await self._play(*pair)
            await self.plan.target.power.mend()

    async def _play_together(self, waiting: list[tuple[Title, Case]]) -> None:
        """The longest first. A case starts as soon as all that it uses is free."""
        waiting.sort(key=lambda pair: -pair[1].patience_s)
        async with trio.open_nursery() as nursery:
            while waiting:
                self._freed = trio.Event()
                for pair in list(waiting):
                    if self._playing < AT_ONCE and not pair[1].uses & self._busy:
                        waiting.remove(pair)
                        self._playing += 1
                        self._busy |= pair[1].uses
                        nursery.start_soon(self._play_beside, *pair)
                await self._freed.wait()

    async def _play(self, title: Title, case: Case) -> None:
        self._end(await play(self.plan, title, case))

    async def _play_beside(self, title: Title, case: Case) -> None:
        await self._play(title, case)
        self._busy -= case.uses
        self._playing -= 1
        self._freed.set()

    def _end(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self.say(outcome)


async def run(plan: Plan, say: Callable[[Outcome], None] = lambda _: None) -> list[Outcome]:
    """Every case of the plan, in the order of the catalogue; `say` hears of each as it ends."""
    it = _Run(plan, say)
    await it.play_all()
    place = {title.number: number for number, title in enumerate(plan.titles)}
    return sorted(it.outcomes, key=lambda outcome: place[outcome.title.number])


async def play(plan: Plan, title: Title, case: Case) -> Outcome:
    """One case, and tidying up after it."""
    started_s, transcript = trio.current_time(), Transcript()
    async with floor(plan.target, transcript) as at:
        result, reason = await _attempt(case.patience_s, partial(case.play, at))
        left, why = await _attempt(TIDY_S, at.tidy)
    if result is not Result.FAILED and left is not Result.PASSED:
        result, reason = Result.FAILED, f"tidying up: {why}"
    lines = transcript.lines if result is Result.FAILED else ()
    return Outcome(title, result, reason, trio.current_time() - started_s, lines)


async def _attempt(patience_s: float, ask: Callable[[], Awaitable[None]]) -> tuple[Result, str]:
    result, reason = Result.FAILED, f"took longer than {patience_s:g} s"
    with trio.move_on_after(patience_s):
        try:
            await ask()
            result, reason = Result.PASSED, ""
        except* Skipped as skipped:
            result, reason = Result.SKIPPED, str(first(skipped))
        except* FAILS as failures:
            failure = first(failures)
            said = str(failure)
            result, reason = Result.FAILED, said if isinstance(failure, Broken) else f"{type(failure).__name__}: {said}"
    return result, reason


def first(group: BaseExceptionGroup[Any]) -> BaseException:
    """What a case raised, in whatever nursery."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _unplayed(title: Title) -> Outcome:
    reason = ELSEWHERE.get(title.number)
    return Outcome(title, Result.MISSING) if reason is None else Outcome(title, Result.SKIPPED, reason)
