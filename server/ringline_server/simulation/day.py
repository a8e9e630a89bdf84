"""A whole day from a seed: people arrive, things go wrong, faults stop, everything is brought to its end, all leave.

rough (faults) ── calm (none) ── closing (nothing new begins) ── quiet (everybody has left)
"""

from typing import Final

import attrs
import trio

from ringline_server.domain.policy import Account
from ringline_server.ids import Ids
from ringline_server.simulation import scheduler
from ringline_server.simulation.account import SERVICE, account_of
from ringline_server.simulation.chance import Chance
from ringline_server.simulation.checks.book import Book
from ringline_server.simulation.drive import Drive
from ringline_server.simulation.history import History
from ringline_server.simulation.host import Host
from ringline_server.simulation.logbook import logged_into
from ringline_server.simulation.nemesis import Nemesis
from ringline_server.simulation.network import Network
from ringline_server.simulation.people.agent import Agent
from ringline_server.simulation.people.service import Service
from ringline_server.simulation.people.supervisor import Supervisor
from ringline_server.simulation.watchdog import Stuck, watched
from ringline_server.simulation.world import World
from ringline_server.store.memory import MemoryMedium


class Broken(Exception):
    """The day could not be played to its end: the server stopped, or hangs. `book`: what happened until then."""

    def __init__(self, text: str, book: Book) -> None:
        super().__init__(text)
        self.book = book


COMPUTED_S_MAX: Final = 120
"""A day that takes more of a processor hangs; a usual one takes 4 s."""
CLOSING_S_MAX: Final = 180
SEEN_AGAIN: Final = 3
"""Streams of each device that are compared with a snapshot at the end, beside its own."""
QUIET_S: Final = 40
NUMBERS_EACH: Final = 10_000
"""Consumers are numbered, also those whose service never hears whether they are there: apart for each service."""
HANDS_OVER_S: Final = 0.8
"""A service does something about so often."""


@attrs.frozen
class Plan:
    """How large a day is, and how rough."""

    agents: int = 5
    consumers: int = 20
    services: int = 1
    """Each brings its share of the consumers, one every two seconds or so."""
    rough_s: int = 60
    calm_s: int = 20
    faults: bool = True
    troubles: tuple[str, ...] = ()
    """Which kinds go wrong (nemesis.TROUBLES). None: the seed decides."""
    second_devices: float = 0.3
    """How many of the agents have a second device."""


SHORT: Final = Plan(agents=3, consumers=6, rough_s=30, calm_s=12)
"""For many seeds: everybody and every trouble of a usual day, fewer of each, in 80 to 110 virtual seconds."""


def run(seed: int, plan: Plan = Plan(), computed_s_max: float = COMPUTED_S_MAX) -> Book:
    """One day. The same seed and plan give the same history. Raises: Broken."""
    history = History(seed)
    day = _Day(seed, plan, history)
    try:
        with logged_into(history), watched(computed_s_max) as bark:
            scheduler.run(seed, day.run, on_spin=bark)
    except Stuck as stuck:
        raise Broken(str(stuck), Book(history, day.accounts)) from stuck
    except ExceptionGroup as group:
        text = f"after {len(history.lines)} lines: {_first(group)!r}"
        raise Broken(text, Book(history, day.accounts)) from group
    return Book(history, day.accounts)


def _first(error: Exception) -> Exception:
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


@attrs.define(eq=False)
class _Day:
    seed: int
    plan: Plan
    history: History
    accounts: list[tuple[int, Account]] = attrs.field(factory=list)

    async def run(self) -> None:
        chance = Chance.of(self.seed, "day")
        network = Network(self.history.stamp)
        drive = Drive(MemoryMedium(Ids.seeded(f"{self.seed}/store")), self.history, chance.other("drive"))
        account = account_of(chance.other("account"), self.plan.agents)
        self.accounts.append((0, account))
        host = Host(account, self.history, network, drive, Ids.seeded(f"{self.seed}/server"))
        self.history.clock = host.since_start_ms
        async with trio.open_nursery() as nursery:
            world = World(self.history, network, host, chance, nursery, self.accounts)
            nursery.start_soon(host.run)
            await host.up.wait()
            await self._play(world, chance)
            nursery.cancel_scope.cancel()

    async def _play(self, world: World, chance: Chance) -> None:
        agents = [
            Agent(world, name, chance.other(name))
            for name, policy in world.host.account.agents.items()
            if not policy.supervisor
        ]
        for agent in agents:
            agent.begin(2 if chance.happens(self.plan.second_devices) else 1)
        services = self._services(world, chance)
        for service in services:
            service.begin()
        supervisor = Supervisor(world, chance.other("supervisor"))
        supervisor.begin()
        if self.plan.faults:
            await self._rough(world, chance.other("nemesis"))
        else:
            await trio.sleep(self.plan.rough_s)
        self._phase("calm")
        await trio.sleep(self.plan.calm_s)
        self._phase("closing")
        world.is_closing = True
        for _ in range(CLOSING_S_MAX):
            if self._is_done(agents, services):
                break
            await trio.sleep(1)
        for agent in agents:
            for device in agent.devices:
                for stream in [device.own, *list(device.pos)[-SEEN_AGAIN:]]:
                    await device.look_again(stream)
        desks = [device for agent in agents for device in agent.devices]
        for device in (*(service.device for service in services), supervisor.device, *desks):
            await device.leave()
        await trio.sleep(QUIET_S)
        self.history.note("server", "info", "figures", data=world.host.figures())

    def _services(self, world: World, chance: Chance) -> list[Service]:
        """They share the consumers."""
        share, rest = divmod(self.plan.consumers, self.plan.services)
        made = [Service(world, chance.other("service"), HANDS_OVER_S, share + rest)]
        for number in range(1, self.plan.services):
            own = chance.other(f"service{number}")
            made.append(Service(world, own, HANDS_OVER_S, share, f"{SERVICE}{number}", NUMBERS_EACH * number))
        return made

    async def _rough(self, world: World, chance: Chance) -> None:
        self._phase("rough")
        nemesis = Nemesis(world, chance, self.plan.troubles)
        with trio.move_on_after(self.plan.rough_s):
            await nemesis.run()
        await nemesis.heal()

    def _phase(self, name: str) -> None:
        self.history.note("nemesis", "info", "phase", data={"name": name})

    @staticmethod
    def _is_done(agents: list[Agent], services: list[Service]) -> bool:
        if any(service.open or service.unanswered for service in services):
            return False
        idle = all(agent.is_idle for agent in agents)
        return idle and all(consumer.device.is_done for service in services for consumer in service.consumers)
