"""Either side of a conversation that gets richer: asks now and then, agrees mostly, and reports media as pages do.

nothing is asked --ask--> asked --accept, refuse, withdraw, silence--> agreed --media.report of both--> a call
"""

from typing import Any, Final

from ringline_protocol.values import CALL_CHANNELS, Channel, Role, Upgrade

from ringline_server.domain.policy import Account
from ringline_server.simulation.chance import Chance
from ringline_server.simulation.device import Device

ORDER: Final = (Channel.MESSAGING, Channel.VOICE, Channel.VIDEO)


def richer(account: Account, queue: str, channel: Channel) -> list[Channel]:
    """What a conversation of this queue may become."""
    known = account.queues.get(queue)
    offered = known.upgrades if known is not None and channel in ORDER else ()
    return [each for each in offered if ORDER.index(each) > ORDER.index(channel)]


async def ask(device: Device, chance: Chance, about: dict[str, Any], offered: list[Channel]) -> None:
    """For one of these. Both sides may do so in the same moment."""
    await device.ask("upgrade.ask", {**about, "channel": chance.choice(offered).value})


async def answer(device: Device, chance: Chance, about: dict[str, Any], asked: Upgrade, side: Role) -> None:
    """To what is asked, as this side of it."""
    named = {**about, "upgrade": asked.upgrade}
    if asked.accepted:
        if chance.happens(0.05):
            await device.ask("upgrade.withdraw", named)
        else:
            await device.ask("media.report", {**about, "ok": chance.happens(0.92)})
    elif asked.by is side:
        if chance.happens(0.1):
            await device.ask("upgrade.withdraw", named)
    elif chance.happens(0.85):
        await device.ask("upgrade.accept" if chance.happens(0.8) else "upgrade.refuse", named)


def is_call(channel: Channel) -> bool:
    """Media is reported in it, again and again, as after every refresh."""
    return channel in CALL_CHANNELS
