"""A supervisor: looks at queues, agents and conversations, listens to calls, and now and then puts a hand in."""

from typing import Any, Final

import attrs
import trio
from ringline_protocol.values import CALL_CHANNELS, PrincipalKind

from ringline_server.simulation.account import LEAVES, SUPERVISOR
from ringline_server.simulation.chance import Chance
from ringline_server.simulation.device import Device
from ringline_server.simulation.world import World

CALLS: Final = frozenset(channel.value for channel in CALL_CHANNELS)
KNOWN_MAX: Final = 5
"""Conversations that a supervisor remembers having seen."""


@attrs.define(eq=False)
class Supervisor:
    """`run` is the task. Never takes work that could not be finished: that would be another agent."""

    world: World
    chance: Chance
    device: Device = attrs.field(init=False)
    _said: int = 0

    def begin(self) -> None:
        """Connects, and looks around."""
        self.device = Device(self.world, SUPERVISOR, PrincipalKind.SUPERVISOR, self.chance.other("d0"))
        self.world.nursery.start_soon(self.device.live)
        self.world.nursery.start_soon(self.run)

    async def run(self) -> None:
        """Until the day closes."""
        while not self.device.is_done and not self.world.is_closing:
            await trio.sleep(self.chance.human(2))
            await self._turn()

    async def _turn(self) -> None:
        account = self.world.host.account
        match self.chance.below(10):
            case 0:
                await self.device.subscribe(f"queue/{self.chance.choice(list(account.queues))}")
            case 1:
                await self.device.subscribe(f"agent/{self._agent()}")
            case 2:
                await self.device.look_again(f"queue/{self.chance.choice(list(account.queues))}")
            case 3 | 4:
                await self._interfere([row["id"] for row in await self._rows()])
            case 6:
                await self._listen([row["id"] for row in await self._rows() if row["channel"] in CALLS])
            case 5:
                await self.device.ask("agent.set_status", self._choice())
            case _:
                for row in (await self._rows())[:KNOWN_MAX]:
                    await self.device.subscribe(f"interaction/{row['id']}")

    def _agent(self) -> str:
        return self.chance.choice([name for name in self.world.host.account.agents if name != SUPERVISOR])

    def _choice(self) -> dict[str, Any]:
        status = self.chance.choice(("ready", "not_ready"))
        more = {"reason": "break"} if status == "not_ready" else {}
        return {"agent": self._agent(), "status": status, **more}

    async def _rows(self) -> list[dict[str, Any]]:
        reply = await self.device.ask("interaction.list", {"open_only": True, "limit": 20}, key=None, tries=1)
        rows: list[dict[str, Any]] = reply.get("result", {}).get("interactions", [])
        return rows

    async def _listen(self, calls: list[str]) -> None:
        """To some of them; now and then it is enough."""
        for interaction in calls:
            method = "supervisor.monitor" if self.chance.happens(0.7) else "leg.leave"
            await self.device.ask(method, {"interaction": interaction})

    async def _interfere(self, interactions: list[str]) -> None:
        if not interactions:
            return
        about: dict[str, Any] = {"interaction": self.chance.choice(interactions)}
        self._said += 1
        match self.chance.below(4):
            case 0:
                await self.device.ask("interaction.assign", {**about, "agent": self._agent()})
            case 1:
                params = {**about, "agent": self._agent(), "dispositions": [self.chance.choice(LEAVES)]}
                await self.device.ask("supervisor.complete_wrap_up", params)
            case _:
                await self.device.ask("supervisor.whisper", {**about, "text": f"whisper {self._said}"})
