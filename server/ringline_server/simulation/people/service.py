"""The service that hands over: creates interactions as a bot would, pushes segments while they last, and its consumers
come with them."""

from functools import partial
from typing import Any, Final

import attrs
import trio
from ringline_protocol.values import PrincipalKind

from ringline_server.simulation.account import SERVICE
from ringline_server.simulation.chance import Chance
from ringline_server.simulation.connection import Frame
from ringline_server.simulation.device import Device
from ringline_server.simulation.people.consumer import Consumer
from ringline_server.simulation.world import World

QUEUES: Final = ("que_chat", "que_chat", "que_chat", "que_auto", "que_many", "que_voice", "que_voice", "que_mail")
SECRET: Final = "canary-7f3a"
"""Planted as a masked variable: must be in nothing that anybody is sent, and in no log line."""


@attrs.define(eq=False)
class Service:
    """`run` is its task."""

    world: World
    chance: Chance
    every_s: float
    consumers_max: int
    name: str = SERVICE
    first: int = 0
    """Consumers of other services come before in their numbering."""
    device: Device = attrs.field(init=False)
    consumers: list[Consumer] = attrs.field(factory=list)
    open: dict[str, None] = attrs.field(factory=dict)
    """Made here and not known to be closed: a mail may be opened again, also by what is said here too late."""
    unanswered: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    """By key, what is to be created and nobody knows yet whether it was: on its way, or never answered."""
    _made: int = 0
    _said: int = 0

    def begin(self) -> None:
        """Connects, and begins to hand over."""
        self.device = Device(self.world, self.name, PrincipalKind.SERVICE, self.chance.other("d0"))
        self.device.on_frame = self._heard
        self.world.nursery.start_soon(self.device.live)
        self.world.nursery.start_soon(self.run)

    def _heard(self, frame: Frame) -> None:
        interaction = frame.get("stream", "").removeprefix("interaction/")
        match frame:
            case {"type": "event", "event": "interaction.closed"} | {"type": "snapshot", "state": {"phase": "closed"}}:
                self.open.pop(interaction, None)
            case {"type": "event", "event": "interaction.reopened"} | {"type": "snapshot"}:
                self.open[interaction] = None

    async def run(self) -> None:
        """Hands over until the day closes, then ends what has nobody else to end it."""
        while not self.device.is_done:
            await trio.sleep(self.chance.human(self.every_s))
            if self.world.is_closing:
                await self._close()
            elif len(self.consumers) < self.consumers_max and self.chance.happens(0.6):
                await self._hand_over()
            elif self.open:
                await self._say(self.chance.choice(list(self.open)))

    async def _hand_over(self) -> None:
        self._made += 1
        queue, number = self.chance.choice(QUEUES), self.first + self._made
        said = [{"segment": f"b{number}.{n}", "role": "bot", "text": f"bot {n} of {number}"} for n in range(2)]
        params: dict[str, Any] = {
            "queue": queue,
            "subject": f"matter {number}",
            "transcript": said,
            "variables": [{"name": "card", "value": f"{SECRET} {number}", "masked": True}],
            "consumer": {"name": f"Consumer {number}"},
            "top_priority": self.chance.happens(0.1),
        }
        interaction = await self._create(self.device.next_key, params)
        if interaction is None:
            return
        await self.device.subscribe(f"interaction/{interaction}")
        chance = self.chance.other(f"con{number}")
        channel = self.world.host.account.queues[queue].channel
        consumer = Consumer(self.world, interaction, f"con_{number}", chance, queue, channel)
        self.consumers.append(consumer)
        consumer.begin()

    async def _create(self, key: str, params: dict[str, Any]) -> str | None:
        self.unanswered[key] = params
        reply = await self.device.ask("interaction.create", params, key=key)
        if not reply:
            return None
        del self.unanswered[key]
        if "result" not in reply:
            return None
        interaction: str = reply["result"]["interaction"]
        self.open[interaction] = None
        return interaction

    async def _say(self, interaction: str) -> None:
        """A transcriber: some partials, and the final that they come to; now and then the final twice."""
        self._said += 1
        segment = {"segment": f"s{self._said}", "role": "consumer"}
        is_hasty = self.chance.happens(0.5)
        async with trio.open_nursery() as nursery:
            for revision in range(1, self.chance.between(1, 4)):
                part = {**segment, "revision": revision, "text": f"part {revision} of s{self._said}"}
                say = partial(self.device.ask, "segment.partial", key=None, tries=1)
                if is_hasty:
                    nursery.start_soon(say, {"interaction": interaction, "segment": part})
                else:
                    await say({"interaction": interaction, "segment": part})
            await trio.lowlevel.checkpoint()
            final = {"interaction": interaction, "segment": {**segment, "text": f"final of s{self._said}"}}
            for _ in range(1 + self.chance.happens(0.2)):
                await self.device.ask("segment.push", final)

    async def _close(self) -> None:
        for key, params in list(self.unanswered.items()):
            await self._create(key, params)
        for interaction in list(self.open):
            await self.device.ask("interaction.end", {"interaction": interaction})
            self.open.pop(interaction, None)
