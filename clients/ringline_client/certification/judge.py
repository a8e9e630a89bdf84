"""Plays the cases of the register against a client, a few side by side, and says what was found.

outcomes = await judge(program(["node", "client.mjs"]), over_tcp, list(registered().values()), say)
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import trio
from ringline_protocol.codes import FrameError
from trio_websocket import ConnectionClosed, HandshakeError

from ringline_client.certification import asking, reading, returning
from ringline_client.certification.register import ClientCase
from ringline_client.certification.stage import Listen, stage
from ringline_client.certification.subject import MakeSubject
from ringline_client.conformance.broken import Broken
from ringline_client.conformance.runner import Outcome, Result, first
from ringline_client.conformance.transcript import Transcript

SECTIONS: Final = (reading, returning, asking)
AT_ONCE: Final = 6
FAILS: Final = (
    *(Broken, ConnectionClosed, HandshakeError, FrameError, OSError, LookupError, TypeError, ValueError),
    *(trio.BrokenResourceError, trio.ClosedResourceError),
)
"""What a client that breaks promises makes a case raise."""


async def judge(
    make: MakeSubject, listen: Listen, cases: Sequence[ClientCase], say: Callable[[Outcome], None] = lambda _: None
) -> list[Outcome]:
    """In the order of the cases; `say` hears of each as it ends."""
    found: dict[str, Outcome] = {}
    room = trio.CapacityLimiter(AT_ONCE)

    async def one(case: ClientCase) -> None:
        async with room:
            found[case.title.number] = outcome = await _play(make, listen, case)
            say(outcome)

    async with trio.open_nursery() as nursery:
        for case in sorted(cases, key=lambda case: -case.patience_s):
            nursery.start_soon(one, case)
    return [found[case.title.number] for case in cases]


async def _play(make: MakeSubject, listen: Listen, case: ClientCase) -> Outcome:
    started_s, transcript = trio.current_time(), Transcript()
    reason = f"took longer than {case.patience_s:g} s"
    with trio.move_on_after(case.patience_s):
        try:
            async with stage(make, listen, transcript) as on:
                await case.play(on)
                on.judge()
            reason = ""
        except* FAILS as group:
            reason = _first(group)
    result = Result.FAILED if reason else Result.PASSED
    lines = transcript.lines if reason else ()
    return Outcome(case.title, result, reason, trio.current_time() - started_s, lines)


def _first(group: BaseExceptionGroup[Any]) -> str:
    error = first(group)
    return str(error) if isinstance(error, Broken) else f"{type(error).__name__}: {error}"
