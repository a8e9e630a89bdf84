"""A bot's conversation in a JSON file, handed over to a queue: the params of `interaction.create`, as they are."""

import shlex
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Final

from ringline_protocol.commands import CreateInteraction
from ringline_protocol.json_text import parse_strict
from ringline_protocol.shape import read_strict

from ringline_client.cli.terminal import FIRST_PATIENCE_MS
from ringline_client.service import ServiceClient
from ringline_client.session import TokenSource

NAME: Final = "ringline"
EXAMPLE: Final = Path(__file__).with_name("handover.json")


def load(path: Path) -> CreateInteraction:
    """Strictly: a misspelt field is said with its place. Raises: OSError, FrameError."""
    return read_strict(CreateInteraction, parse_strict(path.read_bytes()))


def called() -> str:
    """How a shell here calls this command: by its name, or as it was called just now where that is not found."""
    typed = sys.argv[0]
    return shlex.quote(typed) if Path(typed).name == NAME and shutil.which(NAME) is None else NAME


async def hand_over(wish: CreateInteraction, key: str | None, url: str, source: TokenSource) -> None:
    """Hand it over and print how its consumer connects. Raises: ClientError."""
    say = partial(print, flush=True)
    async with ServiceClient.connect(
        url, token_source=source, name="handover", patience_ms=FIRST_PATIENCE_MS
    ) as service:
        made = await service.hand_over(wish, key=key)
    say(f"{made.interaction} waits in {wish.queue}.")
    say("Its consumer connects with:")
    say(f"  {called()} consumer --url {url} --token {made.consumer_token}")
