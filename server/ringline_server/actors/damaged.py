"""Stands in for an interaction that cannot be made from what is on disk: says so to everybody who asks, and ends.

Nothing is written, nothing is promised; who asks again lets it be tried again.
"""

from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused

from ringline_server.actors.actor import Actor, Mailbox
from ringline_server.actors.inspecting import Inspect
from ringline_server.actors.messages import Asked, Look, SayEphemeral, Subscribe, answer

DAMAGED: Final = Refused(ErrorCode.UNAVAILABLE, "it cannot be read from the store", details={"reason": "damaged"})


@attrs.define(eq=False)
class Damaged:
    """An actor without a state."""

    is_retired: bool = True
    """As soon as nobody waits for an answer."""

    async def handle(self, message: object, now_ms: int) -> None:
        """Whoever waits is told; notices are nothing to it."""
        match message:
            case Asked(call=call) | Look(call=call) | SayEphemeral(call=call):
                answer(call, DAMAGED)
            case Subscribe(sink):
                sink.refused()
            case Inspect(done):
                done()
            case _:
                pass

    def deadline(self) -> int | None:
        """None."""
        return None

    async def on_deadline(self, now_ms: int) -> None:
        """Never."""

    def announce(self) -> None:
        """Nothing is known."""


async def stand_in(_: Mailbox) -> Actor:
    """Builds it."""
    return Damaged()
