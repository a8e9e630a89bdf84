"""How dear Ringline's work may be, in processor time of the server and as a multiple of the textbook server's.

Ratios, because both servers live through the same minute of the same machine; processor time, because others may be
busy there, too. The limits are 40 % above the dearest median of two runs with nothing else computing: they find what
became dear. Whatever becomes cheaper should take its limit down with it: `tests/benchmarks/limits.py` computes them.
"""

from typing import Final

from ringline_client.bench.figures import OWN, Figures

RATIOS_MAX: Final = {"connect": 3.0, "echo": 0.5, "relay": 1.4, "final": 5.0, "fan": 1.2, "cycle": 11.7}
"""Set on 2026-11-23."""


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
