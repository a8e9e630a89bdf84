"""A consumer: has one interaction, writes or calls, waits, loses the connection, and ends it or leaves."""

import attrs
import trio
from ringline_protocol.shape import read_tolerant
from ringline_protocol.values import Channel, Phase, PrincipalKind, Role, Upgrade
from ringline_protocol.view import ConsumerView, view_from_json

from ringline_server.simulation.chance import Chance
from ringline_server.simulation.connection import Frame
from ringline_server.simulation.device import Device
from ringline_server.simulation.people import upgrading
from ringline_server.simulation.world import World


@attrs.define(eq=False)
class Consumer:
    """`run` is its task, from the first word to the last."""

    world: World
    interaction: str
    name: str
    chance: Chance
    queue: str
    channel: Channel
    device: Device = attrs.field(init=False)
    is_closed: bool = False
    upgrade: Upgrade | None = None
    """What is asked of them, or what they asked."""

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
            case {"type": "event", "event": "upgrade.asked", "data": asked}:
                self.upgrade = read_tolerant(Upgrade, asked)[0]
            case {"type": "event", "event": "upgrade.accepted"} if self.upgrade is not None:
                self.upgrade = attrs.evolve(self.upgrade, accepted=True)
            case {"type": "event", "event": "upgrade.ended"}:
                self.upgrade = None
            case {"type": "event", "event": "interaction.channel_changed", "data": {"channel": channel}}:
                self.channel = Channel(channel)
            case {"type": "snapshot", "state": state}:
                view = view_from_json(ConsumerView, state)
                assert isinstance(view, ConsumerView)
                self.is_closed = self.is_closed or view.phase is Phase.CLOSED
                self.channel, self.upgrade = view.channel, view.upgrade

    @property
    def _offered(self) -> list[Channel]:
        return upgrading.richer(self.world.host.account, self.queue, self.channel)

    async def run(self) -> None:
        """Until it is over, or patience is."""
        about = {"interaction": self.interaction}
        for number in range(self.chance.between(2, 40)):
            await trio.sleep(self.chance.human(0.7 if self.world.is_closing else 2.5))
            if self.is_closed or self.world.is_closing:
                break
            is_call = upgrading.is_call(self.channel)
            if self.upgrade is not None and self.chance.happens(0.8):
                await upgrading.answer(self.device, self.chance, about, self.upgrade, Role.CONSUMER)
            elif is_call and self.chance.happens(0.5):
                await self.device.ask("media.report", {**about, "ok": self.chance.happens(0.95)})
            elif (offered := self._offered) and self.chance.happens(0.35):
                await upgrading.ask(self.device, self.chance, about, offered)
            elif self.chance.happens(0.2):
                await self.device.ask("message.typing", about, key=None, tries=1)
            elif not is_call:
                await self.device.ask("message.send", {**about, "text": f"word {number} of {self.name}"})
            if self.chance.happens(0.03):
                break
        if not self.is_closed and (self.world.is_closing or self.chance.happens(0.5)):
            await self.device.ask("interaction.end", about)
        await trio.sleep(self.chance.human(0.5))
        await self.device.leave("bye" if self.chance.happens(0.5) else "just goes")
