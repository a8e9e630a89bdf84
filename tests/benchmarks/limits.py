"""Limits for `ringline bench --guard`, from what it measured on a quiet machine.

  ringline bench --json bench1.json
  limits.py bench1.json [bench2.json …]

Each is the dearest median of all runs with a margin, printed as it stands in ringline_client.bench.guard.
"""

import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

MARGIN: Final = 1.4
"""What a busy machine, or another one, may add to a ratio."""


def limits(runs: Iterable[Iterable[dict[str, Any]]]) -> dict[str, float]:
    """By work, rounded up to a tenth. Each run: the `figures` of one `ringline bench --json`."""
    dearest: dict[str, float] = {}
    for row in (row for run in runs for row in run):
        if row["server"] == "ringline" and row["cpu_ratio"] is not None:
            dearest[row["work"]] = max(dearest.get(row["work"], 0.0), row["cpu_ratio"]["middle"])
    return {work: math.ceil(round(ratio * MARGIN * 10, 6)) / 10 for work, ratio in dearest.items()}


if __name__ == "__main__":
    if len(sys.argv) == 1 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    said = json.dumps(limits(json.loads(Path(name).read_text())["figures"] for name in sys.argv[1:]))
    print(f"RATIOS_MAX: Final = {said}")
