"""The machine-readable protocol: schemas and tables, written to `protocol/schema`.

python -m ringline_protocol.schema            write them
python -m ringline_protocol.schema --check    say what differs; exit status 1 if anything does
"""

import sys
from pathlib import Path
from typing import Final

from ringline_protocol.json_text import dump_pretty
from ringline_protocol.schema.shapes import client_schema, server_schema
from ringline_protocol.schema.tables import close_code_table, error_table, limit_table, method_table

DIRECTORY: Final = Path(__file__).parents[2] / "schema"
"""Where a checkout keeps them; an installed package has no such place."""


def documents() -> dict[str, bytes]:
    """File name to content."""
    made = {
        "client.json": client_schema(),
        "server.json": server_schema(),
        "methods.json": method_table(),
        "errors.json": error_table(),
        "close_codes.json": close_code_table(),
        "limits.json": limit_table(),
    }
    return {name: dump_pretty(document) for name, document in made.items()}


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
        sys.stderr.write(f"{__doc__}\n")
        return 2
    if not arguments:
        write()
        return 0
    names = differing()
    for name in names:
        sys.stderr.write(f"{name} differs from the code: run python -m ringline_protocol.schema\n")
    return 1 if names else 0
