"""`ringline certify`: plays a difficult server to a client, and says what it makes of it."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import trio
from cyclopts import App, Parameter

from ringline_client.certification.judge import judge
from ringline_client.certification.register import ClientCase, registered
from ringline_client.certification.stage import over_tcp
from ringline_client.certification.subject import program
from ringline_client.conformance import report
from ringline_client.conformance.runner import Outcome

app = App(name="certify", help="Play a difficult server to a client, and say what it makes of it.")


@app.default
def certify(
    *command: Annotated[str, Parameter(allow_leading_hyphen=True)],
    only: Annotated[str, Parameter(name=["--only", "-o"])] = "",
    junit: Path | None = None,
    list_: Annotated[bool, Parameter(name="--list", negative="")] = False,
) -> int:
    """Play a difficult server to a client, and say what it makes of it. Exit status 1: it breaks a promise.

    Parameters
    ----------
    command
        What starts the client: `ringline certify -- node client.mjs`. It gets its orders on stdin, one line of JSON
        each, and answers on stdout: the README of `ringline_client/certification` says how.
    only
        Numbers, with commas: `K8,K23`.
    junit
        Write the result to this file as JUnit's XML, too.
    list_
        Say what is asked.
    """
    try:
        wanted = chosen(only)
    except ValueError as error:
        print(f"ringline: {error}", file=sys.stderr)
        return 2
    if list_:
        print("\n".join(f"{one.title.number:5}{'M' if one.title.is_must else 'S'}  {one.title.text}" for one in wanted))
        return 0
    if not command:
        print("ringline: say what starts the client: ringline certify -- node client.mjs", file=sys.stderr)
        return 2
    if shutil.which(command[0]) is None:
        print(f"ringline: {command[0]}: there is no such program, or it may not be run", file=sys.stderr)
        return 2
    return trio.run(_ask, command, wanted, junit)


async def _ask(command: tuple[str, ...], wanted: list[ClientCase], junit: Path | None) -> int:
    started_s = trio.current_time()
    outcomes = await judge(program(command), over_tcp, wanted, _print)
    took_s = trio.current_time() - started_s
    for text in report.failures(outcomes):
        print(text)
    print(report.summary(outcomes, took_s))
    if junit is not None:
        await trio.Path(junit).write_text(report.junit(outcomes, took_s), encoding="utf-8")
    return 0 if report.is_conformant(outcomes) else 1


def _print(outcome: Outcome) -> None:
    print(report.line(outcome), flush=True)


def chosen(only: str) -> list[ClientCase]:
    """The cases that `--only` names; all without it. Raises: ValueError."""
    names = [name.strip() for name in only.split(",") if name.strip()]
    known = registered()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"no case {', '.join(unknown)}")
    return [one for number, one in known.items() if not names or number in names]
