"""Some seconds of work that goes on by itself, and what they cost: messages, processor time, latencies."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import attrs

from ringline_client.bench.running import Running
from ringline_client.bench.wires import Wires

WARM_SHARE: Final = 0.25
"""Of the measured time, before it: not counted."""


@attrs.define(eq=False)
class Tally:
    """What work reports to. Once `is_over`, it begins nothing more."""

    count: int = 0
    took_s: defaultdict[str, list[float]] = attrs.field(factory=lambda: defaultdict(list))
    is_over: bool = False
    under_way: int = 0
    """Begun, and not done."""

    def took(self, what: str, began_s: float) -> None:
        """From then until now."""
        self.took_s[what].append(time.perf_counter() - began_s)


@attrs.frozen
class Measured:
    """One stretch of one work on one server. `cpu_s`: the server's; `own_s`: the load client's."""

    work: str
    server: str
    count: int
    elapsed_s: float
    cpu_s: float
    own_s: float
    took_s: Mapping[str, Sequence[float]] = attrs.field(factory=dict)
    """Latencies, by what was waited for."""

    kb_each: float = 0.0
    """What each of them left in the server's memory, where that was asked."""

    @property
    def per_s(self) -> float:
        """Messages."""
        return self.count / self.elapsed_s

    @property
    def cpu_us(self) -> float:
        """The server's processor time for one message."""
        return self.cpu_s / max(1, self.count) * 1e6


@attrs.frozen
class Bench:
    """A server, connections to it, and how long each stretch is."""

    name: str
    running: Running
    wires: Wires
    seconds: float

    def measure(self, work: str, begin: Callable[[Tally], None], least: int = 1) -> Measured:
        """Begin, let it warm up, measure, let it come to its end. Raises: Stalled.

        However slow it is, `least` messages have come before it counts, and as many are counted.
        """
        tally = Tally()
        begin(tally)
        self.wires.run(self.seconds * WARM_SHARE)
        self.wires.until(lambda: tally.count >= least, f"the beginning of {work}")
        tally.count = 0
        tally.took_s.clear()
        stretch = self.stretch(work)
        self.wires.run(self.seconds)
        self.wires.until(lambda: tally.count >= least, work)
        measured = stretch(tally.count, {name: list(values) for name, values in tally.took_s.items()})
        tally.is_over = True
        self.wires.until(lambda: not tally.under_way, f"the end of {work}")
        return measured

    def stretch(self, work: str) -> Callable[..., Measured]:
        """From now on. What is returned ends it: `stretch(count, took_s)`."""
        before_kb, server_s = self.running.resident_kb(), self.running.cpu_s()
        own_s, started_s = time.process_time(), time.perf_counter()

        def ended(count: int, took_s: Mapping[str, Sequence[float]] | None = None) -> Measured:
            elapsed_s, own = time.perf_counter() - started_s, time.process_time() - own_s
            grown_kb = self.running.resident_kb() - before_kb
            computed_s = self.running.cpu_s() - server_s
            return Measured(work, self.name, count, elapsed_s, computed_s, own, took_s or {}, grown_kb / max(1, count))

        return ended
