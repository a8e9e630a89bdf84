"""Bytes to a message without keeping others waiting: a large one is read in a thread."""

from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Final

import trio

from ringline_server.mail import parsing
from ringline_server.mail.message import ParsedMail
from ringline_server.mail.source import Source

PARSED_HERE_BYTES_MAX: Final = 32_768
"""A mail that is read in place: a few milliseconds."""


def turn(size: int, turns: trio.CapacityLimiter) -> AbstractAsyncContextManager[object]:
    """Entered when a mail of this size may be read: large ones a few at a time."""
    return turns if size > PARSED_HERE_BYTES_MAX else nullcontext()


async def parsed(raw: Source) -> ParsedMail:
    """Whatever the bytes are. A large one in its turn. Raises: StoreUnavailable, where they cannot be read."""
    if raw.size > PARSED_HERE_BYTES_MAX:
        return await trio.to_thread.run_sync(parsing.parse, raw, abandon_on_cancel=True)
    await trio.lowlevel.checkpoint()
    return parsing.parse(raw)
