"""A speech engine's messages, one JSON object on each line, fed into an interaction as they come."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

import attrs
import trio
from ringline_protocol.codes import FrameError
from ringline_protocol.json_text import parse_strict
from ringline_protocol.values import Role

from ringline_client.service import ServiceClient
from ringline_client.session import TokenSource
from ringline_client.transcription import BadMessage, Heard, Vosk, amazon_transcribe, assemblyai, deepgram, feeding

Adapter = Callable[[Mapping[str, object]], tuple[Heard, ...]]

ENGINES: Final[Mapping[str, Callable[[], Adapter]]] = {
    "deepgram": lambda: deepgram,
    "assemblyai": lambda: assemblyai,
    "assemblyai-raw": lambda: partial(assemblyai, formats_turns=False),
    "amazon": lambda: amazon_transcribe,
    "vosk": Vosk,
}
"""By name. Some remember what they heard: a new one for each run."""
STDIN: Final = Path("-")
LINE_BYTES_MAX: Final = 1_000_000


class BadLine(ValueError):
    """A line that this engine does not write. The text says which, and what is wrong; never what was said."""


@attrs.frozen
class Told:
    """How many of each were fed."""

    partials: int = 0
    finals: int = 0

    def plus(self, heard: tuple[Heard, ...]) -> "Told":
        """And these."""
        finals = sum(one.is_final for one in heard)
        return Told(self.partials + len(heard) - finals, self.finals + finals)


async def transcribe(
    interaction: str, file: Path, engine: str, roles: Mapping[int, Role], url: str, source: TokenSource
) -> None:
    """Feed until the lines end, and print how much it was. Raises: ClientError, BadLine, OSError."""
    adapter, told, number = ENGINES[engine](), Told(), 0
    with _opened(file) as lines:
        async with (
            ServiceClient.connect(url, token_source=source, name="transcribe") as service,
            feeding(service, interaction, roles) as feed,
        ):
            while line := await trio.to_thread.run_sync(lines.readline, LINE_BYTES_MAX, abandon_on_cancel=True):
                number += 1
                heard = _read(adapter, number, line) if line.strip() else ()
                feed.take(*heard)
                told = told.plus(heard)
    print(f"{told.finals} finals and {told.partials} partials for {interaction}.", flush=True)
    if feed.over:
        print(f"The server took nothing more: {feed.over}.", flush=True)


def _read(adapter: Adapter, number: int, line: bytes) -> tuple[Heard, ...]:
    try:
        message = parse_strict(line)
        if not isinstance(message, dict):
            raise BadMessage("not an object")
        return adapter(message)
    except (FrameError, BadMessage) as error:
        raise BadLine(f"line {number}: {error}") from None


def _opened(file: Path) -> BinaryIO:
    """Read as it is written: a pipe may stay open as long as the call."""
    return sys.stdin.buffer if file == STDIN else file.open("rb")
