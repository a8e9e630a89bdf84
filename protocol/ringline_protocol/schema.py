"""The machine-readable protocol: schemas and tables, written to `protocol/schema`.

python -m ringline_protocol.schema            write them
python -m ringline_protocol.schema --check    say what differs; exit status 1 if anything does
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from ringline_protocol import limits
from ringline_protocol.codes import BANDS, CLOSES, ERRORS
from ringline_protocol.commands import COMMANDS
from ringline_protocol.json_text import dump_pretty
from ringline_protocol.schema_docs import client_schema, server_schema

DIRECTORY: Final = Path(__file__).parents[1] / "schema"
"""Where a checkout keeps them; an installed package has no such place."""


def documents() -> dict[str, bytes]:
    """File name to content."""
    tables: dict[str, Any] = {
        "client.json": client_schema(),
        "server.json": server_schema(),
        "methods.json": _methods(),
        "errors.json": _errors(),
        "close_codes.json": _close_codes(),
        "limits.json": dict(_limits()),
    }
    return {name: dump_pretty(table) for name, table in tables.items()}


def differing(directory: Path = DIRECTORY) -> list[str]:
    """Names of files that are missing, stale, or that nobody makes any more."""
    made = documents()
    kept = {path.name: path.read_bytes() for path in directory.glob("*.json")}
    return sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))


def write(directory: Path = DIRECTORY) -> None:
    """Make the files say what the code says."""
    for name, content in documents().items():
        (directory / name).write_bytes(content)


def main(arguments: list[str]) -> int:
    """The command. Returns the exit status."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    if not arguments:
        write()
        return 0
    names = differing()
    for name in names:
        print(f"{name} differs from the code: run python -m ringline_protocol.schema", file=sys.stderr)
    return 1 if names else 0


def _methods() -> dict[str, Any]:
    return {
        method: {
            "what": inspect.cleandoc(info.cls.__doc__ or ""),
            "who": sorted(info.who),
            "needs_key": info.needs_key,
            "cost": info.cost,
        }
        for method, info in COMMANDS.items()
    }


def _errors() -> dict[str, Any]:
    return {
        code: {"sentence": info.sentence, "retry": info.retry, "client_must": info.client_must}
        for code, info in ERRORS.items()
    }


def _close_codes() -> dict[str, Any]:
    codes = {
        str(code.value): {"reason": info.reason, "sentence": info.sentence, "verdict": info.verdict}
        for code, info in CLOSES.items()
    }
    return {"codes": codes, "bands": {f"{band}xx": verdict for band, verdict in BANDS.items()}}


def _limits() -> Iterator[tuple[str, Any]]:
    """Every constant of `limits` with the sentence that stands under it."""
    body = ast.parse(inspect.getsource(limits)).body
    for statement, text in pairwise(body):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            assert isinstance(text, ast.Expr)
            name = statement.target.id
            yield name, {"value": getattr(limits, name), "what": ast.literal_eval(text.value)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
