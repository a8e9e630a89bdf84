"""Whoever has gone leaves nothing in circles: Python need not look for it as garbage, and garbage.py seldom does."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
import trio
from kit.accounts import account
from kit.raw_client import Closed, RawClient, raw_client
from kit.server import RunningServer, running_server
from kit.virtual import virtual_server
from ringline_protocol.limits import BAD_FRAMES_MAX
from trio.testing import MockClock

OURS = ("ringline_server.", "hypercorn.")
"""Clients run in this process, too, and may leave what they like."""

Connect = Callable[[], AbstractAsyncContextManager[RawClient]]


@asynccontextmanager
async def looked_for() -> AsyncIterator[list[str]]:
    """Names of what Python had to look for, once every connection has ended; known when it is left."""
    gc.freeze()
    gc.set_debug(gc.DEBUG_SAVEALL)
    found: list[str] = []
    try:
        yield found
        while connections(trio.lowlevel.current_root_task()):  # noqa: ASYNC110 - nobody tells
            await trio.sleep(0.001)
        gc.collect()
        kinds = {f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.garbage}
        found += sorted(kind for kind in kinds if kind.startswith(OURS))
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.unfreeze()


def connections(task: trio.lowlevel.Task | None) -> int:
    """That are still served, in this task and below it."""
    assert task is not None
    below = (child for nursery in task.child_nurseries for child in nursery.child_tasks)
    return task.name.endswith("._run_handler") + sum(map(connections, below))


async def leaves(client: RawClient) -> None:
    """Without a word."""


async def says_bye(client: RawClient) -> None:
    """Its session ends with it."""
    await client.send({"type": "bye"})
    await client.closed()


async def talks_nonsense(client: RawClient) -> None:
    """Until it is shown the door."""
    with suppress(Closed):
        for _ in range(BAD_FRAMES_MAX):
            await client.send("{")
    await client.closed()


async def sends_bytes(client: RawClient) -> None:
    """Which nobody may."""
    await client.websocket.send_message(b"\0")
    await client.closed()


async def says_hello_again(client: RawClient) -> None:
    """Which is a fault."""
    with pytest.raises(Closed):
        await client.hello("once more")


async def asks_and_leaves(client: RawClient) -> None:
    """The answer comes too late."""
    await client.tell("agent.set_status", {"status": "not_ready", "reason": "break"})


ENDS = [leaves, says_bye, talks_nonsense, sends_bytes, says_hello_again, asks_and_leaves]
"""Ways in which a connection ends."""
End = Callable[[RawClient], Awaitable[None]]


async def ended(server: RunningServer, connect: Connect, end: End) -> list[str]:
    """What three left who came, worked, and ended so."""
    async with looked_for() as found:
        for _ in range(3):
            async with connect() as ana:
                await ana.hello(server.token("agt_ana"))
                await ana.ask("agent.set_status", {"status": "ready"})
                await ana.ask("stream.subscribe", {"stream": "agent/agt_ana"}, key=None)
                await end(ana)
    return found


@pytest.mark.parametrize("end", ENDS)
async def test_a_connection_that_has_gone_leaves_nothing(end: End, autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        assert await ended(server, server.connect, end) == []


@pytest.mark.parametrize("end", [leaves, says_bye])
async def test_nor_does_one_that_the_pump_reads(end: End, tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server:
        assert await ended(server, partial(raw_client, server.url), end) == []


async def test_nor_does_one_that_another_connection_takes_over(autojump_clock: MockClock) -> None:
    async with (
        virtual_server(account()) as server,
        looked_for() as found,
        server.connect() as old,
        server.connect() as new,
    ):
        await old.hello(server.token("agt_ana"))
        await new.resume(server.token("agt_ana"), old, {})
        await old.closed()

    assert found == []


async def test_nor_does_one_that_is_not_let_in(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, looked_for() as found, server.connect() as stranger:
        with pytest.raises(Closed):
            await stranger.hello("nobody's token")

    assert found == []


async def test_nor_does_a_request_by_http(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server, looked_for() as found:
        for _ in range(3):
            async with await trio.open_tcp_stream("127.0.0.1", server.port) as stream:
                await stream.send_all(b"GET /healthz HTTP/1.1\r\nHost: ring.example\r\nConnection: close\r\n\r\n")
                assert b" 200 " in b"".join([bytes(part) async for part in stream])

    assert found == []


async def test_nor_does_a_conversation_whose_people_have_gone(autojump_clock: MockClock) -> None:
    async with (
        virtual_server(account()) as server,
        looked_for() as found,
        server.agent("agt_ana") as ana,
        server.service() as service,
    ):
        created = await service.ask("interaction.create", {"queue": "que_chat"})
        asked = {"interaction": created["interaction"]}
        ring = await ana.event("offer.created")
        await ana.ask("offer.accept", {"offer": ring["data"]["offer"]})
        await ana.ask("stream.subscribe", {"stream": f"interaction/{created['interaction']}"}, key=None)
        async with server.consumer(created["interaction"]) as consumer:
            await consumer.ask("message.send", {**asked, "text": "good morning"})
            await ana.event("segment.final")
        await ana.ask("interaction.end", asked)

    assert found == []
