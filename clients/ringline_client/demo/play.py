"""The whole play: who takes part, which scenes, and the verdict."""

from collections.abc import Callable, Sequence
from typing import Final

import trio

from ringline_client.demo import later_scenes, live_scenes
from ringline_client.demo.house import OwnServer, ServerFailed, own_server
from ringline_client.demo.stage import Unexpected, on_stage
from ringline_client.errors import ClientError
from ringline_client.tokens import TokenFile

CAST: Final = ("agt_ana", "agt_bruno")
SERVICE: Final = "svc_sample"


async def play(tokens: TokenFile, print_line: Callable[[str], None], server: OwnServer | None = None) -> None:
    """Every scene; the crash only with a server of our own. Raises: Unexpected, ClientError."""
    async with on_stage(tokens, CAST, SERVICE, print_line) as stage:
        await live_scenes.hand_over(stage)
        await live_scenes.bare_call(stage)
        await live_scenes.automatic(stage)
        await later_scenes.mail(stage)
        await later_scenes.cut_off(stage)
        if server is not None:
            await later_scenes.crash(stage, server)
        took_s = trio.current_time() - stage.started_s
        print_line(f"\nAll of it is true: {stage.checks} expectations checked in {took_s:.1f} s.")


async def perform(tokens: TokenFile | None, print_line: Callable[[str], None]) -> str | None:
    """Play against that server, or one of our own. None, or the reason why it failed."""
    failures: list[str] = []
    try:
        if tokens is not None:
            await play(tokens, print_line)
        else:
            print_line("Starting a server with the sample account …")
            async with own_server() as server:
                await play(server.tokens, print_line, server)
    except* (Unexpected, ClientError, ServerFailed) as group:
        failures += [str(error) for error in _leaves(group.exceptions)]
    return failures[0] if failures else None


def _leaves(errors: Sequence[BaseException]) -> list[BaseException]:
    found: list[BaseException] = []
    for error in errors:
        found += _leaves(error.exceptions) if isinstance(error, BaseExceptionGroup) else [error]
    return found
