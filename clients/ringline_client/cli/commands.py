"""The commands and their options; what they do is in the modules beside this one."""

import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import attrs
import cyclopts
import trio
from cyclopts import App, Parameter
from ringline_protocol.codes import FrameError
from ringline_protocol.values import Role

from ringline_client.cli import agent_desk, bench, certify, conformance, consumer_chat, handover, load, transcribe
from ringline_client.demo.play import perform
from ringline_client.errors import ClientError
from ringline_client.session import TokenSource
from ringline_client.tokens import BadTokenFile, TokenFile

app = App(name="ringline_client", help="Play a role of a Ringline server in the terminal.")
service_app = App(name="service", help="What bots and other services do.")
app.command(service_app)
app.command(conformance.app)
app.command(certify.app)
app.command(load.app)
app.command(bench.app)

SAMPLE_SERVICE = "svc_sample"


@Parameter(name="*")
@attrs.frozen
class Who:
    """Where to connect, and with which credentials: a token file, or url and token."""

    tokens: Path | None = None
    """Token file of a sample server (`<data>/tokens.json`); then say who you are by name."""
    url: str | None = None
    """`ws://host:port/ws`; with --tokens: instead of the file's."""
    token: str | None = None
    """Bearer token. Others on this machine may see it among the running processes: prefer --token-file."""
    token_file: Path | None = None
    """File with a bearer token; read anew when the token is about to expire."""


@attrs.frozen
class Door:
    """Where to go in, and the key."""

    url: str
    source: TokenSource


@app.command
def agent(name: str = "", *, who: Annotated[Who, Parameter(name="*")] = Who()) -> int:
    """Work as an agent: rings with everything that is known, conversations, notes, search, wrap-up.

    Parameters
    ----------
    name
        The agent's id in the token file, as agt_ana.
    """
    return _run(who, name, agent_desk.work)


@app.command
def consumer(*, who: Annotated[Who, Parameter(name="*")] = Who()) -> int:
    """Wait in line and chat, with the token that `ringline service handover` prints."""
    return _run(who, "", consumer_chat.chat)


@service_app.command(name="handover")
def hand_over(
    file: Path | None = None,
    *,
    example: bool = False,
    name: str = SAMPLE_SERVICE,
    key: str | None = None,
    who: Annotated[Who, Parameter(name="*")] = Who(),
) -> int:
    """Hand a bot's conversation over to a queue, and print how its consumer connects.

    Parameters
    ----------
    file
        JSON with queue, consumer, variables and transcript. Without it: the example.
    example
        Print the example and do nothing.
    name
        The service's name in the token file.
    key
        Your name for this case: the same key again hands over nothing new.
    """
    if example:
        print(handover.EXAMPLE.read_text(encoding="utf-8"), end="")
        return 0
    try:
        wish = handover.load(file or handover.EXAMPLE)
    except (OSError, FrameError) as error:
        return _fail(f"{file}: {error}")
    return _run(who, name, partial(handover.hand_over, wish, key))


@service_app.command(name="transcribe")
def feed_transcript(
    interaction: str,
    file: Path = transcribe.STDIN,
    *,
    engine: Literal["deepgram", "assemblyai", "assemblyai-raw", "amazon", "vosk"],
    agent_channel: int | None = None,
    name: str = SAMPLE_SERVICE,
    who: Annotated[Who, Parameter(name="*")] = Who(),
) -> int:
    """Feed what a speech engine hears into an interaction: partials as they come, finals to stay.

    Parameters
    ----------
    interaction
        Whose words they are, as int_….
    file
        The engine's messages, one JSON object on each line; `-` (the default) reads them as they are written.
    engine
        Who writes them. assemblyai-raw: its session does not format turns.
    agent_channel
        On which channel of the audio the agent speaks, counted from 0. Without it all words are the consumer's.
    name
        The service's name in the token file: the one that made the interaction, or a transcriber that its queue names.
    """
    roles = {} if agent_channel is None else {agent_channel: Role.AGENT}
    try:
        return _run(who, name, partial(transcribe.transcribe, interaction, file, engine, roles))
    except OSError as error:
        return _fail(f"{file}: {error.strerror}")


@app.command
def demo(*, tokens: Path | None = None, url: str | None = None) -> int:
    """Play the whole story over real sockets and check it as it goes; exit status 1 when something is not true.

    Parameters
    ----------
    tokens
        Token file of a running sample server. Without it: a server is started for the demo, and killed in it.
    url
        Instead of the file's.
    """
    try:
        found = None if tokens is None else TokenFile.open(tokens, url)
    except BadTokenFile as error:
        return _fail(str(error))
    if found is None and url is not None:
        return _fail("--url needs --tokens")
    failure = trio.run(perform, found, partial(print, flush=True))
    if failure is not None:
        print(f"\nThe demo failed: {failure}", file=sys.stderr)
        if found is not None:
            print(
                "Other work on that server gets in its way; without --tokens it starts one of its own.", file=sys.stderr
            )
        return 1
    return 0


def _run(who: Who, name: str, play: Callable[[str, TokenSource], Awaitable[None]]) -> int:
    try:
        door = _door(who, name)
        trio.run(play, door.url, door.source)
    except (ClientError, ValueError) as error:
        return _fail(str(error))
    return 0


def _door(who: Who, name: str) -> Door:
    """Raises: BadTokenFile, ValueError."""
    if who.tokens is not None:
        if not name:
            raise ValueError("say who you are: a name of the token file")
        tokens = TokenFile.open(who.tokens, who.url)
        tokens.token(name)
        return Door(tokens.url, tokens.source(name))
    if who.url is None:
        raise ValueError("say --tokens FILE, or --url with --token or --token-file")
    if who.token_file is not None:
        return Door(who.url, partial(trio.to_thread.run_sync, _read_token, who.token_file))
    if who.token is None:
        raise ValueError("say --token or --token-file")
    return Door(who.url, partial(_same, who.token))


def _read_token(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadTokenFile(f"{path}: {error.strerror}") from None


async def _same(token: str) -> str:
    await trio.lowlevel.checkpoint()
    return token


def _fail(text: str) -> int:
    print(f"ringline: {text}", file=sys.stderr)
    return 2


def main() -> None:
    """Entry point."""
    try:
        sys.exit(app(result_action="return_int_as_exit_code_else_zero"))
    except cyclopts.CycloptsError:
        sys.exit(2)
