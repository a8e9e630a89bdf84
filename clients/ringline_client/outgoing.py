"""What the client wants to send, for the connection's one writer."""

from collections import deque
from typing import Final

import attrs
import trio
from ringline_protocol.limits import BATCH_COMMANDS_MAX, COMMANDS_IN_FLIGHT_MAX, MESSAGE_BYTES_MAX

OUTGOING_FRAMES_MAX: Final = 16 * COMMANDS_IN_FLIGHT_MAX
"""Commands in flight, a pong for each ping, acks: far below, or the server takes nothing and is given up."""


class TakesNothing(Exception):
    """The server does not take what waits. Commands are kept elsewhere: a new connection sends them again."""


@attrs.define(eq=False)
class Outgoing:
    """One per connection."""

    _frames: deque[bytes] = attrs.field(factory=deque)
    _arrived: trio.Event = attrs.field(factory=trio.Event)
    _is_overrun: bool = False

    def put(self, frame: bytes) -> None:
        """Never waits. One too many, and the writer is told to give up."""
        if len(self._frames) < OUTGOING_FRAMES_MAX:
            self._frames.append(frame)
        else:
            self._is_overrun = True
        self._arrived.set()

    async def take(self) -> list[bytes]:
        """The next batch: as many as the protocol allows in one message. Raises: TakesNothing."""
        while not self._frames:
            self._arrived = trio.Event()
            await self._arrived.wait()
        if self._is_overrun:
            raise TakesNothing
        taken = [self._frames.popleft()]
        size = len(taken[0]) + 2
        while self._frames and len(taken) < BATCH_COMMANDS_MAX:
            size += len(self._frames[0]) + 1
            if size > MESSAGE_BYTES_MAX:
                break
            taken.append(self._frames.popleft())
        return taken
