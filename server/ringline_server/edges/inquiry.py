"""Asking an actor a question and waiting for the answer: only edges may."""

from collections.abc import Awaitable, Callable, Sequence

import trio
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.limits import COMMAND_MS

from ringline_server.actors.messages import Done, Look, Outcome, Ref
from ringline_server.domain.principal import Principal
from ringline_server.edges.calls import EdgeCall


async def look(actor: Ref, by: Principal, wish: object) -> Done:
    """The answer. Raises: Refused, also when none came in time."""
    return await ask(actor, by, lambda call: Look(call, wish))


async def ask(actor: Ref, by: Principal, message: Callable[[EdgeCall], object]) -> Done:
    """The answer to any message that carries a call. Raises: Refused, also when none came in time."""
    return await answer(by, lambda call: actor.send(message(call)))


async def answer(by: Principal, send: Callable[[EdgeCall], Awaitable[None]]) -> Done:
    """The same, however it is sent."""
    answered = trio.Event()
    outcomes: list[Outcome] = []

    def finish(outcome: Outcome) -> None:
        outcomes.append(outcome)
        answered.set()

    with trio.move_on_after(COMMAND_MS / 1000):
        await send(EdgeCall(by, finish))
        await answered.wait()
    return settled(outcomes)


def settled(outcomes: Sequence[Outcome]) -> Done:
    """The first of them. Raises: Refused, also when there is none: no answer came in time."""
    outcome = outcomes[0] if outcomes else Refused(ErrorCode.TIMEOUT)
    if isinstance(outcome, Refused):
        raise outcome
    return outcome
