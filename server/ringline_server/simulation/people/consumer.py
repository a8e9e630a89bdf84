"""A consumer: has one interaction, writes, waits, loses the connection, and ends it or leaves."""

import attrs
import trio
from ringline_protocol.values import PrincipalKind

from ringline_server.simulation.chance import Chance
from ringline_server.simulation.connection import Frame
from ringline_server.simulation.device import Device
from ringline_server.simulation.world import World


@attrs.define(eq=False)
class Consumer:
    """`run` is its task, from the first word to the last."""

    world: World
    interaction: str
    name: str
    chance: Chance
    is_call: bool = False
    device: Device = attrs.field(init=False)
    is_closed: bool = False
    is_connecting: bool = False

    def begin(self) -> None:
        """Connects, and begins to write."""
        self.device = Device(
            self.world, self.name, PrincipalKind.CONSUMER, self.chance.other("d0"), interaction=self.interaction
        )
        self.device.on_frame = self._heard
        self.world.nursery.start_soon(self.device.live)
        self.world.nursery.start_soon(self.run)

    def _heard(self, frame: Frame) -> None:
        match frame:
            case {"type": "event", "event": "interaction.closed" | "interaction.ended"}:
                self.is_closed = True
            case {"type": "event", "event": "call.connecting"}:
                self.is_connecting = True
            case {"type": "snapshot", "state": state}:
                self.is_closed = self.is_closed or state.get("phase") in ("closed", "wrapping")
                self.is_connecting = state.get("phase") == "connecting"

    async def run(self) -> None:
        """Until it is over, or patience is."""
        about = {"interaction": self.interaction}
        for number in range(self.chance.between(2, 40)):
            await trio.sleep(self.chance.human(0.7 if self.world.is_closing else 2.5))
            if self.is_closed or self.world.is_closing:
                break
            if self.is_call and self.chance.happens(0.5):
                await self.device.ask("media.report", about)
            elif self.chance.happens(0.2):
                await self.device.ask("message.typing", about, key=None, tries=1)
            elif not self.is_call:
                await self.device.ask("message.send", {**about, "text": f"word {number} of {self.name}"})
            if self.chance.happens(0.03):
                break
        if not self.is_closed and (self.world.is_closing or self.chance.happens(0.5)):
            await self.device.ask("interaction.end", about)
        await trio.sleep(self.chance.human(0.5))
        await self.device.leave("bye" if self.chance.happens(0.5) else "just goes")
