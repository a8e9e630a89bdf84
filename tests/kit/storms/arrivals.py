"""Who comes with all the others, and who comes back again and again."""

import itertools
import json
from typing import Final

import trio
from trio_websocket import ConnectionClosed, HandshakeError, WebSocketConnection

from kit.bench import CONNECTING_MAX
from kit.storms.crowd import Crowd, hello, socket, until
from kit.storms.field import STORM_S, Field, Part

CAUGHT_UP_S: Final = 15.0
"""Everybody who comes back is caught up within this, counted from the moment when all set out."""
RESUMED_PER_S: Final = 20
"""At least, on any machine: the storm is long enough that everybody comes back more than once."""


async def reconnect(field: Field, clients: int) -> Part:
    """All come at once, ten at a time from one address. Held: those that were caught up in time."""
    came = caught_up = 0
    gate = trio.CapacityLimiter(CONNECTING_MAX)
    in_time = trio.current_time() + CAUGHT_UP_S

    async def comes() -> None:
        nonlocal came, caught_up
        try:
            async with gate, socket(field) as ws:
                await ws.send_message(json.dumps(hello(field)))
                await until(ws, "caught_up")
                came += 1
                caught_up += trio.current_time() <= in_time
        except* (OSError, ConnectionClosed, HandshakeError):
            pass

    async with trio.open_nursery() as nursery:
        for _ in range(clients):
            nursery.start_soon(comes)
    return Part(came, caught_up)


async def resume(field: Field, clients: int) -> Part:
    """They come back with their session as fast as they can, again and again. Held: times that they were resumed."""
    resumed = 0
    gate = trio.CapacityLimiter(CONNECTING_MAX)
    names = itertools.count()

    async def again_and_again(_: WebSocketConnection) -> None:
        nonlocal resumed
        greeting = hello(field, f"svc_{next(names)}")  # each its own: of one principal not so many sessions are kept
        while True:
            async with gate, socket(field) as ws:
                await ws.send_message(json.dumps(greeting))
                told = json.loads(await ws.get_message())
                welcome = told[0] if isinstance(told, list) else told
                resumed += welcome["session"]["resumed"]
                session = {"mode": "resume", **{name: welcome["session"][name] for name in ("id", "token")}}
                greeting = {**greeting, "session": session}

    came = await Crowd(field, clients, again_and_again, storm_s=max(STORM_S, clients / RESUMED_PER_S)).storms()
    return Part(came, resumed)
