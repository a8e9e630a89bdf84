"""How dear Ringline's work may be, in processor time of the server and as a multiple of the textbook server's.

Ratios, because both servers live through the same minute of the same machine; processor time, because others may be
busy there, too. The limits are some 40 % above the dearest median of three runs with 50 to 100 connections, at a
load of 9 to 15, when they were set: they find what became dear. Whatever becomes cheaper should take its limit down
with it.
"""

from typing import Final

from ringline_client.bench.figures import OWN, Figures

RATIOS_MAX: Final = {"connect": 5.5, "echo": 2.0, "relay": 7.5, "final": 7.5, "fan": 5.0, "cycle": 28.0}
"""Set on 2026-11-22."""


def exceeded(figures: Figures, limits: dict[str, float] = RATIOS_MAX) -> list[str]:
    """What was, as sentences. Work that was not measured is."""
    found = []
    for work, limit in limits.items():
        ratio = figures.ratio(work, OWN, lambda one: one.cpu_us)
        if ratio is None:
            found.append(f"{work} was not measured")
        elif ratio.middle > limit:
            found.append(f"{work} costs {ratio.text(2)} times what the textbook server needs, at most {limit:g}")
    return found
