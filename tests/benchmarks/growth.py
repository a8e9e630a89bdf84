"""What one machine carries, computed from what `headline` measured: the figures of the page "Growth".

  growth.py head.json                        print them
  growth.py head.json --write                put them into server/README.md, in place of those that are there

The page's words are written by hand, and have no figures; all figures are here, between two marks.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

ROOT: Final = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

from benchmarks.sheet import Sheet  # noqa: E402 - the path comes first

PAGE: Final = ROOT / "server" / "README.md"
BEGIN: Final = "<!-- figures of growth: tests/benchmarks/growth.py -->"
END: Final = "<!-- end of the figures -->"
CORE_MS: Final = 600
"""Of each second, that one core should compute: the rest is room for p99 to breathe."""
SPAN_S: Final = 300
"""In which an agent does one piece of work."""


@attrs.frozen
class Costs:
    """Computed for one of each, in ms; kept in memory, in kB."""

    cycle: float
    final: float
    """To one reader."""
    partial: float
    reader: float
    """One event more to one more reader."""
    connection: float
    rest: float
    """Of an agent, each second."""
    agent_kb: float
    waiting_kb: float

    @classmethod
    def of(cls, found: Mapping[str, float]) -> "Costs":
        """From `headline`, where a final is told to two readers. Raises: KeyError, with what is missing."""
        reader = found["fan_us"] / 1000
        return cls(
            cycle=found["cycle_us"] / 1000,
            final=2 * found["final_us"] / 1000 - reader,
            partial=found["relay_us"] / 1000,
            reader=reader,
            connection=found["connect_ms"],
            rest=max(0.0, found["rest_ms_per_s"]),
            agent_kb=found["agent_kb"],
            waiting_kb=found["waiting_kb"],
        )


@attrs.frozen
class Work:
    """What an agent does in SPAN_S. `readers`: more of them, of everything that is said."""

    name: str
    finals: int
    partials: int
    readers: int = 0

    def ms(self, costs: Costs) -> float:
        """Computed for it."""
        said = self.finals * costs.final + self.partials * costs.partial
        return costs.cycle + said + self.readers * (self.finals + self.partials) * costs.reader

    def agents(self, costs: Costs) -> float:
        """As many as one core has room for, who rest meanwhile, too."""
        return CORE_MS / (self.ms(costs) / SPAN_S + costs.rest)


CHAT: Final = Work("one chat: 20 messages, 20 typing", 20, 20)
CALL: Final = Work("one call, transcribed: 60 finals, 240 partials", 60, 240)
WORKS: Final = (CHAT, CALL, Work("the same call, a supervisor reading along everywhere", 60, 240, 1))


def figures(costs: Costs) -> Iterator[str]:
    """Lines of three tables: what was measured, what it means for people, and what follows."""
    yield from _table("work", "computed, or kept", _measured(costs))
    works = [(one.name, f"{one.ms(costs):.0f} ms", _round(one.agents(costs))) for one in WORKS]
    rate = f"{_round(CORE_MS / costs.cycle)} cycles a second"
    cycles = ("cycles alone (rings, nothing said)", f"{costs.cycle:.1f} ms", rate)
    yield from ("", "| what an agent does, each in 5 minutes | computed for it | agents on one core |", "|---|---|---|")
    yield from (f"| {' | '.join(cells)} |" for cells in (*works, cycles))
    yield ""
    yield from _table("what follows", "", _follows(costs, CHAT.agents(costs), CALL.agents(costs)))


def _measured(costs: Costs) -> dict[str, str]:
    return {
        "a whole cycle: intake, ring, accept, end, wrap-up": f"{costs.cycle:.2f} ms",
        "a final segment or message: durable, answered, told to one reader": f"{costs.final:.2f} ms",
        "a partial or typing: relayed to one reader, answered": f"{costs.partial:.2f} ms",
        "one event more to one more reader": f"{costs.reader:.3f} ms",
        "a connection: hello, tokens, snapshot, caught up": f"{costs.connection:.2f} ms",
        "an agent at rest, each second (heartbeats)": f"{costs.rest:.3f} ms",
        "an agent, connected": f"{costs.agent_kb:.0f} kB",
        "a waiting interaction": f"{costs.waiting_kb:.1f} kB",
    }


def _follows(costs: Costs, chats: float, calls: float) -> dict[str, str]:
    back_per_s = CORE_MS / costs.connection
    return {
        "finals of a whole house": f"{_round(CORE_MS / costs.final)}/s",
        "partials of a whole house": f"{_round(CORE_MS / costs.partial)}/s",
        "memory of all agents in chats": f"{chats * costs.agent_kb / 1000:.0f} MB",
        "memory of 10,000 that wait": f"{10 * costs.waiting_kb:.0f} MB",
        "a crowd that comes back at once": f"{_round(back_per_s)} connections a second",
        "all agents in chats, back again": f"{chats / back_per_s:.0f} s",
        "10 machines, a house each": f"{_round(10 * chats)} agents in chats, or {_round(10 * calls)} in calls",
        "100 machines, a house each": f"{_round(100 * chats)} agents in chats, or {_round(100 * calls)} in calls",
    }


def _table(left: str, right: str, cells: Mapping[str, str]) -> Iterator[str]:
    yield from (f"| {left} | {right} |", "|---|---|")
    yield from (f"| {name} | {said} |" for name, said in cells.items())


def _round(value: float) -> str:
    """Two digits that count: no more is known."""
    unit = 10 ** max(0, len(str(int(value))) - 2)
    return f"{int(value / unit) * unit:,}"


def put(page: str, block: str) -> str:
    """The page with these figures. Raises: ValueError if it has not exactly one place for them."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in after:
        raise ValueError(f"the page has not exactly one {BEGIN}, then {END}")
    return f"{before}{BEGIN}\n{block}\n{END}{after}"


def main() -> int:
    """Exit status 1: something was not measured."""
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("json", type=Path, help="what headline.py --json wrote: words, crowd, growth and waiting of it")
    known.add_argument("--write", action="store_true", help=f"into {PAGE.relative_to(ROOT)}")
    wish = known.parse_args()
    sheet = Sheet.read(wish.json)
    try:
        lines = list(figures(Costs.of(sheet.keyed())))
    except KeyError as missing:
        print(f"not measured: {missing}; run headline.py --only words,crowd,growth,waiting", file=sys.stderr)
        return 1
    about = f"{sheet.machine['processor']}, {sheet.machine['cores']} cores: {sheet.rows['words'].run}"
    block = "\n".join([f"Measured on {about}.", "", *lines])
    if wish.write:
        PAGE.write_text(put(PAGE.read_text(), block))
    else:
        print(block)
    return 0


if __name__ == "__main__":
    sys.exit(main())
