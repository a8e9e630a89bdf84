"""The machine-readable protocol: schemas and tables in `protocol/schema`, and the tables in `protocol/README.md`.

python -m ringline_protocol.schema            write them
python -m ringline_protocol.schema --check    say what differs; exit status 1 if anything does
"""

import sys
from pathlib import Path
from typing import Final

from ringline_protocol.json_text import dump_pretty
from ringline_protocol.schema.readme import filled
from ringline_protocol.schema.shapes import client_schema, server_schema
from ringline_protocol.schema.tables import close_code_table, error_table, limit_table, method_table

DIRECTORY: Final = Path(__file__).parents[2]
"""`protocol/` of a checkout; an installed package has no such place."""

README: Final = "README.md"


def documents(directory: Path = DIRECTORY) -> dict[str, bytes]:
    """Path inside `directory` to what should stand there."""
    made = {
        "schema/client.json": client_schema(),
        "schema/server.json": server_schema(),
        "schema/methods.json": method_table(),
        "schema/errors.json": error_table(),
        "schema/close_codes.json": close_code_table(),
        "schema/limits.json": limit_table(),
    }
    page = filled((directory / README).read_text(encoding="utf-8")).encode()
    return {README: page} | {name: dump_pretty(document) for name, document in made.items()}


def differing(directory: Path = DIRECTORY) -> list[str]:
    """Paths of files that are missing, stale, or that nobody makes any more."""
    made = documents(directory)
    paths = [directory / README, *(directory / "schema").iterdir()]
    kept = {path.relative_to(directory).as_posix(): path.read_bytes() for path in paths}
    return sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))


def write(directory: Path = DIRECTORY) -> None:
    """Make the files say what the code says."""
    (directory / "schema").mkdir(exist_ok=True)
    for name, content in documents(directory).items():
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
