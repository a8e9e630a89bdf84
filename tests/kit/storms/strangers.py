"""Who never says hello. Each address of this machine's own network may have a few; the others are turned away."""

import time
from typing import Final

import trio
from ringline_protocol.limits import UNAUTHENTICATED_PER_ADDRESS_MAX

from kit.storms.field import Field, Part

ENDED_S: Final = 15.0
"""The server ends a stranger after 5 s; the rest is for a loaded machine."""
STAYED_S: Final = 1.0
"""Who is turned away is so at once."""
BEGINNING_MAX: Final = 100
"""Connections that begin at once: fewer than wait in line to be accepted."""


async def strangers(field: Field, clients: int) -> Part:
    """They connect and say nothing, from as many addresses as it takes. Held: those that the server ended, all."""
    return await _until_ended(field, clients, b"", UNAUTHENTICATED_PER_ADDRESS_MAX // 2)


async def one_address(field: Field, clients: int) -> Part:
    """All come from one address that nobody else has: a few are let in. Held: those that the server ended, all."""
    return await _until_ended(field, clients, b"", clients)


async def slow_heads(field: Field, clients: int) -> Part:
    """They send a head byte by byte. Held: those that the server ended, all."""
    head = b"GET /ws HTTP/1.1\r\nHost: x\r\nX: "
    return await _until_ended(field, clients, head, UNAUTHENTICATED_PER_ADDRESS_MAX // 2)


async def _until_ended(field: Field, clients: int, head: bytes, per_address: int) -> Part:
    stayed = ended = 0
    gate = trio.CapacityLimiter(BEGINNING_MAX)

    async def comes(address: str) -> None:
        nonlocal stayed, ended
        with trio.move_on_after(ENDED_S):
            try:
                async with gate:
                    stream = await trio.open_tcp_stream("127.0.0.1", field.server.port, local_address=address)
                began = time.monotonic()
                async with stream, trio.open_nursery() as nursery:
                    nursery.start_soon(_dribble, stream, head)
                    await _end_of(stream)
                    nursery.cancel_scope.cancel()
                ended += 1
                stayed += time.monotonic() - began >= STAYED_S
            except OSError:
                pass

    async with trio.open_nursery() as nursery:
        for number in range(clients):
            nursery.start_soon(comes, _address(number // per_address))
    return Part(stayed, ended)


def _address(number: int) -> str:
    """127.0.0.1 is where the good ones come from."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


async def _end_of(stream: trio.SocketStream) -> None:
    try:
        while await stream.receive_some():
            pass
    except trio.BrokenResourceError:
        return


async def _dribble(stream: trio.SocketStream, head: bytes) -> None:
    try:
        for byte in head:
            await stream.send_all(bytes([byte]))
            await trio.sleep(1)
    except trio.BrokenResourceError:
        return
