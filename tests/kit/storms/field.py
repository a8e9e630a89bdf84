"""A server, the good ones on it, and how they fare."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import attrs
import trio
from ringline_protocol.values import PrincipalKind
from trio_websocket import ConnectionClosed

from kit.bench import Light, agents_toml, light, queue_toml, resident_kb
from kit.process import ServerProcess

GOOD: Final = 8
"""Agents who go on working."""
PAUSE_S: Final = 0.25
"""Below what an agent may ask."""
WATCH_S: Final = 0.02
STORM_S: Final = 4.0
"""How long a storm goes on when all are in it, and how long a calm is watched."""


@attrs.frozen
class Part:
    """What became of the bad ones. `held`: how often what was promised came true (each storm says what)."""

    came: int
    """Those that were let in."""
    held: int


@attrs.define
class Found:
    """Of one storm."""

    part: Part = Part(0, 0)
    took_s: list[float] = attrs.field(factory=list)
    """Of the good ones' questions."""
    late_s: list[float] = attrs.field(factory=list)
    """How late this very process was: good and bad ones share it, and what it is late is in `took_s`, too."""
    resident_kb: int = 0
    cut_off: int = 0
    """Good ones that lost their connection."""


@attrs.define(eq=False)
class Field:
    """Made with `made`."""

    server: ServerProcess
    interaction: str
    service: Light
    is_counting: bool = True
    """Whether what the good ones notice now is what the storm is about."""

    @classmethod
    @asynccontextmanager
    async def made(cls, folder: Path) -> "AsyncIterator[Field]":
        names = [f"agt_{number}" for number in range(GOOD)]
        boss = '[[agents]]\nid = "agt_boss"\nname = "Boss"\nsupervisor = true\n'
        server = ServerProcess.make(folder, queue_toml("que_0") + agents_toml(names, ["que_0"]) + boss)
        await server.start()
        try:
            async with light(server, "svc_storm", PrincipalKind.SERVICE) as service:
                made = await service.ask("interaction.create", {"queue": "que_0"})
                yield cls(server, str(made["interaction"]), service)
        finally:
            await server.kill()

    async def begin_another(self) -> None:
        """From here on an interaction is spoken in in which nothing has been said."""
        made = await self.service.ask("interaction.create", {"queue": "que_0"})
        self.interaction = str(made["interaction"])

    async def say(self, segment: str, chars: int) -> None:
        """Something long in the interaction that bad clients read."""
        said = {"segment": segment, "role": "bot", "text": "x" * chars}
        await self.service.ask("segment.push", {"interaction": self.interaction, "segment": said})

    def cut_off(self) -> int:
        """How many the server has cut off so far because they did not read."""
        return self.server.log.read_text(encoding="utf-8").count("slow consumer cut off")

    async def measured(self, storm: "Storm | None", clients: int) -> Found:
        """The good ones ask, the bad ones storm; until both are done."""
        found, self.is_counting = Found(), True
        async with trio.open_nursery() as nursery:
            is_over = trio.Event()
            nursery.start_soon(_watch_ourselves, found, is_over)
            for number in range(GOOD):
                await nursery.start(self._asks, f"agt_{number}", found, is_over)
            if storm is None:
                await trio.sleep(STORM_S)
            else:
                found.part = await storm(self, clients)
            found.resident_kb = resident_kb(self.server.pid)
            is_over.set()
        return found

    async def _asks(self, name: str, found: Found, is_over: trio.Event, *, task_status: trio.TaskStatus[None]) -> None:
        try:
            async with light(self.server, name, PrincipalKind.AGENT) as agent:
                task_status.started()
                while not is_over.is_set():
                    began = time.perf_counter()
                    await agent.ask("queue.read", {"queue": "que_0"}, keyed=False)
                    if self.is_counting:
                        found.took_s.append(time.perf_counter() - began)
                    await trio.sleep(PAUSE_S)
        except ConnectionClosed:
            found.cut_off += 1


async def _watch_ourselves(found: Found, is_over: trio.Event) -> None:
    while not is_over.is_set():
        due = time.perf_counter() + WATCH_S
        await trio.sleep(WATCH_S)
        found.late_s.append(max(0.0, time.perf_counter() - due))


Storm = Callable[[Field, int], Awaitable[Part]]
