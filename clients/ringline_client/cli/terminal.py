"""Lines in and lines out, on a terminal or a pipe. Reading waits in a thread that nobody waits for at the end."""

import codecs
import os
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Final

import attrs
import trio

CHUNK_BYTES: Final = 65_536
LINE_CHARS_MAX: Final = 16_384
"""A longer line is cut: that is as much as a message may have."""
STDIN: Final = 0
FIRST_PATIENCE_MS: Final = 5_000
"""A person who waits for a server that is not there is told so."""


async def lines(descriptor: int = STDIN) -> AsyncIterator[str]:
    """Each line as it is there, until the end of the input.

    Plain `os.read` in a daemon thread: a thread that sat in `sys.stdin` would hold its lock at the interpreter's end.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest = ""
    while chunk := await trio.to_thread.run_sync(os.read, descriptor, CHUNK_BYTES, abandon_on_cancel=True):
        *whole, rest = (rest + decoder.decode(chunk)).split("\n")
        for line in whole:
            yield line.rstrip("\r")[:LINE_CHARS_MAX]
        rest = rest[:LINE_CHARS_MAX]
    if rest:
        yield rest


@attrs.define(eq=False)
class Terminal:
    """Where a person sits. Tests give their own lines."""

    say: Callable[[str], None]
    descriptor: int = STDIN

    @asynccontextmanager
    async def typed(self) -> AsyncIterator[AsyncIterator[str]]:
        """What the person types."""
        async with aclosing(lines(self.descriptor)) as typed:  # type: ignore[type-var]
            yield typed


def seconds(span_ms: int) -> str:
    """`0:07`, `12:30`."""
    whole = max(span_ms, 0) // 1000
    return f"{whole // 60}:{whole % 60:02}"
