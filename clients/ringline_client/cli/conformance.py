"""`ringline conformance`: asks a running server every case of the kit, and says what it found."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import trio
from cyclopts import App, Parameter

from ringline_client.conformance import kit, report
from ringline_client.conformance.cases import Title, registered, titles
from ringline_client.conformance.runner import Outcome, Plan, run
from ringline_client.connection import Address
from ringline_client.tokens import BadTokenFile, TokenFile

app = App(name="conformance", help="Ask a running server whether it keeps the promises of the protocol.")


@app.default
def conformance(
    url: str | None = None,
    *,
    tokens: Path | None = None,
    only: Annotated[str, Parameter(name=["--only", "-o"])] = "",
    junit: Path | None = None,
    list_: Annotated[bool, Parameter(name="--list", negative="")] = False,
) -> int:
    """Ask a running server whether it keeps the promises of the protocol. Exit status 1: it does not.

    It signs agents in and creates interactions: do not point it at a server where people work.

    Parameters
    ----------
    url
        `ws://host:port/ws`; without it: as the token file says.
    tokens
        Token file of the account that the kit's README describes; `ringline serve --sample` writes one.
    only
        Numbers or sections, with commas: `E67,G95` or `A,B`.
    junit
        Write the result to this file as JUnit's XML, too.
    list_
        Say what the kit asks, what it cannot ask, and what is not in it yet.
    """
    assert kit.SECTIONS
    try:
        wanted = chosen(only)
        if list_:
            print("\n".join(report.listing(wanted, registered())))
            return 0
        if tokens is None:
            raise ValueError("say --tokens FILE")
        file = TokenFile.open(tokens, url)
        plan = Plan(Address.of(file.url), file, wanted, registered())
    except (BadTokenFile, ValueError) as error:
        print(f"ringline: {error}", file=sys.stderr)
        return 2
    return trio.run(_ask, plan, junit)


async def _ask(plan: Plan, junit: Path | None) -> int:
    started_s = trio.current_time()
    outcomes = await run(plan, _print)
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
