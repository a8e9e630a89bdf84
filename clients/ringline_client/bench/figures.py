"""What several rounds say together: medians with their spread, and how much that is compared with the yardstick."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median
from typing import Any, Final

import attrs

from ringline_client.bench.loop import Measured

YARDSTICK: Final = "textbook"
OWN: Final = "ringline"
WORKS: Final = {
    "connect": "a connection: handshake; of Ringline token, welcome and snapshot, too",
    "echo": "a message there and back; of Ringline a ping of the protocol",
    "relay": "a word from one connection to another; of Ringline a partial of a transcript",
    "final": "a word that is on disk, to two readers; of the others: relay",
    "fan": "a word to everybody; of Ringline one that is on disk",
    "cycle": "new, rings, accepted, ended, ready again; of Ringline durable at each step",
}
"""What is done, and what one of it is."""
CLIENT_SHARE_MAX: Final = 0.9
"""Of one core, that the load client may compute before its own speed is what was measured: the rate is then a floor."""
AGAINST: Final = {"final": "relay"}
"""What the yardstick does in place of work that it does not know."""


@attrs.frozen
class Spread:
    """Of one figure, over all rounds."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Raises: ValueError if there are none."""
        ordered = sorted(values)
        if not ordered:
            raise ValueError("no values, no spread")
        return cls(median(ordered), ordered[0], ordered[-1])

    def text(self, digits: int = 0) -> str:
        """`1,234 (1,100–1,400)`"""
        return f"{self.middle:,.{digits}f} ({self.least:,.{digits}f}–{self.most:,.{digits}f})"


def percentile(values: Sequence[float], percent: float) -> float:
    """By the nearest rank: the smallest value that is not below so many of them. Raises: ValueError."""
    if not values:
        raise ValueError("no values, no percentile")
    rank = -(-len(values) * percent // 100)
    return sorted(values)[max(0, int(rank) - 1)]


@attrs.frozen
class Row:
    """One work on one server."""

    work: str
    server: str
    stretches: tuple[Measured, ...]

    @property
    def per_s(self) -> Spread:
        """Messages."""
        return Spread.of(one.per_s for one in self.stretches)

    @property
    def cpu_us(self) -> Spread:
        """Of the server, for each message."""
        return Spread.of(one.cpu_us for one in self.stretches)

    @property
    def kb_each(self) -> Spread:
        """Memory."""
        return Spread.of(one.kb_each for one in self.stretches)

    @property
    def own_share(self) -> float:
        """Of one core, at most, that the load client computed. Near 1 it would have been the limit."""
        return max(one.own_s / one.elapsed_s for one in self.stretches)

    @property
    def is_floor(self) -> bool:
        """The load client was the limit: the server can do more, and only its processor time is its own."""
        return self.own_share > CLIENT_SHARE_MAX

    @property
    def server_share(self) -> float:
        """The same of the server."""
        return max(one.cpu_s / one.elapsed_s for one in self.stretches)

    def spans(self) -> list[str]:
        """Names of what took time."""
        return sorted({name for one in self.stretches for name, values in one.took_s.items() if values})

    def took_ms(self, what: str, percent: float) -> Spread:
        """A percentile of each round."""
        found = [one.took_s[what] for one in self.stretches if one.took_s.get(what)]
        return Spread.of(percentile(values, percent) * 1000 for values in found)


@attrs.frozen
class Figures:
    """All rounds: in each of them every server did every work."""

    rounds: tuple[tuple[Measured, ...], ...]

    def rows(self) -> Iterator[Row]:
        """By work, then in the order in which servers came."""
        everything = [one for measured in self.rounds for one in measured]
        names = dict.fromkeys(one.server for one in everything)
        for work in dict.fromkeys(one.work for one in everything):
            for name in names:
                stretches = tuple(one for one in everything if (one.work, one.server) == (work, name))
                if stretches:
                    yield Row(work, name, stretches)

    def ratio(self, work: str, server: str, of: Callable[[Measured], float]) -> Spread | None:
        """To the yardstick, round by round; what both have lived through together. None: not both did it."""
        against = AGAINST.get(work, work)
        pairs = [
            of(mine) / of(its)
            for measured in self.rounds
            for mine in measured
            for its in measured
            if (mine.work, mine.server, its.work, its.server) == (work, server, against, YARDSTICK) and of(its)
        ]
        return Spread.of(pairs) if pairs else None

    def table(self) -> Iterator[str]:
        """Lines."""
        for work in dict.fromkeys(row.work for row in self.rows()):
            yield f"{work}: {WORKS.get(work, '')}"
            head = f"  {'':18}{'per second':>28}{'server CPU µs':>24}{'× textbook':>12}{'p50 ms':>9}{'p99 ms':>9}"
            yield f"{head}{'client':>8}{'kB':>6}"
            yield from (self._line(row) for row in self.rows() if row.work == work)
            yield ""

    def _line(self, row: Row) -> str:
        ratio = self.ratio(row.work, row.server, lambda one: one.cpu_us)
        spans = row.spans()
        took = [f"{row.took_ms(spans[-1], percent).middle:9.1f}" for percent in (50, 99)] if spans else [" " * 9] * 2
        weight = f"{row.kb_each.middle:6.0f}" if row.work == "connect" else " " * 6
        rate = f"{'≥ ' if row.is_floor else ''}{row.per_s.text()}"
        return (
            f"  {row.server:18}{rate:>28}{row.cpu_us.text():>24}"
            f"{'' if ratio is None else f'{ratio.middle:.2f}':>12}{''.join(took)}{row.own_share:8.0%}{weight}"
        )

    def plain(self) -> list[dict[str, Any]]:
        """For machines: every figure with its spread."""
        return [self._plain(row) for row in self.rows()]

    def _plain(self, row: Row) -> dict[str, Any]:
        ratio = self.ratio(row.work, row.server, lambda one: one.cpu_us)
        took = {
            name: {f"p{percent}": attrs.asdict(row.took_ms(name, percent)) for percent in (50, 90, 99)}
            for name in row.spans()
        }
        return {
            "work": row.work,
            "server": row.server,
            "rounds": len(row.stretches),
            "per_s": attrs.asdict(row.per_s),
            "per_s_is_floor": row.is_floor,
            "server_cpu_us": attrs.asdict(row.cpu_us),
            "server_cpu_share": row.server_share,
            "client_cpu_share": row.own_share,
            "cpu_ratio": None if ratio is None else attrs.asdict(ratio),
            "took_ms": took,
            "kb_each": attrs.asdict(row.kb_each),
        }
