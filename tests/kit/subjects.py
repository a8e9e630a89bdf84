"""Clients to be judged, in memory on the virtual clock: ours, and ones that a test makes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import attrs
import trio
import trio.testing
from ringline_client.certification.stage import Arrivals
from ringline_client.certification.subject import ANSWER_S, MakeSubject, Subject
from ringline_client.conformance.broken import Broken
from ringline_client.connection import Dial

Frame = dict[str, Any]
Drive = Callable[[AsyncIterator[Frame], Callable[[Frame], None], Dial], Awaitable[None]]
URL = "ws://memory.test/ws"


@attrs.define(eq=False)
class Memory:
    """Give `make` and `listen` to `judge`. The URL of a stage is its place here."""

    drive: Drive
    stages: dict[str, Arrivals] = attrs.field(factory=dict)

    async def listen(self, arrivals: Arrivals) -> str:
        await trio.lowlevel.checkpoint()
        url = f"ws://stage{len(self.stages)}.test/ws"
        self.stages[url] = arrivals
        return url

    @property
    def make(self) -> MakeSubject:
        return self._make

    @asynccontextmanager
    async def _make(self) -> AsyncIterator[Subject]:
        subject = MemorySubject(self)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(subject.run)
            yield subject
            nursery.cancel_scope.cancel()


class MemorySubject(Subject):
    """Its orders and answers are channels."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._into, self._orders = trio.open_memory_channel[Frame](100)
        self._answers: dict[int, Frame] = {}
        self._came = trio.lowlevel.ParkingLot()
        self._url = ""

    async def run(self) -> None:
        await self._memory.drive(self._orders.__aiter__(), self._answer, self._dial)

    async def tell(self, order: Frame) -> None:
        await trio.lowlevel.checkpoint()
        self._url = order.get("url", self._url)
        self._into.send_nowait(order)

    async def answer(self, number: int) -> Frame:
        with trio.move_on_after(ANSWER_S):
            while number not in self._answers:
                await self._came.park()
            return self._answers.pop(number)
        raise Broken(f"the client did not answer order {number}")

    async def finish(self) -> None:
        await trio.lowlevel.checkpoint()
        self._into.close()

    def _answer(self, answer: Frame) -> None:
        self._answers[answer["n"]] = answer
        self._came.unpark_all()

    async def _dial(self) -> trio.abc.Stream:
        await trio.lowlevel.checkpoint()
        ours, theirs = trio.testing.memory_stream_pair()
        self._memory.stages[self._url].put(theirs)
        return ours
