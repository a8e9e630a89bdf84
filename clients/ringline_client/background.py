"""A nursery for what runs beside the body of a `with`: it ends with the body, and does not wrap the body's errors.

A plain nursery would turn a `CommandFailed` of the body into a group of one; callers want to catch it by name.
"""

from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any

import attrs
import trio


@attrs.define(eq=False)
class Background:
    """`async with Background() as nursery: …`. A crash in the nursery cancels the body and comes out as a group."""

    _manager: AbstractAsyncContextManager[trio.Nursery, Any] = attrs.field(factory=trio.open_nursery)
    _nursery: trio.Nursery = attrs.field(init=False)

    async def __aenter__(self) -> trio.Nursery:
        self._nursery = await self._manager.__aenter__()
        return self._nursery

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._nursery.cancel_scope.cancel()
        await self._manager.__aexit__(None, None, None)
