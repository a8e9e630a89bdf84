"""What a client is told, and who listens: each listener has its own bounded queue.

with client.events() as events:
    async for told in events: …
"""

import math
from types import TracebackType
from typing import Final, Self

import attrs
import trio
from ringline_protocol.frames import Ephemeral, Event, Notice, PrincipalInfo, Snapshot

from ringline_client.errors import FellBehind

TOLD_WAITING_MAX: Final = 2_000
"""Events that a listener has not taken. More, and it is cut off: the view has it all."""


@attrs.frozen
class Connected:
    """There is a session. Not `resumed`: devices and live searches of an earlier one are gone, the data is not."""

    principal: PrincipalInfo
    resumed: bool
    session: str


@attrs.frozen
class Disconnected:
    """The connection has ended; the client comes back by itself after `wait_ms`."""

    code: int
    reason: str
    wait_ms: int


@attrs.frozen
class Restarted:
    """A stream began anew with a snapshot: the view holds its whole state."""

    snapshot: Snapshot


Told = Event | Ephemeral | Notice | Restarted | Connected | Disconnected


@attrs.define(eq=False)
class Listener:
    """An iterator over what is told from its making on. Closed by leaving its `with`. Raises: FellBehind."""

    _listeners: set["Listener"]
    _into: trio.MemorySendChannel[Told] = attrs.field(init=False)
    _out: trio.MemoryReceiveChannel[Told] = attrs.field(init=False)
    _is_behind: bool = False

    def __attrs_post_init__(self) -> None:
        self._into, self._out = trio.open_memory_channel[Told](TOLD_WAITING_MAX)
        self._listeners.add(self)

    def tell(self, told: Told) -> None:
        """For the client. Never waits."""
        try:
            self._into.send_nowait(told)
        except trio.WouldBlock:
            self._is_behind = True
            self.end()

    def end(self) -> None:
        """Nothing more is told; what waits can still be taken."""
        self._listeners.discard(self)
        self._into.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self._out.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Told:
        try:
            return await self._out.receive()
        except trio.EndOfChannel:
            if self._is_behind:
                raise FellBehind(f"more than {TOLD_WAITING_MAX} events were waiting") from None
            raise StopAsyncIteration from None

    async def next(self, name: str, *, stream: str | None = None, patience_ms: float = math.inf) -> Event | Ephemeral:
        """The next event of that name. Raises: TooSlowError after `patience_ms`."""
        with trio.fail_after(patience_ms / 1000):
            async for told in self:
                if isinstance(told, Event | Ephemeral) and told.event == name and stream in (None, told.stream):
                    return told
        raise FellBehind("the session is over")
