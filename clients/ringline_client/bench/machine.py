"""What figures were measured on: without it nobody can read them."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ringline_client.chance import wall_s


def facts() -> dict[str, Any]:
    """When, on which processor, with which Python, and how busy the machine was."""
    return {
        "at": datetime.fromtimestamp(wall_s(), UTC).isoformat(timespec="seconds"),
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "python": platform.python_version(),
        "load": [round(load, 1) for load in os.getloadavg()],
    }


def line(said: dict[str, Any]) -> str:
    """The same for people."""
    load = ", ".join(f"{load:g}" for load in said["load"])
    return f"{said['at']}  {said['processor']}, {said['cores']} cores  Python {said['python']}  load {load}"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except FileNotFoundError:
        return platform.processor() or platform.machine()
    return next((row.partition(":")[2].strip() for row in text.splitlines() if row.startswith("model name")), "")
