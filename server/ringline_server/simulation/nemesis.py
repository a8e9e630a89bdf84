"""What goes wrong in a day. Each day has its own mix; when the rough part is over, everything is well again.

links     cut, half_open, hiccup, slow        clients   sleep, anew, twice
disk      disk_slow, disk_full                server    crash, crash_at_step, replaced, drain, reload, clock_jump
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final

import attrs
import trio

from ringline_server.simulation.account import reloaded
from ringline_server.simulation.chance import Chance
from ringline_server.simulation.device import Device
from ringline_server.simulation.drive import AFTER, BEFORE
from ringline_server.simulation.network import Conditions, Link
from ringline_server.simulation.world import World

ONE_IN: Final = 40
"""Of so many devices one is hit at a time: in a day of hundreds, several."""
KINDS_MIN: Final = 2
"""Kinds of trouble in one day, at least."""
EVERY_S: Final = (0.5, 6.0)
JUMP_MS_MAX: Final = 3_600_000
LATENCY_S_MAX: Final = 0.08
"""Of a link that is well."""
BUFFERS_BYTES: Final = (500, 4_000, 64_000)
"""Of a slow link: the smallest make the server wait before anybody else notices."""
STEPS_AHEAD_MAX: Final = 40
"""A crash at a step of a write waits for at most so many of them."""


@attrs.define(eq=False)
class Nemesis:
    """`run` until cancelled, then `heal`."""

    world: World
    chance: Chance
    troubles: tuple[str, ...] = ()
    """Only these; none: a mix by chance."""

    async def run(self) -> None:
        """One trouble after the other; several may last at the same time."""
        kinds = list(TROUBLES)
        mix = list(self.troubles) or [kind for kind in kinds if self.chance.happens(0.35)]
        while len(mix) < KINDS_MIN:
            mix.append(self.chance.choice(kinds))
        self.world.is_rough = self.chance.happens(0.5)
        self._note("mix", kinds=" ".join(mix), rough=self.world.is_rough)
        async with trio.open_nursery() as nursery:
            while True:
                await trio.sleep(self.chance.seconds(*EVERY_S))
                kind = self.chance.choice(mix)
                crowd = 0 if kind in OF_THE_SERVER else len(self.world.devices)
                for _ in range(1 + crowd // ONE_IN):
                    nursery.start_soon(partial(TROUBLES[kind], self))

    async def heal(self) -> None:
        """Everything works from now on, and everybody is awake."""
        self.world.is_rough = False
        drive, host = self.world.host.drive, self.world.host
        drive.on_step = lambda step: None
        self._disk_well()
        for link in self.world.network.links:
            self._link_well(link)
            if not link.is_up:
                link.change(is_cut=True)
        for device in self.world.devices:
            device.wake()
        await host.up.wait()

    def _note(self, kind: str, **data: object) -> None:
        self.world.history.note("nemesis", "info", kind, data=data)

    # --- links

    async def cut(self) -> None:
        """Both ends learn of it."""
        for link in self._some_link():
            self._note("cut", link=link.name)
            link.change(is_cut=True)

    async def half_open(self) -> None:
        """Neither end learns of it."""
        for link in self._some_link():
            self._note("half open", link=link.name)
            link.change(is_stalled=True)

    async def hiccup(self) -> None:
        """Nothing gets through for a while, then everything."""
        for link in self._some_link():
            self._note("hiccup", link=link.name)
            link.change(is_stalled=True)
            await trio.sleep(self.chance.seconds(0.2, 30))
            link.change(is_stalled=False)

    async def slow(self) -> None:
        """A few bytes at a time."""
        for link in self._some_link():
            self._note("slow", link=link.name)
            piece, gap_s = self.chance.between(20, 2_000), self.chance.seconds(0.02, 0.5)
            link.change(piece_bytes=piece, gap_s=gap_s, latency_s=self.chance.seconds(0.1, 1.5))
            link.change(buffer_bytes=self.chance.choice(BUFFERS_BYTES))
            await trio.sleep(self.chance.seconds(2, 30))
            self._link_well(link)

    @staticmethod
    def _link_well(link: Link) -> None:
        well = Conditions()
        link.change(piece_bytes=well.piece_bytes, gap_s=well.gap_s, buffer_bytes=well.buffer_bytes)
        link.change(latency_s=min(link.conditions.latency_s, LATENCY_S_MAX))

    # --- clients

    async def sleep(self) -> None:
        """A lid is closed, and opened some time later."""
        for device in self._some_device():
            self._note("sleep", device=device.who)
            device.sleep()
            await trio.sleep(self.chance.seconds(0.1, 45))
            device.wake()

    async def anew(self) -> None:
        """A page is loaded anew and has forgotten everything."""
        for device in self._some_device():
            self._note("anew", device=device.who)
            device.is_forgetful = True
            device.cut()

    async def twice(self) -> None:
        """A second connection, or several, with the session of the first."""
        for device in self._some_device():
            count = self.chance.between(1, 4)
            self._note("twice", device=device.who, count=count)
            for _ in range(count):
                self.world.nursery.start_soon(device.once_more)
                await trio.sleep(self.chance.seconds(0, 0.3))

    # --- the server and its disk

    async def disk_slow(self) -> None:
        """Writes take their time, up to longer than a command may."""
        drive = self.world.host.drive
        self._disk_ill("disk slow")
        drive.pause_s = (0.0, self.chance.choice((0.05, 0.5, 3.0)))
        await trio.sleep(self.chance.seconds(1, 8))
        self._disk_well()

    async def disk_full(self) -> None:
        """Nothing can be written."""
        self._disk_ill("disk full")
        self.world.host.drive.is_full = True
        await trio.sleep(self.chance.seconds(0.5, 8))
        self._disk_well()

    def _disk_ill(self, how: str) -> None:
        self._note(how)
        self.world.history.note("server", "info", "disk ill")

    def _disk_well(self) -> None:
        self.world.host.drive.mend()
        self.world.history.note("server", "info", "disk well")

    async def crash(self) -> None:
        """The process is killed, or the power goes."""
        self._next_end()
        self._note("crash")
        self.world.host.crash()

    async def crash_at_step(self) -> None:
        """The process dies in the middle of a write: just before it is durable, or just after."""
        self._next_end()
        left, at = self.chance.between(1, STEPS_AHEAD_MAX), self.chance.choice((BEFORE, AFTER))
        self._note("crash at step", steps=left, at=at)
        drive, host = self.world.host.drive, self.world.host

        def on_step(step: str) -> None:
            nonlocal left
            left -= step == at
            if left <= 0:
                drive.on_step = lambda step: None
                host.crash()

        drive.on_step = on_step

    async def replaced(self) -> None:
        """Two servers on one disk: the older one does not know yet that it has been replaced."""
        host = self.world.host
        if host.server is None:
            return
        self._next_end()
        self._note("replaced")
        old = host.replace()
        await trio.sleep(self.chance.seconds(5, 20))
        old.cancel()

    async def clock_jump(self) -> None:
        """The wall clock is set while the server is down."""
        self._next_end()
        host = self.world.host
        host.jump_ms = self.chance.between(-JUMP_MS_MAX, JUMP_MS_MAX)
        self._note("clock jump", ms=host.jump_ms)
        host.crash()

    async def drain(self) -> None:
        """It is told to stop, and started again."""
        self._next_end()
        self._note("drain")
        self.world.host.drain()

    async def reload(self) -> None:
        """Another configuration."""
        self._note("reload")
        self.world.reload(lambda account: reloaded(account, self.chance))

    def _next_end(self) -> None:
        host = self.world.host
        host.sudden = self.chance.happens(0.3)
        host.down_s = self.chance.choice((0.05, 0.5, 2.0, 6.0))

    # --- whom it hits

    def _some_link(self) -> list[Link]:
        links = self.world.network.up()
        return [self.chance.choice(links)] if links else []

    def _some_device(self) -> list[Device]:
        devices = [device for device in self.world.devices if not device.is_done and not device.is_asleep]
        return [self.chance.choice(devices)] if devices else []


TROUBLES: Final[Mapping[str, Callable[[Nemesis], Awaitable[None]]]] = {
    "cut": Nemesis.cut,
    "half_open": Nemesis.half_open,
    "hiccup": Nemesis.hiccup,
    "slow": Nemesis.slow,
    "sleep": Nemesis.sleep,
    "anew": Nemesis.anew,
    "twice": Nemesis.twice,
    "disk_slow": Nemesis.disk_slow,
    "disk_full": Nemesis.disk_full,
    "crash": Nemesis.crash,
    "crash_at_step": Nemesis.crash_at_step,
    "replaced": Nemesis.replaced,
    "clock_jump": Nemesis.clock_jump,
    "drain": Nemesis.drain,
    "reload": Nemesis.reload,
}
OF_THE_SERVER: Final = frozenset(
    ("disk_slow", "disk_full", "crash", "crash_at_step", "replaced", "clock_jump", "drain", "reload")
)
"""There is one of it, however many people there are."""
