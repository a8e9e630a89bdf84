"""What `headline` found: figures beside their aims, as a file that grows row by row, and as a table for people.

sheet = Sheet.read(path, machine)
sheet.keep(Row("accept", "", 61.0, (Figure("accept to reply, p99", 14.2, "ms", at_most=20),)))
sheet.write(path)
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs


@attrs.frozen
class Figure:
    """One, and what it should be, if that was said."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    curve: str = ""
    """The line of a picture that it is a point of, if it is one."""
    size: int = 0
    """Where on it."""
    key: str = ""
    """For who computes with it: the same in each run, whatever the figure is called."""

    @property
    def is_reached(self) -> bool | None:
        """None: nothing was asked of it."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return None if self.at_least is None else self.value >= self.at_least

    @property
    def aim(self) -> str:
        """For people."""
        if self.at_most is not None:
            return f"≤ {self.at_most:,g} {self.unit}"
        return "" if self.at_least is None else f"≥ {self.at_least:,g} {self.unit}"

    @property
    def said(self) -> str:
        """For people: three digits that count."""
        digits = 0 if abs(self.value) >= 100 else 1 if abs(self.value) >= 10 else 2
        return f"{self.value:,.{digits}f} {self.unit}"


@attrs.frozen
class Row:
    """Figures that were measured together; `broken_off`: why there are no more of them."""

    name: str
    broken_off: str
    took_s: float
    figures: tuple[Figure, ...]
    run: str = ""
    """On which commit, and when."""


@attrs.define
class Sheet:
    """All rows of one machine, by name."""

    machine: dict[str, Any]
    rows: dict[str, Row] = attrs.field(factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Sheet":
        """Raises: OSError, ValueError."""
        plain = json.loads(path.read_text())
        rows = [Row(**{**row, "figures": tuple(Figure(**one) for one in row["figures"])}) for row in plain["rows"]]
        return cls(plain["machine"], {row.name: row for row in rows})

    def keep(self, row: Row) -> None:
        """In place of what was found for it before."""
        self.rows[row.name] = row

    def write(self, path: Path) -> None:
        """All of it, or what was there before: a stop in the middle loses nothing."""
        plain = {"machine": self.machine, "rows": [attrs.asdict(row) for row in self.rows.values()]}
        beside = path.with_name(path.name + ".new")
        beside.write_text(json.dumps(plain, indent=2, ensure_ascii=False) + "\n")
        beside.replace(path)

    def curves(self) -> tuple[list[int], dict[str, list[float | None]]]:
        """All sizes, and for each line a value at each of them."""
        points = [figure for row in self.rows.values() for figure in row.figures if figure.curve]
        sizes = sorted({point.size for point in points})
        found = {(point.curve, point.size): point.value for point in points}
        return sizes, {
            name: [found.get((name, size)) for size in sizes] for name in dict.fromkeys(p.curve for p in points)
        }

    def keyed(self) -> dict[str, float]:
        """What one can compute with."""
        return {one.key: one.value for row in self.rows.values() for one in row.figures if one.key}

    def markdown(self) -> Iterator[str]:
        """Lines of a table."""
        yield "| work | aim | measured | |"
        yield "|---|---|---|---|"
        for row in self.rows.values():
            yield from (_line(figure) for figure in row.figures)
            if row.broken_off:
                yield f"| {row.name} | | broken off: {row.broken_off} | not measured |"


def _line(figure: Figure) -> str:
    verdict = {None: "", True: "reached", False: "**missed**"}[figure.is_reached]
    return f"| {figure.name} | {figure.aim} | {figure.said} | {verdict} |"
