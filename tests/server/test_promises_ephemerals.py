"""Promise: passing facts are conflated, never behind their final, heard by whom they concern (protocol.md 7, 10)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import trio
from kit.accounts import account
from kit.person import Person
from kit.raw_client import RawClient
from kit.scene import Scene, scene
from kit.virtual import PATIENCE_S
from trio.testing import MockClock
from trio_websocket import wrap_client_stream


@asynccontextmanager
async def slow_supervisor(at: Scene, interaction: str) -> AsyncIterator[RawClient]:
    """Reads the interaction on a line that carries nothing which nobody takes."""
    stream: Any = at.server.listener.connect(lockstep=True)
    async with trio.open_nursery() as nursery:
        websocket = await wrap_client_stream(nursery, stream, "ring.test", "/ws", subprotocols=["ringline.v1"])
        client = RawClient(websocket, PATIENCE_S)
        await client.hello(at.server.token("agt_sofia"))
        await client.ask("stream.subscribe", {"stream": f"interaction/{interaction}"}, key=None)
        await client.frame(lambda frame: frame["type"] == "caught_up" and frame["id"] != "h1")
        yield client
        nursery.cancel_scope.cancel()
    await trio.aclose_forcefully(stream)


async def push(service: Person, interaction: str, method: str, name: str, text: str, revision: int = 0) -> None:
    """A partial or a final."""
    segment = {"segment": name, "role": "consumer", "text": text, "revision": revision}
    await service.ask(method, {"interaction": interaction, "segment": segment})


async def test_a_slow_reader_gets_the_latest_partial_only_and_none_behind_its_final(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, service = await at.agent("ana"), await at.service()
        interaction = await at.talks(ana)
        async with slow_supervisor(at, interaction) as slow:
            for name in ("w1", "w2", "w3", "w4"):  # on the line already
                await push(service, interaction, "segment.partial", name, name)
                await at.settles()
            for revision in range(1, 11):
                for name in ("open", "done"):
                    await push(service, interaction, "segment.partial", name, f"{name} {revision}", revision)
            await push(service, interaction, "segment.push", "done", "done.")
            await push(service, interaction, "segment.partial", "done", "done too late", 11)
            await slow.event("segment.final")
            await slow.event("segment.partial", segment="open")
        told = [(frame["event"], frame["data"]["text"]) for frame in slow.seen if frame.get("data")]

    mine = [one for one in told if one[1].startswith(("open", "done"))]
    assert mine == [("segment.final", "done."), ("segment.partial", "open 10")]


async def test_typing_is_told_to_the_others_and_names_no_account(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        for typing in (True, False):
            await ana.ask("message.typing", {"interaction": interaction, "typing": typing}, key=None)
            await at.settles()
        told = [frame for frame in consumer.seen if frame.get("event") == "typing"]
        own = [frame for frame in ana.seen if frame.get("event") == "typing"]

    assert [frame["data"]["typing"] for frame in told] == [True, False]
    assert told[0]["key"] == told[1]["key"]
    assert "agt_ana" not in str(told)
    assert own == []


async def test_the_consumer_does_not_hear_who_is_consulted_and_nobody_hears_who_does_not_talk(
    autojump_clock: MockClock,
) -> None:
    async with scene(of=account(agents=("ana", "bruno", "carla"))) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        interaction = await at.talks(ana)
        consumer, sofia = await at.consumer(interaction), await at.connects("agt_sofia")
        await sofia.reads(interaction)
        await bruno.chooses("ready")
        target = {"interaction": interaction, "target": {"agent": "agt_bruno"}, "mode": "warm"}
        await ana.ask("transfer.start", target)
        ring = await bruno.rings(interaction)
        ringing = await bruno.error("message.typing", {"interaction": interaction}, key=None)
        await bruno.accepts(ring)
        await bruno.ask("message.typing", {"interaction": interaction}, key=None)
        heard = await ana.event("typing")
        watching = await sofia.error("message.typing", {"interaction": interaction}, key=None)
        await at.settles()
        told = [frame for frame in consumer.seen if frame.get("event") == "typing"]

    assert heard["data"]["participant"] == "Bruno"
    assert ringing["code"] == watching["code"] == "invalid_state"
    assert told == []


async def test_partials_of_a_transcript_are_heard_inside_and_not_by_the_consumer(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, service = await at.agent("ana"), await at.service()
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await push(service, interaction, "segment.partial", "s1", "for Tue", 1)
        heard = await ana.event("segment.partial")
        await push(service, interaction, "segment.push", "s1", "For Tuesday.")
        await consumer.event("segment.final")
        partials = [frame for frame in consumer.seen if frame.get("event") == "segment.partial"]

    assert heard["data"]["text"] == "for Tue"
    assert partials == []
