"""What answers an upgrade, as a client that somebody else wrote sees it, and what stands behind the head."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import trio
from kit.front import PING, PONG, TEXT, RawClient, frame, upgrade
from ringline_server.edges import handshake
from ringline_server.edges.handshake import Upgraded
from ringline_server.edges.peek import head_of, peek
from ringline_server.edges.short_way import ShortWay
from trio_websocket import wrap_client_stream

CHARS_MAX = 100


@asynccontextmanager
async def upgraded(near: trio.abc.Stream) -> AsyncIterator[tuple[ShortWay, Upgraded]]:
    async with trio.open_nursery() as nursery:
        head = await peek(near)
        assert head is not None
        way = await handshake.upgrade(near, head, "ringline.v1")
        yield way, handshake.begin(nursery, way, CHARS_MAX)
        nursery.cancel_scope.cancel()


def test_the_answer_to_the_key_of_the_standard_is_the_one_of_the_standard() -> None:
    head = head_of(b"GET", b"/ws", [(b"host", b"a"), (b"sec-websocket-key", b"dGhlIHNhbXBsZSBub25jZQ==")])

    lines = handshake.answer(head, "ringline.v1").split(b"\r\n")

    assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in lines
    assert lines[-2:] == [b"", b""]


async def test_a_client_of_the_library_takes_it_and_is_heard() -> None:
    near, far = trio.testing.memory_stream_pair()
    async with trio.open_nursery() as nursery:

        async def comes() -> None:
            client = await wrap_client_stream(
                nursery,
                far,  # type: ignore[arg-type]
                "ring.example",
                "/ws",
                subprotocols=["x", "ringline.v1"],
            )
            assert client.subprotocol == "ringline.v1"
            await client.send_message("hello")

        nursery.start_soon(comes)
        async with upgraded(near) as (way, _):
            assert await way.inbox.get() == ("hello", 5)
        nursery.cancel_scope.cancel()


async def test_what_was_sent_with_the_head_is_read() -> None:
    near, far = trio.testing.memory_stream_pair()
    await far.send_all(upgrade() + frame(TEXT, b"at once") + frame(PING, b"?") + frame(TEXT, b"more")[:-1])
    client = RawClient(far)
    async with upgraded(near) as (way, _):
        await client.response()

        assert await way.inbox.get() == ("at once", 7)
        assert await client.frame() == (PONG, b"?")
        await far.send_all(b"e")
        assert await way.inbox.get() == ("more", 4)


async def test_the_library_closes_what_is_longer_than_it_may_be() -> None:
    near, far = trio.testing.memory_stream_pair()
    await far.send_all(upgrade())
    client = RawClient(far)
    async with upgraded(near):
        await client.response()
        await client.send(frame(TEXT, b"x" * CHARS_MAX, is_last=False) + frame(0, b"x"))

        assert await client.closed_with() == 1009
