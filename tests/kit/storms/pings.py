"""Who pings as fast as pings are taken."""

from typing import Final

from trio_websocket import WebSocketConnection

from kit.storms.crowd import Crowd
from kit.storms.field import Field, Part

FLOODING_MAX: Final = 10
"""Each is as fast as it can: more of them do no more."""


async def ping_flood(field: Field, clients: int) -> Part:
    """A few connections ping. Held: pings that were answered."""
    answered = 0

    async def floods(ws: WebSocketConnection) -> None:
        nonlocal answered
        while True:
            await ws.ping()
            answered += 1

    came = await Crowd(field, min(clients, FLOODING_MAX), floods).storms()
    return Part(came, answered)
