"""Rounds: in each, every server is started anew, does all the work, and is ended. So all of them live through the same.

figures = play([yardstick(100), own(Size(100, 50, 100))], rounds=3, seconds=2.0, tell=print)
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from ringline_client.bench import account, simple
from ringline_client.bench.account import Size
from ringline_client.bench.figures import OWN, YARDSTICK, Figures
from ringline_client.bench.loop import Bench, Measured
from ringline_client.bench.own import Floor
from ringline_client.bench.running import Running, serving
from ringline_client.bench.simple import PLAIN, Dialect
from ringline_client.bench.speaking import Hall
from ringline_client.bench.wires import Wires


@attrs.frozen
class Contestant:
    """A server: how it is started in a folder, and what it does there."""

    name: str
    start: Callable[[Path], AbstractContextManager[Running]]
    work: Callable[[Bench], Iterator[Measured]]


def own(size: Size) -> Contestant:
    """Ringline."""
    return Contestant(OWN, lambda folder: account.ringline(folder, size), partial(_own_work, size))


def peer(
    name: str, command: Sequence[str], connections: int, dialect: Dialect = PLAIN, environment: Mapping[str, str] = {}
) -> Contestant:
    """A server with the rules of `house`."""
    paths = {"PYTHONPATH": ":".join(path for path in sys.path if path), **environment}
    return Contestant(
        name,
        lambda folder: serving(command, paths, folder / "server.log"),
        partial(_simple_work, dialect, connections),
    )


def yardstick(connections: int) -> Contestant:
    """The textbook server."""
    return peer(YARDSTICK, [sys.executable, "-m", "ringline_client.bench.textbook"], connections)


def play(
    contestants: Sequence[Contestant], rounds: int, seconds: float, tell: Callable[[str], None] = lambda _: None
) -> Figures:
    """Every other round in the other order. Raises: Stalled, NoServer."""
    found: list[tuple[Measured, ...]] = []
    for number in range(rounds):
        measured: list[Measured] = []
        for one in contestants if number % 2 == 0 else contestants[::-1]:
            for stretch in _once(one, seconds):
                tell(f"round {number + 1} of {rounds}: {one.name}, {stretch.work}")
                measured.append(stretch)
        found.append(tuple(measured))
    return Figures(tuple(found))


def _once(one: Contestant, seconds: float) -> Iterator[Measured]:
    with (
        TemporaryDirectory(prefix="ringline-bench-") as folder,
        one.start(Path(folder)) as running,
        closing(Wires()) as wires,
    ):
        yield from one.work(Bench(one.name, running, wires, seconds))


def _own_work(size: Size, bench: Bench) -> Iterator[Measured]:
    floor = Floor(bench, size)
    yield floor.connect()
    yield floor.echo()
    yield floor.cycle()
    hall = Hall(floor)
    hall.open()
    yield hall.relay()
    hall.watch()
    yield hall.final()
    yield hall.fan()


def _simple_work(dialect: Dialect, connections: int, bench: Bench) -> Iterator[Measured]:
    talks, connected = simple.join(bench, dialect, connections)
    yield connected
    for work in (simple.echo, simple.route, simple.relay, simple.fan):
        yield work(bench, talks)
