"""Who subscribes: and reads all, or nothing, or subscribes again and again."""

import itertools
import json
import time
from typing import Final

import trio
from trio_websocket import WebSocketConnection

from kit.storms.crowd import Crowd
from kit.storms.field import STORM_S, Field, Part

SEGMENT_CHARS: Final = 8_000
SAID: Final = 5
"""Segments of what is subscribed to again and again: 40 kB."""
SAID_EACH_S: Final = 0.05
"""To all of an audience."""
AUDIENCE_S: Final = 10.0
"""Who does not read must be gone by then."""
PATIENT_S: Final = 60.0
"""The same, where machines are slow and only that it happens is asked."""
LOOK_S: Final = 0.25
BEFORE_THE_END_S: Final = 0.5
"""An audience that goes hears nothing for so long."""
DEAF_BYTES: Final = 4_096
"""What the kernel takes for a client that does not read."""


async def never_read(field: Field, clients: int) -> Part:
    """They subscribe to something in which much is said, and read nothing. Held: what was said and acknowledged."""
    said = 0

    async def deaf(ws: WebSocketConnection) -> None:
        await ws.send_message(_subscribe(field, 1))
        await trio.sleep_forever()

    async def says() -> None:
        nonlocal said
        await crowd.all_in.wait()
        with trio.move_on_after(STORM_S):
            while True:
                await field.say(f"s{time.monotonic_ns()}", SEGMENT_CHARS)
                said += 1

    crowd = Crowd(field, clients, deaf, DEAF_BYTES)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(says)
        came = await crowd.storms()
    return Part(came, said)


async def all_read(field: Field, clients: int) -> Part:
    """They subscribe to something in which much is said, and read. What `a_tenth_stops` is compared with.

    What the good ones notice counts while all are there: that a crowd comes and goes at one moment is another storm.
    """
    return await _audience(field, clients, 0)


async def a_tenth_stops(field: Field, clients: int) -> Part:
    """The same, and one of ten reads nothing. Held: those of them that the server cut off."""
    return await _audience(field, clients, clients // 10)


async def a_tenth_is_cut_off(field: Field, clients: int) -> Part:
    """The same, until all of them are cut off, however slow the machine is. Says nothing about latency."""
    return await _audience(field, clients, clients // 10, PATIENT_S)


async def _audience(field: Field, clients: int, deaf_ones: int, storm_s: float = AUDIENCE_S) -> Part:
    async def all_cut_off() -> None:
        while field.cut_off() - before < deaf_ones:  # noqa: ASYNC110 - of another process
            await trio.sleep(LOOK_S)
        listening.cancel_scope.cancel()

    async def reads(ws: WebSocketConnection) -> None:
        await ws.send_message(_subscribe(field, 1))
        while True:
            await ws.get_message()

    async def deaf(ws: WebSocketConnection) -> None:
        await ws.send_message(_subscribe(field, 1))
        await trio.sleep_forever()

    async def says() -> None:
        for crowd in crowds:
            await crowd.all_in.wait()
        with trio.move_on_after(storm_s - BEFORE_THE_END_S):
            while True:
                await field.say(f"s{time.monotonic_ns()}", SEGMENT_CHARS)
                field.is_counting = True
                await trio.sleep(SAID_EACH_S)
        field.is_counting = False

    await field.begin_another()  # else the snapshots of the second audience would be longer
    crowds = [Crowd(field, clients - deaf_ones, reads, storm_s=storm_s)]
    if deaf_ones:
        crowds.append(Crowd(field, deaf_ones, deaf, DEAF_BYTES, storm_s=storm_s))
    before, field.is_counting = field.cut_off(), False
    async with trio.open_nursery() as speaking:
        speaking.start_soon(says)
        async with trio.open_nursery() as listening:
            if storm_s == PATIENT_S:
                listening.start_soon(all_cut_off)
            for crowd in crowds:
                listening.start_soon(crowd.storms)
        speaking.cancel_scope.cancel()
    return Part(sum(crowd.came for crowd in crowds), field.cut_off() - before)


async def subscribe(field: Field, clients: int) -> Part:
    """They subscribe to something that is long, and again, and again. Held: answers that came; all are asked for."""
    answers = 0

    async def again_and_again(ws: WebSocketConnection) -> None:
        nonlocal answers
        for number in itertools.count():
            await ws.send_message(_subscribe(field, number))
            while f'"id":"c{number}"' not in await ws.get_message():
                pass
            answers += 1

    for number in range(SAID):
        await field.say(f"long{number}", SEGMENT_CHARS)
    came = await Crowd(field, clients, again_and_again).storms()
    return Part(came, answers)


def _subscribe(field: Field, number: int) -> str:
    params = {"stream": f"interaction/{field.interaction}"}
    return json.dumps({"type": "command", "id": f"c{number}", "method": "stream.subscribe", "params": params})
