"""Texts go past trio-websocket, and nothing else changes: over memory, TCP and TLS."""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

import pytest
import trio
import trustme
from kit.front import CLOSE, PING, PONG, TEXT, RawClient, RunningFront, frame, running_front
from ringline_protocol.codes import CloseCode
from ringline_protocol.limits import MESSAGE_BYTES_MAX
from ringline_server.edges.handshake import begin, upgrade
from ringline_server.edges.inbox import INBOUND_MESSAGES_MAX, Rest
from ringline_server.edges.peek import peek
from ringline_server.edges.short_way import ShortWay
from ringline_server.edges.transport import Connection, ConnectionGone
from trio_websocket import ConnectionClosed, WebSocketConnection

Running = Callable[..., AbstractAsyncContextManager[RunningFront]]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(params=["TCP", "TLS"])
def running(request: pytest.FixtureRequest, authority: trustme.CA) -> Running:
    """`running_front`, once plain and once over TLS."""
    if request.param == "TCP":
        return running_front
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(server)
    authority.configure_trust(client)
    return partial(running_front, server_tls=server, client_tls=client)


@asynccontextmanager
async def over_memory() -> AsyncIterator[tuple[ShortWay, WebSocketConnection, RawClient]]:
    near, far = trio.testing.memory_stream_pair()
    client = RawClient(far)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(client.upgraded)
        head = await peek(near)
        assert head is not None
        way = await upgrade(near, head, "ringline.v1")
        websocket = begin(nursery, way, MESSAGE_BYTES_MAX)
        await trio.testing.wait_all_tasks_blocked()
        yield way, websocket, client
        nursery.cancel_scope.cancel()


async def test_a_text_does_not_overtake_what_the_library_puts_together() -> None:
    async with over_memory() as (way, websocket, client):
        await client.send(frame(TEXT, b"first", is_last=False) + frame(0, b"!") + frame(TEXT, b"second"))
        await trio.testing.wait_all_tasks_blocked()
        assert len(way.inbox) == 0

        await way.put(str(await websocket.get_message()))
        await trio.testing.wait_all_tasks_blocked()

        assert [await way.inbox.get() for _ in range(2)] == [("first!", 6), ("second", 6)]


async def test_pings_are_answered_while_the_inbox_is_full() -> None:
    async with over_memory() as (way, _, client):
        await client.send(frame(TEXT, b"x") * INBOUND_MESSAGES_MAX + frame(PING, b"there?"))

        assert await client.frame() == (PONG, b"there?")
        assert not way.inbox.has_room


async def test_after_our_close_frame_no_text_leaves() -> None:
    async with over_memory() as (way, websocket, client):
        assert not way.is_ending
        await client.send(frame(CLOSE, b"\x03\xe8"))
        assert await client.closed_with() == 1000

        assert way.is_ending
        assert websocket.closed is not None


async def test_a_stream_that_ends_within_a_text_ends() -> None:
    async with over_memory() as (way, websocket, client):
        await client.send(frame(TEXT, b"half of it")[:-1])
        await client.stream.aclose()
        with pytest.raises(ConnectionClosed) as closed:
            await websocket.get_message()

        assert closed.value.reason is not None
        assert (len(way.inbox), closed.value.reason.code) == (0, 1006)


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, MESSAGE_BYTES_MAX])
async def test_every_size_comes_back(size: int, running: Running) -> None:
    async with running() as front:
        client = await (await front.connect()).upgraded()
        await client.send(frame(TEXT, b"z" * size) * 2)

        assert [await client.frame() for _ in range(2)] == [(TEXT, b"z" * size)] * 2


async def test_what_does_not_fit_into_the_socket_follows_and_pongs_stand_between_messages(
    running: Running,
) -> None:
    large, count = "y" * 200_000, 40
    began = trio.Event()

    async def flood(connection: Connection) -> None:
        began.set()
        for _ in range(count):
            await connection.send(large)
        with pytest.raises(ConnectionGone):
            await connection.receive()

    async with running(flood) as front:
        client = await (await front.connect()).upgraded()
        await began.wait()
        await client.send(frame(PING, b"1") + frame(PING, b"2"))
        frames = [await client.frame() for _ in range(count + 2)]

    assert [payload for opcode, payload in frames if opcode == PONG] == [b"1", b"2"]
    assert [payload for opcode, payload in frames if opcode == TEXT] == [large.encode()] * count


async def test_a_send_to_who_has_gone_says_so(running: Running) -> None:
    gone, ended = list[int](), trio.Event()

    async def push(connection: Connection) -> None:
        try:
            while True:
                await connection.send("x" * 1_000)
                await trio.lowlevel.checkpoint()
        except ConnectionGone as end:
            gone.append(end.code)
        ended.set()

    async with running(push) as front:
        await (await front.connect()).upgraded()
        front.disconnect()
        await ended.wait()

    assert gone == [1006]


async def test_each_message_is_acted_on_in_order_also_where_one_leaves_something_and_one_is_put_together(
    running: Running,
) -> None:
    acted = list[str]()

    async def serve(connection: Connection) -> None:
        async def rest() -> None:
            await trio.lowlevel.checkpoint()
            acted.append("rest")
            await connection.send(str(len(acted)))

        def act(text: str) -> Rest | None:
            acted.append(text)
            return rest if text == "slow" else None

        await connection.each(act)

    async with running(serve) as front:
        client = await (await front.connect()).upgraded()
        texts = frame(TEXT, b"a") + frame(TEXT, b"slow") + frame(TEXT, b"b", is_last=False) + frame(0, b"c")
        await client.send(texts + frame(TEXT, b"slow"))

        assert [await client.frame() for _ in range(2)] == [(TEXT, b"3"), (TEXT, b"6")]

    assert acted == ["a", "slow", "rest", "bc", "slow", "rest"]


async def test_a_bug_in_acting_ends_that_connection_with_a_goodbye_and_no_other(running: Running) -> None:
    async def serve(connection: Connection) -> None:
        def act(text: str) -> Rest | None:
            return partial(connection.send, {"who?": "me"}[text])

        await connection.each(act)

    async with running(serve) as front:
        one, other = [await (await front.connect()).upgraded() for _ in range(2)]
        await one.send(frame(TEXT, b"who?") + frame(TEXT, b"bug"))
        assert await one.frame() == (TEXT, b"me")

        assert await one.closed_with() == CloseCode.INTERNAL
        await other.send(frame(TEXT, b"who?"))
        assert await other.frame() == (TEXT, b"me")


async def test_a_message_that_is_too_large_closes_and_is_not_acted_on(running: Running) -> None:
    acted = list[int]()

    async with running(lambda connection: connection.each(lambda text: acted.append(len(text)))) as front:
        client = await (await front.connect()).upgraded()
        await client.send(frame(TEXT, b"x" * MESSAGE_BYTES_MAX) + frame(TEXT, b"x" * (MESSAGE_BYTES_MAX + 1)))

        assert await client.closed_with() == CloseCode.TOO_BIG

    assert acted == [MESSAGE_BYTES_MAX]


async def test_the_library_begins_with_the_first_that_is_its_business_and_not_before() -> None:
    """Over TCP: a connection that says nothing but texts is one task."""
    tasks: list[int] = []

    async def echo_and_count(connection: Connection) -> None:
        (nursery,) = trio.lowlevel.current_task().child_nurseries
        while True:
            message = await connection.receive()
            tasks.append(len(nursery.child_tasks))
            await connection.send(message)

    async with running_front(echo_and_count) as front:
        client = await (await front.connect()).upgraded()
        await client.send(frame(TEXT, b"one") + frame(TEXT, b"two"))
        assert [await client.frame() for _ in range(2)] == [(TEXT, b"one"), (TEXT, b"two")]
        await client.send(frame(PING, b"?"))
        assert await client.frame() == (PONG, b"?")
        await client.send(frame(TEXT, b"three", is_last=False) + frame(0, b"!") + frame(TEXT, b"four"))
        assert [await client.frame() for _ in range(2)] == [(TEXT, b"three!"), (TEXT, b"four")]

        assert tasks == [0, 0, 2, 2]


async def test_a_peer_that_is_gone_without_a_word_is_gone_for_a_session_that_heard_only_texts() -> None:
    over: list[tuple[int, str]] = []
    ended = trio.Event()

    async def listen(connection: Connection) -> None:
        try:
            while True:
                await connection.receive()
        except ConnectionGone as gone:
            over.append((gone.code, gone.reason))
            ended.set()
            raise

    async with running_front(listen) as front:
        for ending in ("closed", "reset"):
            client = await (await front.connect()).upgraded()
            await client.send(frame(TEXT, b"hello"))
            if ending == "reset":
                client.reset()
            else:
                await client.stream.aclose()
            await ended.wait()
            ended = trio.Event()

    assert over == [(1006, "")] * 2
