"""`ringline conformance`: asks a running server every case of the kit, and says what it found."""

import shlex
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Annotated

import attrs
import trio
from cyclopts import App, Parameter

from ringline_client.conformance import kit, report
from ringline_client.conformance.cases import Title, registered, titles
from ringline_client.conformance.own_process import REFERENCE, ServerFailed, own_process
from ringline_client.conformance.power import Power
from ringline_client.conformance.runner import Outcome, Plan, run
from ringline_client.conformance.target import Target
from ringline_client.connection import Address
from ringline_client.tokens import BadTokenFile, TokenFile

app = App(name="conformance", help="Ask a running server whether it keeps the promises of the protocol.")


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Wish:
    """What to ask, and of whom."""

    tokens: Path | None = None
    """Token file of the account that the kit's README describes; `ringline serve --sample` writes one."""
    own: Annotated[bool, Parameter(negative="")] = False
    """Ask a `ringline serve` that the kit starts itself. Then it may also be killed, and all the rest."""
    server_command: str | None = None
    """The same of another server: the words that start it; `{config}`, `{data}` and `{port}` are filled in."""
    only: Annotated[str, Parameter(name=["--only", "-o"])] = ""
    """Numbers or sections, with commas: `E67,G95` or `A,B`."""
    patient: Annotated[bool, Parameter(negative="")] = False
    """Also what takes minutes, or a thousand connections."""
    junit: Path | None = None
    """Write the result to this file as JUnit's XML, too."""
    list_: Annotated[bool, Parameter(name="--list", negative="")] = False
    """Say what the kit asks, what it cannot ask, and what is not in it yet."""


@app.default
def conformance(url: str | None = None, wish: Annotated[Wish, Parameter(name="*")] = Wish()) -> int:
    """Ask a running server whether it keeps the promises of the protocol. Exit status 1: it does not.

    It signs agents in and creates interactions: do not point it at a server where people work.

    Parameters
    ----------
    url
        `ws://host:port/ws`; without it: as the token file says.
    """
    assert kit.SECTIONS
    try:
        wanted = chosen(wish.only)
        if wish.list_:
            print("\n".join(report.listing(wanted, registered())))
            return 0
        return trio.run(_ask, _target(url, wish), wanted, wish.junit)
    except (BadTokenFile, ServerFailed, ValueError) as error:
        print(f"ringline: {error}", file=sys.stderr)
        return 2


def _target(url: str | None, wish: Wish) -> AbstractAsyncContextManager[Target]:
    """Somewhere else, or started by us. Raises: BadTokenFile, ValueError."""
    if wish.own or wish.server_command:
        command = shlex.split(wish.server_command) if wish.server_command else REFERENCE
        return own_process(command, is_patient=wish.patient)
    if wish.tokens is None:
        raise ValueError("say --tokens FILE for a server that runs, or --own for one of the kit's own")
    file = TokenFile.open(wish.tokens, url)
    power = Power()
    power.is_patient = wish.patient
    return _elsewhere(Target(Address.of(file.url), file, power), file.url)


@asynccontextmanager
async def _elsewhere(target: Target, url: str) -> AsyncIterator[Target]:
    """Raises: ServerFailed when nobody listens there."""
    try:
        stream = await target.address.dial()
    except OSError as error:
        raise ServerFailed(f"cannot connect to {url}: {error}") from None
    await trio.aclose_forcefully(stream)
    yield target


async def _ask(target: AbstractAsyncContextManager[Target], wanted: Sequence[Title], junit: Path | None) -> int:
    started_s = trio.current_time()
    async with target as found:
        outcomes = await run(Plan(found, wanted, registered()), _print)
    took_s = trio.current_time() - started_s
    for text in report.failures(outcomes):
        print(text)
    print(report.summary(outcomes, took_s))
    if junit is not None:
        await trio.Path(junit).write_text(report.junit(outcomes, took_s), encoding="utf-8")
    return 0 if report.is_conformant(outcomes) else 1


def _print(outcome: Outcome) -> None:
    print(report.line(outcome), flush=True)


def chosen(only: str) -> Sequence[Title]:
    """The titles that `--only` names; all without it. Raises: ValueError."""
    names = [name.strip() for name in only.split(",") if name.strip()]
    known = titles()
    unknown = [name for name in names if name not in known and name not in {number[0] for number in known}]
    if unknown:
        raise ValueError(f"no case {', '.join(unknown)}")
    return [title for title in known.values() if not names or title.number in names or title.number[0] in names]
