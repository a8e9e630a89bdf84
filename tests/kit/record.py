"""The record of a long run: a file with a line of JSON for each piece, so that it may be interrupted and goes on."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def add(record: Path, row: Row) -> None:
    """With the time; on a line of its own, also behind one that a kill cut short."""
    dated = {"at": datetime.now(UTC).isoformat(timespec="seconds"), **row}
    with record.open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            file.write(b"" if file.read(1) == b"\n" else b"\n")
        file.write(json.dumps(dated).encode() + b"\n")


def rows(record: Path) -> list[Row]:
    """All of it; nothing of a file that is not there. A line that a kill cut short is none."""
    found: list[Row] = []
    for line in record.read_text(encoding="utf-8").splitlines() if record.exists() else ():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return found


def commit_of(root: Path) -> str:
    """Of the server that is tried; with a `+` if its files are not those of the commit."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False).stdout.strip()

    is_changed = bool(git("status", "--porcelain", "--", "protocol", "server"))
    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if is_changed else "")


def say(text: str) -> None:
    """Seen at once, also in a file."""
    print(text, flush=True)
