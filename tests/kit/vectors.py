"""The golden vectors of `protocol/vectors`."""

import json
from pathlib import Path
from typing import Any

PROTOCOL = Path(__file__).parents[2] / "protocol"
VECTORS = PROTOCOL / "vectors"


def read_vectors(name: str) -> list[dict[str, Any]]:
    """The lines of a vector file."""
    return [json.loads(line) for line in (VECTORS / name).read_text(encoding="utf-8").split("\n") if line]


def vector_text(row: dict[str, Any]) -> str:
    """A vector's text; long ones are written as pieces with the number of their repetitions."""
    if "text" in row:
        return str(row["text"])
    return "".join(piece * times for piece, times in row["pieces"])
