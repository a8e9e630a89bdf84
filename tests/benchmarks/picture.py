"""Lines over steps, as an SVG that a browser shows: the vertical axis is logarithmic, the steps stand evenly apart."""

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

import attrs

WIDTH: Final = 760
HEIGHT: Final = 420
LEFT: Final = 60
RIGHT: Final = 150
TOP: Final = 40
BOTTOM: Final = 40
COLOURS: Final = ("#d1495b", "#30638e", "#edae49", "#3c896d", "#76549a", "#8d6b48", "#5f6b6d", "#00798c")
LEAST: Final = 1e-3
"""What is below, a zero too, stands on the axis."""


@attrs.frozen
class Line:
    """One value for each step; None: there is none."""

    name: str
    values: Sequence[float | None]


def chart(title: str, steps: Sequence[str], lines: Sequence[Line]) -> str:
    """The whole file. Raises: ValueError if a line has not one value for each step, or no line has any."""
    if any(len(line.values) != len(steps) for line in lines):
        raise ValueError("one value for each step")
    known = [max(LEAST, value) for line in lines for value in line.values if value is not None]
    if not known:
        raise ValueError("nothing to draw")
    scale = _Scale(len(steps), math.floor(math.log10(min(known))), math.ceil(math.log10(max(known) * 1.0001)))
    return "\n".join([*_frame(title, steps, scale), *_drawn(lines, scale), "</svg>", ""])


@attrs.frozen
class _Scale:
    steps: int
    low: int
    high: int

    def x(self, step: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (step / max(1, self.steps - 1))

    def y(self, value: float) -> float:
        share = (math.log10(max(LEAST, value)) - self.low) / max(1, self.high - self.low)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


def _frame(title: str, steps: Sequence[str], scale: _Scale) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    )
    yield f'<text x="{LEFT}" y="20" font-size="15">{escape(title)}</text>'
    for power in range(scale.low, scale.high + 1):
        y = scale.y(10.0**power)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
    for number, step in enumerate(steps):
        yield f'<text x="{scale.x(number):.1f}" y="{HEIGHT - 16}" text-anchor="middle">{escape(step)}</text>'


def _drawn(lines: Sequence[Line], scale: _Scale) -> Iterator[str]:
    for number, line in enumerate(lines):
        colour = COLOURS[number % len(COLOURS)]
        points = " ".join(
            f"{scale.x(step):.1f},{scale.y(value):.1f}" for step, value in enumerate(line.values) if value is not None
        )
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        y = TOP + 18 * number
        yield f'<rect x="{WIDTH - RIGHT + 16}" y="{y}" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{WIDTH - RIGHT + 34}" y="{y + 10}">{escape(line.name)}</text>'
