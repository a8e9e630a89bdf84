"""The front, byte by byte: heads of requests, and frames before and after hello, in whatever pieces they come."""

import json
from typing import Final

import trio
from ringline_client.conformance.account import ANA, SERVICE
from ringline_client.conformance.broken import Broken
from ringline_client.conformance.wire import Ended, Wire, framed

from kit.fuzz.chance import Chance
from kit.fuzz.found import Found
from kit.fuzz.house import House
from kit.fuzz.seeds import heads, texts

OPCODES: Final = (0, 1, 1, 1, 1, 2, 8, 9, 10, 3, 11)
PATIENCE_S: Final = 8
"""Whatever it is that came, or did not: by then the connection is over, or is ended by us. The neighbour, who says
nothing meanwhile, must not seem dead."""
ADDRESSES: Final = 200
"""Strangers who send nonsense come from many places: one address may only guess so often."""


async def knock(house: House, chance: Chance) -> None:
    """A request that is no request. Raises: Found."""
    wire = await house.at.wire(_source(chance))
    data = chance.choice(heads())
    if chance.random() < 0.9:
        data = chance.garbled(data)
    await _send(house, wire, chance, data)


async def speak(house: House, chance: Chance) -> None:
    """Frames that are none, to a session or before there is one. Raises: Found."""
    wire = await house.at.wire(_source(chance))
    answer = await wire.upgrade("ringline.v1")
    if answer.status != 101:
        raise Found(f"a good handshake was answered {answer.status}", "")
    if chance.random() < 0.7:
        await wire.say_json(house.at.hello_frame(chance.choice((SERVICE, ANA))))
    frames = [_frame(chance) for _ in range(chance.randrange(1, 7))]
    await _send(house, wire, chance, b"".join(frames))


def _frame(chance: Chance) -> bytes:
    text = chance.text(chance.choice(texts("client"))).encode("utf-8", "replace")
    if chance.random() < 0.1:
        text = json.dumps({"type": "ping", "id": "p"}).encode()
    frame = framed(text[:70_000], chance.choice(OPCODES), fin=chance.random() < 0.85)
    if chance.random() < 0.3:
        head = chance.garbled(frame[:10])
        frame = head + frame[10:]
    return frame


async def _send(house: House, wire: Wire, chance: Chance, data: bytes) -> None:
    pieces = chance.pieces(data)
    for piece in pieces:
        await wire.send(piece)
        if chance.random() < 0.2:
            await trio.sleep(chance.random())
    if chance.random() < 0.5:
        await _read_to_its_end(wire)
    await wire.end()
    house.at.wires.clear()
    await house.look(pieces)


async def _read_to_its_end(wire: Wire) -> None:
    with trio.move_on_after(PATIENCE_S):
        try:
            while True:
                await wire._more()
        except (Ended, Broken):
            return


def _source(chance: Chance) -> str:
    return f"127.0.9.{chance.randrange(1, ADDRESSES)}"
