"""`ringline load`: people against a server, as many as you want, with what they measured."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Final

import attrs
import trio
from cyclopts import App, Parameter

from ringline_client.conformance.own_process import REFERENCE, ServerFailed, own_process
from ringline_client.conformance.target import Target
from ringline_client.errors import ClientError
from ringline_client.load import account, report
from ringline_client.load.crowd import Cast, Plan, play
from ringline_client.load.report import Limits
from ringline_client.load.tally import Tally
from ringline_client.load.timing import Span, Timing
from ringline_client.session import TokenSource
from ringline_client.tokens import TokenFile

app = App(name="load", help="Play agents and consumers with human timing against a server, and measure.")

LINE_EVERY_S: Final = 1.0
"""On a terminal, the same line anew."""
LINES_EVERY_S: Final = 5.0
"""Into a file or a pipe."""


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Wish:
    """Who plays, how long, how fast."""

    tokens: Path | None = None
    """Token file of a running server, as `ringline serve --sample` writes one: its agents and first service play."""
    own: Annotated[bool, Parameter(negative="")] = False
    """Start a `ringline serve` for the test, with as many agents as it wants, in a folder that goes with it."""
    queue: str = "que_support"
    """Where consumers reach out; with --own there is just one."""
    agents: int = 10
    """At most as many as the token file has."""
    consumers: int = 30
    """People who reach out, one conversation after the other."""
    seconds: float = 60
    """How long it goes on after the ramp."""
    ramp: float = 5
    """Seconds over which they come in."""
    answer: str = "0.5-1"
    """Seconds from a ring to the accept: a span, or one number."""
    talk: str = "3-10"
    """Seconds from the accept to the agent's goodbye."""
    write: str = "1-3"
    """Seconds between two messages of the same person."""
    patience: str = "10-20"
    """Seconds after which a consumer leaves the line."""
    next_: Annotated[str, Parameter(name="--next")] = "1-2"
    """Seconds from one conversation of a consumer to the next."""
    p99_ms: float | None = None
    """Fail if anything that only the server answers for takes longer."""
    gave_up_percent: float | None = None
    """Fail if more of them lose their patience."""
    errors: int = 0
    """Fail if there are more."""
    json_: Annotated[Path | None, Parameter(name="--json")] = None
    """Write the result to this file, too."""


@app.default
def load(url: str | None = None, wish: Annotated[Wish, Parameter(name="*")] = Wish()) -> int:
    """Play agents and consumers with human timing against a server, and measure. Exit status 1: a limit was exceeded.

    Every message is looked for on the other side: one that is lost fails the test, whatever it measured. Agents of the
    token file are signed in and given work: do not point it at a server where people work.

    Parameters
    ----------
    url
        `ws://host:port/ws`; without it: as the token file says.
    """
    try:
        plan, limits = _plan(wish), Limits(wish.p99_ms, wish.gave_up_percent, wish.errors)
        return trio.run(_load, wish, url, plan, limits)
    except (ClientError, ServerFailed, ValueError) as error:
        print(f"ringline: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _plan(wish: Wish) -> Plan:
    """Raises: ValueError."""
    if wish.agents < 1 or wish.consumers < 1 or wish.seconds <= 0 or wish.ramp < 0:
        raise ValueError("--agents and --consumers are at least 1, --seconds more than 0, --ramp not below 0")
    spans = (wish.answer, wish.talk, wish.write, wish.patience, wish.next_)
    return Plan(Timing(*map(Span.read, spans)), wish.ramp, wish.seconds)


async def _load(wish: Wish, url: str | None, plan: Plan, limits: Limits) -> int:
    tally, started_s = Tally(), trio.current_time()
    is_terminal = sys.stderr.isatty()

    def show(now: Tally) -> None:
        line = report.progress(now, trio.current_time() - started_s)
        print(f"\r{line}\033[K" if is_terminal else line, end="" if is_terminal else "\n", file=sys.stderr, flush=True)

    async with _cast(wish, url) as cast:
        print(f"{len(cast.agents)} agents, {cast.consumers} consumers, {cast.queue} at {cast.url}", file=sys.stderr)
        await play(cast, plan, tally, show, LINE_EVERY_S if is_terminal else LINES_EVERY_S)
    if is_terminal:
        print(file=sys.stderr)
    missed = report.misses(tally, limits)
    print("\n".join([*report.table(tally), "", *(f"FAILED: {one}" for one in missed)]).rstrip())
    if wish.json_ is not None:
        await trio.Path(wish.json_).write_text(json.dumps(report.plain(tally, missed), indent=2) + "\n")
    return 1 if missed else 0


@asynccontextmanager
async def _cast(wish: Wish, url: str | None) -> AsyncIterator[Cast]:
    """Raises: ClientError, ServerFailed, ValueError."""
    if wish.own:
        async with own_process(REFERENCE, account=account.toml(wish.agents)) as target:
            agents = [(name, _source(target, name)) for name in account.names(wish.agents)]
            service = _source(target, account.SERVICE)
            yield Cast(
                f"ws://{target.address.host_header}{target.address.path}",
                agents,
                service,
                account.QUEUE,
                wish.consumers,
            )
        return
    if wish.tokens is None:
        raise ValueError("say --tokens FILE for a server that runs, or --own for one of the test's own")
    file = TokenFile.open(wish.tokens, url)
    named, services = file.names("agents")[: wish.agents], file.names("services")
    if not named or not services:
        raise ValueError(f"{wish.tokens} needs at least one agent and one service")
    sources = [(name, file.source(name)) for name in named]
    yield Cast(file.url, sources, file.source(services[0]), wish.queue, wish.consumers)


def _source(target: Target, name: str) -> TokenSource:
    async def sign() -> str:
        await trio.lowlevel.checkpoint()
        return target.credentials.token(name)

    return sign
