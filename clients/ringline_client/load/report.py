"""What a load test says: a line while it runs, a table and a verdict at the end, the same as JSON for machines."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ringline_client.load.tally import Tally

ROWS: Final[Mapping[str, str]] = {
    "connect": "signing in, until caught up",
    "create": "a consumer reaches out: the reply",
    "line": "from reaching out to a ring: the wait for a free agent is in it",
    "accept": "an agent accepts: the reply",
    "answered": "from reaching out to seeing the agent",
    "say": "a message: the reply",
    "message": "a message: on the other side's screen",
    "end": "a goodbye: the reply",
    "wrap-up": "a wrap-up completed: the reply",
    "own lag": "how late this load test itself was",
}
"""What is measured."""
SERVERS: Final = ("create", "accept", "say", "message", "end", "wrap-up")
"""What only the server answers for: thresholds are for these."""
PERCENTS: Final = (50, 90, 99, 100)
LAG_SHARE_MAX: Final = 0.5
"""Of a latency that may be the load test's own before the figures say more about it than about the server."""


@attrs.frozen
class Limits:
    """What the test must not exceed. None: whatever it is."""

    p99_ms: float | None = None
    """Of everything that only the server answers for."""
    gave_up_percent: float | None = None
    """Of all who reached out."""
    errors: int = 0


def progress(tally: Tally, elapsed_s: float) -> str:
    """One line."""
    (p50, p99) = tally.took["message"].percentiles(50, 99)
    return (
        f"{elapsed_s:5.0f} s  agents {tally.now['agents']}  waiting {tally.now['waiting']}  "
        f"talking {tally.now['talking']}  talked {tally.counts['talked']}  gave up {tally.counts['gave up']}  "
        f"messages {tally.counts['messages']} (p50 {p50 * 1000:.0f}, p99 {p99 * 1000:.0f} ms)  "
        f"errors {tally.errors.total()}"
    )


def table(tally: Tally) -> Iterator[str]:
    """Lines."""
    counted = ("talked", "gave up", "turned away", "overtaken", "messages", "lost")
    yield "  ".join(f"{name} {tally.counts[name]}" for name in counted)
    yield ""
    yield f"{'ms':10}{'count':>9}" + "".join(f"{_name(percent):>9}" for percent in PERCENTS)
    for name, about in ROWS.items():
        took = tally.took[name]
        figures = "".join(f"{value * 1000:9.1f}" for value in took.percentiles(*PERCENTS))
        yield f"{name:10}{took.count:9}{figures}   {about}"
    for error, count in tally.errors.most_common():
        yield f"error: {error} ({count})"
    yield from _caution(tally)


def _name(percent: int) -> str:
    return "most" if percent == 100 else f"p{percent}"


def _caution(tally: Tally) -> Iterator[str]:
    (lag_s,), (message_s,) = tally.took["own lag"].percentiles(99), tally.took["message"].percentiles(99)
    if message_s and lag_s > message_s * LAG_SHARE_MAX:
        yield (
            f"This load test was late itself (p99 {lag_s * 1000:.0f} ms): its latencies are an upper bound. "
            "Run it on another machine, or with fewer people."
        )


def misses(tally: Tally, limits: Limits) -> list[str]:
    """What was exceeded, as sentences. Words that were lost, and a test in which nobody talked, always are."""
    found = []
    if tally.counts["lost"]:
        found.append(f"{tally.counts['lost']} messages were lost")
    if not tally.counts["talked"]:
        found.append("nobody talked with anybody")
    if tally.errors.total() > limits.errors:
        found.append(f"{tally.errors.total()} errors, at most {limits.errors}")
    came = sum(tally.counts[name] for name in ("talked", "gave up", "turned away"))
    gave_up = 100 * tally.counts["gave up"] / max(1, came)
    if limits.gave_up_percent is not None and gave_up > limits.gave_up_percent:
        found.append(f"{gave_up:.1f} % gave up, at most {limits.gave_up_percent:g} %")
    for name in SERVERS:
        (p99,) = tally.took[name].percentiles(99)
        if limits.p99_ms is not None and p99 * 1000 > limits.p99_ms:
            found.append(f"{name}: p99 {p99 * 1000:.1f} ms, at most {limits.p99_ms:g} ms")
    return found


def plain(tally: Tally, missed: list[str]) -> dict[str, Any]:
    """For machines: milliseconds."""
    took = {
        name: {"count": tally.took[name].count}
        | {_name(percent): round(value * 1000, 3) for percent, value in zip(PERCENTS, values, strict=True)}
        for name in ROWS
        for values in [tally.took[name].percentiles(*PERCENTS)]
    }
    return {"counts": dict(tally.counts), "took_ms": took, "errors": dict(tally.errors), "missed": missed}
