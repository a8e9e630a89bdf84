"""The rows that say what one machine carries, each on servers of its own, from its figures to their aims.

A row yields its figures one by one: what breaks it off later does not take back what was found.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import Final

from benchmarks import scenes
from benchmarks.rates import highest
from benchmarks.scenes import PATIENCE_S, Stretch, Way
from benchmarks.sheet import Figure
from ringline_client.bench import account
from ringline_client.bench.account import Size
from ringline_client.bench.figures import percentile
from ringline_client.bench.loop import Measured, Tally
from ringline_client.bench.own import Cycles, Floor
from ringline_client.bench.speaking import Hall
from ringline_client.bench.talk import Frame, Talk
from ringline_protocol.limits import COMMANDS_BURST_MAX, COMMANDS_PER_S_MAX

Found = Iterator[Figure]

OFFER_MS: Final = 10
REPLY_MS: Final = 20
FREED_MAX: Final = 500
"""Next offers that are waited for."""
FREED_S: Final = 60
TAKING: Final = 10
"""Agents who take from the long line, each with four slots: far less than the server can do."""
PAUSE_S: Final = 2.5
"""From a ring to its accept, there: an agent then says five commands a second, half of what they may."""
EACH: Final = 10
"""Of a backlog, for each agent: three commands each, as many as a connection may say at once."""
DRAINED_MIN: Final = 1_000
"""A smaller backlog is drained as often as this takes."""
EVEN_PER_S: Final = 20
"""Cycles of a house that grows: what ten agents can do, whose connections may say ten commands a second each."""
STEADY_PER_S: Final = 150
"""Cycles, one after the other. An event is kept for WINDOW_MS, 3 kB of each cycle: memory follows the rate."""
STEADY_MAX: Final = 100
"""Under way at once; when as many are, none comes, and the row says a lower rate."""
WARM_S: Final = 180
"""Before growth is counted: longer than WINDOW_MS, and the 7,500 cycles after which SQLite's cache is full."""
SAMPLES: Final = 40


# --- arrivals


def offer(way: Way, wish: argparse.Namespace) -> Found:
    """Arrivals at a steady rate ring with idle agents, who let it ring: the rate wished, or the highest kept."""
    for agents in wish.agents:
        with way.floor(f"offer{agents}", Size(agents, 0, 0)) as floor:
            name = f"arrival to offer, {agents:,} idle agents"
            yield from _kept(way, floor, wish.rate, "offer", OFFER_MS, name, is_answered=False)


def accept(way: Way, wish: argparse.Namespace) -> Found:
    """Whole cycles at a steady rate: the rate that is wished, or the highest at which accepts are answered in time."""
    with way.floor("accept", Size(wish.agents[0], 0, 0)) as floor:
        name = f"accept to reply (durable), whole cycles, {wish.agents[0]:,} agents"
        yield from _kept(way, floor, wish.rate, "accept", REPLY_MS, name, is_answered=True)


def _kept(way: Way, floor: Floor, rate: float, what: str, limit_ms: float, name: str, *, is_answered: bool) -> Found:
    done: dict[float, Stretch] = {}

    def is_kept(tried: float) -> bool:
        done[tried] = one = scenes.arrivals(floor, tried, is_answered=is_answered)
        way.tell(f"{tried:.3g}/s: p99 {one.p99_ms(what):,.1f} ms{'' if one.is_kept else ', NOT kept up'}")
        return one.is_kept and one.p99_ms(what) <= limit_ms

    scenes.arrivals(floor, max(1.0, rate / 20), is_answered=is_answered)  # warming up
    best = highest(rate, is_kept)
    wished = done[rate]
    how = "" if wished.is_kept else f", NOT kept up: {wished.measured.per_s:.0f}/s"
    yield Figure(f"{name}, {rate:g}/s{how}: p50", wished.p50_ms(what), "ms")
    yield Figure(f"{name}, {rate:g}/s{how}: p99", wished.p99_ms(what), "ms", at_most=limit_ms)
    yield Figure(f"{name}: the highest rate with p99 within {limit_ms:g} ms", best or 0.0, "/s", at_least=rate)
    if best and best != rate:
        yield Figure(f"{name}, {best:.3g}/s: p50", done[best].p50_ms(what), "ms")
        yield Figure(f"{name}, {best:.3g}/s: p99", done[best].p99_ms(what), "ms")
    yield Figure(f"{name}: computed for each", done[best or rate].measured.cpu_us / 1000, "ms")


# --- as much as it can


def words(way: Way, wish: argparse.Namespace) -> Found:
    """As many cycles, partials, finals and words to everybody as it can."""
    count = wish.agents[0]
    with way.floor("words", Size(count, count // 2, count)) as floor:
        yield from _speed(floor.cycle(), f"full cycles, {count:,} agents", 1_500, "cycle")
        way.tell("cycles done; conversations begin")
        hall = Hall(floor)
        hall.open()
        yield from _speed(hall.relay(), f"partials relayed, {count:,} connections", 30_000, "relay")
        hall.watch()
        yield from _speed(hall.final(), "finals, durable, deliveries to two readers each", 20_000, "final")
        yield from _speed(hall.fan(), f"one event to {count:,} supervisors, deliveries", 150_000, "fan")


def _speed(measured: Measured, name: str, at_least: float, key: str) -> Found:
    yield Figure(name, measured.per_s, "/s", at_least=at_least, key=f"{key}_per_s")
    yield Figure(f"{name}: computed for each", measured.cpu_us, "µs", key=f"{key}_us")
    yield Figure(f"{name}: the load client's share of a core", 100 * measured.own_s / measured.elapsed_s, "%")


def crowd(way: Way, wish: argparse.Namespace) -> Found:
    """All come in at once, sixteen handshakes at a time: hello, token, snapshot."""
    with way.floor("crowd", Size(wish.crowd, 0, 0), is_connected=False) as floor:
        came = floor.connect()
        name = f"{came.count:,} connections with hello and snapshot"
        yield Figure(name, came.elapsed_s, "s", at_most=10 * came.count / 5_000)
        yield Figure(f"{name}: computed for each", came.cpu_us / 1000, "ms", key="connect_ms")
        name = f"memory of an idle connected agent, of {came.count:,}"
        yield Figure(name, came.kb_each, "kB", at_most=40, key="agent_kb")


# --- much that is open


def waiting(way: Way, wish: argparse.Namespace) -> Found:
    """A long line: what it weighs, how fast a freed agent has the next one, and a restart with all of it."""
    size = Size(TAKING, 0, 0, lines=_lines(wish.waiting))
    with way.floor("waiting", size) as floor:
        scenes.away(floor)
        before_kb = floor.bench.running.resident_kb()
        count = scenes.fill(way, floor, wish.waiting)
        each_kb = (floor.bench.running.resident_kb() - before_kb) / count
        yield Figure(f"memory of a waiting interaction, of {count:,}", each_kb, "kB", at_most=6, key="waiting_kb")
        took_s = scenes.freed(floor, min(FREED_MAX, count // 4), FREED_S, PAUSE_S)
        for percent, limit in ((50, None), (99, OFFER_MS)):
            name = f"freed agent to next offer, backlog {count:,}, {len(took_s)} of them: p{percent}"
            yield Figure(name, percentile(took_s, percent) * 1000, "ms", at_most=limit)
        scenes.away(floor)
    yield from _restart(way, "waiting", size, count, 2)


def restart(way: Way, wish: argparse.Namespace) -> Found:
    """A much longer line, or as long as it gets in some minutes; then the server is killed, and starts again."""
    size = Size(1, 0, 0, lines=_lines(wish.restart))
    with way.floor("restart", size) as floor:
        scenes.away(floor)
        count = scenes.fill(way, floor, wish.restart, wish.fill_minutes * 60)
    yield from _restart(way, "restart", size, count, 15)


def _lines(count: int) -> int:
    return -(-count // account.WAITING_MAX)


def _restart(way: Way, name: str, size: Size, count: int, at_most_s: float) -> Found:
    way.tell(f"restart with {count:,} waiting")
    started_s = time.perf_counter()
    with way.floor(name, size, is_connected=False) as floor:
        yield Figure(f"restart with {count:,} waiting: answers", time.perf_counter() - started_s, "s")
        heard: list[Frame] = []
        agent = Talk(account.agents(size)[0], heard.append).open(floor.bench)
        floor.bench.wires.until(lambda: agent.is_in, "hello after a restart", PATIENCE_S)
        agent.ask("agent.set_status", {"status": "ready"})
        floor.bench.wires.until(
            lambda: any(frame.get("event") == "offer.created" for frame in heard), "the first offer", PATIENCE_S
        )
        name = f"restart with {count:,} waiting: first offer"
        yield Figure(name, time.perf_counter() - started_s, "s", at_most=at_most_s)
        yield Figure(f"{name}: computed until then", floor.bench.running.cpu_s(), "s")


def quiet(way: Way, wish: argparse.Namespace) -> Found:
    """What an open conversation weighs in which nobody speaks."""
    count = wish.agents[0]
    with way.floor("quiet", Size(count, 0, 0)) as floor:
        before_kb = floor.bench.running.resident_kb()
        accepted: list[Frame] = []
        for agent in floor.agents:
            agent.on_event = scenes.accepting(agent, accepted)
        for _ in range(count):
            floor.create(account.PAIRS, lambda _: None)
        floor.bench.wires.until(lambda: len(accepted) == count, "accepting", PATIENCE_S)
        each_kb = (floor.bench.running.resident_kb() - before_kb) / count
        yield Figure(f"memory of an open quiet interaction, of {count:,}", each_kb, "kB", at_most=8)


# --- as a house grows


def growth(way: Way, wish: argparse.Namespace) -> Found:
    """What a cycle costs with few agents and with many, at the same rate; without what the connections cost at rest."""
    costs, shares = list[float](), list[float]()
    for agents in wish.sizes:
        with way.floor(f"growth{agents}", Size(agents, 0, 0)) as floor:
            scenes.arrivals(floor, EVEN_PER_S, is_answered=True)  # warming up
            at_rest = floor.bench.stretch("at rest")
            floor.bench.wires.run(2 * floor.bench.seconds)
            rest_share = (still := at_rest(1)).cpu_s / still.elapsed_s
            measured = scenes.arrivals(floor, EVEN_PER_S, is_answered=True).measured
            cost = (measured.cpu_s - rest_share * measured.elapsed_s) / measured.count
        costs.append(cost)
        shares.append(rest_share)
        name = f"a cycle with {agents:,} agents, {EVEN_PER_S}/s: computed"
        yield Figure(name, cost * 1000, "ms", curve="at one rate", size=agents)
        yield Figure(f"{agents:,} agents at rest: share of a core", 100 * rest_share, "%")
    if len(wish.sizes) > 1:
        more = wish.sizes[-1] - wish.sizes[0]
        yield Figure("an agent at rest", 1_000 * (shares[-1] - shares[0]) / more, "ms/s", key="rest_ms_per_s")
    sizes = " / ".join(f"{size:,}" for size in wish.sizes)
    yield Figure(f"a cycle with {sizes} agents: dearest over cheapest", max(costs) / min(costs), "×", at_most=1.2)


def drain(way: Way, wish: argparse.Namespace) -> Found:
    """A backlog of ten for each agent, until it is gone."""
    costs: list[float] = []
    for agents in wish.drains:
        drained = _drained(way, agents)
        count, cpu_s = sum(one.count for one in drained), sum(one.cpu_s for one in drained)
        costs.append(cpu_s / count)
        times = f", {len(drained)} times" if len(drained) > 1 else ""
        name = f"drained, {agents:,} agents, backlog {drained[0].count:,}{times}"
        yield Figure(name, count / sum(one.elapsed_s for one in drained), "/s")
        yield Figure(f"{name}: computed for each", cpu_s / count * 1000, "ms", curve="with a backlog", size=agents)
    sizes = " / ".join(f"{size:,}" for size in wish.drains)
    yield Figure(f"drained, {sizes} agents: dearest over cheapest", max(costs) / min(costs), "×", at_most=1.1)


def _drained(way: Way, agents: int) -> list[Measured]:
    """Each time."""
    backlog = agents * EACH
    with way.floor(f"drain{agents}", Size(agents, 0, 0, lines=_lines(backlog))) as floor:
        return [_drained_once(way, floor, backlog) for _ in range(-(-DRAINED_MIN // backlog))]


def _drained_once(way: Way, floor: Floor, backlog: int) -> Measured:
    scenes.away(floor)
    scenes.fill(way, floor, backlog)
    floor.bench.wires.run(COMMANDS_BURST_MAX / COMMANDS_PER_S_MAX)  # then agents may say all they have to
    tally = Tally(is_over=True)
    stretch = floor.bench.stretch("drain")
    Cycles(floor, tally).begin(0)
    for agent in floor.agents:
        agent.ask("agent.set_status", {"status": "ready"})
    floor.bench.wires.until(lambda: tally.count == backlog, "the end of the line", PATIENCE_S)
    return stretch(backlog)


def steady(way: Way, wish: argparse.Namespace) -> Found:
    """Cycles at one rate, for minutes: what grows."""
    with way.floor("steady", Size(wish.agents[0], 0, 0)) as floor:
        tally, whole_s = Tally(), wish.steady_minutes * 60
        _come_evenly(floor, tally)
        floor.bench.wires.run(WARM_S)
        way.tell(f"{tally.count:,} cycles to warm up")
        began, samples = tally.count, list[tuple[float, float, float]]()
        for _ in range(SAMPLES):
            floor.bench.wires.run(whole_s / SAMPLES)
            running = floor.bench.running
            samples.append((running.resident_kb(), running.descriptors(), scenes.tasks(floor)))
            way.tell(f"{tally.count:,} cycles, {running.resident_kb() / 1024:,.0f} MiB")
        tally.is_over = True
        floor.bench.wires.until(lambda: not tally.under_way, "the last cycles", PATIENCE_S)
    done = tally.count - began
    yield Figure(f"cycles at {done / whole_s:.0f}/s, after {WARM_S} s to warm up", done, "")
    for name, values in zip(("memory", "descriptors", "tasks"), zip(*samples, strict=True), strict=True):
        first, last = median(values[: SAMPLES // 8]), median(values[-SAMPLES // 8 :])
        yield Figure(f"{done:,} cycles: {name} after over before", 100 * (last / first - 1), "%", at_most=2)


def _come_evenly(floor: Floor, tally: Tally) -> None:
    """STEADY_PER_S of them, until it is over."""
    cycles, started_s = Cycles(floor, tally, goes_on=False), time.perf_counter()
    cycles.begin(0)

    def come(number: int) -> None:
        if tally.is_over:
            return
        if tally.under_way < STEADY_MAX:
            cycles.come(time.perf_counter())
        floor.bench.wires.at(started_s + (number + 1) / STEADY_PER_S, partial(come, number + 1))

    come(0)


ROWS: Final[dict[str, Callable[[Way, argparse.Namespace], Found]]] = {
    row.__name__: row for row in (words, offer, accept, crowd, quiet, growth, drain, steady, waiting, restart)
}
MINUTES_MAX: Final = {"restart": 9, "offer": 6}
"""Of a row; of others: five, and for `steady` as long as it was told, warming up, and two."""


def limit_s(name: str, wish: argparse.Namespace) -> float:
    """After which a row is broken off."""
    return 60 * (wish.steady_minutes + WARM_S / 60 + 2 if name == "steady" else MINUTES_MAX.get(name, 5))
