"""Rounds: in each, every server is started anew, does all the work, and is ended. So all of them live through the same.

figures = play([yardstick(100), own(Size(100, 50, 100))], rounds=3, seconds=2.0, tell=print)
"""

import sys
from collections.abc import Callable, Iterator, Sequence
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


def own(size: Size, texts: Sequence[int] = ()) -> Contestant:
    """Ringline. With `texts` it relays texts of so many bytes, and does nothing else."""
    work = partial(_own_relays, size, texts) if texts else partial(_own_work, size)
    return Contestant(OWN, lambda folder: account.ringline(folder, size), work)


def peer(
    name: str, command: Sequence[str], connections: int, dialect: Dialect = PLAIN, texts: Sequence[int] = ()
) -> Contestant:
    """A server with the rules of `house`. `texts`: as for `own`."""
    paths = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    work = (
        partial(_simple_relays, dialect, connections, texts) if texts else partial(_simple_work, dialect, connections)
    )
    return Contestant(name, lambda folder: serving(command, paths, folder / "server.log"), work)


def yardstick(connections: int, texts: Sequence[int] = ()) -> Contestant:
    """The textbook server. `texts`: as for `own`."""
    return peer(YARDSTICK, [sys.executable, "-m", "ringline_client.bench.textbook"], connections, texts=texts)


def relay_of(size: int) -> str:
    """The name of that work."""
    return f"relay-{size}"


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


def _own_relays(size: Size, texts: Sequence[int], bench: Bench) -> Iterator[Measured]:
    floor = Floor(bench, size)
    floor.connect()
    hall = Hall(floor)
    hall.open()
    for each in texts:
        yield hall.relay(simple.text_of(each), relay_of(each))


def _simple_relays(dialect: Dialect, connections: int, texts: Sequence[int], bench: Bench) -> Iterator[Measured]:
    talks, _ = simple.join(bench, dialect, connections)
    for each in texts:
        yield simple.relay(bench, talks, simple.text_of(each), relay_of(each))
